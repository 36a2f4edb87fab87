"""Tables of forms seldom met: matrices, cards, notes on columns, tables without their header, limits for all rows."""

from __future__ import annotations

import pytest

from ingest.datatypes import AnyFact, Deadline, Responsibility, Target
from ingest.default_deadlines import find_default_limit
from ingest.loaders import load_bytes
from ingest.matrix_tables import read_legend
from ingest.pipeline import parse
from ingest.table_columns import column_role


def _facts(text: str, name: str = "任务表.md") -> tuple[AnyFact, ...]:
    return parse(load_bytes(name, text.encode()), name=name).facts


def _assigned(facts: tuple[AnyFact, ...]) -> list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [
        (fact.subject, fact.lead, fact.bodies, fact.supporting) for fact in facts if isinstance(fact, Responsibility)
    ]


def _due(facts: tuple[AnyFact, ...]) -> list[tuple[str, str]]:
    return [(fact.subject, fact.due) for fact in facts if isinstance(fact, Deadline)]


def _page(body: str) -> str:
    return f"<html><body><h1>松涛县民生项目安排</h1><p>现将安排印发给你们，请抓好落实。</p>{body}</body></html>"


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("承接单位", "bodies"),
        ("项目业主", "bodies"),
        ("会办单位", "supporting"),
        ("支持单位", "supporting"),
        ("支持政策", ""),
        ("责任分工牵头单位", "lead"),
        ("牵头区领导", "person"),
        ("建设年限", "due"),
        ("责任分工完成时限", "due"),
        ("出生日期", ""),
        ("目前进展", ""),
        ("考核单位", ""),
        ("填报单位", ""),
    ],
)
def test_titles_of_columns(title: str, role: str) -> None:
    assert column_role(title) == role


def test_marks_under_the_names_of_bodies_tell_who_leads_and_who_helps() -> None:
    facts = _facts(
        "# 松涛县治理分工\n\n注：▲表示牵头单位，△表示配合单位。\n\n"
        "| 事项 | 具体措施 | 县城管局 | 县住建局 | 各镇 |\n|---|---|---|---|---|\n"
        "| 停车 | 增设泊位 | ▲ | △ |  |\n| 噪声 | 夜间巡查 |  | ▲ | △ |\n"
    )
    assert _assigned(facts) == [
        ("增设泊位", ("县城管局",), (), ("县住建局",)),
        ("夜间巡查", ("县住建局",), (), ("各镇",)),
    ]


def test_words_and_ticks_mark_as_well_as_signs() -> None:
    facts = _facts(
        "# 松涛县治理分工\n\n"
        "| 重点任务 | 县民政局 | 县财政局 | 县卫健局 |\n|---|---|---|---|\n"
        "| 建设驿站 | 主责 | 协同 |  |\n| 开展义诊 |  | 配合 | 牵头 |\n"
    )
    assert _assigned(facts)[1] == ("开展义诊", ("县卫健局",), (), ("县财政局",))
    ticked = _facts(
        "# 松涛县治理分工\n\n| 重点任务 | 县民政局 | 县财政局 |\n|---|---|---|\n"
        "| 建设驿站 | √ | √ |\n| 开展义诊 |  | √ |\n"
    )
    assert _assigned(ticked)[0] == ("建设驿站", (), ("县民政局", "县财政局"), ())


def test_ticks_under_other_titles_assign_nothing() -> None:
    facts = _facts("# 办事指南\n\n| 材料名称 | 原件 | 复印件 |\n|---|---|---|\n| 身份证 | √ | √ |\n| 户口簿 |  | √ |\n")
    assert _assigned(facts) == []


