"""Tables that divide a whole among places, headings with owners inside tables, cards below their names."""

from __future__ import annotations

import pytest

from ingest.datatypes import AnyFact, Deadline, Responsibility, Target
from ingest.imprint import read_imprint
from ingest.loaders import load_bytes
from ingest.pipeline import parse
from ingest.table_columns import column_role, is_title


def _page(body: str, title: str = "松涛县就业任务分解表") -> str:
    return f"<html><body><h1>{title}</h1><p>现将任务印发给你们，请抓好落实。</p>{body}</body></html>"


def _table(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _facts(page: str) -> tuple[AnyFact, ...]:
    return parse(load_bytes("a.html", page.encode()), name="a.html").facts


def _targets(page: str) -> list[tuple[str, str, str]]:
    return [(fact.subject, fact.value, fact.unit) for fact in _facts(page) if isinstance(fact, Target)]


def test_places_in_rows_and_indicators_in_columns() -> None:
    table = _table("乡镇|新增就业|创业贷款（万元）", "桃溪镇|120|300", "柳河乡|85|—", "合计|205|300")
    assert _targets(_page("<p>单位：人、万元</p>" + table)) == [
        ("桃溪镇新增就业", "120", "人"),
        ("桃溪镇创业贷款", "300", "万元"),
        ("柳河乡新增就业", "85", "人"),
        ("新增就业", "205", "人"),
        ("创业贷款", "300", "万元"),
    ]


def test_places_in_the_header() -> None:
    table = _table("指标|单位|东城区|西城区|南城区", "改造厕所|座|12|8|5", "新增车位|个|300|260|90")
    assert ("西城区改造厕所", "8", "座") in _targets(_page(table))


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("松涛县就业工作完成情况通报", "乡镇|新增就业（人）|再就业（人）"),
        ("松涛县乡镇通讯录", "乡镇|邮编|电话"),
        ("松涛县概况", "乡镇|户籍人口|辖区面积"),
    ],
)
def test_figures_of_what_is_so_are_no_targets(title: str, header: str) -> None:
    assert not _targets(_page(_table(header, "桃溪镇|120|300", "柳河乡|85|60"), title))


def test_the_unit_of_a_figure_stands_in_a_column_or_behind_the_name() -> None:
    first = _table("序号|项目|年度目标值|单位|责任单位", "1|技能培训|900|人次|县人社局")
    second = _table("序号|目标|完成值", "1|接待游客（万人次）|80", "2|新增民宿（家）|≥15")
    assert _targets(_page(first)) == [("技能培训", "900", "人次")]
    assert _targets(_page(second)) == [("接待游客", "80", "万人次"), ("新增民宿", "15", "家")]


def test_figures_of_a_schedule_belong_to_their_quarter_and_task() -> None:
    table = _table("任务|责任单位|一季度|二季度|三季度", "推进一件事联办|县数据局|摸底|上线6项|上线12项")
    found = [(fact.subject, fact.value, fact.period) for fact in _facts(_page(table)) if isinstance(fact, Target)]
    assert found == [("推进一件事联办（上线）", "6", "二季度"), ("推进一件事联办（上线）", "12", "三季度")]


def test_marks_lost_and_conditions_are_no_targets() -> None:
    table = _table("项目|申领条件|评分标准|责任单位", "租金补贴|租期满3个月以上|每少1户扣0.5分|县人社局")
    assert not _targets(_page(table))


