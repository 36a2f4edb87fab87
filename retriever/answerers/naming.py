"""Where the bodies of a task are named, when the task itself does not: a section row, a row of titles, a heading."""

from __future__ import annotations

import re

from ingest.datatypes import Clause, Responsibility
from ingest.sentences import split_sentences
from retriever.datatypes import Evidence, StoredFact
from retriever.reader import Reader

_BEFORE = 120  # clauses before a task that are looked through
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
