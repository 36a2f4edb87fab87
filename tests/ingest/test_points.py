"""Points counted inside a paragraph: clauses of the outline, with facts and chunks of the whole paragraph."""

import pytest

from ingest.datatypes import Responsibility, Target
from ingest.loaders import load_bytes
from ingest.pipeline import parse
from ingest.points import counted_points, folded

PLAN = """甲区服务提升工作方案

一、要求
（一）加强领导。各单位要做到：一是提高认识。把工作摆上议程，新建站点3座。二是明确分工；三是严格考核。（责任单位：区民政局、区财政局）
（二）抓好落实
首先，摸清底数。其次，制定方案。最后，组织验收。
一是公开进度。
二是接受监督。
"""


def read(text, name="方案.txt"):
    return parse(load_bytes(name, text.encode()), name=name)


@pytest.fixture
def plan():
    return read(PLAN)


def below(parsed, parent):
    return [clause for clause in parsed.clauses if clause.parent == parent.index]


def text_of(parsed, clause):
    return parsed.clean.text[clause.start : clause.end].strip()


def test_points_are_children_of_their_paragraph(plan):
    item = next(clause for clause in plan.clauses if clause.heading == "加强领导")
    assert text_of(plan, item) == "（一）加强领导。各单位要做到："
    points = below(plan, item)
    assert [(point.number, point.heading, text_of(plan, point)) for point in points] == [
        ("一是", "提高认识", "一是提高认识。把工作摆上议程，新建站点3座。"),
        ("二是", "明确分工", "二是明确分工；"),
        ("三是", "严格考核", "三是严格考核。"),
        ("", "", "（责任单位：区民政局、区财政局）"),
    ]
    assert {point.kind for point in points} == {"point"}
    assert points[0].path == ("一、要求", "（一）加强领导", "一是提高认识")
    joined = "".join(plan.clean.text[clause.start : clause.end] for clause in plan.clauses)
    assert joined == plan.clean.text
    assert [clause.index for clause in plan.clauses] == list(range(len(plan.clauses)))


def test_a_paragraph_of_nothing_but_points(plan):
    first = next(clause for clause in plan.clauses if clause.number == "首先")
    paragraph = plan.clauses[first.parent]
    assert (paragraph.kind, text_of(plan, paragraph)) == ("paragraph", "")
    assert [point.number for point in below(plan, paragraph)] == ["首先", "其次", "最后"]


def test_points_on_lines_of_their_own_are_items(plan):
    heading = next(clause for clause in plan.clauses if clause.heading == "抓好落实")
    lines = [clause for clause in below(plan, heading) if clause.kind == "item"]
    assert [(clause.number, clause.heading) for clause in lines] == [("一是", "公开进度"), ("二是", "接受监督")]


def test_facts_and_chunks_stay_with_the_paragraph(plan):
    item = next(clause for clause in plan.clauses if clause.heading == "加强领导")
    [duty] = [fact for fact in plan.facts if isinstance(fact, Responsibility)]
    [target] = [fact for fact in plan.facts if isinstance(fact, Target)]
    assert (duty.clause, duty.subject, duty.bodies) == (item.index, "加强领导", ("区民政局", "区财政局"))
    assert target.clause == item.index
    chunk = next(chunk for chunk in plan.chunks if chunk.clause == item.index)
    assert "二是明确分工" in plan.clean.text[chunk.start : chunk.end]


def test_folding_gives_whole_paragraphs_and_keeps_every_index(plan):
    whole = folded(plan)
    item = next(clause for clause in whole.clauses if clause.heading == "加强领导")
    assert item.index == next(clause for clause in plan.clauses if clause.heading == "加强领导").index
    assert text_of(whole, item).endswith("（责任单位：区民政局、区财政局）")
    assert len(whole.clauses) == len(plan.clauses)
    assert "".join(whole.clean.text[clause.start : clause.end] for clause in whole.clauses) == plan.clean.text
    assert not [clause for clause in whole.clauses if clause.kind == "point" and clause.end > clause.start]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("要点：一要摸底，二要整改，三要验收。", [["一要", "二要", "三要"]]),
        ("第一，摸底到位。第二，整改到位。", [["第一", "第二"]]),
        ("其一，摸底到位；其二，整改到位。", [["其一", "其二"]]),
        ("一是摸底。二是整改。今年还要：一是验收。二是回访。", [["一是", "二是"], ["一是", "二是"]]),
        ("坚持一是一、二是二的作风。", []),
        ("第一书记、第二书记按分工负责。", []),
        ("第一，摸底到位。", []),
        ("一是摸底到位。三是验收到位。", []),
        ("首先发言的是区长。", []),
        ("最后要总结经验。其次是总结教训。", []),
    ],
)
def test_counted_points(text, marks):
    assert [[point.mark for point in run] for run in counted_points(text)] == marks
