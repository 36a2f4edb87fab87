"""What orders the sentences of a question and tells whether any answers, fitted on rated questions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.ranking_fit import Linear, fit_order, fit_probability, probability
from eval.ranking_tables import Asked, Rated
from retriever.candidates import FEATURES
from retriever.scorer import SUPPORT_FEATURES, support_features

# What counts how much for the probability: right sentences on top, questions without an answer, questions whose
# answer was taken out of the documents (there are many, and some are still answered elsewhere), wrong ones on top.
UNANSWERABLE, TAKEN_OUT, WRONG = 4.0, 0.2, 0.3
FOLDS = 5
_FEW = 8  # candidates that must be left when the answer is taken out
# What a sentence looks like and where it stands orders the sentences of a question, but it does not tell whether the
# documents answer: on sets and documents that were not fitted on, the probability is better without.
_NOT_FOR_SUPPORT = frozenset(
    (
        *("late_found", "heaviest", "heaviest_around", "bm25_rank", "cosine", "cosine_rank"),
        *("row", "front", "closing", "paragraph", "depth", "review"),
        *("length", "position", "only", "unfinished", "colon", "parts"),
        *("kind_method", "kind_list", "kind_fact", "kind_count", "best_covered"),
    )
)
_SUPPORTING = [index for index, name in enumerate(SUPPORT_FEATURES) if name not in _NOT_FOR_SUPPORT]
_MEANING = ("cosine", "cosine_rank")
_UNLATE = [index for index, name in enumerate(FEATURES) if name.startswith("late_") or name in _MEANING]


@dataclass(frozen=True)
class Ranking:
    """Weights for the order of candidates and for the probability that the best one answers."""

    order: Linear
    support: Linear

    def sums(self, asked: Asked) -> NDArray[np.float32]:
        """The sum `(n,)` of each candidate."""
        return self.order(asked.features).astype(np.float32)

    def chance(self, asked: Asked) -> float:
        """Probability that the documents answer."""
        return float(probability(self.support(_top(asked, self.sums(asked))[None]))[0])

    def as_json(self) -> dict[str, Any]:
        """As `retriever.scorer` reads it."""
        return {"order": _named(self.order, FEATURES), "support": _named(self.support, SUPPORT_FEATURES)}


def fit_ranking(rated: Sequence[Rated], *, late: bool, order: Linear | None = None) -> Ranking:
    """Fit on all questions; without `late` as if the encoder told nothing of tokens. A given `order` is kept."""
    if not late:
        rated = [replace(one, parts=tuple(_without_late(part) for part in one.parts)) for one in rated]
    # The sentence on top must be judged as it will be judged later: by weights that its question did not help to fit.
    tops = [
        told
        for kept, held in folds(rated, by_question)
        for one, part, sums in _ordered(held, order or _fit_order(kept))
        for told in _outcomes(one, part, sums)
    ]
    rows, outcomes, shares = (np.array(column) for column in zip(*tops, strict=True))
    fitted = fit_probability(rows[:, _SUPPORTING], outcomes, shares)
    support = np.zeros(len(SUPPORT_FEATURES))
    support[_SUPPORTING] = fitted.weights
    return Ranking(order or _centred(_fit_order(rated), rated), replace(fitted, weights=support))


def folds(rated: Sequence[Rated], key: Callable[[Rated], Hashable]) -> Iterator[tuple[list[Rated], list[Rated]]]:
    """For each group of questions with the same key: those of all other groups, and those of this one."""
    for group in dict.fromkeys(key(one) for one in rated):
        yield [one for one in rated if key(one) != group], [one for one in rated if key(one) == group]


def by_question(one: Rated) -> Hashable:
    """One of a few groups for each question, the same every time."""
    return int(hashlib.blake2b(one.id.encode(), digest_size=4).hexdigest(), 16) % FOLDS


def by_set(one: Rated) -> Hashable:
    """The set of a question."""
    return one.set_name


def _fit_order(rated: Sequence[Rated]) -> Linear:
    choices = [
        part for one in rated for part in one.parts if one.answerable and part.gold.any() and not part.gold.all()
    ]
    return fit_order([part.features for part in choices], [part.gold for part in choices])


def _centred(order: Linear, rated: Sequence[Rated]) -> Linear:
    """The same order with the mean of the best sums at 0, where the scores of the scorer differ most."""
    best = [order(part.features).max() for one in rated for part in one.parts if one.answerable]
    return replace(order, bias=-float(np.mean(best)))


def _ordered(rated: Sequence[Rated], order: Linear) -> Iterator[tuple[Rated, Asked, NDArray[np.float32]]]:
    for one in rated:
        for part in one.parts:
            yield one, part, order(part.features).astype(np.float32)


def _outcomes(one: Rated, part: Asked, sums: NDArray[np.float32]) -> Iterator[tuple[NDArray[np.float32], bool, float]]:
    """Features of the sentence on top, whether it answers, and how much that counts; also with the answer taken out."""
    if not one.answerable:
        yield _top(part, sums), False, UNANSWERABLE
        return
    answering = np.isin(part.clauses, part.clauses[part.gold])
    right = bool(answering[sums.argmax()])
    yield _top(part, sums), right, 1.0 if right else WRONG
    if part.gold.any() and (~answering).sum() >= _FEW:
        yield _top(*_without(part, sums, answering)), False, TAKEN_OUT


def _without(part: Asked, sums: NDArray[np.float32], out: NDArray[np.bool_]) -> tuple[Asked, NDArray[np.float32]]:
    """A part without some candidates; what the searches tell is measured by the best of the rest."""
    features = part.features[~out].copy()
    words, meaning = FEATURES.index("bm25"), FEATURES.index("cosine")
    features[:, words] /= max(float(features[:, words].max()), 1e-9)
    features[:, meaning] -= features[:, meaning].max()
    return Asked(part.kind, features, part.clauses[~out], part.gold[~out]), sums[~out]


def _top(part: Asked, sums: NDArray[np.float32]) -> NDArray[np.float32]:
    """`SUPPORT_FEATURES` of the best candidate."""
    top: NDArray[np.float32] = support_features(part.features, sums, part.kind)[sums.argmax()]
    return top


def _without_late(part: Asked) -> Asked:
    features = part.features.copy()
    features[:, _UNLATE] = 0
    return replace(part, features=features)


def _named(model: Linear, names: Sequence[str]) -> dict[str, Any]:
    weights = {name: round(float(value), 4) for name, value in zip(names, model.weights, strict=True)}
    return {"bias": round(model.bias, 4), "weights": {name: value for name, value in weights.items() if value}}
