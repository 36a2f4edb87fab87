"""Scores candidates by weights that were fitted on question sets (`python -m eval.ranking fit`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retriever.candidates import FEATURES
from retriever.datatypes import QuestionKind
from retriever.token_vectors import one_thread_blocks

WEIGHTS_FILE = Path(__file__).parent / "data" / "passage_weights.json"
NETWORK_FILE = Path(__file__).parent / "data" / "ranking_network.npz"
SUPPORT_KINDS: tuple[QuestionKind, ...] = (
    "method",
    "definition",
    "list",
    "target",
    "fact",
    "deadline",
    "document",
    "responsibility",
    "count",
)
SUPPORT_FEATURES = (
    *FEATURES,
    *(f"kind_{kind}" for kind in SUPPORT_KINDS),
    "best_covered",  # of all candidates of the question
    "best_late_around",
    "margin",  # score less that of the fifth best
)
_SPREAD = 3.0  # of scores: what is left between 0 and 1 stays apart
_FIFTH = 4


@dataclass(frozen=True)
class RankingNetwork:
    """One hidden layer over the features of a candidate, seen beside those of the others of its question.

    It orders the candidates of one question; what it gives for different questions does not compare.

    Attributes:
        hidden: `(i, h)` float32, weights of `network_inputs`.
        hidden_bias: `(h,)` float32.
        out: `(h,)` float32, of the hidden values above 0.
        direct: `(i,)` float32, of the inputs themselves.
        scale: what a difference is worth beside one of the linear sums.
    """

    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    direct: NDArray[np.float32]
    scale: float = 1.0

    def __call__(self, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values `(n,)` of n candidates, at most 0: how far each is behind the best."""
        values = np.empty(len(inputs), np.float32)
        for block in one_thread_blocks(len(inputs), self.hidden.size):
            part = inputs[block]
            values[block] = np.maximum(part @ self.hidden + self.hidden_bias, 0) @ self.out + part @ self.direct
        behind: NDArray[np.float32] = (self.scale * (values - values.max())).astype(np.float32)
        return behind


@dataclass(frozen=True)
class ReadingWeights:
    """What a joint reading weighs: in the order of candidates, in the probability of an answer with a constant."""

    order: float = 0.0
    support: float = 0.0
    bias: float = 0.0


@dataclass(frozen=True)
class Scorer:
    """A score of a candidate's features, and how sure it is that the best of them answers at all.

    Attributes:
        weights: `(f,)` float32, one for each of `FEATURES`; orders the candidates of one question.
        bias: added to the sum.
        support_weights: `(g,)` float32, one for each of `SUPPORT_FEATURES`; parts questions that the documents
            answer from those that they do not.
        support_bias: added to the sum.
        network: orders the candidates; None where the sums alone do.
        reading: weighs what a joint reading tells.
    """

    weights: NDArray[np.float32]
    bias: float
    support_weights: NDArray[np.float32]
    support_bias: float
    network: RankingNetwork | None = None
    reading: ReadingWeights = ReadingWeights()

    def sums(self, features: NDArray[np.float32], kind: QuestionKind) -> NDArray[np.float32]:
        """The linear sums `(n,)`; with a network the best of them, and below it the candidates in its order."""
        sums: NDArray[np.float32] = features @ self.weights + np.float32(self.bias)
        if self.network is None or not len(sums):
            return sums
        best = sums.max()
        behind: NDArray[np.float32] = best + self.network(network_inputs(features, sums - best, kind))
        return behind

    def judge(
        self,
        features: NDArray[np.float32],
        sums: NDArray[np.float32],
        kind: QuestionKind,
        read: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores and supports of the candidates `(n, f)` of one question.

        Args:
            features: `(n, f)`, as they were found.
            sums: `(n,)`, of `sums`.
            kind: the kind of question.
            read: `(n,)`, what a joint reading tells of each, NaN for those not read; None where there is none.

        Returns:
            Scores `(n,)` in (0, 1), and the probabilities `(n,)` that the documents answer the question, if each
            candidate were the best.
        """
        if not len(features):
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        told = None if read is None or np.isnan(read).all() else np.where(np.isnan(read), np.nanmin(read), read)
        if told is not None:
            # The order changes; how good the best one is by the features still says how sure an answer is.
            reordered = sums + self.reading.order * told
            sums = reordered + (sums.max() - reordered.max())
        supports = support_features(features, sums, kind) @ self.support_weights + self.support_bias
        if told is not None:
            supports = supports + self.reading.support * told + self.reading.bias
        return _logistic(sums / _SPREAD), _logistic(supports)


def network_inputs(
    features: NDArray[np.float32], behind: NDArray[np.float32], kind: QuestionKind
) -> NDArray[np.float32]:
    """What the network reads `(n, i)`: features, how far each is behind the best one's, kinds, the linear sums."""
    kinds = np.tile(np.array([kind == other for other in SUPPORT_KINDS], np.float32), (len(features), 1))
    return np.hstack([features, features - features.max(axis=0), kinds, behind[:, np.newaxis]]).astype(np.float32)


def support_features(
    features: NDArray[np.float32], sums: NDArray[np.float32], kind: QuestionKind
) -> NDArray[np.float32]:
    """`SUPPORT_FEATURES` `(n, g)` of the candidates `(n, f)` of one question with their sums `(n,)`, n > 0."""
    count = len(features)
    kinds = np.tile(np.array([kind == other for other in SUPPORT_KINDS], np.float32), (count, 1))
    fifth = np.sort(sums)[::-1][min(_FIFTH, count - 1)]
    covered, late = (features[:, FEATURES.index(name)].max() for name in ("covered", "late_around"))
    rest = np.column_stack([np.full(count, covered), np.full(count, late), sums - fifth])
    return np.hstack([features, kinds, rest]).astype(np.float32)


@lru_cache(maxsize=2)
def load_scorer(*, late: bool) -> Scorer:
    """The scorer for libraries with or without late interaction.

    Raises:
        ValueError: The file was fitted for other features.
    """
    fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))["late" if late else "words"]
    weights, bias = _read(fitted["order"], FEATURES)
    network = _read_network() if late else None
    reading = ReadingWeights(**fitted.get("reading", {}))
    return Scorer(weights, bias, *_read(fitted["support"], SUPPORT_FEATURES), network, reading)


def _read_network() -> RankingNetwork:
    with np.load(NETWORK_FILE, allow_pickle=False) as stored:
        hidden, bias, out, direct = (stored[name] for name in ("hidden", "hidden_bias", "out", "direct"))
        scale = float(stored["scale"])
    if len(direct) != 2 * len(FEATURES) + len(SUPPORT_KINDS) + 1:
        raise ValueError(f"{NETWORK_FILE} was fitted for other features: fit it anew with python -m eval.ranking")
    return RankingNetwork(hidden, bias, out, direct, scale)


def _read(fitted: Mapping[str, Any], names: tuple[str, ...]) -> tuple[NDArray[np.float32], float]:
    """Weights in the order of the names, and the bias; a name that is not there weighs nothing."""
    strange = set(fitted["weights"]) - set(names)
    if strange:
        raise ValueError(f"{WEIGHTS_FILE} has weights for {sorted(strange)}: fit it anew with python -m eval.ranking")
    return np.array([fitted["weights"].get(name, 0.0) for name in names], np.float32), float(fitted["bias"])


def _logistic(values: NDArray[np.float32]) -> NDArray[np.float32]:
    odds: NDArray[np.float32] = (1 / (1 + np.exp(-values))).astype(np.float32)
    return odds
