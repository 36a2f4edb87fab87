import pytest
from fact_samples import document, table

from ingest.datatypes import Deadline, Responsibility
from ingest.facts import extract_facts
from ingest.loaders import load_bytes
from ingest.pipeline import parse


def read(text, kind=Responsibility):
    return [fact for fact in extract_facts(*document(text)) if isinstance(fact, kind)]


def roles(fact):
    return fact.lead, fact.bodies, fact.supporting


FORMS = {
    "（责任单位：县民政局、县财政局）": ((), ("县民政局", "县财政局"), ()),
    "(责任单位:县民政局,县财政局)": ((), ("县民政局", "县财政局"), ()),
    "（ 责任单位 ： 县民政局 、 县财政局 ）": ((), ("县民政局", "县财政局"), ()),
    "〔牵头单位：县民政局；配合单位：县财政局、各乡镇〕": (("县民政局",), (), ("县财政局", "各乡镇")),
    "（牵头单位：县民政局）（配合单位：县财政局）": (("县民政局",), (), ("县财政局",)),
    "（县民政局牵头，县财政局、各乡镇配合）": (("县民政局",), (), ("县财政局", "各乡镇")),
    "（县民政局、县财政局负责，列第一位者为牵头单位）": (("县民政局",), ("县民政局", "县财政局"), ()),
    "（责任单位：县民政局、县财政局，排名第一的为牵头单位）": (("县民政局",), ("县民政局", "县财政局"), ()),
    "（县民政局、县财政局按职责分工负责）": ((), ("县民政局", "县财政局"), ()),
    "（市民政局、市财政局等部门，各县（市、区）人民政府按职责分工负责）": (
        (),
        ("市民政局", "市财政局", "各县（市、区）人民政府"),
        (),
    ),
    "（县民政局、各乡镇）": ((), ("县民政局", "各乡镇"), ()),
    "（责任处室：规划科）": ((), ("规划科",), ()),
    "（推进单位：县水务局）": ((), ("县水务局",), ()),
    "（主管单位：县水务局；协办单位：县气象局）": ((), ("县水务局",), ("县气象局",)),
    "（牵头落实：县水务局）": (("县水务局",), (), ()),
    "（县民政局（牵头）、县财政局）": (("县民政局",), ("县民政局", "县财政局"), ()),
    "责任单位：县民政局、县财政局。": ((), ("县民政局", "县财政局"), ()),
    "**责任单位：**县民政局和各乡镇": ((), ("县民政局", "各乡镇"), ()),
    "（责任人：李水生）": ((), ("李水生",), ()),
    "（责任领导：王远山；责任单位：县民政局）": ((), ("县民政局",), ()),
    "（责任单位：县文化和旅游局、县人力资源和社会保障局）": ((), ("县文化和旅游局", "县人力资源和社会保障局"), ()),
}


@pytest.mark.parametrize("bracket", FORMS)
def test_forms(bracket):
    [fact] = read(f"3.改造农贸市场。做好摊位划线，改善通风照明。{bracket}")
    assert roles(fact) == FORMS[bracket]
    assert (fact.subject, fact.item) == ("改造农贸市场", "3")


def test_the_span_is_what_was_read():
    text = "3.改造农贸市场。（责任单位：县商务局）"
    [fact] = read(text)
    assert text[fact.start : fact.end] == "（责任单位：县商务局）"


def test_nested_brackets_become_notes():
    [fact] = read("1.整治街面。（责任单位：县城管局〔县精细化办〕、县交警大队）")
    assert fact.bodies == ("县城管局", "县交警大队")
    assert fact.notes == (("县城管局", "县精细化办"),)


def test_each_sentence_has_its_own():
    text = "修缮库房。[责任部门：水务局；完成时限：2025年6月底]清理河道。[责任部门：城管局；完成时限：长期坚持]"
    assert [(fact.subject, fact.bodies) for fact in read(text)] == [
        ("修缮库房", ("水务局",)), ("清理河道", ("城管局",))
    ]  # fmt: skip
    assert [(fact.subject, fact.due) for fact in read(text, Deadline)] == [
        ("修缮库房", "2025年6月底"), ("清理河道", "长期坚持")
    ]  # fmt: skip


def test_on_the_lines_after_the_task():
    text = "1.建设食堂\n  责任单位：县民政局、县财政局\n2.修路。\n  牵头单位：县住建局\n  配合单位：县财政局\n"
    assert [(fact.item, fact.subject, *roles(fact)) for fact in read(text)] == [
        ("1", "建设食堂", (), ("县民政局", "县财政局"), ()),
        ("2", "修路", ("县住建局",), (), ("县财政局",)),
    ]


def test_on_lines_between_paragraphs():
    text = "做好春耕备耕。\n责任单位：县农业农村局\n抓好森林防火。\n责任单位：县林业局\n"
    assert [(fact.clause, fact.subject, fact.bodies) for fact in read(text)] == [
        (0, "做好春耕备耕", ("县农业农村局",)),
        (2, "抓好森林防火", ("县林业局",)),
    ]


