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


def test_a_note_is_no_task_however_long() -> None:
    rows = [
        ["办事场景", "牵头单位", "备注"],
        ["开书店", "市文旅局", "先在两个区试行"],
        ["退休", "市人社局", "提前三个月提醒"],
    ]
    assert [subject for subject, *_ in _tasks(_page(rows))] == ["开书店", "退休"]


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


def test_cards_may_be_counted_by_the_label_of_their_name() -> None:
    rows = ["<tr><td>实事2</td><td colspan=3>送书下乡</td></tr>"
            "<tr><td>建设内容</td><td colspan=3>新建农家书屋12个</td></tr>"
            "<tr><td>主办</td><td>县文旅局</td><td>协办</td><td>县妇联、县教育局<br>各镇（街道）</td></tr>"
            "<tr><td>挂点领导</td><td>李平</td><td>办结期限</td><td>11月底</td></tr>"]  # fmt: skip
    expected = ("送书下乡", ("县文旅局",), (), ("县妇联", "县教育局", "各镇（街道）"), "11月底")
    assert _tasks(_wrapped(f"<table>{''.join(rows)}</table>")) == [expected]


@pytest.mark.parametrize(
    ("title", "value", "due"),
    [("上线时间", "6月底", "6月底"), ("时间轴", "5月10日前", "5月10日前"), ("何日投运", "2026-03-31", "2026-03-31"),
     ("填报日期", "2026年3月31日前", ""), ("面积", "12.5", "")],
)  # fmt: skip
def test_a_column_of_dates_tells_when_whatever_its_title(title: str, value: str, due: str) -> None:
    rows = [["事项名称", title, "牵头单位"], ["开办企业", value, "县市场监管局"], ["水电报装", value, "县住建局"]]
    assert [entry[4] for entry in _tasks(_page(rows))] == [due, due]


def test_tasks_below_whose_they_are_may_be_dated_by_columns_of_time() -> None:
    header = "<tr><th>项</th><th>改革举措</th><th>会办单位</th><th>上半年</th><th>下半年</th></tr>"
    rows = [
        "<tr><td colspan=5>一、市数据局领办（2项）</td></tr>",
        "<tr><td>1</td><td>建设数据共享平台</td><td>市人社局</td><td>5月底交付</td><td>持续推进</td></tr>",
        "<tr><td>2</td><td>布设自助终端</td><td>各镇</td><td>60台</td><td>60台</td></tr>",
        "<tr><td colspan=5>二、市法院、市工商联各领办1项</td></tr>",
        "<tr><td>3</td><td>（市法院）压缩案件审理天数</td><td>市司法局</td><td></td><td>12月发布</td></tr>",
        "<tr><td>4</td><td>（市工商联）建立商会调解组织</td><td>各商会</td><td>6月底</td><td></td></tr>",
    ]
    page = _wrapped(f"<table>{header}{''.join(rows)}</table>")
    assert [(entry[0], (*entry[1], *entry[2]), entry[4]) for entry in _tasks(page)] == [
        ("建设数据共享平台", ("市数据局",), "5月底"),
        ("布设自助终端", ("市数据局",), "下半年"),
        ("压缩案件审理天数", ("市法院",), "12月"),
        ("建立商会调解组织", ("市工商联",), "6月底"),
    ]


@pytest.mark.parametrize(
    ("cell", "responsible", "supporting"),
    [("甲县矿业有限公司<br>（石门镇人民政府督促）", ("甲县矿业有限公司",), ("石门镇人民政府",)),
     ("县水利局（县纪委监委监督）", ("县水利局",), ("县纪委监委",)),
     ("县文旅局<br>（县公安局协同牵头）", ("县文旅局", "县公安局"), ())],
)  # fmt: skip
def test_brackets_behind_a_body_may_name_who_helps(
    cell: str, responsible: tuple[str, ...], supporting: tuple[str, ...]
) -> None:
    (task,) = _tasks(_page([["整改措施", "责任单位"], ["修建截洪沟2100米", cell]]))
    assert {*task[1], *task[2]} == set(responsible)
    assert task[3] == supporting
