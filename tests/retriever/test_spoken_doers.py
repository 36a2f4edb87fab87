"""Who is responsible, asked as people speak, and what is asked for in vain: over one invented plan and its rules."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "枫桥县邻里服务提升行动方案.md"
TEXT = """# 枫桥县邻里服务提升行动方案

一、重点任务

1.建好镇级便民服务中心。统一标识，统一窗口。（责任单位：党政办、财政所）

2.推行代办服务。培训代办员60名。（责任单位：便民服务中心、各村）

3.稳步推进幸福小食堂建设。探索用餐补助办法，打造一个宽敞明亮的街区会客厅。（责任单位：县民政局）

4.处置邻里纠纷。健全受理、分流、回访机制，对噪声纠纷，由到场的综合执法队先行现场劝导。（责任单位：县司法局）

5.用好小区阵地。全面推广退休教师担任“家风讲师”做法，升级柳荫社区“石榴小院”，总结推广经验。（责任单位：县妇联）

6.收取垃圾处理费。商户应当缴纳垃圾处理费，由县城管局征收。物业收费公开透明，违规收费的限期整改。物业费账目每季度公布一次，引导物业费与服务业评价挂钩。

二、组织保障

（一）成立专项小组，县民政局局长任小组办公室主任。宣传组由县委宣传部、县民政局抽调人员组成。

（二）教育行政部门负责组织学生参加邻里活动；每学期报送一次活动情况。

（三）活动吸引力还不强；年轻人来得少，参与邻里活动的居民仍以退休职工、全职妈妈为主；场地开放时间短，周末常常关门；经费来源单一，商户捐赠有限。

三、小院建设

邻里小院面积不少于80平方米，收费停车位每月每辆90元。2025年建3家、2026年建8家。到2027年底，全县建成邻里小院15家。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over the invented plan."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("spoken"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(question):
            answer = base.ask([Message("user", question)])
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "silent"),
    [
        # What is to be built does nothing yet.
        ("枫桥县建好镇级便民服务中心这项任务，清单里写的是谁负责", "党政办、财政所", "代办服务"),
        ("枫桥县把便民服务中心建起来，是哪两个所的活儿", "党政办、财政所", "代办服务"),
        ("枫桥县便民服务中心要承担哪些任务", "代办服务", "财政所"),
        ("枫桥县推行代办服务落在哪几家头上", "便民服务中心、各村", "司法"),
        ("枫桥县推行代办服务那条 责任单位", "便民服务中心、各村", "司法"),
        # A deed of its own is told by the sentence that gives it to somebody, not by the task around it.
        ("枫桥县噪声纠纷先由谁在现场劝导", "由到场的综合执法队先行现场劝导", "司法"),
        ("枫桥县垃圾处理费归谁征收", "由县城管局征收", "民政"),
        ("枫桥县家风讲师谁来当", "退休教师担任", "责任单位"),
        ("石榴小院是枫桥县哪个社区的", "柳荫社区", "责任单位"),
        ("枫桥县参与邻里活动的都是些什么人", "以退休职工、全职妈妈为主", "经费来源"),
        # A figure of the year asked about, and of one of those that it is set for each of.
        ("枫桥县邻里小院2026年打算建几家", "2026年建8家", "15家"),
        ("枫桥县收费停车一辆一个月多少钱", "90元", "整改"),
    ],
)
def test_spoken_questions_are_answered_by_the_place_that_says_it(ask, question, told, silent):
    answer = ask(question).answer
    assert told in answer
    assert silent not in answer


def test_a_body_is_charged_by_what_its_people_do_and_by_what_its_sentence_goes_on_to_say(ask):
    told = ask("枫桥县民政局要干哪些活").answer
    assert "任小组办公室主任" in told
    assert "抽调人员组成" in told
    assert "每学期报送一次活动情况" in ask("枫桥县教育局要管哪些事").answer


@pytest.mark.parametrize(
    "question",
    [
        "枫桥县幸福小食堂一共要建几家",  # 「打造一个…会客厅」 counts none
        "枫桥县小食堂一顿饭多少钱，老年人打几折",
        "枫桥县便民服务中心是哪一年建成的",
        "枫桥县物业费最多能收多少",
        "枫桥县做一回代办员给几个积分",
    ],
)
def test_what_stands_beside_what_is_asked_answers_nothing(ask, question):
    assert ask(question).status != "answered"


def test_whether_it_is_written_is_no_second_question(ask):
    assert "90元" in ask("枫桥县收费停车位一个月多少钱？方案里有写吗").answer


def test_a_pair_that_stands_within_longer_words_alone_may_be_mistyped(ask):
    assert "物业费" in ask("枫桥县的务业费账目多久公布一次").question  # 务业 stands in 服务业