def test_scope_over_the_items_above():
    text = "1.修路。\n2.架桥。\n3.通水。（责任单位：县水务局）\n以上各项由县交通局负责。\n"
    assert {fact.item: fact.bodies for fact in read(text)} == {
        "1": ("县交通局",), "2": ("县交通局",), "3": ("县水务局",)
    }  # fmt: skip


def test_a_sentence_on_the_first_body_holds_for_the_rows_of_a_table():
    text = (
        "# 松涛县农贸任务分工\n\n表中列在首位的责任单位为牵头单位，每月报送进度。\n\n"
        "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 改造市场 | 县商务局、县财政局 |\n| 2 | 建冷库 | 县发改局 |\n"
    )
    facts = parse(load_bytes("分工.md", text.encode()), name="分工.md").facts
    assert [fact.lead for fact in facts if isinstance(fact, Responsibility)] == [("县商务局",), ("县发改局",)]


def test_first_leads_from_here_on():
    text = (
        "1.修路。（责任单位：县交通局、县财政局，列首位的为牵头单位，下同）\n2.架桥。（责任单位：县水务局、县财政局）\n"
    )
    assert [fact.lead for fact in read(text)] == [("县交通局",), ("县水务局",)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县地区办负责统筹协调和督促检查。", ("统筹协调和督促检查", (), ("县地区办",), ())),
        ("由县民政局牵头建立月度台账。", ("建立月度台账", ("县民政局",), (), ())),
        ("托班每班不超过18人，收费由县发改委会同县财政局核定。", ("收费核定", ("县发改委",), (), ("县财政局",))),
        ("县发改委会同县财政局制定补助办法。", ("制定补助办法", ("县发改委",), (), ("县财政局",))),
        ("由县民政局牵头，县财政局、各乡镇配合，制定细则。", ("制定细则", ("县民政局",), (), ("县财政局", "各乡镇"))),
        ("民政部门负责本辖区的救助工作。", ("本辖区的救助工作", (), ("民政部门",), ())),
    ],
)
def test_prose(sentence, expected):
    [fact] = read(f"1.{sentence}")
    assert (fact.subject, *roles(fact)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "县教育局负责人参加会议。",
        "由专人负责登记（由专人负责）。",
        "压实主体责任，明确责任单位、责任人。",
        "建设共享平台（含县民政局数据）。",
        "各类平台（社区委员会）发挥作用。",
        "会议由王远山同志主持。",
    ],
)
def test_not_a_responsibility(sentence):
    assert read(f"1.{sentence}") == []


