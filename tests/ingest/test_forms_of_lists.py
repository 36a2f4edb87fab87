"""Who does what by when, in the forms that offices give their lists of tasks."""

from __future__ import annotations

import pytest

from ingest.datatypes import Deadline, Member, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

TABBED = """云栖县数据局攻坚任务分解表

序号\t攻坚事项\t主办处室\t协办处室\t时间节点
一\t窗口减负
1\t取消重复提交的纸质证明\t审批改革科\t法规科\t3月底
2\t设置潮汐窗口\t综合窗口科\t\t即日起
二\t数据共享
3\t归集电子证照目录\t数据资源科\t信息科\t6月30日
"""
ALIGNED = """凤鸣镇人居环境整治任务分工

序号  工作任务                牵头站所        包抓领导    完成期限
1     清运镇区陈年垃圾        综合执法队      刘  洋      4月15日
2     疏浚村内沟渠21条        水利服务站      韩  冰      5月10日
3     规范农贸市场经营        综合执法队      刘  洋      4月20日
"""
ONCE = """# 楚阳市备汛责任清单

| 责任主体 | 备汛任务 | 到位日期 |
|:--|:--|:--:|
| 市水利局 | 完成除险加固5座 | 4月20日 |
|  | 修订洪水防御预案 | 3月底 |
| 市气象局 | 短临预警到村到户 | 5月底 |
"""
NAMED = """茂陵县全民阅读任务分工方案

任务1：布局城市书房
在客运站建一座书房。
领衔领导：宣传部部长 尹静
操盘单位：县文化馆
帮办单位：县住建局
交账时间：10月底前

任务2：盘活农家书屋
图书每年更新60种。
操盘单位：县图书馆
交账时间：11月底
"""
DASHED = """江东省文物安全行动方案
二、重点任务
（一）健全责任链条
1）落实文物安全责任人。
公示牌样式全省统一。
——主责：各市县人民政府；督导：省文物局；时限：2025年9月底前。
2）把文物安全纳入考评。
——主责：省委政法委；会同：省文物局；时限：2025年起实施。
"""
BOXED = """关于老旧电梯更新的督办通知

【督办事项一】摸清底数。对住宅电梯逐台评估。
【主责】区市场监管局 【协办】区特检所；各镇（街道） 【限期】7月10日

【督办事项二】统一采购。打包招标。
【主责】区城建投公司 【协办】/ 【限期】8月上旬
"""


def read(text, name="方案.txt"):
    """Responsibilities as task, leading, responsible, supporting; deadlines as task, due."""
    facts = parse(load_bytes(name, text.encode()), name=name).facts
    duties = {
        fact.subject: (fact.lead, fact.bodies, fact.supporting) for fact in facts if isinstance(fact, Responsibility)
    }
    return duties, {fact.subject: fact.due for fact in facts if isinstance(fact, Deadline)}


def test_a_table_of_tabs_with_rows_that_name_groups():
    duties, dues = read(TABBED)
    assert duties == {
        "取消重复提交的纸质证明": (("审批改革科",), (), ("法规科",)),
        "设置潮汐窗口": (("综合窗口科",), (), ()),
        "归集电子证照目录": (("数据资源科",), (), ("信息科",)),
    }
    assert dues["归集电子证照目录"] == "6月30日"


def test_a_table_lined_up_with_spaces_whose_names_hold_spaces():
    duties, dues = read(ALIGNED)
    assert [lead for lead, _, _ in duties.values()] == [("综合执法队",), ("水利服务站",), ("综合执法队",)]
    assert list(dues.values()) == ["4月15日", "5月10日", "4月20日"]


def test_a_body_is_written_once_for_several_rows():
    duties, _ = read(ONCE, "清单.md")
    assert {task: bodies for task, (_, bodies, _) in duties.items()} == {
        "完成除险加固5座": ("市水利局",),
        "修订洪水防御预案": ("市水利局",),
        "短临预警到村到户": ("市气象局",),
    }


def test_tasks_numbered_by_a_noun_with_labels_below():
    duties, dues = read(NAMED)
    assert duties["布局城市书房"][0] == ("县文化馆",)
    assert duties["布局城市书房"][2] == ("县住建局",)
    assert dues == {"布局城市书房": "10月底前", "盘活农家书屋": "11月底"}


def test_labels_behind_a_dash_speak_of_the_item_above():
    duties, dues = read(DASHED)
    assert duties["落实文物安全责任人"] == (("各市县人民政府",), (), ())
    assert duties["把文物安全纳入考评"] == (("省委政法委",), (), ("省文物局",))
    assert dues["落实文物安全责任人"] == "2025年9月底前"


