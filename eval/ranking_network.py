"""Fit the network that orders the sentences of a question, on rated questions."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.ranking_fit import Linear
from eval.ranking_tables import Rated
from retriever.scorer import RankingNetwork, network_inputs

NETWORKS = 3  # of different beginnings; the mean of them is again one network, of all their hidden units
HIDDEN = 32  # hidden units of each
PASSES, BATCH = 14, 32
RATE, SLOWER, DECAY = 2e-3, 0.85, 5e-2  # learning rate, its factor after each pass, weight decay
DROPPED = 0.2  # share of the hidden units that a step leaves out
LOOKED_AT = 40  # best candidates by the linear order: what is further behind is never told
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True)
class Choice:
    """The candidates of a question, best first by the linear order.

    `inputs` are `(n, i)` as the network reads them, `gold` `(n,)` true for a candidate that answers.
    """

    inputs: NDArray[np.float32]
    gold: NDArray[np.bool_]


def choices(rated: Sequence[Rated], order: Linear) -> Iterator[Choice]:
    """The questions of which some of the best candidates answer and others do not."""
    for part in (part for one in rated if one.answerable for part in one.parts):
        sums = order(part.features).astype(np.float32)
        best = np.argsort(-sums, kind="stable")[:LOOKED_AT]
        gold = part.gold[best]
        if gold.any() and not gold.all():
            yield Choice(network_inputs(part.features, sums - sums.max(), part.kind)[best], gold)


def fit_network(rated: Sequence[Rated], order: Linear) -> RankingNetwork:
    """Weights under which answers stand before the other candidates of their question (listwise softmax).

    Args:
        rated: questions with their candidates.
        order: the linear order whose sums the network reads, and beside which its differences are scaled.
    """
    cases = list(choices(rated, order))
    stacked = np.concatenate([case.inputs for case in cases])
    mean, spread = stacked.mean(axis=0), stacked.std(axis=0) + _LEAST_SPREAD
    parts = [_fit_one(cases, mean, spread, seed) for seed in range(1, NETWORKS + 1)]
    hidden = np.hstack([part[0] for part in parts]) / spread[:, np.newaxis]
    bias = np.concatenate([part[1] for part in parts]) - mean @ hidden
    out = np.concatenate([part[2] for part in parts]) / NETWORKS
    direct = np.mean([part[3] for part in parts], axis=0) / spread
    plain = RankingNetwork(hidden=_floats(hidden), hidden_bias=_floats(bias), out=_floats(out), direct=_floats(direct))
    return replace(plain, scale=_scale(cases, plain))


def _floats(values: NDArray[np.floating]) -> NDArray[np.float32]:
    return np.asarray(values, np.float32)


def save_network(network: RankingNetwork, file: Path) -> None:
    """Write what `retriever.scorer` reads."""
    np.savez(
        file,
        hidden=network.hidden,
        hidden_bias=network.hidden_bias,
        out=network.out,
        direct=network.direct,
        scale=np.float32(network.scale),
    )


def _scale(cases: Sequence[Choice], network: RankingNetwork) -> float:
    """The factor that brings its differences nearest to those of the linear sums, the last of the inputs."""
    values = np.concatenate([network(case.inputs) for case in cases])
    linear = np.concatenate([case.inputs[:, -1] for case in cases])
    return float((values * linear).sum() / (values * values).sum())


def _fit_one(
    cases: Sequence[Choice], mean: NDArray[np.float32], spread: NDArray[np.float32], seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Weights over standardised inputs: `(i, h)`, `(h,)`, `(h,)`, `(i,)`."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    width = len(mean)
    first, last, direct = nn.Linear(width, HIDDEN), nn.Linear(HIDDEN, 1), nn.Linear(width, 1)
    nn.init.zeros_(direct.weight)
    weights = [value for layer in (first, last, direct) for value in layer.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, SLOWER)
    told = [(torch.from_numpy((case.inputs - mean) / spread), torch.from_numpy(case.gold)) for case in cases]
    drawing = random.Random(seed)
    for _ in range(PASSES):
        drawing.shuffle(told)
        for start in range(0, len(told), BATCH):
            batch = told[start : start + BATCH]
            inputs = torch.cat([inputs for inputs, _ in batch])
            kept = nn.functional.dropout(first(inputs).relu(), DROPPED)
            values = (last(kept) + direct(inputs)).squeeze(1).split([len(inputs) for inputs, _ in batch])
            losses = [
                own.logsumexp(0) - own[gold].logsumexp(0) for own, (_, gold) in zip(values, batch, strict=True)
            ]
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        schedule.step()
    found = [value.detach().numpy().copy() for value in (first.weight.T, first.bias, last.weight[0], direct.weight[0])]
    return found[0], found[1], found[2], found[3]
