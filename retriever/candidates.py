"""Sentences that may answer a question, each with what is known of how well it fits: the input of the scorer."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.datatypes import Clause
from retriever.answerers.expectation import expected
from retriever.datatypes import ScoredChunk
from retriever.matching import Topic, coverage, matches, weigh
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
    "row",
    "front",
    "closing",
    "paragraph",
    "depth",
    "review",
    "plan",
    # the form
    "length",
    "short",
    "position",
    "only",
    "unfinished",
    "colon",
    "parts",
    "has_needed",
    "lacks_needed",
    "explains",
    "lists",
    "acts",
)
_LATE = 4  # features of late interaction
_REVIEW = re.compile(r"基础|成效|回顾|现状|形势|背景|趋势|问题|意义")
_REPORT = re.compile("报告|材料|总结|通报|纪要")
_EXPLAINS = re.compile(r"是指|是(?!否)|即|指的是|包括|简称|——|，(?:以|由|将|把|通过|围绕)")
_LISTS = re.compile(r"、[^、。]*、|一是|[（(]?[一1１①][)）、.]|；|”“|分别|包括|：")
_ACTS = re.compile(r"推进|开展|建立|完善|加强|落实|实施|推动|优化|组织|通过|采取|应当|可以|予以|给予")
_PART = re.compile("[、；]")
_LABEL = re.compile(r"[（〔\[【](?:责任|牵头|配合|主管|推进|完成|协办)[^）〕\]】]*[：:]")
_TELLS = re.compile("，.{6,}|；")  # an item of one sentence, above the paragraphs that follow it, is no mere heading
_BY_HEADING = ("deadline", "list", "count", "document")  # kinds that a heading may answer
_HELD = 0.14  # share of a word that its standing in the title earns
_FAR = -0.15  # cosine, less the best one's, of chunks that the search by meaning does not bring
_SHORT = 12  # characters


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
    """A chunk with its `ranks`.

    Score over the best one's and reciprocal rank by words, cosine and rank by meaning, and what its document holds of
    the question over the most that one does.
    """

    scored: ScoredChunk
    ranks: tuple[float, ...]


class CandidateFinder:
    """Finds the sentences of the chunks that a question is nearest to, and measures them."""

    def __init__(self, view: LibraryView, texts: Texts) -> None:
        self._view = view
        self._texts = texts

    def find(self, query: Query) -> tuple[list[Candidate], NDArray[np.float32]]:
        """Candidates in no order, and their features `(n, len(FEATURES))`.

        Where the encoder gives no tokens, the features of late interaction are 0.
        """
        found = self._chunks(query)
        needed = expected(query)
        late = self._late(query, [entry.scored for entry in found])
        candidates: list[Candidate] = []
        rows: list[tuple[float, ...]] = []
        for entry, near in zip(found, late, strict=True):
            for candidate, measured in self._of_chunk(query, entry, needed):
                rows.append((*near[candidate.place], *measured))
                candidates.append(candidate)
        return candidates, np.array(rows, np.float32).reshape(len(rows), len(FEATURES))

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
            _Found(scored, (*by_words.get(key, (0.0, 0.0)), *by_meaning.get(key, (_FAR, 0.0)), held[scored.doc_id]))
            for key, scored in chunks.items()
        ]

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
            _Found(ScoredChunk(doc_id, chunk, 1.0), (0.0,) * 5)
            for doc_id in sorted(query.scope.doc_ids)
            for chunk in self._texts.document(doc_id).parsed.chunks
            if (doc_id, chunk.clause) in query.within
        ]

    def _late(self, query: Query, chunks: Sequence[ScoredChunk]) -> list[list[tuple[float, ...]]]:
        """The features of late interaction of each sentence of each chunk."""
        if self._view.late is None:
            return [[(0.0,) * _LATE] * len(scored.chunk.sentences) for scored in chunks]
        return [
            [(*own, near.chunk) for own in zip(near.sentence, near.around, near.found, strict=True)]
            for near in self._view.late.compare(query.text, chunks)
        ]

    def _of_chunk(
        self, query: Query, found: _Found, needed: re.Pattern[str] | None
    ) -> Iterator[tuple[Candidate, tuple[float, ...]]]:
        """Its sentences that may answer, with the features that are theirs."""
        texts, doc_id, chunk = self._texts, found.scored.doc_id, found.scored.chunk
        clause = texts.clause(doc_id, chunk.clause)
        layers = texts.layers(doc_id, clause)
        each = [matches(query.topic, (layer,)) for layer in layers]
        around = tuple(max(shares) for shares in zip(*each, strict=True))
        shared = (
            *found.ranks,
            *(weigh(query.topic, shares) for shares in (each[0], each[2], each[3])),
            coverage(query.context, layers) if query.context.words else 0.0,
            *self._of_clause(doc_id, clause),
        )
        headed = len(chunk.sentences) > 1 or clause.tree_end > clause.end
        for place, (start, end) in enumerate(chunk.sentences):
            plain = texts.text(doc_id, start, end)
            bare = plain.rstrip("。")
            alone = headed and not _TELLS.search(bare)
            if alone and bare in (clause.label, clause.heading) and query.kind not in _BY_HEADING:
                continue  # a heading says what follows, it answers nothing
            if _LABEL.match(plain) or plain.endswith(("？", "?")):
                continue  # neither does a question, nor the bracket with the bodies
            text = texts.readable(doc_id, clause, start, end)
            own = matches(query.topic, ((text, SENTENCE),))
            earned = tuple(map(max, own, around))
            covered = weigh(query.topic, earned)
            measured = (
                *_of_words(query.topic, own, earned),
                *shared,
                *_of_form(query, needed, text, place, len(chunk.sentences)),
            )
            yield Candidate(doc_id, clause.index, start, end, text, covered, found.scored, place), measured

    def _of_clause(self, doc_id: str, clause: Clause) -> tuple[float, ...]:
        """What kind of place a clause is."""
        kind = self._texts.document(doc_id).record.metadata.kind
        return (
            clause.kind == "table_row",
            clause.kind == "front",
            clause.kind == "closing",
            clause.kind == "paragraph",
            len(clause.path) / 4,
            any(_REVIEW.search(label) for label in clause.path),
            bool(kind) and not _REPORT.search(kind),
        )


def _of_words(topic: Topic, own: Sequence[float], earned: Sequence[float]) -> tuple[float, ...]:
    """How well a sentence alone (`own`) and with what stands around it (`earned`) holds the words of a topic."""
    total = topic.total or 1.0
    missing = [(word, weight) for (word, weight), share in zip(topic.words, earned, strict=True) if share < _HELD]
    known = sum(weight for word, weight in missing if word in topic.known)
    heaviest = max(range(len(topic.words)), key=lambda index: topic.words[index][1], default=None)
    return (
        weigh(topic, own),
        weigh(topic, earned),
        own[heaviest] if heaviest is not None else 0.0,
        earned[heaviest] if heaviest is not None else 0.0,
        known / total,
        (sum(weight for _, weight in missing) - known) / total,
        max((weight for word, weight in missing if word in topic.known), default=0.0) / 10,
    )


def _of_form(
    query: Query, needed: re.Pattern[str] | None, text: str, place: int, sentences: int
) -> tuple[float, ...]:
    """What a sentence looks like, and whether it has the form that the question asks for (`needed`)."""
    held = needed is not None and needed.search(text) is not None
    kind = query.kind
    return (
        math.log(len(text) + 1) / 5,
        len(text) < _SHORT,
        1 / (1 + place),
        sentences == 1,
        not text.endswith(("。", "；", "！", "”", "）")),
        text.endswith("："),
        min(len(_PART.findall(text)), 8) / 8,
        held,
        needed is not None and not held,
        kind == "definition" and _EXPLAINS.search(text) is not None,
        kind in ("list", "count") and _LISTS.search(text) is not None,
        kind == "method" and _ACTS.search(text) is not None,
    )
