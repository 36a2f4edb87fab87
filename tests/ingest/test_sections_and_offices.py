"""Sections of offices (社会救助股, 局办公室), roles parted by semicolons, duties below 「履行下列职责」."""

from __future__ import annotations

import pytest

from ingest.assignment_places import assignment_places
from ingest.bodies import BodyNames
from ingest.datatypes import Member, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

_NAMES = BodyNames.default()


def _tasks(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    facts = parse(load_bytes("a.md", text.encode()), name="a.md").facts
    return [
        (fact.subject, (*fact.lead, *fact.bodies), fact.supporting)
        for fact in facts
        if isinstance(fact, Responsibility)
    ]


@pytest.mark.parametrize(
    ("bracket", "doing", "helping"),
    [
        ("（养老服务股）", ("养老服务股",), ()),
        ("（社会救助股、市居民家庭经济状况核对中心）", ("社会救助股", "市居民家庭经济状况核对中心"), ()),
        ("（养老服务股；市社会福利院协助）", ("养老服务股",), ("市社会福利院",)),
        ("（机关纪委牵头，社会救助股、规划财务股配合）", ("机关纪委",), ("社会救助股", "规划财务股")),
        ("【县水利局负总责，县水投集团承担建设任务；东乡镇配合征拆】", ("县水利局", "县水投集团"), ("东乡镇",)),
        ("（县农业农村局牵头，县生态环境局监督指导）", ("县农业农村局",), ("县生态环境局",)),
    ],
)
def test_brackets_with_sections(bracket: str, doing: tuple[str, ...], helping: tuple[str, ...]) -> None:
    ((_, _, read),) = assignment_places(f"新建食堂6个，床位占比达到62%。{bracket}", 0, _NAMES)
    assert ((*read.lead, *read.bodies), read.supporting) == (doing, helping)


@pytest.mark.parametrize("text", ["（国有控股）", "（一股）", "（电话：12345，联系人：王老师）", "（含村集体入股）"])
def test_brackets_that_name_nobody(text: str) -> None:
    assert not assignment_places(f"新建食堂6个，床位占比达到62%。{text}", 0, _NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("局办公室每季度通报", ["局办公室"]),
        ("由街道纪工委约谈", ["街道纪工委"]),
        ("县生态环境保护委员会办公室负责调度", ["县生态环境保护委员会办公室"]),
        ("镇里科学安排灌溉", []),
    ],
)
def test_offices_in_text(text: str, found: list[str]) -> None:
    assert [name for _, _, name in _NAMES.find(text)] == found


_NOTICE = "# 松涛县防汛工作方案\n\n现印发给你们，请抓好落实。\n\n## 一、主要任务\n\n"


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("每年12月县政府督查室开展专项督查。", ("每年12月开展专项督查", ("县政府督查室",), ())),
        ("各牵头单位每季度末月22日前向县防办报送进展。", ("每季度末月22日前向县防办报送进展", ("各牵头单位",), ())),
        ("加装雨棚的任务不变，责成各街道办事处逐栋做好群众工作。", ("逐栋做好群众工作", ("各街道办事处",), ())),
        ("县应急局按标准储备救生衣300件，并于主汛期前补齐。", None),
    ],
)
def test_orders(sentence: str, task: tuple[str, tuple[str, ...], tuple[str, ...]] | None) -> None:
    tasks = _tasks(_NOTICE + sentence + "\n")
    assert (task in tasks) if task else tasks[0][1] == ("县应急局",)


def test_a_further_point_behind_a_semicolon_ends_the_task() -> None:
    tasks = _tasks(_NOTICE + "县城管局履行监管责任，每半个月督查一次；涉及交通组织的，县公安局给予支持。\n")
    assert tasks[0] == ("履行监管责任，每半个月督查一次", ("县城管局",), ())