def test_short_names_count_beside_bodies_and_channels_do_not() -> None:
    facts = _facts(
        "# 松涛县分工\n\n注：●牵头，○配合。\n\n| 任务 | 教育 | 公安 | 卫健委 |\n|---|---|---|---|\n"
        "| 校园周边整治 | ● | ○ |  |\n| 托育扩容 | ○ |  | ● |\n"
    )
    assert [(lead, supporting) for _, lead, _, supporting in _assigned(facts)] == [
        (("教育",), ("公安",)),
        (("卫健委",), ("教育",)),
    ]
    rows = "| 事项 | 线上 | 线下 |\n|---|---|---|\n| 查询 | ● | ○ |\n| 提取 | ○ | ● |\n"
    assert _assigned(_facts(f"# 办事渠道\n\n注：●可办，○部分可办。\n\n{rows}")) == []


def test_a_legend_may_stand_before_or_behind_its_marks() -> None:
    assert read_legend("“★”为牵头部门，“☆”为配合部门") == {"★": "lead", "☆": "supporting"}
    assert read_legend("牵头单位用●标注，配合单位用√标注") == {"●": "lead", "√": "supporting"}


def test_a_card_is_one_task_with_its_lines() -> None:
    def card(name: str, what: str, body: str) -> str:
        return (
            f"<table><tr><th colspan='4'>{name}</th></tr><tr><td>建设内容</td><td colspan='3'>{what}</td></tr>"
            f"<tr><td>承办单位</td><td>{body}</td><td>负责人</td><td>韩冬</td></tr>"
            "<tr><td>协办单位</td><td>各镇</td><td>办结时间</td><td>2026年8月底</td></tr></table>"
        )

    facts = _facts(
        _page(card("项目一", "新建公厕9座", "县城管局") + card("项目二", "改造菜场2处", "县商务局")), "a.html"
    )
    assert _assigned(facts) == [
        ("新建公厕9座", (), ("县城管局",), ("各镇",)),
        ("改造菜场2处", (), ("县商务局",), ("各镇",)),
    ]
    assert _due(facts) == [("新建公厕9座", "2026年8月底"), ("改造菜场2处", "2026年8月底")]
    assert [(fact.value, fact.unit) for fact in facts if isinstance(fact, Target)] == [("9", "座"), ("2", "处")]


def test_a_guide_with_two_columns_stays_a_table_of_rows() -> None:
    page = _page(
        "<table><tr><td>事项名称</td><td>低保申请</td></tr><tr><td>受理条件</td><td>本县户籍</td></tr>"
        "<tr><td>咨询电话</td><td>12345</td></tr></table>"
    )
    assert len(parse(load_bytes("a.html", page.encode()), name="a.html").rows) == 2


def test_a_table_goes_on_without_its_header_and_a_header_may_come_again() -> None:
    head = "<tr><td>序号</td><td>重点任务</td><td>牵头单位</td><td>完成时限</td></tr>"
    page = _page(
        f"<table>{head}<tr><td>1</td><td>修建步道</td><td>县林业局</td><td>5月底</td></tr></table><p>续表</p>"
        "<table><tr><td>2</td><td>补植行道树</td><td>县园林局</td><td>6月底</td></tr>"
        f"{head}<tr><td>3</td><td>清理河道</td><td>县水利局</td><td>7月底</td></tr></table>"
    )
    facts = _facts(page, "a.html")
    assert [(subject, lead) for subject, lead, _, _ in _assigned(facts)] == [
        ("修建步道", ("县林业局",)),
        ("补植行道树", ("县园林局",)),
        ("清理河道", ("县水利局",)),
    ]


def test_headings_and_notes_inside_a_table_assign_nothing() -> None:
    page = _page(
        "<table><tr><td>时限</td><td>责任单位</td><td>任务</td></tr><tr><td colspan='3'>一、水环境</td></tr>"
        "<tr><td>9月底</td><td>县水利局</td><td>清淤三条河</td></tr>"
        "<tr><td colspan='3'>注：排名不分先后</td></tr></table>"
    )
    assert _assigned(_facts(page, "a.html")) == [("清淤三条河", (), ("县水利局",), ())]


