"""Answers in prose: sentences that announce what the next ones say, kinds guessed wrongly, ways of two places."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

STONE = """石桥区养老服务三年规划
一、发展基础
近年来，石桥区养老服务体系不断完善。但是，养老服务工作仍存在一些短板和薄弱环节。主要表现为：护理人员持证比例偏低；农村地区助餐点覆盖不够；医养结合的衔接机制还不健全。
二、发展趋势
（一）服务对象多元化趋势。服务对象由特困老人扩展到全体老年人。
（二）服务方式智慧化趋势。线上呼叫与线下响应结合。
（三）服务力量社会化趋势。社会组织和企业共同参与。
三、重点任务
1.选树敬老典型。统筹开展“孝亲敬老之星”“最美护理员”“金牌养老管家”等典型选树，建立敬老典型库。（责任单位：区民政局）
2.稳定护理队伍。建立护理员“蓝马甲”培养机制，开展岗前轮训和技能比武，对连续从业的给予岗位津贴。（责任单位：区人力资源社会保障局）
3.年底前全区社区老年食堂稳定在36家以上。（责任单位：区民政局）
"""
RIVER = """临江区养老服务三年规划
一、重点任务
1.建强护理队伍。依托临江护理学院开设养老护理订单班，对护理员实行“蓝马甲”星级评定，评定结果与薪酬挂钩。（责任单位：区民政局）
2.发展老年助餐。推进社区老年食堂建设，年底前达到20家。（责任单位：区民政局）
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of two plans; what is answered is cited, and its figures stand there."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("prose"), encoder=HashEmbedder()) as base:
        base.add_bytes("石桥.txt", STONE.encode())
        base.add_bytes("临江.txt", RIVER.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize("question", ["石桥区养老服务还有哪些短板", "石桥养老服务工作目前存在哪些薄弱环节"])
def test_what_goes_on_with_an_announcing_sentence_is_told(ask, question):
    told = ask(question).answer
    assert "持证比例偏低" in told
    assert "衔接机制" in told


@pytest.mark.parametrize("question", ["石桥养老服务往后会朝哪几个方向走", "石桥区养老服务有哪几个趋势"])
def test_directions_are_the_headings_that_name_trends(ask, question):
    told = ask(question).answer
    assert all(word in told for word in ("多元化", "智慧化", "社会化")), told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("石桥区要选树哪几种敬老典型(护理员、小组组长这类称号)", "金牌养老管家"),  # nobody's name
        ("石桥区到年底老年食堂得稳定在多少家", "36家"),
    ],
)
def test_a_wrong_guess_of_the_kind_leads_to_the_answer(ask, question, told):
    answer = ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


def test_two_places_are_set_beside_each_other_by_what_they_do(ask):
    told = ask("都搞“蓝马甲”，石桥区和临江区的具体做法差在哪里").answer
    assert "岗前轮训" in told
    assert "星级评定" in told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("石桥那个旧食堂要保持多少家", "个旧"),
        ("护理员跟街道怎么对接", "护理员跟街道"),
        ("护理队伍与街道的关系怎么理顺", "护理队伍与街道"),
    ],
)
def test_words_that_run_together_name_no_place(ask, question, told):
    assert f"不涉及{told}" not in ask(question).answer


WARNING = """松坪县防汛预案
一、预警发布
蓝色预警由县防汛办公室主任签发，橙色预警由县防汛副总指挥签发，红色预警由县防汛总指挥签发。
二、信息叫应
发布橙色以上预警的，县防汛办公室在15分钟内电话叫应到乡镇，乡镇在25分钟内叫应到村，村干部在40分钟内敲门通知到户。
三、部门职责
县水利局监测预警，调度水利工程。
"""
STORY = """街区焕新记
柳荫桥边，老厂房变成了社区客厅。
棉纺里的居民说起加装的扶手，连声称好。
到了晚上，灯塔院子里的读书角坐满了人。
来源：松坪晚报
"""


@pytest.fixture(scope="module")
def ask_more(tmp_path_factory):
    """Ask a knowledge base of an emergency plan and an article."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("more"), encoder=HashEmbedder()) as base:
        base.add_bytes("预案.txt", WARNING.encode())
        base.add_bytes("文章.txt", STORY.encode())
        yield base.ask


def test_one_sentence_that_tells_of_all_sides_answers_for_them(ask_more):
    told = ask_more("松坪的蓝色预警跟红色预警，签发的人一样吗，分别是谁").answer
    assert "办公室主任" in told
    assert "总指挥签发" in told


def test_step_by_step_names_no_level_of_response(ask_more):
    assert "25分钟" in ask_more("松坪橙色预警以后电话一级一级是怎么叫应下来的").answer


def test_a_document_is_found_by_several_things_that_it_alone_tells_of(ask_more):
    assert "松坪晚报" in ask_more("讲柳荫桥、棉纺里、灯塔院子的那篇文章登在哪张报纸上").answer
