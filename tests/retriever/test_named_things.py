"""Questions about things that a text names: how many of a quoted word, what a centre offers, how a term is done."""

import pytest

from retriever.datatypes import Message

_REPORT = """青禾区“邻里同心”探索基层治理新路径

青禾区以建设“办事服务面对面、民意收集面对面、矛盾调处面对面、志愿帮扶面对面”的“邻里同心”为基础，发展以“扎根、连心、增能、同乐”为核心要义的“邻里同心”工程。
“邻里同心”工程是青禾区城市基层治理的具体化。
一、服务阵地
“河畔之家”，位于青禾河畔，一站式服务综合体，2023年5月开业以来，深受好评。
“河畔之家”邻里中心以“宜居、宜游”为目标，为社区居民提供阅览、午餐、日间照料、理疗、健身、书画等10多项服务，同时引入社会组织。
柳林大楼是青禾区最早建成的移民安置高层住宅，如今面貌一新。
二、数字治理
石桥三路街道摸清家底，推进“街道指挥中心大屏-网格站长中屏-工作人员手机小屏”三屏联动，精准高效。
三、队伍建设
培育春霞工作室等一批书记工作室，为书记成长提供支撑。
"""
_PLAN = """青禾区社区治理规划

一、主要任务
1.推进治理数字化。建设街镇指挥中心。实现“多格归一”，将各部门设在街镇的多个网格整合为一个综合网格。推动公安、市场监管等力量下沉到网格，实现定人、定岗、定责。坚持以长效机制夯实基础。
2.完善健身设施。统筹谋划、按需实施，推动实现2个社区健身中心、3个市民健身驿站、4个长者健康之家落地，完成50个健身苑点、6条市民健身步道建设，改建1个市民球场。
"""


@pytest.fixture
def district(hash_base):
    hash_base.add_bytes("青禾区“邻里同心”探索基层治理新路径.txt", _REPORT.encode())
    hash_base.add_bytes("青禾区社区治理规划.txt", _PLAN.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("邻里同心讲的四个“面对面”，分别是哪四个？", ("办事服务", "民意收集", "矛盾调处", "志愿帮扶"), ()),
        ("“邻里同心”工程的核心要义是哪几个词？", ("扎根、连心、增能、同乐",), ()),
        ("“河畔之家”给居民提供哪些服务项目？", ("阅览", "午餐", "日间照料", "书画"), ()),
        ("石桥三路的“三屏联动”是哪三块屏？", ("指挥中心大屏", "网格站长中屏", "手机小屏"), ()),
        ("青禾区说的“多格归一”具体怎么做？", ("一个综合网格", "定人、定岗、定责"), ("长效机制",)),
        ("青禾区培育的书记工作室有没有举到名字", ("春霞工作室",), ()),
        ("柳林大楼当年是什么性质的房子？", ("移民安置高层住宅",), ()),
        ("步道要建几条", ("6条市民健身步道",), ()),
    ],
)
def test_tells_what_is_asked_of_a_named_thing(district, question, told, not_told):
    answer = district.ask(question).answer
    assert all(part in answer for part in told), answer
    assert not any(part in answer for part in not_told), answer


def test_people_of_communities_are_read_from_the_list_of_members(hash_base):
    hash_base.add_bytes(
        "青禾街道创建工作方案.txt",
        "青禾街道创建工作方案\n\n一、组织领导\n成立创建工作领导小组。\n组 长：王大明 青禾街道党工委书记\n"
        "成 员：李小红 柳林社区党委书记\n陈建国 杏花社区党委书记\n赵志强 石桥社区党委书记\n"
        "二、工作任务\n壮大社区集体经济组织，发展公益性组织。\n".encode(),
    )
    answer = hash_base.ask("青禾街道领导小组里都有哪些社区的人").answer
    assert all(part in answer for part in ("柳林社区", "杏花社区", "石桥社区")), answer


def test_a_named_thing_of_a_follow_up_leaves_the_measure_spoken_of_before_behind(hash_base):
    hash_base.add_bytes(
        "青禾区社区治理规划.md",
        "# 青禾区社区治理规划\n\n## 主要指标\n\n| 指标 | 2025年目标值 | 属性 |\n|---|---|---|\n"
        "| 普惠性托育点 | 十个街镇全覆盖 | 约束性 |\n| 社区工作者持证率 | 25% | 预期性 |\n".encode(),
    )
    turns = ("社区工作者持证率要到25%，对吧？", "那托育点的目标是多少？")

    assert "十个街镇全覆盖" in hash_base.ask([Message("user", turn) for turn in turns]).answer
