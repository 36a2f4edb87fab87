"""What a document says of how it is to be read: its signs (★为主责单位), its roles, the order of the bodies listed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from re import Pattern

from ingest.labels import DUE
from retriever.answerers.legend_notes import (
    NATURE_NAMED,
    ROLE_NAMED,
    Note,
    of_item,
    of_labels,
    of_nature,
    of_order,
    of_roles,
    of_sign,
    words_of,
)
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.question_patterns import read_patterns
from retriever.reader import Reader
from retriever.signs import Sign, signs_asked

QUESTIONS_FILE = Path(__file__).parents[1] / "data" / "legend_questions.txt"
_MOST = 3  # documents told side by side where a question names none


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Pattern[str]]:
    return read_patterns(QUESTIONS_FILE)


def _asks(question: str, section: str) -> bool:
    return _shipped()[section].search(question) is not None


def answer_legend(query: Query, reader: Reader) -> Draft:
    """What the documents say of the signs, labels, roles or order that a question asks the meaning of.

    A sign that is asked for and explained nowhere is refused for good: sentences that bear it say nothing of it.
    """
    text = query.text
    meaning = _asks(text, "meaning")
    signs = signs_asked(text) if meaning or _asks(text, "when") else ()
    by_role = not signs and ROLE_NAMED.search(text) is not None and _asks(text, "role")
    by_label, by_order = meaning and _asks(text, "label"), _asks(text, "order")
    by_nature = NATURE_NAMED.search(text) is not None and (_asks(text, "nature") or _asks(text, "of_nature"))
    by_item = query.item != "" and _asks(text, "item")
    if not (signs or by_role or by_label or by_order or by_nature or by_item):
        return NOTHING
    found: list[tuple[tuple[int, float], str, list[Note]]] = []
    for doc_id in sorted(query.scope.doc_ids):
        notes = [note for sign in signs for note in of_sign(reader, doc_id, sign)]
        notes = notes if meaning else [note for note in notes if _is_due(reader, doc_id, note)]
        notes += of_labels(reader, doc_id, text) if by_label else ()
        notes += of_roles(reader, doc_id, text) if by_role else ()
        notes += of_order(reader, doc_id) if by_order else ()
        notes += of_nature(reader, doc_id, text, meaning=_asks(text, "nature")) if by_nature else ()
        notes += of_item(reader, doc_id, query.item) if by_item else ()
        if notes:
            title = reader.document(doc_id).record.metadata.title
            worth = (len({note.said for note in notes}), round(coverage(query.topic, ((title, 1.0),)), 2))
            found.append((worth, doc_id, notes))
    if not found:
        unexplained = meaning and any(map(_is_a_sign, signs))
        unexplained = unexplained or (by_role and _asks(text, "unexplained_role"))
        return Draft(final=unexplained or (by_nature and _asks(text, "nature")))
    best = max(worth for worth, _, _ in found)
    told = [(doc_id, notes) for worth, doc_id, notes in found if worth == best]
    if len(told) > _MOST:
        return NOTHING
    several = len(told) > 1
    return Draft(tuple(line for doc_id, notes in told for line in _lines(reader, doc_id, notes, several)), (), 1.0)


def _is_due(reader: Reader, doc_id: str, note: Note) -> bool:
    return DUE.search(reader.text(doc_id, note.start, note.end)) is not None


def _is_a_sign(sign: Sign) -> bool:
    """Whether a question that names a sign can be about nothing else: a star, not a bracket or the word 空白."""
    return not sign.common and not sign.forms[0].isalpha()


def _lines(reader: Reader, doc_id: str, notes: list[Note], several: bool) -> Iterator[Statement]:
    """The notes as lines, those that touch as one; behind the document's title where others are told, too."""
    spans: list[tuple[int, int, int]] = []
    for note in sorted(set(notes), key=lambda one: (one.clause, one.start)):
        if spans and spans[-1][0] == note.clause and note.start <= spans[-1][2] + 1:
            spans[-1] = (note.clause, spans[-1][1], max(spans[-1][2], note.end))
        else:
            spans.append((note.clause, note.start, note.end))
    title = f"《{reader.document(doc_id).record.metadata.title}》：" if several else ""
    for clause, start, end in spans:
        words = f"{title}{words_of(reader.text(doc_id, start, end))}。"
        yield Statement(words, (Evidence(doc_id, clause, start, end),), (title,) if title else ())
