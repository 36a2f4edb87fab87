"""Decisions that amend rules, and what pages say of the documents that they explain."""

from __future__ import annotations

import pytest

from ingest.attendance import told_parts
from ingest.cleaner import repair_text
from ingest.datatypes import Definition, LoadedDocument, ParsedDocument, Responsibility
from ingest.explained import explained_issuers, explained_number
from ingest.loaders.text_tables import line_blocks
from ingest.pipeline import parse

DECISION = """石梁县人民政府关于修改《石梁县河道采砂管理办法》的决定
石梁县人民政府令第9号
《石梁县人民政府关于修改〈石梁县河道采砂管理办法〉的决定》已经2026年3月2日县十七届人民政府第40次常务会议通过。
一、将第二条修改为：“本办法所称河道采砂，是指在河道内开采砂石的活动；所称禁采期，是指每年4月至8月。”
二、增加一条，作为第四条：“县水利局负责采砂许可和监督检查。下列河段禁止采砂：
“（一）桥梁上下游各五百米；
“（二）饮用水水源保护区。”
三、删去第九条。
四、将条文中的“水务局”统一修改为“水利局”。
"""


def _read(text: str) -> ParsedDocument:
    return parse(LoadedDocument(text, tuple(line_blocks(text)), "txt", {}), name="采砂.txt")


def test_new_wording_is_a_clause_below_the_instruction() -> None:
    parsed = _read(DECISION)
    text = parsed.clean.text
    heads = [clause for clause in parsed.clauses if clause.number in ("一、", "二、")]
    below = [clause for clause in parsed.clauses if clause.parent == heads[1].index]
    assert [clause.heading for clause in heads] == ["将第二条修改为", "增加一条，作为第四条"]
    assert [clause.number for clause in below] == ["", "（一）", "（二）"]
    assert "”" not in text[below[0].start : below[-1].end]
    assert "统一修改为“水利局”。" in text  # a name put in place of another is no wording


def test_facts_of_the_new_wording() -> None:
    facts = _read(DECISION).facts
    terms = {fact.subject: fact.meaning for fact in facts if isinstance(fact, Definition)}
    assert terms == {"河道采砂": "在河道内开采砂石的活动", "禁采期": "每年4月至8月"}
    assert [fact.bodies for fact in facts if isinstance(fact, Responsibility)] == [("县水利局",)]


def test_number_and_issuer_of_an_order() -> None:
    metadata = _read(DECISION).metadata
    assert (metadata.number, metadata.issuer) == ("石梁县人民政府令第9号", "石梁县人民政府")


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("全县有古井2 314口", "全县有古井2314口"),
        ("共1 234 567元", "共1234567元"),
        ("详见表1 100个村", "详见表1 100个村"),
    ],
)
def test_spaces_inside_numbers(written: str, repaired: str) -> None:
    assert repair_text(written) == repaired


def test_what_a_page_says_of_the_document_it_explains() -> None:
    title = "石梁县校园食堂管理办法解读"
    lines = ["日前，县教育局会同县市场监督管理局、县财政局印发《石梁县校园食堂管理办法》（石教发〔2026〕8号）。"]
    assert explained_issuers(title, lines) == ("县教育局", "县市场监督管理局", "县财政局")
    assert explained_number(title, lines) == "石教发〔2026〕8号"


def test_attendance_told_in_sentences() -> None:
    text = "县长周一凡主持会议，副县长吴明出席会议，县财政局负责人列席会议。县教育局局长因公请假。"
    assert [(role, text[start:end]) for role, start, end in told_parts(text)] == [
        ("出席", "副县长吴明"),
        ("列席", "县财政局负责人"),
        ("请假", "县教育局局长因公请假"),
    ]