def test_labels_in_brackets_on_a_line_of_their_own():
    duties, dues = read(BOXED)
    assert [lead for lead, _, _ in duties.values()] == [("区市场监管局",), ("区城建投公司",)]
    assert list(dues.values()) == ["7月10日", "8月上旬"]


@pytest.mark.parametrize(
    ("bracket", "bodies", "due"),
    [
        ("〔县委党校、县教育局，上半年〕", ("县委党校", "县教育局"), "上半年"),
        ("（6月底前清零，县委网信办、县教育局）", ("县委网信办", "县教育局"), "6月底前清零"),
        ("〔县教育局＋县工业园区管委会〕", ("县教育局", "县工业园区管委会"), None),
    ],
)
def test_a_bracket_of_bodies_with_a_time_limit(bracket, bodies, due):
    duties, dues = read(f"政务公开工作要点\n一、任务\n（一）组织业务培训，轮训一遍。{bracket}\n")
    ((_, own, _),) = duties.values()
    assert own == bodies
    assert next(iter(dues.values()), None) == due


def test_what_speaks_of_two_items_is_given_to_both():
    duties, _ = read(
        "青浔区养老计划\n一、服务\n1.建设食堂。建成20个。（区商务局）\n2.适老化改造。改造1800户。\n"
        "3.家庭养老床位。建成900张。（上两项由区民政局牵头，区残联配合）\n"
    )
    assert duties["建设食堂"][1] == ("区商务局",)
    assert duties["适老化改造"] == duties["家庭养老床位"]
    assert duties["适老化改造"][2] == ("区残联",)


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("建设素养基地5个，开展活动不少于80场。市委网信办会同团市委推进。", "建设素养基地5个，开展活动不少于80场"),
        ("开展残疾儿童康复救助，年内救助1100人，市残联负责。", "开展残疾儿童康复救助，年内救助1100人"),
    ],
)
def test_who_does_it_is_not_the_task(sentence, task):
    duties, _ = read(f"某市工作要点\n一、任务\n1.{sentence}\n2.建设食堂20个。（市商务局）\n")
    assert task in duties


def test_a_site_s_footer_gives_nobody_a_task():
    duties, _ = read(
        "岚屿市工作要点\n一、任务\n1.建食堂。（市民政局）\n\n主办：岚屿市民政局   技术支持：岚屿市信息中心   网站地图\n"
    )
    assert list(duties) == ["建食堂"]


def test_a_deputy_head_and_a_command_post_are_read():
    text = "某县方案\n一、组织\n成立防汛指挥所，指挥长由县委常委、组织部部长柳成章担任，副指挥长由副县长杜晓岚担任。\n"
    facts = parse(load_bytes("方案.txt", text.encode()), name="方案.txt").facts
    members = {(fact.role, fact.subject, fact.post) for fact in facts if isinstance(fact, Member)}
    assert ("副指挥长", "杜晓岚", "副县长") in members


def test_a_role_names_all_who_hold_it_once():
    text = "某区方案\n一、组织\n成立推进小组，组长由区长陆远山担任，副组长为副区长周韵敏、区委社会工作部部长徐广平。\n"
    facts = parse(load_bytes("方案.txt", text.encode()), name="方案.txt").facts
    assert [(fact.role, fact.subject, fact.post) for fact in facts if isinstance(fact, Member)] == [
        ("组长", "陆远山", "区长"),
        ("副组长", "周韵敏", "副区长"),
        ("副组长", "徐广平", "区委社会工作部部长"),
    ]


def test_lines_behind_the_last_of_several_measures_speak_of_all() -> None:
    text = """甲街道市容问题整改清单

问题1：建设路沿线占道经营反弹。
整改措施：
（1）早晚高峰安排专人值守；
（2）在向阳巷口设置疏导点1处。
整改责任单位：街道综合行政执法队
配合单位：建设路社区
整改时限：3月31日前

问题2：背街小巷路面破损。
整改措施：
（1）修补破损路面1200平方米；
（2）更换缺失井盖43个。
整改责任单位：街道城市管理办
整改时限：4月底前
"""
    facts = parse(load_bytes("a.txt", text.encode()), name="a.txt").facts
    tasks = [(fact.subject, fact.bodies, fact.supporting) for fact in facts if isinstance(fact, Responsibility)]
    assert tasks == [
        ("建设路沿线占道经营反弹", ("街道综合行政执法队",), ("建设路社区",)),
        ("背街小巷路面破损", ("街道城市管理办",), ()),
    ]
