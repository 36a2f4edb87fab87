"""Properties that hold of every policy: nothing lost, the outline as written, the facts as stated.

The default run takes 150 policies, `pytest -m thorough` 2,000 and prints recall and precision of each form.
"""

from functools import lru_cache

import pytest
from generators.checks import (
    Score,
    Scores,
    again_problems,
    line_problems,
    metadata_problems,
    outline_problems,
    point_problems,
    score_facts,
    split_problems,
    text_problems,
)
from generators.policies import make_policy
from generators.responsibilities import TAILS
from generators.statements import TARGETS

from ingest.pipeline import parse

CHECKS = (
    text_problems,
    line_problems,
    again_problems,
    outline_problems,
    point_problems,
    split_problems,
    metadata_problems,
)
LEAST = 0.98
FEWEST = 30  # known facts of a form below which its share says little


@lru_cache(maxsize=1)
def examined(count):
    """Problems by check, and scores by kind and form, of the policies 0 … count - 1."""
    problems = {check.__name__: [] for check in CHECKS}
    scores = Scores(Score)
    for seed in range(count):
        policy = make_policy(seed)
        parsed = parse(policy.document, name=policy.name)
        for check in CHECKS:
            problems[check.__name__] += [f"[{seed}] {problem}" for problem in check(policy, parsed)]
        score_facts(policy, parsed, scores)
    return problems, scores


def unsure(scores):
    """Forms whose recall or precision is too low, with an example each."""
    return {
        (*key, round(score.recall, 3), round(score.precision, 3)): score.examples[:1]
        for key, score in sorted(scores.items())
        if score.right + score.missed >= FEWEST and min(score.recall, score.precision) < LEAST
    }


def table(scores):
    """A line per form: known, recall, precision."""
    lines = [
        f"{kind:15} {form:24}\t{score.right + score.missed:6}\t{score.recall:.4f}\t{score.precision:.4f}"
        for (kind, form), score in sorted(scores.items())
    ]
    return "\n".join(["kind form\tknown\trecall\tprecision", *lines])


def stray(scores):
    """Share of the facts read that stand where nothing of their kind was stated."""
    read = sum(score.right + score.spurious for score in scores.values())
    return sum(score.spurious for (_, form), score in scores.items() if form == "none") / read


@pytest.mark.parametrize("check", [check.__name__ for check in CHECKS])
def test_properties(check):
    assert examined(150)[0][check] == []


def test_every_form_is_read():
    scores = examined(150)[1]
    assert {form for kind, form in scores if kind == "responsibility"} >= set(TAILS)
    assert {form for kind, form in scores if kind == "target"} >= set(TARGETS)
    assert unsure(scores) == {}
    assert stray(scores) < 1 - LEAST


@pytest.mark.thorough
def test_two_thousand_policies():
    problems, scores = examined(2000)
    print(table(scores))
    assert {check: found[:5] for check, found in problems.items() if found} == {}
    assert unsure(scores) == {}
    assert stray(scores) < 1 - LEAST


def test_the_same_seed_gives_the_same_policy():
    assert make_policy(7) == make_policy(7)
    assert make_policy(7).document.text != make_policy(8).document.text
