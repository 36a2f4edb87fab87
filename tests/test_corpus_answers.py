"""Over the real documents with the real model: what must hold of every answer, right or wrong."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures

from eval.corpus import REAL_CORPUS
from eval.datasets import load_questions, locate
from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.skipif(not REAL_CORPUS.is_dir(), reason=f"the real documents are not in {REAL_CORPUS}")

QUESTIONS = sorted(load_questions(locate("dev")), key=lambda question: question.id)[::3]  # a third: seconds, not a minute


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A knowledge base that holds the real documents."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("corpus")) as base:
        outcomes = base.add([REAL_CORPUS])
        assert [outcome.name for outcome in outcomes if outcome.status != "added"] == []
        yield base


@pytest.fixture(scope="module")
def ask(corpus):
    """Ask a question of a set with its history; asked once, kept."""
    answers = {}

    def answer(question):
        if question.id not in answers:
            turns = [*question.history, question.q]
            answers[question.id] = corpus.ask([Message("user", turn) for turn in turns])
        return answers[question.id]

    return answer


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_answer_is_cited_verbatim(corpus, ask, question):
    check_answer(ask(question), corpus)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_figures_stand_in_the_cited_texts(ask, question):
    check_figures(ask(question))
