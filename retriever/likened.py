"""Everyday words that no list has, likened to words of the passages that a question comes nearest to.

Somebody asks for 海边旅游 and the plan writes 滨海旅游: the search finds the place, but a word of the question is
missing there. Where nothing was answered, such a word is compared by the encoder with the words of the best passages
and of the headings above them, and the question is asked once more in the words of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.datatypes import Clause
from retriever.completed import Completed
from retriever.datatypes import Evidence, QuestionKind
from retriever.demands import unmet
from retriever.draft import Draft
from retriever.lexicon import query_words
from retriever.matching import Topic, matches, weigh
from retriever.question import Query
from retriever.reader import Passage, Reader
from retriever.tokenizer import is_function_word, segment
from retriever.verifier import held_texts
from retriever.view import SentenceComparer

ALIKE = 0.62  # similarity from which a word of a document is taken for one of the question that no document has
_MUCH = 0.4  # share of what is asked that the answer must then hold
_MOST = 0.6  # the same of a figure: beside the one asked for there are others
_OF_FIGURES: tuple[QuestionKind, ...] = ("target", "count", "deadline")
_LOOKED_AT = 3  # best passages
_MOST_READINGS = 2
_WORDS_LOOKED_AT = 40  # of one passage with its headings
_WORD = re.compile("[\u4e00-\u9fff]{2,6}")

Pairs = tuple[tuple[str, str], ...]
Known = tuple[Query, Draft, int]


def may_be_likened(asked: Completed, draft: Draft) -> bool:
    """Whether a refusal may come of a word that no document has: no way knew the place, none said why."""
    return not (draft.found or draft.final or draft.reason or asked.anchor)


def likened(known: Known, reader: Reader, ask: Callable[[str], Known]) -> Known:
    """What `ask` answers to a refused question in other words where it stands on these; else the refusal as it was."""
    query = known[0]
    for text, pairs in _readings(query, reader):
        other = ask(text)
        if _stands_on(query, pairs, other[1], reader) and not unmet(query, other[1], reader):
            return other
    return known


def _readings(query: Query, reader: Reader) -> list[tuple[str, Pairs]]:
    """The question in words of the passages nearest to it, best passage first, with what was taken for what.

    Only words that no document has are replaced: another is asked for as it is.
    """
    late = reader.view.late
    if late is None or query.scope.unknown_places:
        return []
    strange = [word for word, _ in query.topic.words if _is_everyday(word, query, reader)]
    found: dict[str, Pairs] = {}
    for passage in reader.passages(query)[:_LOOKED_AT] if strange else ():
        pairs = _pairs(strange, query, passage, reader, late)
        text = query.text
        for word, other in pairs:
            text = text.replace(word, other)
        if pairs:
            found.setdefault(text, pairs)
    return list(found.items())[:_MOST_READINGS]


def _stands_on(query: Query, pairs: Pairs, draft: Draft, reader: Reader) -> bool:
    """Whether an answer stands where the words are that were taken for those of the question, and holds most others."""
    evidence = [one for statement in draft.statements for one in statement.evidence]
    texts = [text for statement in draft.statements for text in held_texts(statement, reader)]
    texts += [reader.own_text(one.doc_id, above) for one in evidence for above in _above(one, reader)]
    held = "\n".join(texts)
    if not all(other in held for _, other in pairs):
        return False
    topic = Topic(
        query.topic.words,
        (*query.topic.alternatives, *((word, (other,)) for word, other in pairs)),
        query.topic.known,
    )
    replaced = {word for word, _ in pairs}
    shares = matches(topic, ((held, 1.0),))
    beside = any(
        share and len(word) > 1 and word not in replaced for (word, _), share in zip(topic.words, shares, strict=True)
    )
    return beside and weigh(topic, shares) >= (_MOST if query.kind in _OF_FIGURES else _MUCH)


def _above(evidence: Evidence, reader: Reader) -> list[Clause]:
    parent = reader.clause(evidence.doc_id, evidence.clause).parent
    return [] if parent is None else [reader.clause(evidence.doc_id, parent)]


def _is_everyday(word: str, query: Query, reader: Reader) -> bool:
    """Whether a word of a question may be an everyday one: no document has it, and it names no place and no body."""
    if not _WORD.fullmatch(word) or word in query.topic.known or word not in query.text:
        return False
    named = [*query.bodies, *(name for _, _, name in reader.lexicon.gazetteer.find(query.text))]
    return not any(set(word) <= set(name) for name in named)


def _pairs(strange: list[str], query: Query, passage: Passage, reader: Reader, late: SentenceComparer) -> Pairs:
    """Words that neither a passage nor what stands above it has, with the nearest of its words where that is near."""
    layers = reader.layers(passage.doc_id, reader.clause(passage.doc_id, passage.clause))
    shares = matches(query.topic, ((passage.text, 1.0), *layers))
    held = dict(zip((word for word, _ in query.topic.words), shares, strict=True))
    missing = [word for word in strange if not held[word]]
    others = _words(passage, reader) if missing else []
    pairs = []
    for word in missing if others else ():
        similar = late.alike(word, others)
        if similar.max() >= ALIKE:
            pairs.append((word, others[int(similar.argmax())]))
    return tuple(pairs)


def _words(passage: Passage, reader: Reader) -> list[str]:
    """The words of a passage, then of the headings above it, the nearest first."""
    clause = reader.clause(passage.doc_id, passage.clause)
    passing = query_words("filler_words.txt") | query_words("generic_words.txt")
    texts = (passage.text, *reversed(clause.path))
    places = {name for text in texts for _, _, name in reader.lexicon.gazetteer.find(text)}
    words = dict.fromkeys(
        word
        for text in texts
        for word in segment(text)
        if _WORD.fullmatch(word) and word not in passing | places and not is_function_word(word)
    )
    return list(words)[:_WORDS_LOOKED_AT]