def test_a_note_gives_columns_their_roles() -> None:
    facts = _facts(
        "# 松涛县计划\n\n| 任务 | 责任科室 | 落实单位 |\n|---|---|---|\n| 建助餐点 | 养老科 | 东街道、西街道 |\n\n"
        "注：责任科室负牵头责任，落实单位负配合责任。\n"
    )
    assert _assigned(facts) == [("建助餐点", ("养老科",), (), ("东街道", "西街道"))]


@pytest.mark.parametrize(
    ("cell", "lead", "bodies", "supporting"),
    [
        ("县民政局（牵头）、县财政局（配合）", ("县民政局",), (), ("县财政局",)),
        ("★县民政局、县财政局", ("县民政局",), ("县财政局",), ()),
        ("县民政局会同县财政局", ("县民政局",), (), ("县财政局",)),
        ("县民政局<br>县财政局", (), ("县民政局", "县财政局"), ()),
        ("1.县民政局 2.县财政局", (), ("县民政局", "县财政局"), ()),
        ("牵头：县民政局<br>配合：县财政局", ("县民政局",), (), ("县财政局",)),
    ],
)
def test_roles_within_one_cell(
    cell: str, lead: tuple[str, ...], bodies: tuple[str, ...], supporting: tuple[str, ...]
) -> None:
    page = _page(
        f"<table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr><tr><td>1</td><td>建驿站</td><td>{cell}</td></tr>"
        "<tr><td>2</td><td>建书屋</td><td>县文旅局</td></tr></table>"
    )
    assert _assigned(_facts(page, "a.html"))[0] == ("建驿站", lead, bodies, supporting)


def test_labels_within_the_task_s_cell() -> None:
    facts = _facts(
        "# 松涛县清单\n\n| 序号 | 任务 | 备注 |\n|---|---|---|\n"
        "| 1 | 建设驿站三处。牵头单位：县总工会；配合单位：县住建局；完成时限：9月底 | 续建 |\n"
        "| 2 | 建设书屋一处。牵头单位：县文旅局；完成时限：8月底 | 新建 |\n"
    )
    assert [(lead, supporting) for _, lead, _, supporting in _assigned(facts)] == [
        (("县总工会",), ("县住建局",)),
        (("县文旅局",), ()),
    ]
    assert [due for _, due in _due(facts)] == ["9月底", "8月底"]


@pytest.mark.parametrize(
    ("note", "due"),
    [
        ("未注明时限的，均应于2026年底前完成。", "2026年底前"),
        ("清单所列任务，除另有注明外，均须在2026年11月30日前完成。", "2026年11月30日前"),
        ("表中未明确完成时限的任务，完成时限均为2026年12月31日", "2026年12月31日"),
        ("未标明时限的事项为长期任务", "长期任务"),
        ("没有时限要求的，按全年推进", "全年推进"),
        ("所有项目均要在10月底前完工", "10月底前"),
        ("除法律另有规定外，应当在2026年5月1日前登记", None),
        ("各项工作均已于2025年底前完成", None),
        ("请各单位于6月底前报送总结", None),
    ],
)
def test_notes_on_tasks_without_a_time_limit(note: str, due: str | None) -> None:
    limit = find_default_limit(note)
    assert (limit.due if limit else None) == due


def test_a_note_binds_the_rows_without_a_time_limit_alone() -> None:
    facts = _facts(
        "# 松涛县清单\n\n| 序号 | 任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n| 1 | 建驿站 | 县总工会 | 8月底 |\n"
        "| 2 | 建书屋 | 县文旅局 |  |\n\n说明：未注明时限的，均应于2026年底前完成。\n"
    )
    assert _due(facts) == [("建驿站", "8月底"), ("建书屋", "2026年底前")]


def test_the_last_stage_of_a_schedule_is_the_time_limit() -> None:
    facts = _facts(
        "# 松涛县计划\n\n| 任务 | 一季度 | 二季度 | 三季度 | 责任单位 |\n|---|---|---|---|---|\n"
        "| 建驿站 | 选址 | 开工 | 投用 | 县总工会 |\n| 建书屋 | 选址 | 投用 | — | 县文旅局 |\n"
    )
    assert _due(facts) == [("建驿站", "三季度"), ("建书屋", "二季度")]


