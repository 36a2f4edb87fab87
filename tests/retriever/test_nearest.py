"""What a refusal tells of the passage that comes nearest: its words, where it is near, and nothing else."""

from __future__ import annotations

import pytest

from retriever.confidence import is_near
from retriever.datatypes import Evidence, Message
from retriever.knowledge_base import KnowledgeBase

RULES = """梅溪县企业技术改造奖补办法
第一条 为支持工业企业技术改造，制定本办法。
第二条 企业获得奖补后三年内迁出本县的，应当全额退回奖补资金。
第三条 县工信局每年9月受理申报，县财政局审核后拨付。
附表：奖补标准
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A library of one invented document, with the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("nearest")) as opened:
        opened.add_bytes("梅溪县企业技术改造奖补办法.txt", RULES.encode())
        yield opened


def test_a_refusal_shows_the_words_of_what_comes_nearest(base):
    answer = base.ask([Message("user", "工信局受理奖补申报的窗口电话是多少")])
    assert answer.status == "not_found"
    assert answer.nearest is not None
    assert not answer.citations
    assert "县工信局每年9月受理申报，县财政局审核后拨付" in answer.answer


def test_what_has_nothing_to_do_with_the_question_is_not_shown(base):
    answer = base.ask([Message("user", "红烧肉怎么做才好吃")])
    assert answer.status != "answered"
    assert answer.nearest is None
    assert "最接近" not in answer.answer


@pytest.mark.parametrize(("question", "near"), [("企业技术改造奖补怎么退回", True), ("高铁票能改签几次", False)])
def test_nearness_is_that_of_question_and_sentence(base, question, near):
    view = base.view()
    (doc_id,) = view.documents
    start = view.documents[doc_id].parsed.clean.text.index("企业获得奖补后")
    clause = next(each.index for each in view.documents[doc_id].parsed.clauses if each.start <= start < each.end)
    assert is_near(view, question, Evidence(doc_id, clause, start, start + 30)) is near
