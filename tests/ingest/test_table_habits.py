"""Habits of those who draw tables up: 同上, two panels, labels inside cells, courses of work, bodies with persons."""

from __future__ import annotations

import pytest

from ingest.datatypes import Deadline, Responsibility, Target
from ingest.loaders import load_bytes
from ingest.pipeline import parse
from ingest.table_columns import column_role, time_of_title
from ingest.table_tasks import due_of


def _page(rows: list[list[str]]) -> str:
    written = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return _wrapped(f"<table>{written}</table>")


def _wrapped(body: str) -> str:
    return f"<html><body><h1>松涛县工作安排</h1><p>现将安排印发给你们，请抓好落实。</p>{body}</body></html>"


def _tasks(page: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], str]]:
    facts = parse(load_bytes("a.html", page.encode()), name="a.html").facts
    due = {(fact.clause, fact.subject): fact.due for fact in facts if isinstance(fact, Deadline)}
    return [
        (fact.subject, fact.lead, fact.bodies, fact.supporting, due.get((fact.clause, fact.subject), ""))
        for fact in facts
        if isinstance(fact, Responsibility)
    ]


def test_ditto_speaks_of_the_cell_above() -> None:
    rows = [
        ["序号", "任务", "责任单位", "完成时限"],
        ["1", "修建步道", "县林业局", "5月底"],
        ["2", "补植树木", "同上", "〃"],
        ["3", "清理林地", "同上", "6月底"],
    ]
    assert [(bodies, due) for _, _, bodies, _, due in _tasks(_page(rows))] == [
        (("县林业局",), "5月底"),
        (("县林业局",), "5月底"),
        (("县林业局",), "6月底"),
    ]


def test_two_panels_side_by_side_are_two_tasks_a_row() -> None:
    rows = [
        ["序号", "任务", "责任单位"] * 2,
        ["1", "修建步道", "县林业局", "3", "清理河道", "县水利局"],
        ["2", "补植树木", "县园林局", "", "", ""],
    ]
    assert [(subject, bodies) for subject, _, bodies, _, _ in _tasks(_page(rows))] == [
        ("修建步道", ("县林业局",)),
        ("清理河道", ("县水利局",)),
        ("补植树木", ("县园林局",)),
    ]


def test_cells_may_carry_their_labels_and_need_no_header() -> None:
    rows = [
        ["项目一", "建设内容：新建步道", "责任单位：县林业局", "完成时限：5月底"],
        ["项目二", "建设内容：清理河道", "责任单位：县水利局", "完成时限：6月底"],
    ]
    assert _tasks(_page(rows)) == [
        ("新建步道", (), ("县林业局",), (), "5月底"),
        ("清理河道", (), ("县水利局",), (), "6月底"),
    ]


def test_what_a_task_s_cell_assigns_is_no_part_of_the_task() -> None:
    rows = [
        ["序号", "任务", "备注"],
        ["1", "新建步道三条。牵头单位：县林业局；完成时限：5月底", "续建"],
        ["2", "清理河道两条。牵头单位：县水利局；完成时限：6月底", "新建"],
    ]
    assert [subject for subject, *_ in _tasks(_page(rows))] == ["新建步道三条", "清理河道两条"]


def test_the_title_may_say_that_the_first_leads() -> None:
    rows = [["任务", "责任单位（排在首位的为牵头单位）"], ["新建步道", "县林业局、县财政局"], ["清河", "县水利局"]]
    assert _tasks(_page(rows))[0][1:3] == (("县林业局",), ("县林业局", "县财政局"))


def test_bodies_with_their_persons() -> None:
    rows = [["任务", "责任单位及责任人"], ["新建步道", "县林业局 孙小河"], ["清理河道", "县水利局、赵一鸣"]]
    assert [bodies for _, _, bodies, _, _ in _tasks(_page(rows))] == [("县林业局",), ("县水利局",)]


