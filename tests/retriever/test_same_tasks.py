"""However a question for a body's tasks is put, the number of its tasks is the same."""

from __future__ import annotations

import re

import pytest

from ingest.datatypes import Responsibility
from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase
from retriever.routing import answer_question

WAYS = (
    "{body}在{place}方案里有哪些任务",
    "请梳理{body}在{place}基层治理方案中承担的事项",
    "{place}的实施方案里{body}要做什么",
    "{place}{body}都参与了哪几项工作",
    "我是{body}的，{place}这份方案里跟我们有关的任务有哪些",
    "{body}在{place}社区治理里头管哪些事",
    "领导要{body}在{place}方案里的任务清单，给列全",
)
_EVERY = 3  # of the bodies, by name
_GROUP = re.compile("^(?:各|相关|全)|相关部门|^街道")


@pytest.mark.parametrize("place", ["黄浦", "新下陆"])
def test_every_wording_brings_all_tasks(sample_library, place):
    with KnowledgeBase.open(sample_library) as base:
        view = base.view()
        theirs = {key for key, document in view.documents.items() if place in document.record.metadata.title}
        facts = [one.fact for one in view.facts if one.doc_id in theirs and isinstance(one.fact, Responsibility)]
        named = sorted({name for fact in facts for name in (*fact.lead, *fact.bodies, *fact.supporting)})
        bodies = [name for name in named if not _GROUP.search(name)][::_EVERY]
        assert len(bodies) >= 2
        for body in bodies:
            told = {way: _number(view, way.format(body=body, place=place)) for way in WAYS}
            assert len(set(told.values())) == 1, (body, told)
            assert max(told.values()) > 0, body


def _number(view, question: str) -> int:
    answer = answer_question(view, [Message("user", question)]).answer
    found = re.search(r"共(\d+)项", answer.answer)
    return int(found.group(1)) if found else 0
