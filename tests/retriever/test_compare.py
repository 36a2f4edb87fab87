"""Comparisons: two places, years, things and years of a plan, one line each, with the difference."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from retriever.answerers.difference import difference, figure_of
from retriever.answerers.sides import find_sides
from retriever.datatypes import Message
from retriever.draft import Draft, Statement
from retriever.knowledge_base import KnowledgeBase
from retriever.question import understand

NAME = "金陵市河西区社区建设三年方案.txt"
TEXT = """金陵市河西区社区建设三年方案
一、工作目标
1.2024年1月至2024年12月。摸清社区底数，选定试点社区6个，通过市中期检查。
2.2025年1月至2025年12月。全面铺开各项任务，形成制度，通过市终期验收。
二、工作任务
1. 评定星级社区。评为五星社区的奖补9万元，评为四星社区的奖补4万元。（责任单位：区民政局）
2. 搭建议事平台。街道层面由街道党工委牵头建“睦邻盟”。居民区层面由居民区党组织牵头建设“睦邻会”。（责任单位：区地区办）
3. 调整管理机制。市容所“街属街管”，城管中队“区属街用”。（责任单位：区城管局）
4. 发放岗位津贴。按初级、中级、高级每月分别给予100元、200元、300元津贴。（责任单位：区人社局）
5. 照护失能老人。由区医保局牵头，失能老人在家照护的每人每天补25元，住机构照护的每人每天补45元。
6. 简办红白喜事。
（1）婚事：酒席每桌不超过300元，不超过12桌。
（2）丧事：饭菜每人每餐不超过20元。
7. 组建志愿队伍。每个街道组建不少于30人的志愿队，每个居民区组建不少于8人的志愿队，区级不少于120人。（责任单位：区团委）
8. 补贴困难家庭。低保家庭每户补600元，其他家庭每户补200元，补贴款于每月20日发放。（责任单位：区民政局）
9. 缩短办理时限。低保审核时限由30个工作日缩短为18个工作日。（责任单位：区民政局）
10. 打造街区样板。借鉴街区治理的梧桐街道“晨曦模式”，形成不同特点的街区样板。（责任单位：区商务委）
11. 打造楼宇样板。借鉴楼宇治理的青杉街道“暮云模式”，坚持软硬结合，形成不同类型的楼宇样板。（责任单位：区房管局）
三、资金安排
区财政三年安排1200万元，其中2024年300万元、2025年400万元、2026年500万元。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("compare"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())
        yield base


@pytest.fixture
def ask(base):
    def run(*turns):
        answer = base.ask([Message("user", turn) for turn in turns])
        check_answer(answer, base)
        return answer.answer

    return run


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("五星和四星社区奖补各多少", ["9万元", "4万元"]),
        ("市容所跟城管中队队伍管理体制有什么不同", ["市容所“街属街管”", "城管中队“区属街用”"]),
        ("工作目标分两个时间段，各段要通过什么检查", ["市中期检查", "市终期验收"]),
        ("第二个阶段的工作目标是几月到几月", ["2025年1月至2025年12月"]),
        ("五星社区比四星社区奖补多多少", ["9万元", "4万元", "5万元"]),
        ("五星和四星社区奖补差多少", ["9万元", "4万元", "相差5万元（9万元－4万元）"]),
        ("2024年和2025年安排的资金差多少", ["相差100万元（400万元－300万元）"]),
        ("初级和高级津贴差多少", ["相差200元（300元－100元）"]),
        ("市容所和城管中队管理机制有什么不一样", ["街属街管", "区属街用"]),
        ("头一年跟第二年的目标有什么不同", ["中期检查", "终期验收"]),
        ("街道、居民区分别由谁牵头建什么议事平台", ["街道党工委", "居民区党组织"]),
        ("家里老人失能，正商量是请人在家照护还是住机构，这两种每天各补多少钱", ["25元", "45元"]),
        ("河西区红事和白事的酒席标准有啥不同", ["红事：", "300元", "白事：", "20元"]),
        ("资金上，河西区2024年安排多少，2025年安排多少", ["300万元", "400万元"]),
        ("区民政局和区地区办谁的任务多", ["区民政局", "区地区办", "1项"]),
        ("晨曦模式和暮云模式有什么区别", ["街区治理的梧桐街道", "楼宇治理的青杉街道"]),
        ("“晨曦模式”和“暮云模式”分别是哪个街道的", ["梧桐街道", "青杉街道"]),
        ("河西两步目标 头一年vs第二年 要过啥关", ["中期检查", "终期验收"]),
        ("河西社区建设三年，头一年跟第二年的目标差别在哪里", ["中期检查", "终期验收"]),
    ],
)
def test_both_sides_are_told(ask, question, told):
    answer = ask(question)
    for text in told:
        assert text in answer


def test_a_figure_is_not_replaced_by_what_names_the_sides(ask):
    assert "软硬结合" not in ask("晨曦模式和暮云模式分别花了多少钱")


def test_two_turns_are_compared(ask):
    answer = ask("五星社区奖补多少", "四星呢", "差多少")
    assert "相差5万元（9万元－4万元）" in answer


def test_a_follow_up_that_asks_the_same_of_two(ask):
    answer = ask("区级志愿队不少于多少人", "那街道和居民区各要几个人")
    assert "30人" in answer
    assert "8人" in answer


