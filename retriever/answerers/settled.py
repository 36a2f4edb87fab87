"""The answers of two sides put right against each other: each must speak of its own side.

A side that was not answered, or with what is said of the other one, is looked for where the other one was answered:
in the same sentence, then around it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.parallel import own_topics
from retriever.answerers.sides import Side
from retriever.answerers.stretches import balance, strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import NO_TOPIC, Topic, coverage
from retriever.nearby import Nearby, answer_near
from retriever.question import Query
from retriever.reader import Reader

WHOLE_SENTENCE = 220  # characters of a sentence that is told in full where it answers for two sides
_FIT = 0.5  # share of the words of a side that what is told of it must hold


def settled(
    sides: Sequence[Side],
    asked: Sequence[Query],
    drafts: Sequence[Draft],
    reader: Reader,
    answer: Callable[[Query], Draft],
) -> list[Draft]:
    """The drafts of the sides, those that do not speak of their side looked for beside the others.

    Args:
        sides: what is compared.
        asked: the question of each side.
        drafts: what each was answered with.
        reader: the documents.
        answer: answers a query by its kind.
    """
    own = own_topics(sides, reader.lexicon)
    fits = [
        speaks_of(draft, topic, reader) and not any(_rather(draft, other, topic) for other in own if other is not topic)
        for draft, topic in zip(drafts, own, strict=True)
    ]
    found: list[Draft] = []
    for index, draft in enumerate(drafts):
        others = [drafts[other] for other in range(len(drafts)) if other != index and fits[other]]
        anchor = next((_first(other) for other in others), _first(draft))
        if fits[index] or anchor is None or not own[index].words:
            found.append(draft)
            continue
        near = _in_sentence(anchor, own[index], reader)
        if not near.found:
            query = replace(asked[index], topic=own[index], context=NO_TOPIC)
            near = answer_near(query, Nearby((anchor,)), reader, answer)
            near = near if speaks_of(near, own[index], reader) else Draft()
        found.append(near if near.found else draft)
    return _in_one_sentence(found, reader)


def speaks_of(draft: Draft, own: Topic, reader: Reader) -> bool:
    """Whether what is told, or a heading above it, holds most of the words that only one side has."""
    if not draft.found or not own.words:
        return draft.found
    texts = [statement.text for statement in draft.statements]
    for statement in draft.statements[:1]:
        for evidence in statement.evidence[:1]:
            texts += reader.clause(evidence.doc_id, evidence.clause).path
            texts.append(reader.document(evidence.doc_id).record.metadata.title)
    return coverage(own, [(text, 1.0) for text in texts]) >= _FIT


def _rather(draft: Draft, other: Topic, own: Topic) -> bool:
    """Whether what is told, headings aside, holds the words of another side and none of its own."""
    said = "\n".join(statement.text for statement in draft.statements)
    return coverage(other, ((said, 1.0),)) >= _FIT and coverage(own, ((said, 1.0),)) == 0


def _first(draft: Draft) -> Evidence | None:
    return next((evidence for statement in draft.statements for evidence in statement.evidence), None)


def sentence_of(evidence: Evidence, reader: Reader) -> tuple[int, int] | None:
    """The span of the sentence that evidence stands in; None for a table row and for one too long to be told."""
    clause = reader.clause(evidence.doc_id, evidence.clause)
    if clause.kind == "table_row":
        return None
    spans = split_sentences(reader.document(evidence.doc_id).parsed.clean.text, clause.start, clause.end)
    span = next((span for span in spans if span[0] <= evidence.start < span[1]), None)
    return span if span is not None and span[1] - span[0] <= WHOLE_SENTENCE else None


def whole_sentence(evidence: Evidence, reader: Reader) -> Statement | None:
    """A statement made of the whole sentence that evidence stands in."""
    span = sentence_of(evidence, reader)
    if span is None:
        return None
    told = balance(strip_number(reader.text(evidence.doc_id, *span).strip("，；。 \n")))
    return Statement(f"{told}。", (replace(evidence, start=span[0], end=span[1]),))


def _in_sentence(anchor: Evidence, own: Topic, reader: Reader) -> Draft:
    """The sentence of another side's answer, where it speaks of this side too."""
    statement = whole_sentence(anchor, reader)
    if statement is None or coverage(own, ((statement.text, 1.0),)) < _FIT:
        return Draft()
    return Draft((statement,), (), 1.0)


def _in_one_sentence(drafts: list[Draft], reader: Reader) -> list[Draft]:
    """Drafts that were cut out of one sentence tell it whole: what it says of the others stands in the rest of it."""
    firsts = [_first(draft) for draft in drafts]
    found = list(drafts)
    for index, evidence in enumerate(firsts):
        span = sentence_of(evidence, reader) if evidence is not None else None
        if evidence is None or span is None or len(drafts[index].statements) > 1:
            continue
        same = [
            other
            for other in firsts
            if other is not None and other.doc_id == evidence.doc_id and span[0] <= other.start < span[1]
        ]
        statement = whole_sentence(evidence, reader) if len(same) > 1 else None
        if statement is not None:
            found[index] = replace(drafts[index], statements=(statement,))
    return found
