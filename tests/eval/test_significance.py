from __future__ import annotations

import pytest

from eval.significance import fall_probability, paired_difference


@pytest.mark.parametrize(
    ("lost", "gained", "probability"),
    [
        (0, 0, 1.0),
        (0, 3, 1.0),
        (4, 0, 1 / 16),
        (5, 0, 1 / 32),
        (5, 1, 7 / 64),  # (6 + 1) / 2**6
        (8, 2, 56 / 1024),  # (45 + 10 + 1) / 2**10
    ],
)
def test_fall_probability(lost: int, gained: int, probability: float) -> None:
    assert fall_probability(lost, gained) == probability


def test_paired_difference() -> None:
    first = [1.0, 1.0, 0.0, 0.0] * 25
    same = paired_difference(first, first)
    assert (same.mean, same.low, same.high, same.beyond_noise) == (0.0, 0.0, 0.0, False)
    # One question in four is lost: the differences have mean -0.25 and deviation 0.433, 0.0433 for 100 of them.
    worse = paired_difference(first, [0.0, 1.0, 0.0, 0.0] * 25)
    assert worse.mean == -0.25
    assert worse.low == pytest.approx(-0.25 - 1.96 * 0.0433, abs=0.02)
    assert worse.high == pytest.approx(-0.25 + 1.96 * 0.0433, abs=0.02)
    assert worse.beyond_noise
    assert paired_difference(first, [0.0, 1.0, 0.0, 0.0] * 25) == worse
    assert not paired_difference([1.0, 0.0, 1.0], [0.0, 1.0, 1.0]).beyond_noise


def test_pairs_must_be_complete() -> None:
    assert paired_difference([], []).mean == 0.0
    with pytest.raises(ValueError, match="zip"):
        paired_difference([1.0], [])
