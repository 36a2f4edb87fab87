"""Sentences that may answer a question, each with what is known of how well it fits: the input of the scorer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retriever.answerers.expectation import expected
from retriever.chunk_sentences import FORM, PLACE, WORDED, ChunkSentences, sentences_of
from retriever.datatypes import QuestionKind, ScoredChunk
from retriever.matching import Topic, coverage, matches_each
from retriever.question import Query
from retriever.texts import Texts
from retriever.view import LibraryView

LEXICAL, DENSE = 40, 30  # chunks that each search brings
SENTENCE = 1.0  # share of a word's weight that it earns in the sentence itself
FEATURES = (
    # late interaction
    "late_sentence",
    "late_around",
    "late_found",
    "late_chunk",
    # words of the topic
    "inside",
    "covered",
    "heaviest",
    "heaviest_around",
    "missed",
    "strange",
    "missed_heaviest",
    # its chunk in the two searches
    "bm25",
    "bm25_rank",
    "cosine",
    "cosine_rank",
    # its document as a whole
    "document",
    # share of the topic in the surroundings
    "clause",
    "path",
    "title",
    "context",
    # the place
    *PLACE,
    # the form
    *FORM,
    "has_needed",
    "lacks_needed",
    *WORDED,
)
_LATE = 4  # features of late interaction
_BY_HEADING = ("deadline", "list", "count", "document")  # kinds that a heading may answer
_HELD = 0.14  # share of a word that its standing in the title earns
_FAR = -0.15  # cosine, less the best one's, of chunks that the search by meaning does not bring
_KEPT = 4096  # chunks whose sentences are remembered, about 2 KB each
# Kinds in whose answers each feature of `WORDED` tells something.
_TOLD_IN: tuple[tuple[QuestionKind, ...], ...] = (("definition",), ("list", "count"), ("method",))


@dataclass(frozen=True)
class Candidate:
    """A sentence with the share 0–1 of the topic that it and its surroundings cover, and its place in its chunk."""

    doc_id: str
    clause: int
    start: int
    end: int
    text: str
    covered: float
    chunk: ScoredChunk
    place: int


@dataclass(frozen=True)
class _Found:
    """A chunk with its sentences that may answer, and its `ranks`.

    Score over the best one's and reciprocal rank by words, cosine and rank by meaning, and what its document holds of
    the question over the most that one does.
    """

    scored: ScoredChunk
    sentences: ChunkSentences
    ranks: tuple[float, ...]


class CandidateFinder:
    """Finds the sentences of the chunks that a question is nearest to, and measures them."""

    def __init__(self, view: LibraryView, texts: Texts) -> None:
        self._view = view
        self._texts = texts
        self._kept: dict[tuple[str, int], ChunkSentences] = {}

    def find(self, query: Query) -> tuple[list[Candidate], NDArray[np.float32]]:
        """Candidates in no order, and their features `(n, len(FEATURES))`.

        Where the encoder gives no tokens, the features of late interaction are 0.
        """
        found = self._chunks(query)
        if not found:
            return [], np.zeros((0, len(FEATURES)), np.float32)
        counts = [len(entry.sentences.texts) for entry in found]
        texts = [text for entry in found for text in entry.sentences.texts]
        own = _shares(query.topic, texts, SENTENCE)
        around, of_chunks = self._around(query, found)
        of_words = _of_words(query.topic, own, np.maximum(own, around.repeat(counts, axis=1)))
        of_form = _of_form(query, texts, np.concatenate([entry.sentences.form for entry in found]))
        features = np.hstack([self._late(query, found), of_words, of_chunks.repeat(counts, axis=0), of_form])
        kept = np.ones(len(texts), np.bool_)
        if query.kind not in _BY_HEADING:  # a heading says what follows, it answers nothing
            kept = ~np.concatenate([entry.sentences.headings for entry in found])
        each = ((entry, at) for entry, count in zip(found, counts, strict=True) for at in range(count))
        covered = of_words[:, 1].tolist()
        candidates = [
            _candidate(entry, at, share)
            for (entry, at), share, stays in zip(each, covered, kept.tolist(), strict=True)
            if stays
        ]
        return candidates, features[kept].astype(np.float32)

    def _sentences(self, scored: ScoredChunk) -> ChunkSentences:
        """The sentences of a chunk, looked at once: many questions come near the same chunks."""
        key = (scored.doc_id, scored.chunk.index)
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            known = self._kept[key] = sentences_of(self._texts, scored.doc_id, scored.chunk)
        return known

    def _chunks(self, query: Query) -> list[_Found]:
        """Chunks found by words and by meaning."""
        if query.within:
            return self._within(query)
        filters = query.filters if len(query.scope.doc_ids) < len(self._texts.lexicon.documents) else None
        words = f"{query.topic.text} {query.context.text}".strip()
        lexical = self._view.lexical.retrieve(words, k=LEXICAL, filters=filters)
        dense = self._view.dense.retrieve(query.text, k=DENSE, filters=filters)
        best = max((scored.score for scored in lexical), default=1.0)
        nearest = max((scored.score for scored in dense), default=0.0)
        by_words = {(s.doc_id, s.chunk.index): (s.score / best, 1 / rank) for rank, s in enumerate(lexical, 1)}
        by_meaning = {(s.doc_id, s.chunk.index): (s.score - nearest, 1 / rank) for rank, s in enumerate(dense, 1)}
        chunks = {(s.doc_id, s.chunk.index): s for s in (*lexical, *dense)}
        held = self._held(query, {doc_id for doc_id, _ in chunks})
        return [
            self._found(scored, *by_words.get(key, (0.0, 0.0)), *by_meaning.get(key, (_FAR, 0.0)), held[scored.doc_id])
            for key, scored in chunks.items()
        ]

    def _found(self, scored: ScoredChunk, *ranks: float) -> _Found:
        return _Found(scored, self._sentences(scored), ranks)

    def _held(self, query: Query, doc_ids: set[str]) -> dict[str, float]:
        """What each document as a whole holds of a question, 0–1, over the most that one of them does."""
        if self._view.whole is None:
            return dict.fromkeys(doc_ids, 0.0)
        compared = self._view.whole.compare(query.text, doc_ids)
        best = max((one.score for one in compared.values()), default=0.0) or 1.0
        return {doc_id: one.score / best for doc_id, one in compared.items()}

    def _within(self, query: Query) -> list[_Found]:
        """All chunks of the clauses to which a query is held; no search ranks them."""
        return [
            self._found(ScoredChunk(doc_id, chunk, 1.0), *(0.0,) * 5)
            for doc_id in sorted(query.scope.doc_ids)
            for chunk in self._texts.document(doc_id).parsed.chunks
            if (doc_id, chunk.clause) in query.within
        ]

    def _late(self, query: Query, found: Sequence[_Found]) -> NDArray[np.float32]:
        """The features of late interaction of each sentence `(n, 4)`."""
        counts = [len(entry.sentences.texts) for entry in found]
        if self._view.late is None:
            return np.zeros((sum(counts), _LATE), np.float32)
        near = self._view.late.compare(query.text, [entry.scored for entry in found])
        firsts = np.cumsum([0, *(len(one.sentence) for one in near[:-1])])
        rows = np.concatenate([entry.sentences.places + first for entry, first in zip(found, firsts, strict=True)])
        each = zip(*((one.sentence, one.around, one.found) for one in near), strict=True)
        whole = np.array([one.chunk for one in near]).repeat(counts)
        return np.column_stack([*(np.concatenate(own)[rows] for own in each), whole])

    def _around(
        self, query: Query, found: Sequence[_Found]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The share that each word of the topic earns around the sentences of each of c chunks `(w, c)`, and features.

        These are ranks, shares of the topic in clause, path, title and earlier questions, and the place `(c, 16)`.
        """
        topic = query.topic
        layers = [self._texts.layers(entry.scored.doc_id, entry.sentences.clause) for entry in found]
        each = []
        for layer in zip(*layers, strict=True):  # many chunks share a title, a path, a clause
            rows = {text: row for row, text in enumerate(dict.fromkeys(text for text, _ in layer))}
            each.append(_shares(topic, list(rows), layer[0][1])[:, [rows[text] for text, _ in layer]])
        context = [coverage(query.context, own) if query.context.words else 0.0 for own in layers]
        weighed = [_weighed(topic, shares) for shares in (each[0], each[2], each[3])]
        ranks = np.array([entry.ranks for entry in found])
        places = np.array([entry.sentences.place for entry in found], np.float64)
        return np.maximum.reduce(each), np.column_stack([ranks, *weighed, context, places])


