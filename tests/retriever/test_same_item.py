"""Follow-ups and second parts that the item of the answer before answers; years, points and claims beside it."""

import pytest

from retriever.datatypes import Message
from retriever.item_columns import named_column

TABLE = (
    "# 青禾县2026年民生实事任务分解表\n\n青禾县人民政府办公室\n2026年2月3日\n\n"
    "| 序号 | 任务内容 | 牵头单位 | 落实单位 | 责任领导 | 完成时限 | 备注 |\n|---|---|---|---|---|---|---|\n"
    "| 1 | 新建改建乡村公厕36座 | 县住建局 | 县城管中心、各乡镇 | 陆明远 | 9月底前 | 其中旅游公厕8座 |\n"
    "| 2 | 整治农村危桥14座 | 县交通局 | 县公路站 | 高文翰 | 11月15日前 | 无 |\n"
)
RULES = (
    "# 白杨市公园管理办法\n\n白杨市人民政府\n2025年3月1日\n\n"
    "第一条 为了加强公园管理，制定本办法。\n"
    "第二条 公园管理机构接到设施损坏报告后两小时内到场；游客受伤的，应当在二十四小时内查清缘由并报告。\n"
    "第三条 新建公园由建设单位按照规范建设，经园林主管部门验收合格后，移交公园管理机构养护。\n"
    "第四条 违反本办法第三条规定的，由城市管理部门责令限期改正；逾期不改正的，处三千元以上八千元以下罚款。\n"
)
PLAN = (
    "# 古城镇2026年环境整治方案\n\n古城镇人民政府\n2026年3月1日\n\n一、基本情况\n"
    "2025年，全镇共清理河道12条，村民满意率达到88%。\n二、目标\n2026年，全镇计划清理河道17条，村民满意率保持在90%以上。\n"
    "三、经费\n镇财政所每年安排养护经费不少于40万元。\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("青禾县2026年民生实事任务分解表.md", TABLE.encode())
    hash_base.add_bytes("白杨市公园管理办法.txt", RULES.encode())
    hash_base.add_bytes("古城镇2026年环境整治方案.txt", PLAN.encode())
    return hash_base


@pytest.mark.parametrize(
    ("turns", "held", "absent"),
    [
        (("青禾县今年新建改建乡村公厕多少座", "谁去落实"), ["县城管中心"], ["公路站"]),
        (("青禾县今年新建改建乡村公厕多少座", "里头旅游公厕占几座"), ["8座"], ["14座"]),
        (("青禾县今年新建改建乡村公厕多少座", "最迟几月要弄完，哪家牵的头"), ["9月底前", "县住建局"], ["11月"]),
        (("青禾县危桥整治多少座", "哪个领导负责"), ["高文翰"], ["陆明远"]),
        (("青禾县危桥整治多少座", "除了交通局还有谁要搭把手"), ["县公路站"], ["县城管"]),
        (("白杨市新建公园由谁来建", "验收合格以后呢，归哪家养护"), ["公园管理机构"], ["罚款"]),
    ],
)
def test_a_follow_up_stays_with_its_item(base, turns, held, absent):
    answer = base.ask([Message("user", turn) for turn in turns]).answer
    assert all(part in answer for part in held), answer
    assert not any(part in answer for part in absent), answer


def test_a_follow_up_about_another_thing_is_not_answered_from_the_row(base):
    turns = ("青禾县今年新建改建乡村公厕多少座", "里头图书馆占几座")
    assert "8座" not in base.ask([Message("user", turn) for turn in turns]).answer


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("古城镇25年清理了几条河道、26年打算清理几条", ["12条", "17条"]),
        ("听说古城镇养护经费一年有九十万，是不是这样", ["40万元", "不是90万"]),
        ("白杨市新建公园没验收就用，会罚多少", ["责令限期改正", "三千元以上八千元以下"]),
    ],
)
def test_years_claims_and_fines_are_told_in_full(base, question, held):
    answer = base.ask(question).answer
    assert all(part in answer for part in held), answer


def test_the_column_is_the_one_that_the_question_names():
    row = [("责任单位责任科室", "甲科"), ("责任单位落实单位", "乙中心"), ("责任领导", "丙"), ("完成时限", "5月")]
    assert named_column("那谁去落实", row) == ("落实单位", "乙中心")
    assert named_column("哪个领导管", row) == ("责任领导", "丙")
    assert named_column("哪个单位负责", row) is None
