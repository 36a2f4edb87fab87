"""Fit linear models in closed steps of Newton: which sentence of a question answers, and whether any does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 40
_CLOSE = 1e-3  # change of the standardised weights at which a fit has settled


@dataclass(frozen=True)
class Linear:
    """A linear model: `weights` `(f,)` of features as they are measured, and `bias`."""

    weights: Floats
    bias: float = 0.0

    def __call__(self, features: NDArray[np.floating]) -> Floats:
        """Sums `(n,)` of features `(n, f)`."""
        sums: Floats = features @ self.weights + self.bias
        return sums


def fit_order(
    features: Sequence[NDArray[np.float32]],
    gold: Sequence[NDArray[np.bool_]],
    *,
    ridge: float = 1e-3,
) -> Linear:
    """Weights under which the answers of each question stand before its other sentences (conditional logistic).

    Args:
        features: `(n, f)` of the candidates of each question.
        gold: `(n,)` of each question, true for a candidate that answers; at least one.
        ridge: how strongly standardised weights are held near 0.
    """
    rows, scale = _standardised(np.concatenate(features))
    choice = _Choice(rows, np.concatenate(gold), np.array([len(mask) for mask in gold]), ridge)
    beta = np.zeros(rows.shape[1])
    loss, gradient, curvature = choice.at(beta)
    for _ in range(_STEPS):
        step = np.linalg.solve(curvature, gradient)
        # A step of Newton may go too far where the choice is nearly certain: half of it, or less, does not.
        while (tried := choice.at(beta - step))[0] > loss and np.abs(step).max() > _CLOSE:
            step /= 2
        beta, (loss, gradient, curvature) = beta - step, tried
        if np.abs(step).max() <= _CLOSE:
            break
    return Linear(beta / scale)


@dataclass(frozen=True)
class _Choice:
    """The conditional logistic over questions whose candidates stand behind each other in `rows`."""

    rows: Floats
    hits: NDArray[np.bool_]
    sizes: NDArray[np.int64]
    ridge: float

    def at(self, beta: Floats) -> tuple[float, Floats, Floats]:
        """Loss, gradient and curvature; in the curvature the answers' own part is left out, so that it is convex."""
        starts = np.cumsum([0, *self.sizes[:-1]])
        share = 1 / len(self.sizes)
        sums = self.rows @ beta
        every, total = _softmax(sums, starts, self.sizes)
        right, hit = _softmax(np.where(self.hits, sums, -np.inf), starts, self.sizes)
        loss = float(share * (total - hit).sum() + self.ridge / 2 * beta @ beta)
        gradient = self.rows.T @ (share * (every - right)) + self.ridge * beta
        means = np.add.reduceat(self.rows * every[:, None], starts)
        curvature = (self.rows * (share * every)[:, None]).T @ self.rows - share * means.T @ means
        return loss, gradient, curvature + self.ridge * np.eye(len(beta))


def _softmax(sums: Floats, starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """The share of each row in its group, and the logarithm of each group's sum of exponentials."""
    highest = np.maximum.reduceat(sums, starts)
    odds = np.exp(sums - np.repeat(highest, sizes))
    totals = np.add.reduceat(odds, starts)
    return odds / np.repeat(totals, sizes), highest + np.log(totals)


def fit_probability(
    features: NDArray[np.float32], outcome: NDArray[np.bool_], weights: NDArray[np.float64], *, ridge: float = 1e-2
) -> Linear:
    """A logistic model of an outcome `(n,)` from features `(n, f)`; `weights` `(n,)` say how much each row counts."""
    rows, scale = _standardised(features)
    centre = rows.mean(axis=0)
    rows = np.column_stack([rows - centre, np.ones(len(rows))])
    shares = weights / weights.sum()
    penalty = ridge * np.append(np.ones(rows.shape[1] - 1), 1e-6)
    beta = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = probability(rows @ beta)
        gradient = rows.T @ (shares * (outcome - chance)) - penalty * beta
        curvature = (rows * (shares * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        beta += step
        if np.abs(step).max() < _CLOSE:
            break
    return Linear(beta[:-1] / scale, float(beta[-1] - beta[:-1] @ centre))


def probability(sums: Floats) -> Floats:
    """The logistic of sums: 0–1."""
    chance: Floats = 1 / (1 + np.exp(-np.clip(sums, -50, 50)))
    return chance


def _standardised(features: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """Features over their spread, and that spread; one that never changes is left as it is."""
    rows = features.astype(np.float64)
    spread = rows.std(axis=0)
    scale = np.where(spread > 1e-9, spread, 1.0)
    return rows / scale, scale
