"""Two rankings into one: reciprocal rank fusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

from retriever.datatypes import Filters, ScoredChunk
from retriever.view import Retriever

Item = TypeVar("Item", bound=Hashable)


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[Item]], *, rank_constant: int = 60, weights: Sequence[float] | None = None
) -> list[tuple[Item, float]]:
    """Fuse rankings: an item scores the sum of `weight / (rank_constant + rank)`, ranks from 1.

    Cormack, Clarke, Büttcher 2009, https://doi.org/10.1145/1571941.1572114

    Args:
        rankings: Items, best first, each at most once per ranking.
        rank_constant: At least 0; larger flattens the difference between ranks.
        weights: One per ranking; None for 1.0 each.

    Returns:
        Items with their scores, best first; ties keep the order in which the items were first met.

    Raises:
        ValueError: The number of weights is not the number of rankings.
    """
    scores: defaultdict[Item, float] = defaultdict(float)
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] += weight / (rank_constant + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])


class HybridRetriever:
    """Several retrievers fused by rank; scores are sums of reciprocal ranks, above 0."""

    def __init__(
        self,
        retrievers: Sequence[Retriever],
        *,
        rank_constant: int = 60,
        candidates: int = 50,
        weights: Sequence[float] | None = None,
    ) -> None:
        """Fuse `retrievers`, each asked for at least `candidates` chunks; `weights` as in the fusion."""
        self._retrievers = tuple(retrievers)
        self._rank_constant = rank_constant
        self._candidates = candidates
        self._weights = weights

    def retrieve(self, query: str, *, k: int, filters: Filters | None = None) -> list[ScoredChunk]:
        """The k best chunks, best first."""
        depth = max(k, self._candidates)
        results = [retriever.retrieve(query, k=depth, filters=filters) for retriever in self._retrievers]
        chunks = {(found.doc_id, found.chunk.index): found for result in results for found in result}
        rankings = [[(found.doc_id, found.chunk.index) for found in result] for result in results]
        fused = reciprocal_rank_fusion(rankings, rank_constant=self._rank_constant, weights=self._weights)
        return [
            ScoredChunk(doc_id=doc_id, chunk=chunks[doc_id, index].chunk, score=score)
            for (doc_id, index), score in fused[:k]
        ]
