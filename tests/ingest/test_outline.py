"""The clause tree: levels of every style, annexes, contents, what is no number."""

import time
import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaner import clean
from ingest.loaders.plain_text import load_plain_text
from ingest.markers import clause_markers
from ingest.metadata import describe
from ingest.outline import build_outline


def outline(text, name="甲区工作方案.txt"):
    document = load_plain_text(name, text.encode())
    cleaned = clean(document)
    return cleaned, build_outline(cleaned, describe(document, cleaned, name=name))


def tree(text):
    """(number, heading, number of the parent) of every numbered clause."""
    _, clauses = outline(text)
    parents = {clause.index: clause for clause in clauses}
    return [
        (clause.number, clause.heading, parents[clause.parent].number if clause.parent is not None else "")
        for clause in clauses
        if clause.number
    ]


def kinds(text):
    cleaned, clauses = outline(text)
    return [(clause.kind, cleaned.clean.text[clause.start : clause.end].strip()) for clause in clauses]


LEVELS = [
    (
        "第一章　总则\n第一节　目的\n第一条　为了规范停车，制定本办法。\n（一）居民停车；\n（二）访客停车。",
        ["", "第一章", "第一节", "第一条", "第一条"],
    ),
    ("第一编　总纲\n第一章　总则\n一、目的\n（一）范围", ["", "第一编", "第一章", "一、"]),
    ("一、目标\n（一）任务\n1.修路\n（1）清障\n①巡查\n●记录", ["", "一、", "（一）", "1.", "（1）", "①"]),
    ("一、目标\n1．修路\n1）清障\n——巡查", ["", "一、", "1.", "1）"]),
    ("1.目标\n1.1 修路\n1.1.1 清障\n1.2 架桥\n2.保障\n2.1 经费", ["", "1.", "1.1", "1.", "", "2."]),
    ("一、目标\n1、修路\n2、架桥\n（一）勘察\n（二）施工\n3、通水", ["", "一、", "一、", "2、", "2、", "一、"]),
    ("第一部分　形势\n一、背景\n第二部分　任务\n一、重点", ["", "第一部分", "", "第二部分"]),
]


@pytest.mark.parametrize(("text", "parents"), LEVELS)
def test_levels(text, parents):
    assert [parent for _, _, parent in tree(text)] == parents


EMERGENCY = """石桥区城市内涝应急预案

1 总则
1.1 编制目的
为减少人员伤亡和财产损失，制定本预案。
1.2 适用范围
本预案适用于本区城市内涝的处置。
1.5 公里以内的积水点由街道先行处置。
1 万元以下的物资由街道自行采购
2 组织体系
2.1 指挥机构
2.1.1 总指挥职责
1. 统一指挥。
2. 发布命令。
2.1.2 Ⅰ级响应
总指挥到现场指挥。
2 人以上受伤的立即上报
3 附则
3.1 预案管理
每3年修订一次。
2024 年 6 月 1 日前完成修订。
"""


def test_chapters_of_a_bare_number_stand_above_decimals():
    cleaned, clauses = outline(EMERGENCY)
    numbered = [(clause.level, clause.number.strip(), clause.heading) for clause in clauses if clause.number]
    assert numbered == [
        (0, "1", "总则"),
        (1, "1.1", "编制目的"),
        (1, "1.2", "适用范围"),
        (0, "2", "组织体系"),
        (1, "2.1", "指挥机构"),
        (2, "2.1.1", "总指挥职责"),
        (3, "1.", "统一指挥"),
        (3, "2.", "发布命令"),
        (2, "2.1.2", "Ⅰ级响应"),
        (0, "3", "附则"),
        (1, "3.1", "预案管理"),
    ]
    assert "".join(cleaned.clean.text[clause.start : clause.end] for clause in clauses) == cleaned.clean.text


def test_a_box_of_a_plan_holds_its_own_list():
    text = (
        "第一章 任务\n第一节 交通\n建设两条环线。\n专栏1 重点工程\n1.北环线：全长12公里。\n2.南环线：全长9公里。\n"
        "专栏1所列工程由各县实施。\n第二节 水利\n修复水库。"
    )
    assert tree(text) == [
        ("第一章", "任务", ""),
        ("第一节", "交通", "第一章"),
        ("专栏1", "重点工程", "第一节"),
        ("1.", "北环线", "专栏1"),
        ("2.", "南环线", "专栏1"),
        ("第二节", "水利", "第一章"),
    ]


def test_numbers_before_a_measure_are_no_chapters():
    _, clauses = outline("一、安排\n1 月底前摸清底数\n2 公里以内连片整治\n3 个街道先行试点\n二、要求\n抓好落实。")
    assert [clause.number for clause in clauses if clause.number] == ["一、", "二、"]


def test_numbers_run_on_or_start_anew():
    text = "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n3.己\n二、庚\n（一）辛\n1.壬"
    assert [parent for _, _, parent in tree(text)] == [
        "",
        "一、",
        "（一）",
        "（一）",
        "一、",
        "（二）",
        "",
        "二、",
        "（一）",
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("1.建设食堂。方便老人用餐，改善服务。", "建设食堂"),
        ("1.建设食堂", "建设食堂"),
        ("1.建设食堂。", "建设食堂"),
        ("1. 建设食堂：方便老人用餐。", "建设食堂"),
        ("1．建设食堂（责任单位：区民政局〔区老龄办〕、各街道）", "建设食堂"),
        ("1.建设食堂（区民政局牵头，各街道配合）。", "建设食堂"),
        ("1.改造“口袋公园”（含绿道）", "改造“口袋公园”（含绿道）"),
    ],
)
def test_headings(line, heading):
    assert tree(line)[0][1] == heading


