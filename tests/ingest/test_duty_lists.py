"""Duties in lists: bodies and posts as headings or at the head of a line, stars, partners, limits set for all."""

from pathlib import Path

import pytest

from ingest.bodies import BodyNames
from ingest.datatypes import Deadline, Member, Responsibility
from ingest.duty_owners import read_owners
from ingest.loaders import load
from ingest.pipeline import parse


def facts(tmp_path: Path, text: str, kind: type) -> list:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    return [fact for fact in parse(load(path), name=path.name).facts if isinstance(fact, kind)]


def duties(tmp_path: Path, text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = facts(tmp_path, text, Responsibility)
    return [(fact.subject, (*fact.lead, *fact.bodies), fact.supporting) for fact in found]


HEADED = """云溪县消防安全职责清单
一、县教育局职责
（一）把消防知识纳入课程，每学期演练一次。
（二）排查校园宿舍用电隐患。
二、县商务局（1项）
（一）指导商业综合体落实巡查制度。
"""
UNNUMBERED = """云溪县河道清漂任务分工
县水利局：
1.制定清漂计划。
2.统一采购打捞船4艘。
各镇人民政府：
1.组建清漂队伍，每队不少于6人。
"""
POSTS = """云溪县校园食品安全责任清单
（一）校长
1.每周陪餐不少于1次，并做好记录。
（二）食品安全总监
1.每日检查后厨操作，发现问题当日整改。
"""
INLINE = """云溪县三夏生产责任分解
◆县农业农村局：（1）调度跨区作业机具；（2）会同县人社局开展农机手培训。
◆各镇（街道）：（1）设立农机服务点；（2）落实禁烧网格化巡查，配合单位为县生态环境局。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEADED,
            [
                ("把消防知识纳入课程，每学期演练一次", ("县教育局",), ()),
                ("排查校园宿舍用电隐患", ("县教育局",), ()),
                ("指导商业综合体落实巡查制度", ("县商务局",), ()),
            ],
        ),
        (
            UNNUMBERED,
            [
                ("制定清漂计划", ("县水利局",), ()),
                ("统一采购打捞船4艘", ("县水利局",), ()),
                ("组建清漂队伍，每队不少于6人", ("各镇人民政府",), ()),
            ],
        ),
        (
            POSTS,
            [
                ("每周陪餐不少于1次，并做好记录", ("校长",), ()),
                ("每日检查后厨操作，发现问题当日整改", ("食品安全总监",), ()),
            ],
        ),
        (
            INLINE,
            [
                ("调度跨区作业机具", ("县农业农村局",), ()),
                ("会同县人社局开展农机手培训", ("县农业农村局",), ("县人社局",)),
                ("设立农机服务点", ("各镇（街道）",), ()),
                ("落实禁烧网格化巡查", ("各镇（街道）",), ("县生态环境局",)),
            ],
        ),
    ],
)
def test_duties_of_lists(tmp_path, text, expected):
    assert duties(tmp_path, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "云溪县通讯录\n县教育局：0371-66778899\n县公安局：张建国 13800001111\n县民政局：李红\n",
        "云溪县创建工作总结\n一、示范社区\n1.建成社区食堂12家，服务老人3万人次。\n二、示范企业\n1.培育龙头企业5家。\n",
        "关于开展爱国卫生运动的通知\n各镇人民政府、街道办事处，县直各单位：\n1.清理卫生死角。\n2.开展病媒生物防制。\n",
        "云溪县考核通报\n县民政局：得分92.5，排名第一\n县财政局：存在台账不全的问题\n",
    ],
)
def test_no_duties(tmp_path, text):
    assert duties(tmp_path, text) == []


def test_stars_and_limits_of_the_preamble(tmp_path):
    text = (
        "云溪县燃气整治责任清单\n清单所列任务均须在9月底前完成，其中标★事项6月底前完成。\n"
        "县住建局：①更新燃气管道20公里；★②督促餐饮场所加装报警器；③组织演练，最迟11月20日前完成。\n"
        "县商务局：①摸清餐饮企业底数。\n"
    )
    due = {(fact.subject, fact.due) for fact in facts(tmp_path, text, Deadline)}
    assert {
        ("更新燃气管道20公里", "9月底前"), ("督促餐饮场所加装报警器", "6月底前"), ("摸清餐饮企业底数", "9月底前")
    } <= due  # fmt: skip
    assert not any(subject.startswith("组织演练") and limit == "9月底前" for subject, limit in due)


def test_what_a_signed_notice_passes_on_is_no_front_matter(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(
        "关于印发燃气整治清单的通知\n各镇人民政府：\n现予印发。\n云溪县安全生产委员会\n2026年3月1日\n"
        "燃气整治清单\n县住建局：组织更新燃气管道20公里。\n",
        encoding="utf-8",
    )
    kinds = [clause.kind for clause in parse(load(path), name=path.name).clauses]
    assert kinds[-1] == "paragraph"
    assert "front" in kinds


@pytest.mark.parametrize(
    ("heading", "owners"),
    [
        ("县教育局（5项）", ("县教育局",)),
        ("【县住建局】", ("县住建局",)),
        ("县农业农村局、县供销社主要职责", ("县农业农村局", "县供销社")),
        ("网格员、楼栋长", ("网格员", "楼栋长")),
        ("云溪新奥燃气、港华燃气等经营企业", ("云溪新奥燃气", "港华燃气")),
        ("牵头单位", ()),
        ("责任处室：大气科", ()),
        ("推进社区建设，服务居民", ()),
    ],
)
def test_who_owns_what_stands_below_a_heading(heading, owners):
    assert read_owners(heading, BodyNames.default()) == owners


def members(tmp_path: Path, text: str) -> set[tuple[str, str, str, str]]:
    return {(fact.group, fact.role, fact.subject, fact.kind) for fact in facts(tmp_path, text, Member)}


def test_groups_with_leaders_partners_and_duties(tmp_path):
    text = (
        "云溪县燃气事故应急预案\n3.3 应急工作组\n"
        "（1）综合协调组：由县住建局牵头，县应急局、县公安局参加，负责信息汇总和会议组织。\n"
        "（2）医疗救护组：牵头单位：县卫健局；成员单位：县人民医院、县疾控中心；职责：救治伤员。\n"
        "（3）善后处置组。由县民政局、县总工会组成，县民政局局长任组长。主要负责家属安抚。\n"
    )
    assert duties(tmp_path, text) == [
        ("信息汇总和会议组织", ("县住建局",), ("县应急局", "县公安局")),
        ("救治伤员", ("县卫健局",), ("县人民医院", "县疾控中心")),
        ("家属安抚", ("县民政局", "县总工会"), ()),
    ]
    assert members(tmp_path, text) >= {
        ("综合协调组", "牵头单位", "县住建局", "body"),
        ("综合协调组", "成员单位", "县公安局", "body"),
        ("医疗救护组", "成员单位", "县疾控中心", "body"),
        ("善后处置组", "组长", "县民政局局长", "post"),
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "成立县水安全工作专班，由县长任组长，分管副县长任副组长，县水利局、县财政局为成员单位，办公室设在县水利局。",
            {("组长", "县长", "post"), ("副组长", "分管副县长", "post"), ("成员单位", "县水利局", "body"),
             ("成员单位", "县财政局", "body"), ("办公室设在", "县水利局", "body")},
        ),
        (
            "成立由县委副书记任组长的县水安全工作专班，专班办公室主任由县水利局局长兼任。",
            {("组长", "县委副书记", "post"), ("办公室主任", "县水利局局长", "post")},
        ),
        (
            "县水安全工作专班由常务副县长担任总召集人，成员由县水利局、县气象局等单位主要负责同志组成。",
            {("总召集人", "常务副县长", "post"), ("成员", "县水利局", "body"), ("成员", "县气象局", "body")},
        ),
    ],
)  # fmt: skip
def test_groups_in_prose(tmp_path, sentence, expected):
    found = members(tmp_path, f"云溪县节水方案\n一、保障措施\n（一）加强领导。{sentence}\n")
    assert found == {("县水安全工作专班", *member) for member in expected}


def test_a_council_named_in_the_title_has_members_and_duties(tmp_path):
    text = (
        "云溪县“双减”联席会议制度\n一、组成\n联席会议由县教育局、县民政局等8个部门组成，县教育局为牵头单位。"
        "联席会议召集人由县政府分管负责同志担任。\n二、职责分工\n县教育局。负责牵头抓总，定期研判。\n"
        "县民政局。负责非营利机构登记。\n"
    )
    group = "云溪县“双减”联席会议"
    assert members(tmp_path, text) == {
        (group, "成员单位", "县教育局", "body"),
        (group, "成员单位", "县民政局", "body"),
        (group, "牵头单位", "县教育局", "body"),
        (group, "召集人", "县政府分管负责同志", "post"),
    }
    assert duties(tmp_path, text) == [
        ("牵头抓总，定期研判", ("县教育局",), ()),
        ("非营利机构登记", ("县民政局",), ()),
    ]


def test_labels_end_a_list_of_names(tmp_path):
    text = "云溪县督导安排\n第一组 组长：王建华 县发改局副局长 组员：赵雪梅、孙国强 负责区域：东城街道\n"
    assert ("第一组", "组员", "孙国强", "person") in members(tmp_path, text)
    assert not any("东城" in name for _, _, name, _ in members(tmp_path, text))


def test_headings_that_say_who_leads(tmp_path):
    text = (
        "云溪县“一件事”改革任务分工\n县人社局牵头：\n1.推进员工录用。\n2.推进灵活就业参保。\n"
        "县医保局牵头：\n1.推进新生儿出生。\n"
    )
    found = facts(tmp_path, text, Responsibility)
    assert [(fact.subject, fact.lead) for fact in found] == [
        ("推进员工录用", ("县人社局",)),
        ("推进灵活就业参保", ("县人社局",)),
        ("推进新生儿出生", ("县医保局",)),
    ]


def test_owners_one_in_each_chapter(tmp_path):
    text = (
        "云溪县食品安全责任清单\n一、县级\n（一）县市场监管局\n1.建立包保台账。\n二、镇村\n（一）村（社区）\n1.协助开展督导。\n"
        "三、主体\n（一）食品生产经营者\n1.落实日管控制度。\n"
    )
    owners = [owners for _, owners, _ in duties(tmp_path, text)]
    assert owners == [("县市场监管局",), ("村（社区）",), ("食品生产经营者",)]


def test_a_heading_that_says_what_is_built_owns_nothing(tmp_path):
    text = (
        "云溪县平安建设要点\n1.规范建设县级综治中心。整合县信访接待中心的部分功能，由县委政法委统筹。\n"
        "2.县司法局。梳理人民调解委员会。\n3.县信访局。化解积案。\n"
    )
    owners = {name for _, owners, _ in duties(tmp_path, text) for name in owners}
    assert "县司法局" in owners
    assert "规范建设县级综治中心" not in owners
