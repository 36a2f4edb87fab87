"""Narrow a list of facts: completely and exactly, by what each fact says and where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ingest.bodies import BodyNames
from ingest.datatypes import Document, DocumentRecord, Responsibility
from ingest.gazetteer import place_stem
from ingest.places import leading_places
from retriever.datatypes import BodyRole, StoredFact

_ITEM = re.compile(r"第?(\d+)[条项款.、．]?")


@dataclass(frozen=True)
class FactFilter:
    """What facts are wanted; an empty string does not filter.

    Attributes:
        body: A body, in any of its written forms; 各街道 and the like count for each of their members.
        role: How the body (or, without a body, anybody) takes part.
        place: A place that the document speaks for, with or without 市, 区, 县.
        clause: An item's number ("17"), or words of a heading above the fact.
        text: Words that stand in the fact, its sentence or its headings, separated by white space.
    """

    body: str = ""
    role: BodyRole | str = ""
    place: str = ""
    clause: str = ""
    text: str = ""


@dataclass(frozen=True)
class FactSources:
    """What the filter looks up.

    `records` are all documents by id; `document` reads one of them; `mentioning` gives the ids of the documents
    whose text holds a string.
    """

    names: BodyNames
    records: Mapping[str, DocumentRecord]
    document: Callable[[str], Document]
    mentioning: Callable[[str], frozenset[str]]


def select_facts(facts: Iterable[StoredFact], wanted: FactFilter, sources: FactSources) -> list[StoredFact]:
    """The facts that pass, in order; with a body or role asked for, each tells under which names it has that role."""
    found = list(facts)
    if wanted.place:
        found = [stored for stored in found if _is_of(sources.records[stored.doc_id], wanted.place)]
    if wanted.body or wanted.role:
        named = _Named(wanted.body.strip(), sources)
        parts = ((stored, named.parts(stored, wanted.role)) for stored in found)
        found = [replace(stored, named=taken) for stored, taken in parts if taken]
    if wanted.clause or wanted.text:
        read = cache(sources.document)
        found = [stored for stored in found if _stands(stored, read(stored.doc_id), wanted)]
    return found


class _Named:
    """Recognises one body in the facts of documents of any place."""

    def __init__(self, body: str, sources: FactSources) -> None:
        self._body = body
        self._sources = sources
        self._places = leading_places(body)
        place = self._places[-1] if self._places else ""
        _, found, rest = body.partition(place) if place else ("", "", "")
        # 易县民政局 is also what a document of 易县 calls 县民政局.
        self._in_place = place[-1] + rest if found and rest else body
        self._covering = cache(self._is_covered_in)

    def parts(self, stored: StoredFact, role: str) -> tuple[tuple[BodyRole, str], ...]:
        """Roles and names as written under which the body stands in a fact."""
        fact = stored.fact
        if not isinstance(fact, Responsibility):
            return ()
        by_role: tuple[tuple[BodyRole, tuple[str, ...]], ...] = (
            ("lead", fact.lead),
            ("responsible", fact.bodies),
            ("supporting", fact.supporting),
        )
        notes = dict(fact.notes)
        return tuple(
            (each, written)
            for each, names in by_role
            if role in ("", each)
            for name in names
            for written in (name, notes.get(name, "") if self._body else "")
            if written and self._means(written, stored.doc_id)
        )

    def _means(self, name: str, doc_id: str) -> bool:
        if not self._body:
            return True
        if self._sources.names.same(self._body, name) or self._sources.names.same(self._in_place, name):
            return not self._places or bool(leading_places(name)) or self._speaks_for(doc_id, self._places[-1])
        return self._sources.names.covers(name, self._body) and self._covering(doc_id)

    def _speaks_for(self, doc_id: str, place: str) -> bool:
        places = self._sources.records[doc_id].metadata.places
        return not places or place in places

    def _is_covered_in(self, doc_id: str) -> bool:
        """Whether 各街道 in this document can include the body asked for.

        A street named with its district is one of that district. Otherwise the documents tell: it is one of the
        places whose documents mention it, or any place's where none does.
        """
        places = self._sources.records[doc_id].metadata.places
        if len(self._places) > 1:
            return not places or self._places[-2] in places
        mentioning = self._sources.mentioning(self._body)
        where = [self._sources.records[other].metadata.places for other in mentioning if other in self._sources.records]
        return not places or not where or any(places[-1] in others for others in where)


def _is_of(record: DocumentRecord, place: str) -> bool:
    stem = place_stem(place.strip())
    return any(place_stem(own) == stem for own in record.metadata.places)


def _stands(stored: StoredFact, document: Document, wanted: FactFilter) -> bool:
    fact = stored.fact
    path = document.parsed.clauses[fact.clause].path
    if wanted.clause:
        number = _ITEM.fullmatch(wanted.clause.strip())
        item = fact.item or "".join(re.findall(r"\d+", document.parsed.clauses[fact.clause].number)[:1])
        if number and item != number[1]:
            return False
        if not number and _folded(wanted.clause) not in _folded("".join(path)):
            return False
    start, end = sentence_span(document, fact.start, fact.end)
    said = _folded("\n".join((fact.subject, *path, document.parsed.clean.text[start:end])))
    return all(_folded(word) in said for word in wanted.text.split())


def sentence_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """The clean span of the whole sentences that a span stands in; the span itself where there is none.

    For a remark in brackets at the end of a paragraph, as that of the bodies responsible, it is the paragraph: the
    remark says nothing without it.
    """
    sentences = [
        sentence
        for chunk in document.parsed.chunks
        if chunk.start < end and start < chunk.end
        for sentence in chunk.sentences
        if sentence[0] < end and start < sentence[1]
    ]
    start, end = min([start, *(s for s, _ in sentences)]), max([end, *(e for _, e in sentences)])
    text = document.parsed.clean.text
    if text[start:end].strip().startswith(("（", "〔", "[")):
        start = text.rfind("\n", 0, start) + 1
    return start, end


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