@pytest.mark.parametrize(
    "line",
    [
        "2024.请以此为参照。",
        "1.5公里以内的步道要连点成线。",
        "第十二条规定的事项，按照现行办法办理。",
        "第二条第一款所说的情形，应当逐案研究。",
        "3.15晚会曝光的问题要举一反三。",
        "12.4国家宪法日前后，集中开展宣传。",
        "2024年以来，各项工作进展顺利。",
        "5.1级以上地震的应对，按照专项预案执行。",
        "一、二类场所的巡查频次可以提高。",
        "三、四级响应由属地先行处置。",
        "2、3号楼的电梯要优先检修。",
        "一是加强巡查，二是补上短板。",
        "一方面要立足当前，另一方面要着眼长远。",
        "第一，要提高认识。",
    ],
)
def test_not_a_clause(line):
    text = f"一、目标\n1.修路。\n{line}\n2.架桥。\n二、保障\n1.经费。\n"
    assert [number for number, _, _ in tree(text)] == ["一、", "1.", "2.", "二、", "1."]
    assert line in [content for kind, content in kinds(text) if kind == "paragraph"]


def test_references_among_articles():
    lines = [
        "第一条为了规范停车，制定本办法。",
        "第二条本区停车适用本办法。",
        "第十二条规定的除外。",
        "第三条区城管局主管停车。",
    ]
    assert [marker.text if marker else "" for marker in clause_markers(lines)] == ["第一条", "第二条", "", "第三条"]


@pytest.mark.parametrize("tail", ["……………{}", "........{}", "  {}", ""])
def test_contents_are_no_headings(tail):
    headings = ["一、总体要求", "二、重点任务", "三、组织保障"]
    entries = [heading + tail.format(page) for page, heading in enumerate(headings, 1)]
    body = [line for heading in headings for line in (heading, "各部门要加强协作，做好有关工作。")]
    text = "\n".join(["甲区工作方案", "目　录", *entries, "为做好有关工作，制定本方案。", *body])
    assert [number for number, _, _ in tree(text)] == ["一、", "二、", "三、"]
    assert [kind for kind, _ in kinds(text)][1:5] == ["contents"] * 4


@pytest.mark.parametrize(
    "opening", ["附件1\n工作专班名单", "附件1：工作专班名单", "附件1　工作专班名单", "附件 1\n- 4 -\n工作专班名单"]
)
def test_annexes_stand_at_the_top(opening):
    _, clauses = outline(f"一、目标\n1.修路。\n{opening}\n组　长：张三　区长\n")
    [annex] = [clause for clause in clauses if clause.kind == "annex"]
    assert (annex.heading, annex.parent) == ("工作专班名单", None)
    assert clauses[-1].path[0] == annex.path[-1]


def test_signature_and_date():
    text = "一、目标\n各部门要加强协作。\n甲区人民政府办公室\n- 3 -\n2025年3月1日\n"
    assert [kind for kind, _ in kinds(text)][-3:] == ["closing", "furniture", "closing"]


VISIBLE = """
一、 （一） 1. （1） ① —— 1.1 1.2 第一章 第二条 附件 附件1 目录 ……3 | 建设食堂 。 ， ：
（责任单位：区民政局） 2025年3月1日 甲区人民政府 工作方案
"""
PIECES = st.sampled_from([*VISIBLE.split(), "\n", "\n", "\n", "- 3 -", " ", "\n\n"])


@given(st.lists(PIECES, min_size=1, max_size=80).map("".join))
@settings(max_examples=150, deadline=None)
def test_clauses_partition_any_text(text):
    if not text.strip():
        return
    cleaned, clauses = outline(text)
    whole = cleaned.clean.text
    assert "".join(whole[clause.start : clause.end] for clause in clauses) == whole
    for clause in clauses:
        assert clause.end <= clause.tree_end <= len(whole)
        if clause.parent is not None:
            parent = clauses[clause.parent]
            assert parent.index < clause.index
            assert clause.tree_end <= parent.tree_end
            assert clause.level == parent.level + 1


def seconds(text):
    document = load_plain_text("a.txt", text.encode())
    cleaned = clean(document)
    metadata = describe(document, cleaned, name="a.txt")
    return (timeit.timeit(lambda: build_outline(cleaned, metadata), number=1, timer=time.thread_time) for _ in range(3))


@pytest.mark.parametrize("unit", ["1.甲\n（一）乙\n", "①甲\n1.乙\n", "1.1甲\n", "（一）甲（乙（丙\n", "一、甲\n附件\n"])
def test_time_is_linear(unit):
    limit = 12 * max(min(seconds(unit * 1000)), 0.01)
    assert any(taken < limit for taken in seconds(unit * 4000))


@pytest.mark.parametrize("line", ["【打印】【关闭】　责任编辑：区应急局管理员", "【关闭窗口】", "责任编辑：王晓"])
def test_buttons_and_editors_of_a_page_are_furniture(line):
    text = f"河湾区防汛责任清单\n一、问责情形\n值班脱岗的，依规问责。\n{line}\n"
    assert kinds(text)[-1][0] == "furniture"
