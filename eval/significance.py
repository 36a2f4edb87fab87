"""Whether the same questions tell two systems apart: paired tests, one value per question and system."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics import bootstrap_interval


@dataclass(frozen=True)
class Difference:
    """Mean of the second system minus that of the first, with its bootstrap interval.

    `beyond_noise` is whether the interval leaves out zero.
    """

    mean: float
    low: float
    high: float

    @property
    def beyond_noise(self) -> bool:
        """Whether the difference is larger than what drawing other questions would make."""
        return self.low > 0 or self.high < 0


def paired_difference(
    first: Sequence[float],
    second: Sequence[float],
    *,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Difference:
    """Paired bootstrap over questions: `first[i]` and `second[i]` belong to the same one.

    Koehn 2004, https://aclanthology.org/W04-3250: the questions are drawn again with replacement, each with both
    of its values.

    Raises:
        ValueError: The two have not the same length.
    """
    differences = [b - a for a, b in zip(first, second, strict=True)]
    low, high = bootstrap_interval(differences, confidence=confidence, resamples=resamples, seed=seed)
    return Difference(sum(differences) / len(differences) if differences else 0.0, low, high)


def fall_probability(lost: int, gained: int) -> float:
    """Probability (0–1) of at least `lost` losses among all changes, were losses and gains equally likely.

    The one-sided exact test of McNemar 1947, https://doi.org/10.1007/BF02295996, on the questions whose mark changed;
    1 when none did.
    """
    changed = lost + gained
    ways: int = sum(math.comb(changed, count) for count in range(lost, changed + 1))
    return ways / (1 << changed)