def test_a_row_is_about_its_indicator_not_about_the_figure() -> None:
    facts = _facts(
        "# 松涛县目标\n\n| 指标 | 2026年预期目标 | 2025年完成 | 牵头单位 |\n|---|---|---|---|\n"
        "| 生产总值增长率 | 5%左右 | 4.8% | 县发改局 |\n| 进出口总额 | 稳中提质 | 3% | 县商务局 |\n"
    )
    assert [subject for subject, _, _, _ in _assigned(facts)] == ["生产总值增长率", "进出口总额"]


def _targets(facts: tuple[AnyFact, ...]) -> list[tuple[str, str, str, str]]:
    return [(fact.subject, fact.comparator, fact.value, fact.unit) for fact in facts if isinstance(fact, Target)]


def test_a_figure_alone_in_its_cell_counts_the_row_s_task() -> None:
    facts = _facts(
        "# 松涛县计划\n\n| 序号 | 工作内容 | 年度目标 | 责任单位 |\n|---|---|---|---|\n"
        "| １ | 新建助餐点 | １５个 | 县民政局 |\n"
        "| ２ | 规范水产养殖，完成连片鱼塘改造 | 1.8万亩以上 | 县农业农村局 |\n"
        "| ３ | 消防检查 | 达标率100% | 县消防大队 |\n"
    )
    assert _targets(facts) == [
        ("新建助餐点", "", "15", "个"),
        ("连片鱼塘改造", "以上", "1.8", "万亩"),
        ("达标率", "", "100", "%"),
    ]


def test_the_unit_may_stand_in_the_title() -> None:
    facts = _facts(
        "# 松涛县计划\n\n| 项目 | 任务数（户） | 责任单位 |\n|---|---|---|\n| 适老化改造 | 320 | 县民政局 |\n"
    )
    assert _targets(facts) == [("适老化改造", "", "320", "户")]


def test_a_column_of_growth_is_a_target_of_its_own() -> None:
    facts = _facts(
        "# 松涛县规划\n\n| 指标 | 单位 | 2025年 | 2030年 | 年均增速（%） |\n|---|---|---|---|---|\n"
        "| 接待人次 | 万人次 | 160 | 238 | 8.0 |\n"
    )
    assert ("接待人次年均增速", "", "8.0", "%") in _targets(facts)


def test_what_is_compared_with_last_year_is_to_come_in_a_table_of_tasks() -> None:
    facts = _facts("# 松涛县计划\n\n| 任务 | 责任单位 |\n|---|---|\n| 入企检查频次较上年下降30% | 县司法局 |\n")
    assert [(value, unit) for _, _, value, unit in _targets(facts)] == [("30", "%")]
    told = _facts("# 松涛县2025年工作总结\n\n全县入企检查频次较上年下降30%。\n", "总结.md")
    assert _targets(told) == []


def test_days_that_something_takes_are_a_figure_and_dates_are_none() -> None:
    facts = _facts(
        "# 松涛县计划\n\n| 任务 | 责任单位 |\n|---|---|\n| 接电时间控制在8日内，6月10日内办结 | 县供电公司 |\n"
    )
    assert _targets(facts) == [("接电时间", "内", "8", "日")]


def test_a_body_whose_section_stands_beside_it_owns_the_row() -> None:
    facts = _facts(
        "# 松涛县游泳场所安全责任分工\n\n| 单位 | 主要职责 | 检查频次 | 责任股室 |\n|---|---|---|---|\n"
        "| 县体育局 | 审批高危项目；培训救生员 | 每月1次 | 场馆股 |\n"
        "| 县卫健局 | 水质抽检；查验健康证 | 每周1次 | 监督股 |\n"
    )
    assert _assigned(facts) == [
        ("审批高危项目；培训救生员", (), ("县体育局", "场馆股"), ()),
        ("水质抽检；查验健康证", (), ("县卫健局", "监督股"), ()),
    ]
