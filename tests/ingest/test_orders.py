import pytest
from fact_samples import document

from ingest.actors import find_actor
from ingest.bodies import BodyNames
from ingest.datatypes import Deadline, Responsibility
from ingest.facts import extract_facts

PLAN = "为做好有关工作，制定本方案。\n"


def read(text):
    return [fact for fact in extract_facts(*document(text)) if isinstance(fact, Responsibility)]


def tasks(text):
    return [((*fact.lead, *fact.bodies), fact.supporting, fact.subject) for fact in read(text)]


ORDERS = {
    "领导小组办公室设在县应急局，王建军同志兼任办公室主任，负责日常值守和信息报送。": (
        ("领导小组办公室",), (), "日常值守和信息报送"
    ),
    "县水利局要抓紧完善设计报告。": (("县水利局",), (), "抓紧完善设计报告"),
    "县水利局应于9月底前完成验收。": (("县水利局",), (), "于9月底前完成验收"),
    "各旗县交通运输局要明确一名联络员。": (("各旗县交通运输局",), (), "明确一名联络员"),
    "会议决定，责成县城管局拆除违建。": (("县城管局",), (), "拆除违建"),
    "请市大数据中心商市水利局提出整合意见。": (("市大数据中心",), ("市水利局",), "提出整合意见"),
    "县财政局要会同县审计局拿出资金方案。": (("县财政局",), ("县审计局",), "拿出资金方案"),
    "由县水利局牵头，会同县财政局、县审计局，完善设计报告。": (
        ("县水利局",), ("县财政局", "县审计局"), "完善设计报告"
    ),
    "青山县政府、白水县政府作为责任主体，务必完成征地清表；市水利局做好指导，市信访局协助化解矛盾。": (
        ("青山县政府", "白水县政府"), ("市水利局", "市信访局"), "完成征地清表"
    ),
    "济川市水务集团负责落实资本金，人民银行济川市分行予以支持。": (
        ("济川市水务集团",), ("人民银行济川市分行",), "落实资本金"
    ),
    "县教育局牵头制定标准，县公安局予以协助，县市场监管局做好技术指导。": (
        ("县教育局",), ("县公安局", "县市场监管局"), "制定标准"
    ),
    "由县政府督查室将黑土地保护纳入目标考核。": (("县政府督查室",), (), "将黑土地保护纳入目标考核"),
    "专班办公室设在县卫生健康局，负责日常调度，每半年报告一次。": (("专班办公室",), (), "日常调度，每半年报告一次"),
    "各县（市、区）不再新建同类平台。": (("各县（市、区）",), (), "不再新建同类平台"),
    "县政府督查室每季度开展一次督查。": (("县政府督查室",), (), "每季度开展一次督查"),
    "摊位规划由县商务局统一组织实施，县城管局做好指导。": (("县商务局",), ("县城管局",), "摊位规划"),
    "关于联合调度。此项工作交由县港航中心办理。": (("县港航中心",), (), "关于联合调度"),
}  # fmt: skip


@pytest.mark.parametrize("sentence", ORDERS)
def test_orders_in_running_text(sentence):
    assert tasks(sentence) == [ORDERS[sentence]]


def test_each_body_has_its_own_task():
    text = PLAN + "动员阶段（4月上旬）：县爱卫办召开动员会，各镇街、各部门制定工作台账。"
    assert tasks(text) == [(("县爱卫办",), (), "召开动员会"), (("各镇街", "各部门"), (), "制定工作台账")]


def test_a_bracket_before_the_sentence_is_not_its_own():
    text = "改造旧库三座。（县商务局、县供销社）县财政局会同县审计局开展绩效评价。"
    assert tasks(text) == [
        (("县商务局", "县供销社"), (), "改造旧库三座"),
        (("县财政局",), ("县审计局",), "开展绩效评价"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年，县财政局拨付了补助资金3000万元。",
        "会议听取了县水利局关于前期工作情况的汇报。",
        "县财政局、县审计局负责同志参加会议。",
        "申报单位应提交材料。",
        "申请人向县民政局提出申请。",
        "加强对街道在人员、经费方面的保障。",
        "引导社会组织参与治理。",
        "完善居委会、业委会、物业公司协调运行机制。",
        "推动机关事业单位党组织负责人担任第二书记。",
        "如有变动，由成员单位自行调整。",
        "与老旧小区改造同步实施的，另奖励3万元。",
        "本表由县政府办公室汇总。",
        "每个社区至少实施2个项目。",
    ],
)
def test_what_gives_no_body_a_task(sentence):
    assert tasks(PLAN + sentence) == []


def test_what_bodies_do_in_an_account_is_no_task():
    assert tasks("县民政局建立日间照料中心，县财政局拨付资金。") == []


def test_a_date_in_the_order_stays_a_deadline():
    facts = extract_facts(*document("县财政局要统筹安排资金，于4月15日前将资金拨付到位。"))
    assert [fact.due for fact in facts if isinstance(fact, Deadline)] == ["4月15日前"]


@pytest.mark.parametrize(
    ("piece", "names"),
    [
        ("市委组织部组织开展培训", ("市委组织部",)),
        ("县政府督查室挂牌督办", ("县政府督查室",)),
        ("县委组织部、县纪委监委要加强指导", ("县委组织部", "县纪委监委")),
        ("工商银行要加大贷款投放", ("工商银行",)),
        ("公安、城管要加强巡查", ("公安", "城管")),
        ("社会组织参与治理", None),
        ("支持企业开展攻关", None),
    ],
)
def test_where_names_end(piece, names):
    found = find_actor(piece, 0, len(piece), BodyNames.default())
    assert (found.names if found else None) == names


def test_bodies_told_by_their_endings_count_beside_others():
    text = PLAN + "一、保障\n（一）省局办公室负责按月调度；规划财务处落实经费，科技处指导验证。\n"
    assert {bodies for bodies, _, _ in tasks(text)} == {("省局办公室",), ("规划财务处",), ("科技处",)}


@pytest.mark.parametrize(
    "sentence", ["由水库管护单位选派的专职巡查员担任。", "县养老院新建项目，床位300张。", "城市社区每年不少于20万元。"]
)
def test_what_describes_or_counts_is_no_task(sentence):
    assert tasks(f"{PLAN}一、任务\n（一）{sentence}\n") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县应急局要保障经费，县融媒体中心及时报道典型。", [("县应急局",), ("县融媒体中心",)]),
        ("县水务局将用水指标细化到9个乡镇。", [("县水务局",)]),
        ("县疾控中心向各学校配送物资。", [("县疾控中心",)]),
        ("县驻村工作队协助群众申报补贴。", [("县驻村工作队",)]),
    ],
)
def test_any_verb_in_a_document_that_orders(sentence, expected):
    assert [bodies for bodies, _, _ in tasks(f"{PLAN}一、任务\n（一）{sentence}\n")] == expected
