"""How likely a question is of each kind, by its runs of characters: weights fitted with `python -m eval.kinds fit`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from retriever.datatypes import QuestionKind

WEIGHTS_FILE = Path(__file__).parent / "data" / "kind_weights.npz"
LONGEST = 3  # characters of a run
_OPEN, _CLOSE = "\x02", "\x03"  # where a question begins and ends tells, too


@dataclass(frozen=True)
class KindModel:
    """A linear model of a question's runs of 1–`LONGEST` characters (multinomial logistic regression).

    Attributes:
        kinds: the k kinds that it tells apart.
        runs: each known run with its row in `weights`.
        weights: `(v, k)` float32; a question's runs count equally, their vector has length 1.
        bias: `(k,)` float32.
    """

    kinds: tuple[QuestionKind, ...]
    runs: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def chances(self, text: str) -> dict[QuestionKind, float]:
        """The probability of each kind, in sum 1, for a question as `retriever.question.normalise` leaves it."""
        known = [row for run in runs_of(text) if (row := self.runs.get(run)) is not None]
        sums = self.bias.copy()
        if known:
            sums += self.weights[known].sum(axis=0) / np.sqrt(len(known), dtype=np.float32)
        odds = np.exp(sums - sums.max())
        return dict(zip(self.kinds, map(float, odds / odds.sum()), strict=True))


def runs_of(text: str) -> set[str]:
    """The distinct runs of 1–`LONGEST` characters of a question between its marked ends."""
    marked = f"{_OPEN}{text.lower()}{_CLOSE}"
    return {
        marked[start : start + length] for length in range(1, LONGEST + 1) for start in range(len(marked) - length + 1)
    }


@lru_cache(maxsize=1)
def load_kind_model() -> KindModel:
    """The shipped model.

    Raises:
        ValueError: The file knows a kind that there is not.
    """
    with np.load(WEIGHTS_FILE, allow_pickle=False) as stored:
        kinds = tuple(str(kind) for kind in stored["kinds"])
        runs = {str(run): row for row, run in enumerate(stored["runs"])}
        weights = stored["weights"].astype(np.float32)
        bias = stored["bias"].astype(np.float32)
    strange = set(kinds) - set(get_args(QuestionKind))
    if strange:
        raise ValueError(f"{WEIGHTS_FILE} has kinds {sorted(strange)}: fit it anew with python -m eval.kinds fit")
    return KindModel(kinds, runs, weights, bias)  # type: ignore[arg-type]  # checked above
