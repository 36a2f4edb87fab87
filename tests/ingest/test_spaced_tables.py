"""Tables of plain text whose cells only spaces part."""

from __future__ import annotations

from ingest.datatypes import Deadline, Target
from ingest.loaders import load_bytes
from ingest.pipeline import parse

YEARS = """青山县学校布局实施意见
一、分年度目标
年度  教学点（个） 寄宿制学校（所） 交流教师人数
2025   52   29   210
2026   41   33   230
— 2 —
2027   31   36   250
2028   24   38   260
二、督导
请认真抓好落实。
"""


def test_years_in_rows_are_the_periods_of_the_figures_across_a_page() -> None:
    facts = parse(load_bytes("a.txt", YEARS.encode()), name="a.txt").facts
    found = {(fact.subject, fact.period): fact.value + fact.unit for fact in facts if isinstance(fact, Target)}
    assert found["教学点", "2025年"] == "52个"
    assert found["寄宿制学校", "2028年"] == "38所"
    assert len(found) == 12


def test_rows_of_words_below_titles_that_tables_have() -> None:
    text = "青山县检查方案\n任务安排\n工作内容 责任单位 完成时限\n入户安检 县住建局 每日17时\n软管更换 各街道 每周五\n"
    facts = parse(load_bytes("a.txt", text.encode()), name="a.txt").facts
    assert [fact.due for fact in facts if isinstance(fact, Deadline)] == ["每日17时", "每周五"]


def test_names_with_posts_are_no_table() -> None:
    text = "青山县领导小组\n组长 张三 副县长\n副组长 李四 县住建局局长\n成员 王五 县水利局副局长\n"
    loaded = load_bytes("a.txt", text.encode())
    assert not any(block.cells for block in loaded.blocks)