def test_a_follow_up_of_two_questions_about_all_but_what_was_named(ask):
    answer = ask("困难家庭补贴，低保家庭每户补多少", "那不是低保的家庭呢？几号发放")
    assert "其他家庭每户补200元" in answer
    assert "20日" in answer


def test_what_was_left_untold_of_the_sentence(ask):
    assert "8人" in ask("街道志愿队不少于多少人", "小居民点的呢")


def test_what_changed_from_before(ask):
    assert "由30个工作日缩短为18个工作日" in ask("低保审核时限跟以前比有什么变化")


REPORT = """政府工作报告
——2026年1月6日在金陵市河东区第九届人民代表大会第五次会议上
金陵市河东区人民政府区长  某某

各位代表：
我代表区人民政府，向大会报告工作，请予审议。

一、2025年工作回顾
全年新建候车亭45座，新增停车位300个。

二、2026年主要任务
全年新建候车亭60座，新增停车位500个。

三、自身建设
坚持依法行政，改进工作作风。
"""


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (["河东区今年要建几座候车亭"], ["60座"]),
        (["河东区去年建了几座候车亭"], ["45座"]),
        (["河东区去年建了几座候车亭", "2026年要建几座"], ["60座"]),
        (["河东区去年建了几座候车亭", "今年呢"], ["60座"]),
        (["河东区候车亭今年比去年多建几座"], ["60座", "45座", "相差15座（60座－45座）"]),
        (["河东区新增停车位，去年多少个，今年多少个"], ["2025年：", "300个", "2026年：", "500个"]),
    ],
)
def test_years_of_a_report_by_its_headings(tmp_path, turns, told):
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("政府工作报告.txt", REPORT.encode())
        answer = base.ask([Message("user", turn) for turn in turns])
        check_answer(answer, base)
    assert all(text in answer.answer for text in told)


def test_no_difference_of_ranges():
    sides = ["无证经营，处5000元以上2万元以下罚款。", "出售变质食品，处2万元以上5万元以下罚款。"]
    drafts = [Draft((Statement(text),)) for text in sides]
    assert difference("罚款差多少", ["无证经营", "出售变质食品"], sides, drafts) is None


def test_different_periods_are_said(policies, tmp_path):
    texts = {
        "甲县.txt": "安平市甲山县垃圾治理方案\n一、保障\n县财政每年安排治理资金200万元。",
        "乙县.txt": "安平市乙水县垃圾治理方案\n一、保障\n县财政三年安排治理资金450万元。",
    }
    with type(policies).open(tmp_path, encoder=HashEmbedder()) as base:
        for name, text in texts.items():
            base.add_bytes(name, text.encode())
        answer = base.ask("甲山县和乙水县治理资金哪个多").answer
    assert "200万元" in answer
    assert "450万元" in answer
    assert "期限不同" in answer
    assert "更多" not in answer


def test_side_that_is_not_held_is_said(ask):
    answer = ask("五星社区和垃圾分类奖补各多少")
    assert "9万元" in answer
    assert "垃圾分类奖补：文件没有写明" in answer


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("口袋公园和老旧电梯有什么区别", ["口袋公园", "老旧电梯"]),
        ("社区食堂、智能水表和口袋公园分别由谁负责", ["社区食堂", "智能水表", "口袋公园"]),
        ("2024年和2025年口袋公园差多少", ["2024年", "2025年"]),
        ("请人上门照看还是送护理院，这两种各补多少", ["请人上门照看", "送护理院"]),
        ("口袋公园，2024年建了几座，2025年要建几座", ["2024年", "2025年"]),
        ("一级 跟二级 响应派出的人数有什么不同", ["一级", "二级"]),
        ("口袋公园建多少座", []),
        ("和谐社区怎么建", []),
    ],
)
def test_sides(lexicon, question, labels):
    assert [side.label for side in find_sides(understand(question, lexicon), lexicon)] == labels


@pytest.mark.parametrize(
    ("text", "label", "written"),
    [
        ("评为五星的奖补9万元，评为四星的奖补4万元", "四星", "4万元"),
        ("按初级、中级、高级每月分别给予100元、200元、300元", "中级", "200元"),
        ("全年完成加装电梯100台以上", "黄浦", "100台"),
        ("床位占比(%)，2025年目标值：62", "2025年", "62"),
        ("到2025年底建成制度", "2025年", None),
    ],
)
def test_figure_of_a_side(text, label, written):
    figure = figure_of(text, label)
    assert (figure.written if figure else None) == written


def test_one_sentence_that_speaks_of_all_sides_is_told(policies, tmp_path):
    text = (
        "安平市老桥保护办法\n一、体检\n对石拱桥每年体检1次，对木廊桥每两年体检1次，对其他老桥每五年体检1次。\n"
        "二、衔接\n与原办法相比主要有三个变化：一是新增木廊桥；二是体检费由2万元下调为1万元；三是取消桥长制。"
    )
    with type(policies).open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("老桥.txt", text.encode())
        assert "对木廊桥每两年" in base.ask("石拱桥、木廊桥和普通桥，体检间隔有啥不一样").answer
        assert "取消桥长制" in base.ask("老桥保护办法跟以前比改了啥").answer
