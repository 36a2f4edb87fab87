from __future__ import annotations

import io

import openpyxl

from api.fact_table import COLUMNS
from api.fact_workbook import facts_workbook

DUTY = {
    "kind": "responsibility", "item": "1", "subject": '=HYPERLINK("x")', "lead": (), "bodies": ("甲局", "各街道"),
    "supporting": (), "notes": (("甲局", "甲办"),), "due": "", "title": "标题", "path": ["一、", "1."],
    "text": "原\x01文", "sentence": "句" * 40000, "start": 3, "end": 9, "url": "/documents/a#3-9", "doc_id": "a",
    "named": [{"role": "responsible", "name": "各街道"}],
}  # fmt: skip


def read(rows):
    sheet = openpyxl.load_workbook(io.BytesIO(facts_workbook(rows))).active
    header, *lines = sheet.iter_rows(values_only=True)
    return sheet, [dict(zip(header, line, strict=True)) for line in lines]


def test_one_line_a_fact_with_sentence_and_place():
    sheet, (line,) = read([DUTY])
    assert sheet.title == "责任"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].width > 20
    assert sheet["B2"].alignment.wrap_text
    assert sheet.auto_filter.ref.startswith("A1:")
    assert (line["类别"], line["文件"], line["章节"], line["条目"]) == ("责任", "标题", "一、 › 1.", "1")
    assert (line["责任单位"], line["单位说明"]) == ("甲局、各街道", "甲局：甲办")
    assert line["该单位的角色"] == "责任（各街道）"
    assert (line["起"], line["止"], line["链接"]) == (3, 9, "/documents/a#3-9")


def test_time_of_a_target_stands_with_the_other_times():
    target = {
        **DUTY, "kind": "target", "subject": "监控", "statement": "年产10吨以上的单位实现监控",
        "value": "10", "unit": "吨", "comparator": "以上", "period": "2025年底", "attribute": "", "due": "",
    }  # fmt: skip
    sheet, (line, _) = read([target, DUTY])
    assert sheet.title == "责任、指标"
    assert (line["期限"], line["事项"]) == ("2025年底", "年产10吨以上的单位实现监控")


def test_no_formula_no_control_character_no_overlong_cell():
    sheet, (line,) = read([DUTY])
    assert line["事项"] == '=HYPERLINK("x")'
    assert all(cell.data_type != "f" for cell in sheet[2])
    assert line["原文"] == "原文"
    assert len(line["所在句子"]) == 32767


def test_columns_that_no_fact_fills_are_left_out():
    _, (line,) = read([DUTY])
    assert "职务" not in line
    assert set(line) < {label for label, _, _ in COLUMNS}
    sheet, lines = read([])
    assert sheet.title == "没有"
    assert (lines, sheet.max_row) == ([], 1)
