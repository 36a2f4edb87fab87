"""What minutes tell of a meeting, and what a document of rules tells of its makers and its term."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

MINUTES = """松岚县人民政府
专题会议纪要
第6期
松岚县夜市管理专题会议纪要
2031年3月2日，副县长方平在县政府二楼会议室主持召开夜市管理专题会议，研究摊位和油烟问题。现将议定事项纪要如下：
一、关于摊位设置
会议听取了县城管局的汇报。会议议定：新设摊位20个，由县城管局于4月底前划线编号。
二、关于油烟整治
会议同意为摊主补贴油烟净化设备，每台补贴600元，由县生态环境局负责验收。
会议强调，各部门要密切配合。
出席：方平 县人民政府副县长
郭宁 县城管局局长
请假：县司法局（外出学习）
分送：各参会单位。
"""
RULES = """松岚县夜市管理办法
松政发〔2031〕8号
第一条 夜市营业到23时。
第二条 摊位费每月120元。
第三条 本办法由县城管局负责解释，自2031年6月1日起施行。2026年印发的《松岚县夜市管理暂行规定》同时废止。
松岚县城市管理局
松岚县市场监督管理局
松岚县公安局
2031年5月9日
"""


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("market"), encoder=HashEmbedder()) as base:
        base.add_bytes("纪要.txt", MINUTES.encode())
        base.add_bytes("松岚县夜市管理办法.txt", RULES.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("松岚夜市专题会定了哪些事", ["共2项", "一、关于摊位设置", "20个", "二、关于油烟整治", "600元"]),
        ("松岚夜市专题会谁请假了", ["县司法局（外出学习）"]),
        ("松岚夜市那个专题会都有谁参加", ["方平", "郭宁"]),
        ("松岚夜市专题会哪天开的 谁主持", ["2031年3月2日", "方平"]),
    ],
)
def test_what_minutes_tell(market, question, told):
    answer = market.ask(question)
    assert answer.status == "answered"
    check_answer(answer, market)
    for words in told:
        assert words in answer.answer


def test_what_was_only_heard_or_stressed_is_not_decided(market):
    told = market.ask("松岚夜市专题会定了哪些事").answer
    assert "听取" not in told
    assert "密切配合" not in told
    assert "出席" not in told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("松岚夜市管理办法是几个部门联合发的", ["共3家", "松岚县公安局"]),
        ("松岚夜市管理办法几号文，谁负责解释", ["松政发〔2031〕8号", "县城管局负责解释"]),
        ("松岚夜市管理暂行规定还算数吗", ["《松岚县夜市管理暂行规定》同时废止"]),
        ("松岚夜市管理办法用的是哪年的版本，2026年那个还有效吗", ["2031年5月9日", "同时废止"]),
    ],
)
def test_makers_and_term_of_a_document(market, question, told):
    answer = market.ask(question)
    check_answer(answer, market)
    for words in told:
        assert words in answer.answer
