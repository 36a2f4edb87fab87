"""Next questions that the documents do answer: made of the facts that stand where an answer stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ingest.datatypes import Deadline, Enumeration, Fact, Responsibility, Target
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft
from retriever.question import Query
from retriever.reader import Reader

LIMIT = 3  # suggestions
_NAMES = range(3, 25)  # characters of a name that reads well in a question
_MEASURES = 60  # characters from which an item says how it is done
_BROKEN = re.compile(r"[，。；：:、（）()“”\n]|^[的和与及等在对由将把]|[的和与及等]$")
_NO_MEASURES = re.compile(r"目标|基础|背景|意义|趋势|形势|原则|问题|总则|附则|要求$")
_ANYBODY = re.compile(r"^[各每有相]|[各每]")  # 各街道, 有关部门: nobody in particular

Key = tuple[str, int]  # document id, index of a clause


class Suggester:
    """Makes suggestions over the documents of one reader; its index is built once, read-only afterwards."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._facts: dict[Key, list[StoredFact]] = defaultdict(list)
        self._terms: dict[str, list[StoredFact]] = defaultdict(list)
        for stored in reader.view.facts:
            self._facts[stored.doc_id, stored.fact.clause].append(stored)
            if isinstance(stored.fact, Enumeration):
                self._terms[stored.doc_id].append(stored)
        self._placed = len({document.record.metadata.places for document in reader.lexicon.documents.values()}) > 1

    def suggest(self, query: Query, draft: Draft) -> tuple[str, ...]:
        """At most three questions beside the one asked, answered by facts of the same clause or terms in it.

        Args:
            query: the question that was asked.
            draft: its answer; one without statements is led on from the nearest thing held.
        """
        evidence = [item for statement in draft.statements for item in statement.evidence][:3]
        if not evidence and draft.nearest is not None:
            evidence = [draft.nearest]
        found: dict[str, None] = {}
        for item in evidence:
            for question in self._of_clause(query, item):
                if _plain(question) != _plain(query.text):
                    found[question] = None
                if len(found) == LIMIT:
                    return tuple(found)
        return tuple(found)

    def _of_clause(self, query: Query, evidence: Evidence) -> Iterator[str]:
        """Questions answered by the facts of a clause, of another kind than the one asked."""
        place = self._place(evidence.doc_id)
        kinds: set[type[Fact]] = set()
        for stored in self._facts[evidence.doc_id, evidence.clause]:
            fact = stored.fact
            if type(fact) in kinds:
                continue
            question = self._of_fact(query, fact, place)
            if question:
                kinds.add(type(fact))
                yield question
        text = self._reader.text(evidence.doc_id, evidence.start, evidence.end)
        for stored in self._terms[evidence.doc_id]:
            term = stored.fact.subject
            if term in text and term not in query.text and _reads_well(term):
                yield f"{place}“{term}”有哪些？"
        clause = self._reader.clause(evidence.doc_id, evidence.clause)
        told = query.kind == "method" or _NO_MEASURES.search(clause.heading)
        if not told and clause.end - clause.start > _MEASURES and _reads_well(clause.heading):
            yield f"{place}{clause.heading}有哪些举措？"

    def _of_fact(self, query: Query, fact: Fact, place: str) -> str:
        """A question that a fact answers; empty when it is the one asked or would not read well."""
        subject = fact.subject
        if isinstance(fact, Responsibility):
            if query.kind in ("responsibility", "reverse"):
                body = next((name for name in (*fact.lead, *fact.bodies) if not _ANYBODY.search(name)), "")
                return f"{of_place(place, body)}负责哪些任务？" if body and body not in query.bodies else ""
            return f"{place}{subject}由哪些单位负责？" if _reads_well(subject) else ""
        if isinstance(fact, Target) and query.kind != "target" and _reads_well(subject):
            return f"{place}{subject}的目标是多少？"
        if isinstance(fact, Deadline) and query.kind != "deadline" and _reads_well(subject):
            return f"{place}{subject}什么时候完成？"
        return ""

    def _place(self, doc_id: str) -> str:
        """The place that a question must name when the library holds documents of several."""
        places = self._reader.document(doc_id).record.metadata.places
        return places[-1] if self._placed and places else ""


def of_place(place: str, body: str) -> str:
    """A body named with its place, the level written once: 黄浦区 and 区房管局 are 黄浦区房管局."""
    return f"{place}{body[1:]}" if place and body[:1] == place[-1] else f"{place}{body}"


def _reads_well(name: str) -> bool:
    return len(name) in _NAMES and _BROKEN.search(name) is None


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)
