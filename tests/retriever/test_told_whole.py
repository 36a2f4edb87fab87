"""Answers told whole: all steps, classes with what they are, dates behind item numbers, aims beside base years."""

from __future__ import annotations

import pytest

from retriever.answerers.stretches import strip_number
from retriever.datatypes import Message


def check_answer(answer: str, held: list[str], lacked: list[str]) -> None:
    """What must and what must not stand in an answer."""
    assert [word for word in held if word not in answer] == [], answer
    assert [word for word in lacked if word in answer] == [], answer


GRAIN = """# 北坡县“十五五”粮食规划

规划期：2026—2030年

## 一、主要指标

| 序号 | 指标 | 单位 | 2025年 | 2030年 | 属性 |
| --- | --- | --- | --- | --- | --- |
| 1 | 油茶种植面积 | 万亩 | 7.3 | 11.5 | 预期性 |
| 2 | 粮食烘干能力 | 万吨 | 2 | 6 | 约束性 |
"""
CAMP = """青禾县研学营地招生办法
第一条 为规范研学营地招生，制定本办法。
第二条 本办法所称研学营地，是指经县教育局备案、面向中小学生的集体住宿活动场所。
第三条 研学营地按照以下顺序录取：
1.第一类：本县困境儿童；
2.第二类：本县在读学生；
3.第三类：外县学生。
第四条 办理时间：
1.6月3日至6月9日，家长在网上报名；
2.7月12日至7月15日，营地公布名单。
第五条 学员擅自离营的，由营地通报学校，并取消下一年度入营资格。
第六条 研学营地不支持下列服务：代办签证、商业演出、跨省接送。
"""
REWARDS = """青禾县工业奖补办法
第一章 总则
第一条 为支持工业发展，制定本办法。
第二章 奖补标准
第二条 新上规模的奖励10万元，智能车间奖励20万元。
第三章 审批程序
第三条 企业向所在乡镇提出书面申请，附购置发票。
第四条 乡镇受理后召开评议会讨论，结果公示5个工作日。
第五条 县工业局到现场踏勘，并在12个工作日内作出审批决定。
第六条 实行“两到场”制度：
（一）开工到场；
（二）验收到场。
第四章 兑现流程
分免申即享和申报兑现两类。新上规模的免申即享，由县工业局比对名单、审核公示后直接拨付兑现，无需提出申请。
其他项目为申报兑现，按以下步骤办理：
第一步 申报：企业于每年5月在平台提交；
第二步 初审：乡镇8个工作日内完成；
第三步 审定：县政府常务会议研究；
第四步 拨付：县财政局10个工作日内拨付。
"""
LIST = """# 青禾县2026年民生实事清单

| 序号 | 项目名称 | 建设内容 | 牵头单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 便民助浴 | 新建助浴点12个、流动助浴车5台 | 县民政局 | 9月底前 |
| 2 | 校门遮雨 | 加装雨棚40处 | 县教育局 | 8月底前 |
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2.7月1日至7月8日，网上报名", "7月1日至7月8日，网上报名"),
        ("- 市信访局每月通报", "市信访局每月通报"),
        ("3.2026年建成", "2026年建成"),
        ("2.5万元", "2.5万元"),
        ("2.7倍", "2.7倍"),
    ],
)
def test_a_number_is_told_from_a_figure(text, told):
    assert strip_number(text) == told


@pytest.mark.parametrize(
    ("question", "held", "lacked"),
    [
        ("北坡县油茶种植面积要达到多少", ["11.5"], ["7.3"]),
        ("北坡县油茶面积现在是多少", ["2025年：7.3"], ["目标值：7.3"]),
    ],
)
def test_what_is_aimed_at_is_not_what_is_so_already(hash_base, question, held, lacked):
    hash_base.add_bytes("规划.md", GRAIN.encode())
    check_answer(hash_base.ask(question).answer, held, lacked)


@pytest.mark.parametrize(
    ("question", "held", "lacked"),
    [
        ("青禾县研学营地录取顺序分哪几类", ["困境儿童", "在读学生", "外县学生"], ["“二类”"]),
        ("青禾县研学营地网上报名几号到几号", ["6月3日至6月9日"], ["1.6月"]),
        ("青禾县研学营地学员擅自离营会怎么处理", ["通报学校", "取消"], []),
        ("青禾县研学营地哪些服务不支持", ["代办签证", "跨省接送"], ["是指"]),
    ],
)
def test_rules_are_told_as_they_are_asked(hash_base, question, held, lacked):
    hash_base.add_bytes("办法.txt", CAMP.encode())
    check_answer(hash_base.ask(question).answer, held, lacked)


@pytest.mark.parametrize(
    ("question", "held", "lacked"),
    [
        ("青禾县工业奖补申报兑现流程", ["在平台提交", "常务会议研究", "10个工作日内拨付"], ["免申即享"]),
        ("青禾县工业奖补怎么审批", ["书面申请", "评议会", "12个工作日内"], ["开工到场"]),
    ],
)
def test_all_steps_are_told(hash_base, question, held, lacked):
    hash_base.add_bytes("办法.txt", REWARDS.encode())
    check_answer(hash_base.ask(question).answer, held, lacked)


def test_what_a_task_consists_of_is_told_where_its_amount_is_asked(hash_base):
    hash_base.add_bytes("清单.md", LIST.encode())
    answer = hash_base.ask("青禾县民政局今年牵头什么项目，建多少").answer
    check_answer(answer, ["便民助浴", "助浴点12个", "助浴车5台"], ["雨棚"])


def test_another_class_is_asked_for(hash_base):
    text = "石桥县人才入住办法\n第一条 A类人才入住专家楼。\n第二条 D类人才入住青年公寓，由县人才办安排。\n"
    hash_base.add_bytes("办法.txt", text.encode())
    turns = [Message("user", "石桥县D类人才住房怎么安排"), Message("user", "那A类的呢")]
    check_answer(hash_base.ask(turns).answer, ["专家楼"], ["青年公寓"])
