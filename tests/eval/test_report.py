from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval.datatypes import CitedText, Question, Row
from eval.report import render_report, write_report
from eval.runner import summarise
from eval.tables import HEADER, TYPE_NAMES, display_width, row_text, summary_table, table
from tests.api.browser import BROWSER, DRIVER, open_browser, resize

QUESTION = Question(
    id="q<1>",
    type="target",
    q="多少 <b>个</b>？",
    must=(("60个", "六十个"),),
    must_not=(),
    cite=("新增 & 60个",),
    answerable=True,
    history=("先<问>",),
)


def row(*, right: bool) -> Row:
    return Row(
        question=QUESTION,
        answer='<script>alert("x")</script>',
        status="answered",
        citations=(CitedText("方案 > 一、", "原<文>"),),
        right=right,
        reason="" if right else "缺少：60个 / 六十个",
        cited=False,
        figures=1,
        unborne=("7台",),
        length=20,
        milliseconds=1.0,
        scores={"citation_recall": 0.0, "number_fidelity": 0.0},
    )


def test_report_escapes_and_needs_nothing_from_outside() -> None:
    html = render_report("dev", {"zhengda": [row(right=False), row(right=True)], "passages": [row(right=True)]})
    assert "<script" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)" in html
    assert "多少 &lt;b&gt;个" in html
    assert "原&lt;文&gt;" in html
    assert not re.search(r"https?://|src=|href=\"[^#]|url\(|@import", html)
    assert html.count("<article>") == 1
    assert "答对 1/2" in html
    assert "答对 1/1" in html


def test_report_can_keep_questions_to_itself(tmp_path: Path) -> None:
    path = write_report(tmp_path / "a" / "r.html", "holdout", {"z": [row(right=False)]}, show_questions=False)
    assert "&lt;b&gt;" not in path.read_text(encoding="utf-8")


def test_table_columns_stand_below_each_other() -> None:
    text = table([("题型", "数"), ("a", "100"), ("合计", "7")])
    assert text.splitlines() == ["题型   数", "a     100", "合计    7"]
    assert {display_width(line) for line in text.splitlines()} == {9}


def test_summary_table_names_types() -> None:
    lines = summary_table(summarise([row(right=True)])).splitlines()
    assert len(lines) == 3
    assert all(name in lines[0] for name in HEADER)
    assert lines[1].startswith(TYPE_NAMES["target"])
    assert lines[2].startswith("合计")


def test_row_text_holds_answer_gold_and_citation() -> None:
    text = row_text(row(right=False))
    for part in ("q<1>", "先<问>", "缺少：60个", "60个 / 六十个", "新增 & 60个", "原<文>", "7台"):
        assert part in text


def test_bars_show_shares_and_interval() -> None:
    html = render_report("dev", {"zhengda": [row(right=False), row(right=True)]})
    assert 'class="right" style="width:50.0%"' in html
    assert 'class="both" style="width:0.0%"' in html  # right, but not rightly cited
    assert 'class="interval" style="left:0.0%;width:100.0%"' in html
    assert f'<a href="#target">{TYPE_NAMES["target"]}</a>' in html
    assert '<details open class="type" id="target">' in html
    assert "引用召回" in html


def test_wrong_answer_says_which_gold_is_missing() -> None:
    given = row(right=False)
    said = replace(given, question=replace(QUESTION, must=(("60个",), ("alert",)), must_not=("9个",)))
    html = render_report("dev", {"zhengda": [said]})
    assert '<li class="missing">✗ 60个</li>' in html
    assert "<li>✓ alert</li>" in html
    assert "9个" in html
    refused = replace(given, question=replace(QUESTION, type="unanswerable", must=(), cite=(), answerable=False))
    assert "应当拒答" in render_report("dev", {"zhengda": [refused]})


@pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs chromium and chromedriver")
def test_page_fits_the_window(tmp_path: Path) -> None:
    long = replace(row(right=False), answer="长" * 400 + "x" * 300)
    page = write_report(tmp_path / "report.html", "dev", {"zhengda": [long, row(right=True)]})
    with open_browser() as browser:
        for width in (1280, 390):
            resize(browser, width, 900)
            browser.get(page.as_uri())
            assert browser.execute_script("return document.documentElement.scrollWidth") == width
            bar = browser.find_element("css selector", ".track .right")
            assert bar.size["width"] > 20
            left, right = browser.find_elements("css selector", ".sides > div")
            assert (left.location["y"] == right.location["y"]) is (width == 1280)
        assert browser.get_log("browser") == []
