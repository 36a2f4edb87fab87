"""Over the real documents with the real model: what must hold of every answer, right or wrong."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures

from eval.corpus import REAL_CORPUS
from eval.datasets import load_questions, locate
from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.skipif(not REAL_CORPUS.is_dir(), reason=f"the real documents are not in {REAL_CORPUS}")

_EVERY = 7
QUESTIONS = sorted(load_questions(locate("dev")), key=lambda question: question.id)


@pytest.fixture(scope="module")
def corpus(real_library):
    """A knowledge base that holds the real documents."""
    with KnowledgeBase.open(real_library) as base:
        yield base


def _spread(number, question):
    """One question in `_EVERY` is asked by default, all of them where minutes are at hand."""
    marks = [] if number % _EVERY == 0 else [pytest.mark.thorough]
    return pytest.param(question, id=question.id, marks=marks)


@pytest.mark.parametrize("question", [_spread(*pair) for pair in enumerate(QUESTIONS)])
def test_answer_is_cited_verbatim_with_its_figures(corpus, question):
    answer = corpus.ask([Message("user", turn) for turn in (*question.history, question.q)])
    check_answer(answer, corpus)
    check_figures(answer)
