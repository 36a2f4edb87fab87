"""The answers of two sides put right against each other: each must speak of its own side.

A side that was not answered, or with what is said of the other one, is looked for where the other one was answered:
in the same sentence, then around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.parallel import own_topics
from retriever.answerers.sides import Side
from retriever.answerers.stretches import balance, strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import NO_TOPIC, Topic, coverage, read_topic
from retriever.nearby import Nearby, answer_near
from retriever.question import Query
from retriever.reader import Reader, segments

WHOLE_SENTENCE = 220  # characters of a sentence that is told in full where it answers for two sides
_ALL_BUT = re.compile("(?:不|并)(?:是|属于|算|在)|非(?!常|遗|法|公|税)|没有?(?!有)|以外|除了?|别的|其他|其它|另外|不够")
_THE_OTHERS = re.compile("其他|其它|其余|非|未|不足|不满|以外")
_IF_NOT = re.compile("(?:逾期|拒不|仍)[^，。；]{0,12}(?:的，|处)")
_FIT = 0.6  # share of the words of a side that what is told of it must hold


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
        anchor = next((other.first_evidence for other in others), draft.first_evidence)
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


def with_the_others(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer cut out of a sentence, told whole where the question is about all but the one that it names.

    So is a fine for not mending: what must be mended first stands before it.
    「不是低保的家庭」 is not 「低保家庭补14元」 but what the sentence says behind that of 「其他家庭」.
    """
    if len(draft.statements) != 1 or not draft.statements[0].evidence:
        return draft
    if _IF_NOT.match(draft.statements[0].text):
        whole = whole_sentence(draft.statements[0].evidence[0], reader)
        return replace(draft, statements=(whole,)) if whole is not None else draft
    if not _ALL_BUT.search(query.text):
        return draft
    statement = whole_sentence(draft.statements[0].evidence[0], reader)
    cut = statement is not None and len(statement.text) > len(draft.statements[0].text)
    if statement is None or not cut or not _THE_OTHERS.search(statement.text):
        return draft
    return replace(draft, statements=(statement,))


def rest_of_sentence(follow_up: str, before: Draft, reader: Reader) -> Draft:
    """The whole sentence of the answer before, where what was left untold of it may be what a follow-up names.

    「只上半天班的呢」 behind 「三孩每月800元」: 「半日托按60%计算」 shares a character with it.
    """
    if len(before.statements) != 1 or not before.statements[0].evidence:
        return Draft()
    told = before.statements[0].text
    statement = whole_sentence(before.statements[0].evidence[0], reader)
    if statement is None or len(statement.text) <= len(told):
        return Draft()
    named = {
        character
        for word, _ in read_topic(follow_up, reader.lexicon).words
        for character in word
        if len(word) > 1 and "\u4e00" <= character <= "\u9fff" and character not in told
    }
    left = [statement.text[a:b] for a, b in segments(statement.text) if statement.text[a:b].strip("，；。") not in told]
    held = [piece for piece in left if named & set(piece)]
    return Draft((statement,), (), 1.0) if 0 < len(held) < max(2, len(left)) else Draft()


def _in_sentence(anchor: Evidence, own: Topic, reader: Reader) -> Draft:
    """The sentence of another side's answer, where it speaks of this side too."""
    statement = whole_sentence(anchor, reader)
    if statement is None or coverage(own, ((statement.text, 1.0),)) < _FIT:
        return Draft()
    return Draft((statement,), (), 1.0)


def _in_one_sentence(drafts: list[Draft], reader: Reader) -> list[Draft]:
    """Drafts that were cut out of one sentence tell it whole: what it says of the others stands in the rest of it."""
    firsts = [draft.first_evidence for draft in drafts]
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