def _candidate(found: _Found, at: int, covered: float) -> Candidate:
    own, scored = found.sentences, found.scored
    return Candidate(
        scored.doc_id, own.clause.index, *own.spans[at], own.texts[at], covered, scored, int(own.places[at])
    )


def _shares(topic: Topic, texts: Sequence[str], factor: float) -> NDArray[np.float64]:
    """The share that each word of a topic earns in each text `(w, n)`."""
    return np.array(matches_each(topic, texts, factor), np.float64).reshape(len(topic.words), len(texts))


def _weighed(topic: Topic, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares 0–1 of a topic's weight `(n,)`, from the share of each word `(w, n)`."""
    return _sums(topic.weights, shares) / (topic.total or 1.0)


def _sums(weights: Sequence[float], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums `(n,)` over the words, in their order: `retriever.matching.weigh` gives the same to the last digit."""
    sums = np.zeros(shares.shape[1])
    for weight, row in zip(weights, shares, strict=True):
        sums += weight * row
    return sums


def _of_words(topic: Topic, own: NDArray[np.float64], earned: NDArray[np.float64]) -> NDArray[np.float64]:
    """How well each sentence alone (`own`) and with what stands around it (`earned`) holds the words: `(n, 7)`."""
    weights = topic.weights
    known = [weight if word in topic.known else 0.0 for word, weight in topic.words]
    missing = (earned < _HELD).astype(np.float64)
    missed = _sums(known, missing)
    heaviest = max(range(len(weights)), key=weights.__getitem__, default=None)
    none = np.zeros(own.shape[1])
    total = topic.total or 1.0
    return np.column_stack(
        [
            _weighed(topic, own),
            _weighed(topic, earned),
            own[heaviest] if heaviest is not None else none,
            earned[heaviest] if heaviest is not None else none,
            missed / total,
            (_sums(weights, missing) - missed) / total,
            np.max(np.array(known)[:, None] * missing, axis=0, initial=0.0) / 10,
        ]
    )


def _of_form(query: Query, texts: Sequence[str], form: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each sentence looks like, and whether it has the form that the question asks for."""
    needed = expected(query)
    held = np.array([needed is not None and needed.search(text) is not None for text in texts], np.float32)
    told = np.array([query.kind in kinds for kinds in _TOLD_IN], np.float32)
    return np.column_stack([form[:, : len(FORM)], held, (needed is not None) - held, form[:, len(FORM) :] * told])
