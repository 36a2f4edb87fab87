"""「今年」 answered from a document of another year is said to be."""

from __future__ import annotations

from datetime import date

import pytest

from retriever.answerers.target import answer_target
from retriever.question import understand
from retriever.reader import Reader
from retriever.rendering import Renderer


@pytest.fixture
def rendered(lexicon, policies):
    """A function that renders the answer to a question as if a year were this one."""
    reader = Reader(policies.view(), lexicon)

    def render(question, year):
        query = understand(question, lexicon)
        return Renderer(reader, today=lambda: date(year, 6, 1)).render(query, answer_target(query, reader), 0.0)

    return render


def test_another_year_is_noticed(rendered):
    answer = rendered("清泉区今年新增公共停车泊位多少个", 2027)
    assert "620" in answer.answer
    assert "2027" in answer.notice
    assert "2025" in answer.notice


def test_its_own_year_is_not(rendered):
    assert rendered("清泉区今年新增公共停车泊位多少个", 2025).notice == ""


def test_no_notice_without_this_year_in_the_question(rendered):
    assert rendered("清泉区新增公共停车泊位多少个", 2027).notice == ""