def test_headings_inside_a_table_name_whose_tasks_stand_below() -> None:
    table = (
        "<table><tr><td>序号</td><td>事项</td><td>会同部门</td><td>何时办结</td></tr>"
        "<tr><td colspan=4>一、县卫生健康局（2项）</td></tr>"
        "<tr><td>1</td><td>免费筛查</td><td>县妇联</td><td>8月底</td></tr>"
        "<tr><td>2</td><td>结果互认</td><td>无</td><td>6月底前</td></tr>"
        "<tr><td colspan=4>二、县医保局与县财政局共同负责（1项）</td></tr>"
        "<tr><td>3</td><td>扩大门诊报销</td><td>—</td><td>年底</td></tr></table>"
    )
    facts = _facts(_page(table))
    assert [(fact.subject, fact.bodies, fact.supporting) for fact in facts if isinstance(fact, Responsibility)] == [
        ("免费筛查", ("县卫生健康局",), ("县妇联",)),
        ("结果互认", ("县卫生健康局",), ()),
        ("扩大门诊报销", ("县医保局", "县财政局"), ()),
    ]
    assert [fact.due for fact in facts if isinstance(fact, Deadline)] == ["8月底", "6月底前", "年底"]


def test_a_directory_by_bodies_tells_no_tasks() -> None:
    table = "<table><tr><td>姓名</td><td>职务</td><td>工作电话</td></tr><tr><td colspan=3>县民政局</td></tr>" + (
        "<tr><td>张海</td><td>科长</td><td>12345</td></tr></table>"
    )
    assert not [fact for fact in _facts(_page(table)) if isinstance(fact, Responsibility)]


def test_a_card_is_about_what_the_line_above_it_names() -> None:
    cards = "<p>一、河道垃圾清理不及时。</p>" + _table(
        "整改目标|河面无漂浮物", "责任单位|县水利局", "整改时限|2026年5月底", "整改措施|1．增设保洁船。"
    )
    facts = _facts(_page(cards))
    assert [(fact.subject, fact.bodies) for fact in facts if isinstance(fact, Responsibility)] == [
        ("河道垃圾清理不及时：河面无漂浮物", ("县水利局",))
    ]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("责任（评分）部门", "bodies"),
        ("责任体系", "bodies"),
        ("会签部门", "supporting"),
        ("何时办结", "due"),
        ("何时干完", "due"),
        ("考核（评分）部门", ""),
    ],
)
def test_titles_of_columns(title: str, role: str) -> None:
    assert column_role(title) == role


def test_the_name_of_a_body_is_no_title() -> None:
    assert not is_title("街道平安建设办公室")
    assert is_title("责任办公室")


@pytest.mark.parametrize(
    ("line", "issuer", "issued"),
    [
        ("（松涛县督察整改工作领导小组办公室2026年3月12日）", "松涛县督察整改工作领导小组办公室", "2026-03-12"),
        ("制表：松涛县人力资源和社会保障局2026.3.11单位：人", "松涛县人力资源和社会保障局", "2026-03-11"),
        ("满分100分 印发：松涛县桃溪镇人民政府2026年4月9日 桃政发〔2026〕21号", "松涛县桃溪镇人民政府", "2026-04-09"),
        ("松涛县农业农村局 松农发〔2026〕11号2026年1月30日", "松涛县农业农村局", "2026-01-30"),
        ("填报：松涛县卫生健康委员会办公室2026-02-25", "松涛县卫生健康委员会办公室", "2026-02-25"),
    ],
)
def test_the_line_that_tells_who_drew_a_sheet_up(line: str, issuer: str, issued: str) -> None:
    assert read_imprint(["松涛县任务表", line]) == (issuer, issued)


@pytest.mark.parametrize(
    ("above", "number"),
    [
        ("<p class=m>松教发〔2026〕58号　2026-08-22　点击：1024次</p>", "松教发〔2026〕58号"),
        ("<p>[ 索引号 ] 11500/1[ 发文字号 ] 松街办发〔2026〕9号[ 成文日期 ] 2026-02-08</p>", "松街办发〔2026〕9号"),
    ],
)
def test_the_number_above_the_text_of_a_page(above: str, number: str) -> None:
    page = f"<html><body><h1>松涛县关于做好有关工作的通知</h1>{above}<div class=content><p>各镇：</p></div></body>"
    document = load_bytes("a.html", page.encode())
    assert parse(document, name="a.html").metadata.number == number
