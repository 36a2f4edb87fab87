"""The second stage of the search: what the first brought, ordered by passage, sentence and whole document together."""

from __future__ import annotations

from collections.abc import Sequence

from retriever.datatypes import Filters, ScoredChunk
from retriever.view import DocumentComparer, Nearness, Retriever, SentenceComparer

# Fitted on every other question of a public set over 599 notices; the other half then ranks as well.
_DOCUMENT = 1.0  # BM25 of the whole document over the best one's
_SHARE = 0.5  # share of the question that the document holds
_FIRST = 0.6  # reciprocal of the rank in the first stage, damped
_DAMPED = 10.0
_CHUNK = 0.4  # late interaction with the passage
_SENTENCE = 0.4  # the same with its best sentence and the headings above
_LOOKED_AT = 60  # chunks that are compared


class SecondStage:
    """Reorders what another retriever finds; scores are sums of weighted shares, 0–2.9."""

    def __init__(self, first: Retriever, documents: DocumentComparer, late: SentenceComparer | None) -> None:
        """Reorder the chunks that `first` finds; without `late` by documents and first ranks alone."""
        self._first = first
        self._documents = documents
        self._late = late

    def retrieve(self, query: str, *, k: int, filters: Filters | None = None) -> list[ScoredChunk]:
        """The k best chunks, best first."""
        found = self._first.retrieve(query, k=max(k, _LOOKED_AT), filters=filters)
        held = self._documents.compare(query, {scored.doc_id for scored in found})
        best = max((one.score for one in held.values()), default=0.0) or 1.0
        near = self._near(query, found)
        ordered = [
            ScoredChunk(
                scored.doc_id,
                scored.chunk,
                _DOCUMENT * held[scored.doc_id].score / best
                + _SHARE * held[scored.doc_id].share
                + _FIRST * _DAMPED / (_DAMPED + rank)
                + nearness,
            )
            for rank, (scored, nearness) in enumerate(zip(found, near, strict=True))
        ]
        return sorted(ordered, key=lambda scored: -scored.score)[:k]

    def _near(self, query: str, found: Sequence[ScoredChunk]) -> list[float]:
        if self._late is None:
            return [0.0] * len(found)
        return [_worth(nearness) for nearness in self._late.compare(query, found)]


def _worth(nearness: Nearness) -> float:
    return _CHUNK * nearness.chunk + _SENTENCE * float(nearness.around.max(initial=0.0))
