"""Bodies told without labels: at a task's end, by the heading above, beside persons and in the company of others."""

import pytest

from ingest.datatypes import Deadline, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

TITLE = "云岭县乡村建设行动方案\n\n云政发〔2025〕3号\n\n为改善环境，制定本方案，请抓好落实。\n\n"


def facts(text, kind=Responsibility, name="plan.md"):
    read = parse(load_bytes(name, (TITLE + text).encode()), name=name).facts
    return [fact for fact in read if isinstance(fact, kind)]


def roles(text):
    return [(fact.subject, (*fact.lead, *fact.bodies), fact.supporting) for fact in facts(text)]


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("- 改造渠道12公里，清理淤泥。县水利局、县财政局", ("县水利局", "县财政局")),
        ("- 改造渠道12公里，清理淤泥。——水利站", ("水利站",)),
        ("- 改造渠道12公里，县水利局、各乡镇人民政府，2026年10月", ("县水利局", "各乡镇人民政府")),
        ("（一）清理淤泥。改造渠道12公里。（县水利局、人行云岭县支行，持续推进）", ("县水利局", "人行云岭县支行")),
    ],
)
def test_bodies_close_a_task(line, bodies):
    others = "\n- 新建公厕8座，年底前投用。县住建局、县文旅局"
    found = facts("## 一、主要任务\n\n" + line + others)
    assert (*found[0].lead, *found[0].bodies) == bodies
    assert not any(name in found[0].subject for name in bodies)


@pytest.mark.parametrize(
    "line",
    [
        "- 改造渠道12公里，清理淤泥。县财政局会同县水利局、县审计局健全办法。",
        "- 县水利局要跟踪督办，每旬汇总一次情况报县政府。",
        "- 宣传先进典型，报道见云岭日报（县统计局，2025年3月）",
        "- 推广经验。云岭镇、河口镇粮食产量居全县前列",
    ],
)
def test_what_only_looks_like_a_list(line):
    assert not any(fact.bodies[:2] == ("县财政局", "县水利局") for fact in facts("## 一、任务\n\n" + line))
    assert not any("云岭镇" in (*fact.lead, *fact.bodies) for fact in facts("## 一、任务\n\n" + line))


def test_a_closing_list_brings_its_time():
    lines = "- 编制规划12个，县住建局、县文旅局，2026年10月\n- 清理淤泥。县水利局、县财政局"
    found = facts("## 一、任务\n\n" + lines, Deadline)
    assert [fact.due for fact in found] == ["2026年10月"]


def test_the_owner_of_a_heading_stands_beside_those_who_help():
    text = (
        "一、县市场监管局（2项）\n1.建设快检点6个，投用后公示。配合单位：各镇人民政府。\n2.抽检食品300批次。\n"
        "二、县农业农村局（1项）\n1.推行合格证制度。配合单位：县供销社、县商务局。\n"
    )
    found = {subject[:4]: (bodies, helping) for subject, bodies, helping in roles(text)}
    assert found["建设快检"] == (("县市场监管局",), ("各镇人民政府",))
    assert found["推行合格"] == (("县农业农村局",), ("县供销社", "县商务局"))


def test_the_bracket_of_a_group_leads_its_tasks():
    text = (
        "一、小组及任务\n（一）治水组（镇水利站牵头，镇财政所参与）\n1.封堵排污口9处。\n2.清理河道淤泥。\n"
        "（二）改厕组（镇农业服务中心牵头）\n1.新建户厕80户。\n"
    )
    found = {subject: (bodies, helping) for subject, bodies, helping in roles(text)}
    assert found["封堵排污口9处"] == (("镇水利站", "治水组"), ("镇财政所",))
    assert found["新建户厕80户"][0][0] == "镇农业服务中心"


def test_people_named_before_the_bodies_are_notes():
    text = (
        "## 事项一、数据登记\n\n登记数据目录800条，挂接率不低于92%。\n\n【领办领导】县委常委、副县长 梁锦程\n\n"
        "【主办】县数据局\n\n【协办】县直各单位\n\n【时限】2026年6月30日\n"
    )
    (found,) = facts(text)
    assert (found.lead, found.bodies, found.supporting) == (("县数据局",), (), ("县直各单位",))
    assert "梁锦程" in found.notes[-1][1]
    assert [fact.due for fact in facts(text, Deadline)] == ["2026年6月30日"]


def test_the_first_of_any_list_leads_where_a_note_says_so():
    note = "各条末尾括号内为承办单位，列首位者为牵头，其余为配合。\n\n"
    (found,) = facts(note + "## 一、任务\n\n（一）更新管网24公里。（县住建局、县水务公司）")
    assert found.lead == ("县住建局",)


def test_a_row_of_one_cell_tells_who_does_the_row_above():
    table = (
        "<table><tr><th>编号</th><th>工作内容</th><th>时间节点</th></tr>"
        "<tr><td>2.1</td><td>城区供水管网分区计量</td><td>2027年10月</td></tr>"
        "<tr><td colspan='3'>责任分工：县住建局主抓，县自来水公司协同</td></tr>"
        "<tr><td>2.2</td><td>关停自备井37眼</td><td>2026年底</td></tr>"
        "<tr><td colspan='3'>责任分工：县水务局独立承担</td></tr></table>"
    )
    page = f"<html><body><h1>云岭县节水行动方案</h1><p>现将任务分解如下。</p>{table}</body></html>"
    read = parse(load_bytes("plan.html", page.encode()), name="plan.html").facts
    found = [fact for fact in read if isinstance(fact, Responsibility)]
    assert [(fact.subject, fact.lead, fact.bodies, fact.supporting) for fact in found] == [
        ("城区供水管网分区计量", ("县住建局",), (), ("县自来水公司",)),
        ("关停自备井37眼", (), ("县水务局",), ()),
    ]


@pytest.mark.parametrize(
    ("who", "lead", "supporting"),
    [
        ("由县气象局牵头，县水利局、县水文中心派员组成", ("县气象局",), ("县水利局", "县水文中心")),
        ("以县自然资源局为主，县住建局、县交通运输局配合", ("县自然资源局",), ("县住建局", "县交通运输局")),
        ("县人武部、县应急局共同牵头，县公安局为成员单位", ("县人武部", "县应急局"), ("县公安局",)),
        ("牵头单位为县发改局，县财政局、县民政局协同", ("县发改局",), ("县财政局", "县民政局")),
    ],
)
def test_a_group_told_in_sentences_before_its_tasks(who, lead, supporting):
    text = f"## 一、专班设置\n\n监测预警专班（专班长：刘颖）。{who}。主要任务：汛期每日会商，落实叫应机制。\n"
    (found,) = facts(text)
    assert (found.lead, found.supporting, found.subject) == (lead, supporting, "汛期每日会商，落实叫应机制")


def test_parts_of_a_sentence_that_each_end_with_their_bodies():
    found = facts(
        "## 一、重点工程\n\n专栏1 管网工程，估算2.1亿元，责任单位：县水利局、县财政局；专栏2 泵站工程，新建泵站6座，"
        "县城市管理局；专栏3 水库工程，除险水库9座，估算0.7亿元，县应急管理局。以上合计3.6亿元。\n"
    )
    told = [fact.bodies for fact in found]
    assert told == [("县水利局", "县财政局"), ("县城市管理局",), ("县应急管理局",)]
    assert all(work in fact.subject for work, fact in zip(("管网", "泵站", "水库"), found, strict=True))
