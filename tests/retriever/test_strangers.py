"""A follow-up about something that no document holds is not answered from what was asked before."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

PLAN = """青石区2026年停车治理工作方案

一、重点任务

1.增加停车泊位。全年新增公共停车泊位230个，建成示范停车场2处，9月底前建成。（责任单位：区建管委、区民政局）
2.规范停车秩序。完善收费公示，资金由区财政局保障。（责任单位：区城管执法局）
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("strangers"), encoder=HashEmbedder()) as opened:
        opened.add_bytes("停车.txt", PLAN.encode())
        yield opened


def status(base, *turns):
    messages = []
    for turn in turns:
        messages.append(Message("user", turn))
        answer = base.ask(messages)
        messages.append(Message("assistant", answer.answer))
    return answer.status


@pytest.mark.parametrize(
    "question",
    ["月球基地由哪家单位承建", "樱花大道由谁养护", "海军学院的招生名额有多少", "火箭研究院由谁负责"],
)
def test_what_no_document_holds_is_not_found(base, question):
    assert status(base, "新增多少公共停车泊位", question) == "not_found"


@pytest.mark.parametrize("question", ["什么时候建成", "由谁负责", "那示范停车场呢"])
def test_what_leans_on_the_question_before_is_answered(base, question):
    assert status(base, "新增多少公共停车泊位", question) == "answered"