def test_table_columns():
    header = ("序号", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时限")
    cleaned, clauses = table(
        header,
        ("1", "养老", "新开食堂", "县民政局", "县财政局、各乡镇", "2025年6月"),
        ("2", "养老", "培训护理员", "县民政局", "县人社局", "2025年9月"),
    )
    facts = extract_facts(cleaned, clauses)
    read_rows = [fact for fact in facts if isinstance(fact, Responsibility)]
    assert [(fact.item, fact.subject, *roles(fact), fact.clause) for fact in read_rows] == [
        ("1", "新开食堂", ("县民政局",), (), ("县财政局", "各乡镇"), 0),
        ("2", "培训护理员", ("县民政局",), (), ("县人社局",), 1),
    ]
    assert [(fact.subject, fact.due) for fact in facts if isinstance(fact, Deadline)] == [
        ("新开食堂", "2025年6月"), ("培训护理员", "2025年9月")
    ]  # fmt: skip


def test_table_with_one_column_of_bodies():
    cleaned, clauses = table(("工作内容", "责任单位"), ("疏浚沟渠", "县水务局\n各乡镇"))
    [fact] = [fact for fact in extract_facts(cleaned, clauses) if isinstance(fact, Responsibility)]
    assert fact.bodies == ("县水务局", "各乡镇")


@pytest.mark.parametrize(
    ("text", "subject", "due"),
    [
        ("1.组织实施阶段（2025年3月—2025年9月）。全面铺开。", "组织实施阶段", "2025年3月—2025年9月"),
        ("第一阶段（2025年3月至5月）：动员部署。", "第一阶段", "2025年3月至5月"),
        ("1.年底前完成管网改造。", "完成管网改造", "年底前"),
        ("1.2025年8月前，建成指挥平台。", "建成指挥平台", "2025年8月前"),
        ("1.力争2026年6月底前建成数据平台。", "建成数据平台", "力争2026年6月底前"),
        ("1.整改到位。（2025年6月底前完成）", "整改到位", "2025年6月底前"),
        ("1.整改到位。（办结时限：2025年6月底）", "整改到位", "2025年6月底"),
    ],
)
def test_deadlines(text, subject, due):
    [fact] = read(text, Deadline)
    assert (fact.subject, fact.due) == (subject, due)


def test_no_deadline_in_what_was_done():
    assert read("1.截至2024年底前已完成改造。", Deadline) == []


def test_a_body_that_no_list_holds_stands_beside_one_that_is_known():
    text = "某县2026年工作要点\n1.降低融资成本。扩大转贷资金池。（县财政局牵头，人行渭塬营业管理部、县商务局配合）\n"
    facts = parse(load_bytes("a.txt", text.encode()), name="a.txt").facts
    task = next(fact for fact in facts if isinstance(fact, Responsibility))
    assert task.lead == ("县财政局",)
    assert task.supporting == ("人行渭塬营业管理部", "县商务局")


def test_tasks_that_one_sentence_gives_to_one_body_each():
    found = read("防火由县应急管理局负责，食品卫生由县市场监管局负责，收费由县发展改革局会同县教育局监管。")
    assert [(fact.subject, roles(fact)) for fact in found] == [
        ("防火", ((), ("县应急管理局",), ())),
        ("食品卫生", ((), ("县市场监管局",), ())),
        ("收费", (("县发展改革局",), (), ("县教育局",))),
    ]


def test_a_sentence_that_only_names_who_bears_it_is_of_the_item_above():
    text = "一、任务\n（一）岗位练兵。每名护林员每年集训不少于5天。由县林业总站承担，县林业局考核。"
    (found,) = [fact for fact in read(text) if roles(fact)[1] == ("县林业总站",)]
    assert found.subject == "岗位练兵"


def test_task_said_before_its_bodies_is_not_what_follows_them():
    (found,) = read("建设校服采购平台，由县教育局会同县财政局负责，严厉查处串标。")
    assert roles(found) == (("县教育局",), (), ("县财政局",))
    assert found.subject == "建设校服采购平台"


MORE_FORMS = {
    "【县民政局牵头｜县财政局、各乡镇配合｜2026年9月底前】": (("县民政局",), (), ("县财政局", "各乡镇")),
    "〔县民政局主责，县财政局、县农投集团协办〕": (("县民政局",), (), ("县财政局", "县农投集团")),
    "（县委编办指导，各乡镇党委具体落实，2026年底前完成）": ((), ("各乡镇党委",), ("县委编办",)),
    "（县民政局、县财政局，城关镇、东乡镇、开发区）": (
        (), ("县民政局", "县财政局", "城关镇", "东乡镇", "开发区"), ()
    ),
    "（县民政局统一组织，公安、消防、物流企业分头落实）": (("县民政局",), ("公安", "消防", "物流企业"), ()),
    "（县民政局（牵头）；县财政局、各乡镇（配合）；2026年6月底前）": (
        ("县民政局",), (), ("县财政局", "各乡镇")
    ),
    "（主办单位为县民政局，协办单位为县财政局、城关镇）": (("县民政局",), (), ("县财政局", "城关镇")),
    "（牵头领导：王远山；主责部门：县民政局；配合部门：县财政局）": (("县民政局",), (), ("县财政局",)),
    "【牵头单位】县民政局【配合单位】县财政局、城关镇【完成时限】年底前": (
        ("县民政局",), (), ("县财政局", "城关镇")
    ),
    "\n领办：副县长 何军 主办：县民政局 会办：县财政局 城关镇": (("县民政局",), (), ("县财政局", "城关镇")),
    "\n责任：县民政局（牵头）、县财政局；各乡镇（街道）配合": (("县民政局",), ("县财政局",), ("各乡镇（街道）",)),
    "\n牵头单位 县民政局": (("县民政局",), (), ()),
    "此项工作的责任单位是县民政局。": ((), ("县民政局",), ()),
    "由县民政局负总责，县财政局、城关镇抓落实。": (("县民政局",), ("县财政局", "城关镇"), ()),
    "——县民政局牵头，县财政局配合": (("县民政局",), (), ("县财政局",)),
}  # fmt: skip


@pytest.mark.parametrize("form", MORE_FORMS)
def test_more_forms(form):
    [fact] = read(f"3.改造农贸市场。做好摊位划线，改善通风照明。{form}")
    wanted = MORE_FORMS[form]
    assert (fact.lead, fact.supporting, fact.subject) == (wanted[0], wanted[2], "改造农贸市场")
    assert set(wanted[1]) <= set(fact.bodies)


@pytest.mark.parametrize(
    "said",
    [
        "评选示范点2个（云台镇、大孤屯林场）。",
        "召集有关部门（县民政局、县财政局）。",
        "联系处室：县民政局救助科；联系电话：0700-1234567",
    ],
)
def test_what_names_bodies_without_a_task(said):
    assert read(f"3.改造农贸市场。做好摊位划线。{said}") == []


def test_a_bracket_torn_by_a_page_is_one():
    text = (
        "一、任务\n（一）推广模式。开展试点。（牵头部门：县水务局；责任部门：县财政局、青山镇、\n— 1 —\n"
        "白水镇；时限：每年11月底前）\n"
    ) + "".join(f"（{n}）治理沟道。做好防护。（牵头部门：县水务局）\n" for n in "二三四五六")
    parsed = parse(load_bytes("a.txt", text.encode()), name="a.txt")
    first = next(fact for fact in parsed.facts if isinstance(fact, Responsibility))
    assert "白水镇" in first.bodies