def test_the_end_of_a_work_is_its_time_limit() -> None:
    head = (
        "<tr><td rowspan='2'>任务</td><td rowspan='2'>责任单位</td><td colspan='2'>实施时间</td></tr>"
        "<tr><td>起</td><td>止</td></tr>"
    )
    row = "<tr><td>新建步道</td><td>县林业局</td><td>2026年3月</td><td>2026年9月</td></tr>"
    assert _tasks(_wrapped(f"<table>{head}{row}{row.replace('步道', '书屋')}</table>"))[0][4] == "2026年9月"


@pytest.mark.parametrize(
    ("title", "value", "due"),
    [
        ("进度安排", "2026年3月底前完成招标，6月底前开工，2026年12月底前竣工投用", "2026年12月底前"),
        ("完成时限", "2026年12月底前", "2026年12月底前"),
        ("进度安排", "持续推进", "持续推进"),
    ],
)
def test_the_last_date_of_a_course_of_work(title: str, value: str, due: str) -> None:
    assert due_of(title, value) == due


@pytest.mark.parametrize(
    ("title", "time"),
    [
        ("三季度工作目标", "三季度"),
        ("第一阶段（1—3月）", "1—3月"),
        ("上半年进度", "上半年"),
        ("2026年上半年完成情况", ""),
        ("工作内容", ""),
    ],
)
def test_times_in_titles(title: str, time: str) -> None:
    assert time_of_title(title) == time


def test_ticks_below_a_group_that_leads() -> None:
    head = (
        "<tr><td rowspan='2'>工作任务</td><td colspan='2'>牵头单位</td><td colspan='2'>配合单位</td></tr>"
        "<tr><td>县民政局</td><td>县人社局</td><td>县财政局</td><td>各镇</td></tr>"
    )
    rows = (
        "<tr><td>建设驿站</td><td>√</td><td></td><td>√</td><td>√</td></tr>"
        "<tr><td>开展培训</td><td></td><td>√</td><td>√</td><td></td></tr>"
    )
    assert [task[:4] for task in _tasks(_wrapped(f"<table>{head}{rows}</table>"))] == [
        ("建设驿站", ("县民政局",), (), ("县财政局", "各镇")),
        ("开展培训", ("县人社局",), (), ("县财政局",)),
    ]


def test_cards_with_a_group_at_their_left_and_a_label_over_two_rows() -> None:
    card = (
        "<table><tr><td rowspan='4'>基本信息</td><td>项目名称</td><td>{}</td></tr>"
        "<tr><td>责任单位</td><td>{}</td></tr><tr><td rowspan='2'>配合单位</td><td>县财政局</td></tr>"
        "<tr><td>各镇</td></tr></table>"
    )
    assert _tasks(_wrapped(card.format("新建步道", "县林业局") + card.format("清理河道", "县水利局"))) == [
        ("新建步道", (), ("县林业局",), ("县财政局", "各镇"), ""),
        ("清理河道", (), ("县水利局",), ("县财政局", "各镇"), ""),
    ]


def test_a_column_of_bodies_and_persons_is_one_of_bodies() -> None:
    assert column_role("责任单位及责任人") == "bodies"
    assert column_role("牵头单位负责人") == "person"


def _targets(rows: list[list[str]]) -> list[tuple[str, str, str, str]]:
    facts = parse(load_bytes("a.html", _page(rows).encode()), name="a.html").facts
    return [(fact.subject, fact.value, fact.unit, fact.period) for fact in facts if isinstance(fact, Target)]


def test_quarters_with_figures_are_no_stages() -> None:
    rows = [
        ["指标", "单位", "年度目标", "一季度", "二季度", "责任单位"],
        ["新增就业", "人", "5200", "1300", "5200", "县人社局"],
    ]
    assert _tasks(_page(rows))[0][4] == ""
    assert _targets(rows) == [("新增就业", "5200", "人", "")]


def test_a_column_of_money_says_so_and_a_body_is_no_unit() -> None:
    rows = [["项目名称", "2026年计划投资（万元）", "项目单位"], ["城南水厂", "8000", "县水务集团"]]
    assert _targets(rows) == [("城南水厂投资", "8000", "万元", "2026年")]
