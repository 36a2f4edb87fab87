"""Fitting the ranking: the numbers of the models, what is fitted on, and the command."""

from __future__ import annotations

import json

import numpy as np
import pytest

from eval.ranking import main, measure
from eval.ranking_fit import fit_order, fit_probability, probability
from eval.ranking_model import by_question, by_set, fit_ranking, folds
from eval.ranking_tables import Asked, Rated
from retriever.candidates import FEATURES
from retriever.scorer import SUPPORT_FEATURES

QUESTIONS = 40
CANDIDATES = 12


@pytest.fixture
def random():
    return np.random.default_rng(7)


def choices(random, true, count=300):
    """Questions whose answering candidate is drawn by the conditional logistic of `true` weights."""
    features = [random.normal(size=(8, len(true))).astype(np.float32) for _ in range(count)]
    gold = []
    for rows in features:
        odds = np.exp(rows @ true)
        mask = np.zeros(8, bool)
        mask[random.choice(8, p=odds / odds.sum())] = True
        gold.append(mask)
    return features, gold


def test_the_order_finds_the_weights_that_choices_were_drawn_by(random):
    true = np.array([2.0, -1.0, 0.0, 0.5])
    features, gold = choices(random, true, 1500)
    fitted = fit_order(features, gold, ridge=1e-6)
    assert fitted.weights == pytest.approx(true, abs=0.2)


def test_the_order_settles_where_the_choice_is_certain(random):
    rows = [random.normal(size=(6, 3)).astype(np.float32) for _ in range(50)]
    gold = [row[:, 0] == row[:, 0].max() for row in rows]
    fitted = fit_order(rows, gold)
    assert np.isfinite(fitted.weights).all()
    assert all(mask[fitted(row).argmax()] for row, mask in zip(rows, gold, strict=True))


def test_the_probability_finds_weights_and_bias(random):
    true, bias = np.array([1.5, -2.0]), 0.7
    features = random.normal(size=(6000, 2)).astype(np.float32)
    outcome = random.random(6000) < probability(features @ true + bias)
    fitted = fit_probability(features, outcome, np.ones(6000), ridge=1e-6)
    assert fitted.weights == pytest.approx(true, abs=0.15)
    assert fitted.bias == pytest.approx(bias, abs=0.15)


def test_a_feature_that_never_changes_weighs_nothing(random):
    features = np.column_stack([random.normal(size=500), np.full(500, 3.0)]).astype(np.float32)
    fitted = fit_probability(features, features[:, 0] > 0, np.ones(500))
    assert fitted.weights[1] == pytest.approx(0, abs=1e-6)


def rated(random, set_name, count=QUESTIONS):
    """Questions whose answer is the candidate nearest to it; one in four has none and no near candidate."""
    near, covered = FEATURES.index("late_around"), FEATURES.index("covered")
    found = []
    for number in range(count):
        answerable = number % 4 != 0
        features = random.random((CANDIDATES, len(FEATURES))).astype(np.float32) * 0.3
        gold = np.zeros(CANDIDATES, bool)
        if answerable:
            gold[number % CANDIDATES] = True
            features[gold, near] = features[gold, covered] = 0.9
        part = Asked("fact", features, np.arange(CANDIDATES), gold)
        found.append(Rated(set_name, f"{set_name}-{number}", "fact", str(number), answerable, (part,)))
    return found


def test_what_answers_stands_first_and_is_probable(random):
    questions = rated(random, "one")
    ranking = fit_ranking(questions, late=True)
    for one in questions:
        part = one.parts[0]
        assert not one.answerable or part.gold[ranking.sums(part).argmax()]
        assert (ranking.chance(part) > 0.5) == one.answerable
    written = ranking.as_json()
    assert set(written["order"]["weights"]) <= set(FEATURES)
    assert set(written["support"]["weights"]) <= set(SUPPORT_FEATURES)


def test_a_given_order_is_kept(random):
    order = fit_ranking(rated(random, "one"), late=True).order
    again = fit_ranking(rated(random, "two"), late=True, order=order)
    assert again.order is order


def test_without_late_interaction_its_features_weigh_nothing(random):
    written = fit_ranking(rated(random, "one"), late=False).as_json()
    told = {*written["order"]["weights"], *written["support"]["weights"]}
    assert not told & {"late_sentence", "late_around", "cosine", "cosine_rank", "best_late_around"}


def test_folds_leave_no_question_on_both_sides(random):
    questions = [*rated(random, "one", 20), *rated(random, "two", 20)]
    for key in (by_question, by_set):
        held = [one.id for _, part in folds(questions, key) for one in part]
        assert sorted(held) == sorted(one.id for one in questions)
        for kept, part in folds(questions, key):
            assert not {key(one) for one in kept} & {key(one) for one in part}


def test_measure_tells_each_set_by_question_and_as_a_whole(random):
    text = measure([*rated(random, "one"), *rated(random, "two")])
    by_questions, as_wholes = text.split("\n\n")
    assert by_questions.startswith("按题交叉")
    assert as_wholes.startswith("整套留出")
    assert all(name in part for part in (by_questions, as_wholes) for name in ("one", "two", "100.0%"))


def test_the_command_fits_on_a_library(tmp_path, capsys):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = [
        f"{number}.{name}管理。{name}由镇{name}办登记，每年检查{number}次。" for number, name in enumerate(THINGS, 2)
    ]
    (corpus / "甲镇管理办法.txt").write_text("甲镇管理办法\n" + "\n".join(lines), encoding="utf-8")
    questions = [question(number, name) for number, name in enumerate(THINGS, 2)]
    questions += [
        {**question(0, name), "type": "unanswerable", "answerable": False, "must": [], "cite": []} for name in OTHERS
    ]
    for number, one in enumerate(questions):
        one["id"] = f"q{number}"
    asked = tmp_path / "asked.jsonl"
    asked.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in questions), encoding="utf-8")
    out = tmp_path / "weights.json"
    arguments = ["--data", str(tmp_path), "--out", str(out), "--only", str(asked), str(corpus)]
    assert main(["fit", *arguments]) == 0
    assert set(json.loads(out.read_text(encoding="utf-8"))) == {"late", "words"}
    assert main(["measure", *arguments]) == 0
    assert "asked" in capsys.readouterr().out


THINGS = ("水渠", "果园", "鱼塘", "晒场", "路灯", "粮仓", "桥梁", "公厕")
OTHERS = ("地铁", "码头", "机场", "滑雪场")


def question(number, name):
    return {
        "id": "", "type": "fact", "history": [], "q": f"甲镇{name}每年检查几次", "must": [[f"{number}次"]],
        "must_not": [], "cite": [f"每年检查{number}次"], "answerable": True,
    }  # fmt: skip
