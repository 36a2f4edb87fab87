"""Questions to begin with: made of facts that the documents hold, so that each has an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.datatypes import Deadline, Fact, Responsibility, Target
from retriever.datatypes import StoredFact
from retriever.knowledge_base import KnowledgeBase
from retriever.suggestions import of_place

LIMIT = 6  # questions
_PER_DOCUMENT = 2
_READS_WELL = re.compile(r"[\u4e00-\u9fff“”]{4,16}")
_BROKEN = re.compile(r"^[的和与及等在对由将把各每]|[的和与及等]$")
_CLUMSY = re.compile(r"[的都有好]|完成|新增")  # cut out of a sentence: 办好的通气会, 各街道都设有的站
_ANYBODY = re.compile(r"[各每有相]")


def example_questions(knowledge_base: KnowledgeBase) -> list[str]:
    """At most six questions that the documents in force answer, of different kinds and documents.

    The place is named where the library holds several, as a question must do then.
    """
    records = {record.doc_id: record for record in knowledge_base.documents() if record.status == "in_force"}
    placed = len({record.metadata.places for record in records.values()}) > 1
    by_document: dict[str, list[StoredFact]] = {doc_id: [] for doc_id in records}
    for stored in knowledge_base.facts():
        if stored.doc_id in by_document:
            by_document[stored.doc_id].append(stored)
    found: dict[str, None] = {}
    for turn, (doc_id, facts) in enumerate(by_document.items()):
        places = records[doc_id].metadata.places
        made = _questions([stored.fact for stored in facts], places[-1] if placed and places else "")
        # Documents begin with another kind each, so that the list shows what can be asked.
        for question in [*made[turn % 3 :], *made[: turn % 3]][:_PER_DOCUMENT]:
            found[question] = None
    return list(found)[:LIMIT]


def _questions(facts: Sequence[Fact], place: str) -> list[str]:
    """At most one question of each kind, in the order body, target, responsibility, deadline."""
    duties = [fact for fact in facts if isinstance(fact, Responsibility)]
    named = Counter(
        body for duty in duties for body in dict.fromkeys((*duty.lead, *duty.bodies)) if not _ANYBODY.search(body)
    )
    questions = [f"{of_place(place, body)}负责哪些任务？" for body, times in named.most_common(1) if times > 1]
    wordings = ((Target, "的目标是多少？"), (Responsibility, "由哪些单位负责？"), (Deadline, "什么时候完成？"))
    for kind, ending in wordings:
        fitting = [fact.subject for fact in facts if isinstance(fact, kind) and _reads_well(fact.subject)]
        subject = min(fitting, key=lambda name: _CLUMSY.search(name) is not None, default="")
        if subject:
            questions.append(f"{place}{subject}{ending}")
    return questions


def _reads_well(subject: str) -> bool:
    return _READS_WELL.fullmatch(subject) is not None and _BROKEN.search(subject) is None