def test_items_below_a_sentence_that_names_their_owner() -> None:
    text = (
        "# 松涛县排水管理办法\n\n第一条 为了规范排水管理，制定本办法。\n\n"
        "第二条 县水务主管部门是排水设施的行业主管部门，履行下列职责：\n\n"
        "（一）编制排水规划；\n\n（二）建立设施台账。\n\n"
        "第三条 县人民政府统一领导全县排水工作。\n\n第四条 镇人民政府承担排水设施的属地责任。\n\n"
        "第五条 造成损失的，施工单位依法承担赔偿责任。\n\n第六条 运营机构，是指依法组织运营排水设施的法人。\n"
    )
    assert _tasks(text) == [
        ("编制排水规划", ("县水务主管部门",), ()),
        ("建立设施台账", ("县水务主管部门",), ()),
        ("领导全县排水工作", ("县人民政府",), ()),
        ("承担排水设施的属地责任", ("镇人民政府",), ()),
    ]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (
            "（1）抢险组。由县武装部牵头，县消防救援大队、各村（社区）应急分队参加，负责堤岸巡查。",
            ("堤岸巡查", ("县武装部",), ("县消防救援大队", "各村（社区）应急分队")),
        ),
        (
            "（2）保障组。组长单位：县财政局；成员单位：县供销社、县水利局。负责车辆和燃油调配。",
            ("车辆和燃油调配", ("县财政局",), ("县供销社", "县水利局")),
        ),
        (
            "每年3月31日前，由镇规建安监站会同镇水利站对山塘开展拉网式排查。",
            ("对山塘开展拉网式排查", ("镇规建安监站",), ("镇水利站",)),
        ),
    ],
)
def test_groups_and_their_bodies(text: str, task: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert task in _tasks(_NOTICE + text + "\n")


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (
            "（1）建设照料中心。建成中心1处。责任单位：县民政局，县财政局、县国资公司配合，完成时间11月。",
            ("建设照料中心", ("县民政局",), ("县财政局", "县国资公司")),
        ),
        (
            "（2）办好暑期托管。开班80个。责任单位是团县委和教体局，妇联、科协协助开设兴趣课程。",
            ("办好暑期托管", ("团县委", "教体局"), ("妇联", "科协")),
        ),
    ],
)
def test_who_helps_stands_behind_a_comma(text: str, task: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert [named for named in _tasks(_NOTICE + text + "\n") if named[0] == task[0]] == [task]


def test_members_before_and_behind_a_conjunction() -> None:
    text = "成立县城市更新工作领导小组，由县长任组长，县财政局、县自然资源和规划局以及各镇政府主要负责人为成员。"
    facts = parse(load_bytes("a.md", f"{_NOTICE}{text}\n".encode()), name="a.md").facts
    members = [fact for fact in facts if isinstance(fact, Member) and fact.role == "成员"]
    assert [member.subject for member in members] == ["县财政局", "县自然资源和规划局", "各镇政府"]


def test_where_something_is_done_is_no_part_of_a_name() -> None:
    text = "（1）法律援助。县司法局在县退役军人服务中心设立法律援助工作站，每周二安排律师值班。"
    assert [doers for _, doers, _ in _tasks(f"{_NOTICE}{text}\n")] == [("县司法局",)]


def test_a_table_of_roles_and_who_fills_them() -> None:
    rows = "| 常务副指挥长 | 县委宣传部部长 |\n| 副指挥长 | 周怀远、方志明 |\n"
    table = f"县创建指挥部：\n\n| 职务 | 人员 |\n|---|---|\n{rows}"
    facts = parse(load_bytes("a.md", f"{_NOTICE}{table}".encode()), name="a.md").facts
    members = [(fact.role, fact.subject) for fact in facts if isinstance(fact, Member)]
    assert members == [("常务副指挥长", "县委宣传部部长"), ("副指挥长", "周怀远"), ("副指挥长", "方志明")]


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        (
            "由平安办牵头，会同城管中队、消防救援站、护河队，每月集中清理一次。",
            ("每月集中清理一次", ("平安办",), ("城管中队", "消防救援站", "护河队")),
        ),
        (
            "由渔政站会同派出所、市场监管所开展夜间巡查。",
            ("开展夜间巡查", ("渔政站",), ("派出所", "市场监管所")),
        ),
    ],
)
def test_offices_of_a_street_called_in(sentence: str, task: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert _tasks(f"# 松涛街道平安建设方案\n\n## 一、主要任务\n\n（一）整治河道。{sentence}\n") == [task]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("景区、公园水体：县文旅局、县城管局负责；", ("景区、公园水体", ("县文旅局", "县城管局"), ())),
        ("河道、水库：县水利局牵头，各乡镇落实；", ("河道、水库", ("县水利局", "各乡镇"), ())),
        ("提示音。在路口安装24套。由市公安局负责，市财政局保障经费。", ("提示音", ("市公安局",), ())),
        (
            "网站改造。牵头：市数据局；市残联配合，每半年开展一次测试，测试人员中残疾人不少于20名。",
            ("网站改造", ("市数据局",), ("市残联",)),
        ),
        (
            "既有小区。服务期为8年。市发改委牵头，市住建局指导物业企业配合。",
            ("既有小区", ("市发改委",), ("市住建局",)),
        ),
    ],
)
def test_who_does_what_is_named_before(task: str, told: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert _tasks(f"# 松涛县工作方案\n\n## 一、主要任务\n\n（一）{task}\n") == [told]


def test_each_of_two_groups_has_its_own_body() -> None:
    text = "家庭改造。户均不低于60元，其中残疾人家庭由市残联负责，老年人家庭由市民政局负责，两类不重复享受。"
    told = _tasks(f"# 松涛县工作方案\n\n## 一、主要任务\n\n（一）{text}\n")
    assert told == [("残疾人家庭", ("市残联",), ()), ("老年人家庭", ("市民政局",), ())]


@pytest.mark.parametrize("name", ["楼组自治工作专班", "网格党组工作领导小组"])
def test_a_group_is_called_by_its_whole_name(name: str) -> None:
    text = f"# 松涛街道工作方案\n\n## 一、组织保障\n\n成立{name}。成员由党建办、平安办组成。办公室设在党建办。\n"
    facts = parse(load_bytes("a.md", text.encode()), name="a.md").facts
    assert {fact.group for fact in facts if isinstance(fact, Member)} == {name}


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (
            "调解争议。区总工会、区工商联配合区人社局做好劳动争议调处，优先快速仲裁。",
            ("做好劳动争议调处，优先快速仲裁", ("区人社局",), ("区总工会", "区工商联")),
        ),
        (
            "整治飞线。消防救援大队配合街道开展飞线充电整治，每月不少于2次。",
            ("开展飞线充电整治，每月不少于2次", ("街道",), ("消防救援大队",)),
        ),
    ],
)
def test_who_helps_whom(task: str, told: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert _tasks(f"# 松涛区工作方案\n\n## 一、主要任务\n\n（一）{task}\n") == [told]


def test_shares_of_one_task_bear_its_name() -> None:
    told = _tasks("# 松涛区工作方案\n\n## 一、主要任务\n\n（一）抓好培训。其中由区政法委主办2期、区司法局主办3期。\n")
    assert [subject for subject, _, _ in told] == ["抓好培训（主办2期）", "抓好培训（主办3期）"]


def test_a_rank_and_a_post_are_one_person() -> None:
    text = "# 松涛县工作方案\n\n## 一、组织保障\n\n成立防火专班，由县委常委、宣传部部长任组长，县民政局为成员单位。\n"
    facts = parse(load_bytes("a.md", text.encode()), name="a.md").facts
    heads = [fact.subject for fact in facts if isinstance(fact, Member) and fact.role == "组长"]
    assert heads == ["县委常委、宣传部部长"]
