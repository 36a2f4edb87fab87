"""Duties in the articles of rules: subjects with 应当, 负责, 按照各自职责, and those behind 由."""

from pathlib import Path

import pytest

from ingest.bodies import BodyNames
from ingest.datatypes import Responsibility
from ingest.loaders import load
from ingest.pipeline import parse
from ingest.statutory_duties import read_subject


def read(tmp_path: Path, article: str, name: str = "rule.txt") -> list[tuple]:
    path = tmp_path / name
    path.write_text(f"云溪市共享单车管理办法\n第一条 为规范管理，制定本办法。\n第二条 {article}\n", encoding="utf-8")
    found = (fact for fact in parse(load(path), name=name).facts if isinstance(fact, Responsibility))
    return [((*fact.lead, *fact.bodies), fact.supporting, fact.subject) for fact in found]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "运营企业应当在接到通知后两小时内清理违停车辆。",
            [(("运营企业",), (), "在接到通知后两小时内清理违停车辆")],
        ),
        (
            "公安、财政、交通运输等部门按照各自职责，做好相关工作。",
            [(("公安、财政、交通运输等部门",), (), "做好相关工作")],
        ),
        (
            "街道办事处、乡（镇）人民政府应当协助做好停放秩序管理工作。",
            [(("街道办事处", "乡（镇）人民政府"), (), "协助做好停放秩序管理工作")],
        ),
        (
            "市城市管理行政主管部门应当会同公安机关交通管理部门划定禁停区。",
            [(("市城市管理行政主管部门",), ("公安机关交通管理部门",), "划定禁停区")],
        ),
        (
            "违反本办法规定乱停乱放的，由区城市管理行政主管部门责令限期改正。",
            [(("区城市管理行政主管部门",), (), "违反本办法规定乱停乱放的，由区城市管理行政主管部门责令限期改正")],
        ),
        ("运营企业应当具备下列条件。", []),
        ("骑行人应当遵守交通规则。", []),
        ("任何单位和个人不得损毁车辆。", []),
    ],
)
def test_duties_of_articles(tmp_path, article, expected):
    assert read(tmp_path, article) == expected


def test_a_part_without_a_subject_goes_on_with_the_one_before(tmp_path):
    found = read(tmp_path, "运营企业应当公布服务电话；车辆有故障的，应当在十二小时内回收。")
    assert [owners for owners, _, _ in found] == [("运营企业",), ("运营企业",)]


def test_only_articles_are_read_so(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("云溪市共享单车方案\n一、要求\n运营企业应当公布服务电话。\n", encoding="utf-8")
    assert not [fact for fact in parse(load(path), name=path.name).facts if isinstance(fact, Responsibility)]


def test_articles_that_only_line_breaks_of_the_source_part(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><h1>云溪市共享单车管理办法</h1><div><strong>第一条</strong>　为规范管理，制定本办法。\n"
        "<strong>第二条</strong>　运营企业应当公布服务电话。\n<strong>第三条</strong>　本办法自公布之日起施行。</div>"
        "</body></html>",
        encoding="utf-8",
    )
    numbers = [clause.number for clause in parse(load(path), name=path.name).clauses if clause.number]
    assert numbers == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("市气象主管机构", ("市气象主管机构",)),
        ("居民委员会、物业服务企业", ("居民委员会", "物业服务企业")),
        ("养犬人", ()),
        ("任何单位", ()),
        ("符合条件的", ()),
    ],
)
def test_subjects(words, owners):
    assert read_subject(words, BodyNames.default()) == owners


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("市商务主管部门定期组织联合检查，结果向社会公布。", [("市商务主管部门",)]),
        ("居民委员会引导居民有序停放车辆。", [("居民委员会",)]),
        ("市价格主管部门核定停放收费标准，市城市管理部门配合做好测算。", [("市价格主管部门",), ("市城市管理部门",)]),
        ("在市政府网站公示五个工作日。", []),
        ("停放管理实行属地管理、部门监管、企业负责的原则。", []),
        ("运营企业组织车辆投放的，应当事先备案。", []),
    ],
)
def test_articles_may_say_what_a_body_does_without_a_modal(
    tmp_path: Path, article: str, expected: list[tuple[str, ...]]
) -> None:
    assert [owners for owners, _, _ in read(tmp_path, article)] == expected


def test_items_below_a_body_that_acts_are_its_duties(tmp_path: Path) -> None:
    items = "（一）编制投放计划；\n（二）公布投放名录。"
    found = read(tmp_path, f"市商务主管部门主管共享单车投放工作，履行下列职责：\n{items}")
    assert [owners for owners, _, _ in found] == [("市商务主管部门",)] * 3
