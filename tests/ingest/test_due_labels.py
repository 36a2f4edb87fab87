"""Deadlines of labels, brackets, rounds and seasons."""

import pytest
from fact_samples import document

from ingest.datatypes import Deadline, Responsibility
from ingest.facts import extract_facts
from ingest.loaders import load_bytes
from ingest.pipeline import parse

PLAN = """云岭区老旧小区改造方案

一、重点任务
1.更新地下管网。改造供水管线24公里。
牵头单位：区城管局
配合单位：区水务集团
完成时限：9月30日前
2.整治飞线充电。规范弱电线缆。
进度安排：持续推进
3.建设社区食堂。
责任人：王平
时间：春季学期结束前
"""


def deadlines(text, since=0):
    return [fact for fact in extract_facts(*document(text), since=since) if isinstance(fact, Deadline)]


def parsed(text, kind=Deadline):
    document = parse(load_bytes("云岭市方案.txt", text.encode()), name="云岭市方案.txt")
    return [fact for fact in document.facts if isinstance(fact, kind)]


def test_tasks_of_a_stage_are_due_with_it():
    found = parsed(
        "云岭市方案\n一、实施步骤\n（一）集中整治阶段（4月—10月）\n1.排查隐患。逐户上门。（责任单位：市应急局）\n"
        "2.整改销号。逐项整改。（责任单位：市城管局；完成时限：9月底前）\n二、保障\n1.经费。纳入预算。（责任单位：市财政局）\n"
    )
    assert {(fact.subject, fact.due) for fact in found} == {
        ("集中整治阶段", "4月—10月"),
        ("排查隐患", "4月—10月"),
        ("整改销号", "9月底前"),
    }


def test_a_label_on_its_own_line_dates_the_task_above():
    found = [(fact.item, fact.subject, fact.due) for fact in deadlines(PLAN)]
    assert found == [
        ("1", "更新地下管网", "9月30日前"),
        ("2", "整治飞线充电", "持续推进"),
        ("3", "建设社区食堂", "春季学期结束前"),
    ]


LIST = """云岭区社区治理重点任务清单

一、重点任务
1.调整社区规模。对人口过多的社区予以拆分。
指标：完成拆分4个。
责任单位：区民政局、区公安分局。时限：9月底。
2.重划综合网格。按三百户划分网格。
指标：专属网格不少于74个。
（区委政法委牵头，区城运中心、各街道落实）时限：4月底。
3.规范事件流转。事件按六步流转。
指标：按期办结率不低于97%。
由区城运中心负责，区相关职能部门配合。时限：全年。
4.信义治理试点。在20个小区试行。
指标：试点小区20个。
责任单位：区住房建设局会同青柳街道、白石街道。时限：12月底。
"""


def test_a_line_that_says_who_and_until_when_speaks_of_the_item_above():
    duties = [(fact.item, fact.subject) for fact in parsed(LIST, Responsibility)]
    named = ["调整社区规模", "重划综合网格", "规范事件流转", "信义治理试点"]
    assert duties == list(zip("1234", named, strict=True))
    assert [(fact.item, fact.due) for fact in parsed(LIST)] == [
        ("1", "9月底"),
        ("2", "4月底"),
        ("3", "全年"),
        ("4", "12月底"),
    ]


def test_a_body_that_calls_others_in_leads_them():
    last = parsed(LIST, Responsibility)[-1]
    assert (last.lead, last.supporting) == (("区住房建设局",), ("青柳街道", "白石街道"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("落实稳岗返还政策，惠及企业1.2万家。（6月底前）", ["6月底前"]),
        ("摸排登记失业人员，建立台账。（长期）", ["长期"]),
        ("汇聚供水运行数据，建成平台。【市城管局牵头｜市应急局配合｜2025年11月底前】", ["2025年11月底前"]),
        ("优化组织架构。（各县政府负责，2025年8月底前完成）", ["2025年8月底前完成"]),
        ("推广经验做法（2024—2026年）。", []),
        ("修订《某市停车管理办法》（2019年版）。", []),
        ("市大数据中心提出整合意见，年内实现48座水闸远程启闭。", ["年内"]),
        ("完成维修，时间为汛期结束之前。", ["汛期结束之前"]),
        ("汛前，各街道至少开展2次避险演练。", ["汛前"]),
        ("试点方案应在8月上旬印发。", ["8月上旬"]),
        ("最迟11月20日前完成应急演练4场。", ["最迟11月20日前"]),
        ("市财政局建立监测制度，2028年开展中期评估。", ["2028年"]),
        ("培育民宿集群，到2028年新增等级民宿60家。", ["到2028年"]),
        ("市政府督查室要跟踪督办，每旬汇总一次情况报市政府。", ["每旬"]),
        ("市督查室按月调度，按季通报。", ["按月", "按季"]),
        ("对供热成本进行监审，每三年至少一次。", ["每三年至少一次"]),
        ("自9月15日起每周五报送统计表。", ["每周五"]),
        ("供热单位应当在供热期开始前十日完成试压。", ["供热期开始前十日"]),
        ("气象机构应当在寒潮到来四十八小时前，提供预报。", ["寒潮到来四十八小时前"]),
        ("对2025年底前形成的欠款逐笔登记。", []),
        ("上半年完成60%，三季度完成90%。", ["上半年", "三季度"]),
        ("各县于每季度第一个月10日前报送进展。", ["每季度第一个月10日前"]),
        ("每人每月补贴300元，按月发放。", []),
        ("对A级企业每年检查不超过1次。", []),
        ("汛期（4月20日至9月30日）加强值守。", []),
        ("“正常运行”指每月开展活动不少于2次。", []),
        ("2024年完成改造15个。", []),
    ],
)
def test_when_a_task_is_due(sentence, expected):
    assert [fact.due for fact in deadlines(f"1.安排。{sentence}", since=2025)] == expected


