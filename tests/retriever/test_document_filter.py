"""One rule says which documents pass a caller's filters, for answers and for searches."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder

from retriever.datatypes import Filters
from retriever.knowledge_base import KnowledgeBase

DATED = """青石区2024年停车治理工作方案

1.增加停车泊位。全年新增公共停车泊位230个。（责任单位：区建管委）
"""
UNDATED = """青石区噪声投诉处置办法

第一条 夜间施工噪声投诉由区城管执法局在24小时内处置。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("filtered"), encoder=HashEmbedder()) as opened:
        opened.add_bytes("停车.txt", DATED.encode())
        opened.add_bytes("噪声.txt", UNDATED.encode())
        yield opened


def test_a_document_without_years_is_of_every_year_and_says_so(base):
    question = "夜间施工噪声投诉由谁处置"
    answer = base.ask(question, filters=Filters(years=(2031,)))
    assert answer.status == "answered"
    assert "《青石区噪声投诉处置办法》没有写明管哪一年" in answer.notice
    assert base.ask(question).notice == ""
    assert base.ask("新增多少公共停车泊位", filters=Filters(years=(2024,))).notice == ""
    assert base.ask("新增多少公共停车泊位", filters=Filters(years=(2031,))).status == "not_found"


@pytest.mark.parametrize("place", ["青石区", "青石"])
def test_places_match_with_and_without_their_kind(base, place):
    filters = Filters(places=(place,))
    assert base.ask("新增多少公共停车泊位", filters=filters).status == "answered"
    assert {hit.title for hit in base.search("停车泊位", filters=filters)} & {"青石区2024年停车治理工作方案"}
    assert base.search("停车泊位", filters=Filters(places=("红石区",))) == []
