from __future__ import annotations

import pytest

from ingest.datatypes import Chunk
from retriever.datatypes import ScoredChunk
from retriever.fusion import HybridRetriever, reciprocal_rank_fusion


def test_ranks_start_at_one():
    assert reciprocal_rank_fusion([["a"]]) == [("a", pytest.approx(1 / 61))]


def test_scores_add_up_and_sort():
    fused = dict(reciprocal_rank_fusion([["a", "b", "c"], ["b", "d"]], rank_constant=60))
    assert list(fused) == ["b", "a", "d", "c"]
    assert fused["b"] == pytest.approx(1 / 62 + 1 / 61)
    assert fused["c"] == pytest.approx(1 / 63)


def test_weights():
    assert [item for item, _ in reciprocal_rank_fusion([["a"], ["b"]], weights=[1.0, 2.0])] == ["b", "a"]
    with pytest.raises(ValueError, match="zip"):
        reciprocal_rank_fusion([["a"], ["b"]], weights=[1.0])


def test_ties_keep_their_order():
    assert [item for item, _ in reciprocal_rank_fusion([["a"], ["b"]])] == ["a", "b"]
    assert reciprocal_rank_fusion([[], []]) == []


class Scripted:
    """A retriever that gives chunks of one document by number and remembers how many were asked for."""

    def __init__(self, *numbers):
        self.numbers = numbers
        self.asked = 0

    def retrieve(self, query, *, k, filters=None):
        self.asked = k
        return [ScoredChunk("d", Chunk(n, n, (), 0, 0, ()), 9.0 - n) for n in self.numbers][:k]


def test_hybrid_fuses_by_rank_not_by_score():
    first, second = Scripted(1, 2, 3), Scripted(2, 4)
    found = HybridRetriever((first, second), candidates=20).retrieve("q", k=2)
    assert [scored.chunk.index for scored in found] == [2, 1]
    assert found[0].score == pytest.approx(1 / 62 + 1 / 61)
    assert (first.asked, second.asked) == (20, 20)


def test_hybrid_asks_for_no_fewer_than_wanted():
    one = Scripted(*range(100))
    assert len(HybridRetriever((one,), candidates=10).retrieve("q", k=30)) == 30