def test_a_stage_without_a_year():
    found = deadlines("一、工作步骤\n动员阶段（4月上旬）：区爱卫办召开动员会。\n迎检阶段（10月）：组织模拟评估。\n")
    assert [(fact.subject, fact.due) for fact in found] == [("动员阶段", "4月上旬"), ("迎检阶段", "10月")]


def test_steps_below_a_heading_on_steps():
    found = parsed(
        "云岭市方案\n一、实施步骤\n（一）动员部署（2025年3月）。召开动员会。\n（二）总结验收（11月—12月）。开展验收。\n"
        "二、经费\n（一）专项资金（2025年3月）。纳入预算。\n"
    )
    assert [(fact.subject, fact.due) for fact in found] == [("动员部署", "2025年3月"), ("总结验收", "11月—12月")]


def test_a_numbered_task_is_an_item_and_no_label():
    found = parsed(
        "云岭市清单\n一、节水\n任务3：新建灌溉面积2.1万亩。【县农业农村局，2026年5月底】\n任务4：清淤塘坝。\n-时限：春灌前\n"
    )
    assert [fact.due for fact in found] == ["2026年5月底", "春灌前"]
    assert [(fact.item, fact.subject) for fact in found] == [("3", "新建灌溉面积2.1万亩"), ("4", "清淤塘坝")]


def test_a_bracket_torn_by_a_page_still_dates_its_task():
    text = (
        "一、措施\n（一）推广模式。开展还田，配套补贴。（牵头部门：市农业农村局；责任部门：\n\n— 1 —\n\n"
        "克山县政府；时限：每年11月10日前）\n（二）治理沟道。实行治理。\n\n— 2 —\n"
    )
    found = parsed(text)
    assert [(fact.subject, fact.due) for fact in found] == [("推广模式", "每年11月10日前")]


def test_what_is_due_is_told_where_its_verb_stands_alone():
    (found,) = deadlines("1.安排。新建区域养老中心，投资3800万元，2027年竣工。", since=2025)
    assert found.subject == "新建区域养老中心竣工"


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("两侧积存垃圾于4月底清零。", "4月底"),
        ("新建户厕210户，十月底以前验收。", "十月底以前"),
        ("十月一日前全部挂牌。", "十月一日前"),
        ("开展集中清查，中秋节前见成效。", "中秋节前"),
        ("加强培训，5月雨季来临前培训村医80名。", "5月雨季来临前"),
        ("旧机房于2026年12月15日关停。", "2026年12月15日"),
        ("推行总额付费，自2026年1月1日起执行。", "自2026年1月1日起"),
        ("发展示范单元300个，“3·15”前公布首批名单。", "“3·15”前"),
        ("县融媒体中心负责宣传，每年“世界水日”前后集中报道。", "每年“世界水日”前后"),
        ("推广新技术，2026年完成4个中医馆建设。", "2026年"),
        ("局机关要在2026年10月底前建成全县统一的平台。", "2026年10月底前"),
    ],
)
def test_dates_before_any_verb_of_finishing(sentence, due):
    assert due in [fact.due for fact in deadlines(f"1.安排。{sentence}", since=2025)]


@pytest.mark.parametrize(
    "sentence", ["本细则自2026年1月1日起执行。", "2023年完成4个中医馆建设。", "清偿2025年底前形成的欠款。"]
)
def test_dates_that_bind_nobody(sentence):
    assert deadlines(f"1.安排。{sentence}", since=2025) == []
