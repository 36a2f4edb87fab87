"""Where a task and its bodies are named, when one does not name the other: a section row, a heading, a label."""

from __future__ import annotations

import re

from ingest.datatypes import Clause, Responsibility
from ingest.sentences import split_sentences
from retriever.datatypes import Evidence, StoredFact
from retriever.reader import Reader

_BEFORE = 120  # clauses before a task that are looked through
_ABOVE = 8  # clauses above a task that may hold a part of its name
_WHOLE = 200  # characters of a clause that is cited as a whole


def naming_evidence(reader: Reader, stored: StoredFact, told: Evidence) -> tuple[Evidence, ...]:
    """The nearest clauses before a task that name those of its bodies which the cited text does not."""
    fact = stored.fact
    assert isinstance(fact, Responsibility)
    held = _plain(reader.text(told.doc_id, told.start, told.end))
    missing = {body for body in (*fact.lead, *fact.bodies, *fact.supporting) if _plain(body) not in held}
    clauses = reader.document(stored.doc_id).parsed.clauses
    found: list[Evidence] = []
    for clause in reversed(clauses[max(0, told.clause - _BEFORE) : told.clause + 1]):
        if not missing:
            break
        own = _plain(reader.own_text(stored.doc_id, clause))
        named = {body for body in missing if _plain(body) in own}
        if named:
            found.append(_cited(reader, stored.doc_id, clause, named))
            missing -= named
    return tuple(found)


def task_evidence(reader: Reader, stored: StoredFact, told: Evidence) -> tuple[Evidence, ...]:
    """What names a task, where the words that name its bodies do not: the sentence before, the clauses above labels."""
    path = reader.clause(told.doc_id, told.clause).path  # told with every citation
    held = _plain("\n".join((*path, reader.text(told.doc_id, told.start, told.end))))
    missing = {part for part in _parts(stored.fact.subject) if _plain(part) not in held}
    clauses = reader.document(stored.doc_id).parsed.clauses
    own = reader.clause(stored.doc_id, stored.fact.clause)
    found: list[Evidence] = []
    for clause in (own, *reversed(clauses[max(0, own.index - _ABOVE) : own.index])):
        if not missing:
            break
        text = _plain(reader.own_text(stored.doc_id, clause))
        named = {part for part in missing if _plain(part) in text}
        if named:
            found.append(_cited(reader, stored.doc_id, clause, named))
            missing -= named
    return tuple(reversed(found))


def _parts(subject: str) -> list[str]:
    """The stretches of a task's name: those of a heading and of what stands below it come from two places."""
    return [part for part in re.split("[：；。]", subject) if part.strip()]


def _cited(reader: Reader, doc_id: str, clause: Clause, names: set[str]) -> Evidence:
    """A clause, or of a long one the sentence that names a body."""
    own = reader.own_text(doc_id, clause)
    start, end = clause.start, clause.start + len(own)
    if len(own) > _WHOLE:
        text = reader.document(doc_id).parsed.clean.text
        spans = split_sentences(text, start, end)
        start, end = next(
            (span for span in spans if any(_plain(name) in _plain(text[slice(*span)]) for name in names)), (start, end)
        )
    return Evidence(doc_id, clause.index, start, end)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
