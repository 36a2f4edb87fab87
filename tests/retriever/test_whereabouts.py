"""Where a document says something, why something was done, cells that say in words how many, years written short."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase
from retriever.question import normalise
from retriever.question_wording import year_behind_place

RULES = """云滩市码头管理条例
第一章 总则
第一条 为了管好码头，制定本条例。
第二条 市港航主管部门负责码头的管理工作。
第二章 停靠管理
第三条 船舶应当在划定的泊位停靠，不得在桥区抛锚。
第四条 码头应当按照每十个泊位不少于一个的标准设置污水桶。
第三章 法律责任
第五条 违反本条例第三条规定在桥区抛锚的，由市港航主管部门处五百元以上二千元以下罚款。
"""
PLAN = """2031年云滩市青溪区社区建设实施方案
一、夯实组织基础
1.建强楼组。全年新建楼组党支部30个。（责任单位：区委组织部）
2.配齐书记。（责任单位：区委组织部）
二、提升治理水平
（一）深化“三治互促”
3.培育议事会。（责任单位：区民政局）
4.用好调解室。（责任单位：区司法局）
5.评选好邻里。（责任单位：区文明办）
"""
STORY = """深入推进社区治理的云滩实践
柳巷毗邻北山路，路从东到西2.5公里。街坊办了灯会，18家商户参加了灯会。
三号楼没有电梯，老人下一趟楼要半个小时。社区联合物业推出“爬楼帮手”项目，每天免费接送老人上下楼。
物业先修好了路灯和门禁。由此，业主同意把停车费从60元调到80元。
"""
CARE = """云滩市残疾人服务提升实施方案（2030—2032年）
一、主要目标
到2032年底，施划扶残车位120个（2030年30个、2031年50个、2032年40个）。
"""
MEETINGS = """云滩市青溪区楼长工作办法
一、碰头会。楼长每周碰头一次。各小区确定2名楼长代表，轮流记录。
二、灯下议事。“灯下议事”是松柏街道首创的做法。目前，全区已建“灯下议事”点6处。
"""
TABLE = """# 云滩市2031年惠民项目清单

| 序号 | 项目名称 | 建设内容与年度目标 | 2030年完成情况 | 完成时限 | 投资（万元） | 牵头单位 |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 公厕与驿站 | 新建公厕25座，改造劳动者驿站7个 | 公厕18座 | 10月底前 | 900 | 市城管局 |
| 3 | 扶残车位 | 施划扶残车位35个 | 车位20个 | 8月底前 | 60 | 市城管局 |
| 2 | 乡村医疗 | 培训村医60人次，改造卫生室16所 | 改造12所 | 9月底前 | 450 | 市卫健局 |

| 补贴项目 | 补贴标准 | 期限/次数 |
| --- | --- | --- |
| 护林岗位补贴 | 每人每月700元 | 最长2年 |
| 养蜂创业补贴 | 每户3000元 | 一次 |
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("whereabouts"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩市码头管理条例.txt", RULES.encode())
        base.add_bytes("2031年云滩市青溪区社区建设实施方案.txt", PLAN.encode())
        base.add_bytes("深入推进社区治理的云滩实践.txt", STORY.encode())
        base.add_bytes("云滩市2031年惠民项目清单.md", TABLE.encode())
        base.add_bytes("云滩市残疾人服务提升实施方案.txt", CARE.encode())
        base.add_bytes("云滩市青溪区楼长工作办法.txt", MEETINGS.encode())
        yield base


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("在桥区抛锚要罚款，云滩依据哪个法规第几条",), ["云滩市码头管理条例", "第五条"], ["第四条"]),
        (("“三治互促”写在青溪方案哪一大部分，第几条到第几条",), ["二、提升治理水平", "3.", "5."], ["楼组"]),
        (("社区为什么要推出“爬楼帮手”项目",), ["没有电梯", "免费接送"], []),
        (("停车费从多少调到多少？业主为什么同意",), ["修好了路灯", "80元"], []),
        (("“爬楼帮手”是谁推出的", "为啥要搞这个"), ["没有电梯"], []),
        (("云滩31年公厕、驿站各建多少",), ["25座", "7个"], ["900", "18座"]),
        (("云滩30年公厕建了多少座",), ["18座"], ["900"]),
        (("云滩护林岗位补贴一个月多少钱", "最长能领几年"), ["最长2年"], ["700"]),
        (("柳巷毗邻北山路，灯会有多少商户参加，这条路有多长",), ["18家", "2.5公里"], []),
        (("云滩2031年扶残车位，惠民项目清单上要施划多少个，残疾人服务方案里计划施划多少个",), ["35个", "50个"], []),
        (("青溪楼长多久碰一次头", "各小区要出几名什么人"), ["2名楼长代表"], ["每周"]),
        (("“灯下议事”是哪个街道搞的，建了几处议事点",), ["松柏街道", "6处"], []),
    ],
)
def test_what_is_asked_is_told(base, turns, told, untold):
    answer = base.ask([Message("user", turn) for turn in turns])
    check_answer(answer, base)
    assert answer.status == "answered"
    for words in told:
        assert words in answer.answer
    for words in untold:
        assert words not in answer.answer


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("青溪24年装几部电梯", "青溪2024年装几部电梯"),
        ("租期25年的房子", "租期25年的房子"),
        ("工作满25年给多少", "工作满25年给多少"),
    ],
)
def test_a_short_year_is_written_out_and_a_length_of_time_is_not(question, read):
    assert normalise(question) == read


def test_a_year_stands_bare_behind_a_place_alone():
    assert year_behind_place("青溪24那个方案谁印发", ["青溪"]) == "青溪2024年那个方案谁印发"
    assert year_behind_place("青溪24个社区", ["青溪"]) == "青溪24个社区"
    assert year_behind_place("任务24谁负责", ["青溪"]) == "任务24谁负责"


def test_which_paper_says_so_is_told_by_its_title(hash_base):
    rule = "# 云梓市住房租赁条例\n\n第一条 装修后首次出租前，应当进行室内空气质量检测。\n"
    hash_base.add_bytes("条例.md", rule.encode())
    hash_base.add_bytes("通知.md", "# 关于村医队伍的通知\n\n一、返聘一年一签，最长至65周岁。\n".encode())
    assert "云梓市住房租赁条例" in hash_base.ask("哪个法规里写了首次出租前要检测室内空气质量").answer
