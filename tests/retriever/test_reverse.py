"""What a body has to do, from sentences of rules and plans, below its own heading, in tables of bodies."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

RULES = """青岭县公共场所控烟办法
第一条 为减少烟草烟雾危害，制定本办法。
第二条 控烟工作的宣传由县卫生健康局负责。
第三条 县教育局应当每学期组织两次学校控烟检查，并将结果报县卫生健康局备案。
第四条 车站、商场的巡查由县交通运输局、县商务局共同开展，县市场监督管理局配合。
第五条 控烟工作联席会议办公室设在县卫生健康局。
第六条 本办法由县卫生健康局负责解释。
"""
PLAN = """白杨区数字乡村行动方案
一、重点任务
（一）建设村级平台。整合六个系统，建成统一的村务平台。每个村配备一名信息员。（责任单位：区数据局、区农业农村局）
（二）推广直播带货。培训农民主播300名。（责任单位：区农业农村局、区商务局）
二、保障措施
（一）区发展和改革局职责
1.把数字乡村项目列入年度投资计划。
2.争取上级专项资金不少于2000万元。
"""
LEDGER = """# 沙河镇防汛分工

| 单位 | 防汛职责 |
|---|---|
| 镇水利站 | 巡查堤坝，每日早晚各一次 |
| 镇卫生院 | 组织救护队伍，储备药品 |
"""


@pytest.fixture
def base(hash_base):
    for name, text in (("办法.txt", RULES), ("方案.txt", PLAN), ("分工.md", LEDGER)):
        hash_base.add_bytes(name, text.encode())
    return hash_base


def test_sentences_of_rules_are_all_told(base):
    answer = base.ask("青岭县卫健局在控烟上负责哪些工作")
    check_answer(answer, base)
    for words in ("宣传", "备案", "办公室设在", "解释"):
        assert words in answer.answer
    assert "商场的巡查" not in answer.answer


def test_bodies_acting_together_and_helping_are_told(base):
    assert "巡查" in base.ask("青岭县商务局在控烟上有哪些任务").answer
    helped = base.ask("青岭县市监局在控烟上要做哪些事").answer
    assert "配合" in helped
    assert "巡查" in helped


def test_a_short_heading_is_told_with_its_content(base):
    answer = base.ask("白杨区数据局承担哪些任务")
    check_answer(answer, base)
    assert "建设村级平台" in answer.answer
    assert "统一的村务平台" in answer.answer
    assert "责任单位" not in answer.answer


def test_items_below_a_bodys_own_heading_are_its_duties(base):
    answer = base.ask("白杨区发改局负责哪些任务")
    check_answer(answer, base)
    assert "年度投资计划" in answer.answer
    assert "2000万元" in answer.answer


def test_a_row_of_a_table_of_bodies_is_told(base):
    assert "巡查堤坝" in base.ask("沙河镇水利站要做哪些工作").answer
