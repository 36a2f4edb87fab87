"""Candidates of a question, their features, and the fitted scores over them."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from retriever import scorer as scorer_module
from retriever.candidates import FEATURES, CandidateFinder
from retriever.question import understand
from retriever.reader import SUPPORTED
from retriever.scorer import (
    SUPPORT_FEATURES,
    SUPPORT_KINDS,
    ReadingWeights,
    load_scorer,
    network_inputs,
    support_features,
)


def found(reader, lexicon, question):
    query = understand(question, lexicon)
    return query, *CandidateFinder(reader.view, reader).find(query)


def test_features_of_a_sentence_are_those_of_its_words(reader, lexicon):
    _, candidates, features = found(reader, lexicon, "口袋公园建几座")
    assert features.shape == (len(candidates), len(FEATURES))
    row = next(n for n, candidate in enumerate(candidates) if "口袋公园7座" in candidate.text)
    value = dict(zip(FEATURES, features[row].tolist(), strict=True))
    assert value["has_needed"] == 1
    assert value["lacks_needed"] == 0
    assert value["inside"] == pytest.approx(value["covered"])
    assert value["late_sentence"] == value["late_around"] == 0  # this encoder gives no tokens
    assert value["missed"] == value["strange"] == 0


def test_no_heading_no_question_and_no_bracket_of_bodies_is_a_candidate(reader, lexicon):
    _, candidates, _ = found(reader, lexicon, "社区食堂怎么办")
    texts = [candidate.text for candidate in candidates]
    assert texts
    assert not [text for text in texts if text.startswith("（责任单位")]
    assert not [text for text in texts if text.endswith(("？", "?"))]
    assert "扩大社区食堂" not in [text.lstrip("0123456789.").rstrip("。") for text in texts]


def test_what_the_documents_hold_is_more_probable_than_what_they_do_not(reader):
    held = [reader.passages(understand(text, reader.lexicon)) for text in ("口袋公园建几座", "停车泊位新增多少个")]
    lacking = [reader.passages(understand(text, reader.lexicon)) for text in ("地铁几点停运", "海绵城市投资多少亿元")]
    for passages in (*held, *lacking):
        assert all(0 <= passage.support <= 1 for passage in passages)
        assert [passage.score for passage in passages] == sorted((p.score for p in passages), reverse=True)
    assert min(passages[0].support for passages in held) >= SUPPORTED
    assert max((passages[0].support for passages in lacking if passages), default=0) < SUPPORTED


@pytest.mark.parametrize("late", [True, False])
def test_both_scorers_are_fitted_for_these_features(late):
    scorer = load_scorer(late=late)
    assert scorer.weights.shape == (len(FEATURES),)
    assert scorer.support_weights.shape == (len(SUPPORT_FEATURES),)
    used = {name for name, weight in zip(FEATURES, scorer.weights, strict=True) if weight}
    assert late == any(name.startswith("late") for name in used)


def test_the_margin_is_that_over_the_fifth_best():
    sums = np.array([5, 1, 4, 2, 3, 0], np.float32)
    features = support_features(np.zeros((6, len(FEATURES)), np.float32), sums, "target")
    margin = features[:, SUPPORT_FEATURES.index("margin")]
    assert margin.tolist() == [4, 0, 3, 1, 2, -1]
    assert features[:, SUPPORT_FEATURES.index("kind_target")].tolist() == [1] * 6
    assert features[:, SUPPORT_FEATURES.index("kind_list")].tolist() == [0] * 6


def test_weights_of_other_features_are_refused(tmp_path, monkeypatch):
    part = {"order": {"weights": {"moonlight": 1.0}, "bias": 0}, "support": {"weights": {}, "bias": 0}}
    (tmp_path / "weights.json").write_text(json.dumps({"late": part, "words": part}), encoding="utf-8")
    monkeypatch.setattr(scorer_module, "WEIGHTS_FILE", tmp_path / "weights.json")
    load_scorer.cache_clear()
    try:
        with pytest.raises(ValueError, match="moonlight"):
            load_scorer(late=True)
    finally:
        load_scorer.cache_clear()


def test_the_network_orders_below_the_best_linear_score():
    scorer = load_scorer(late=True)
    features = np.random.default_rng(3).normal(size=(5, len(FEATURES))).astype(np.float32)
    plain = dataclasses.replace(scorer, network=None)
    scores, _ = scorer.judge(features, scorer.sums(features, "fact"), "fact")
    linear, _ = plain.judge(features, plain.sums(features, "fact"), "fact")
    assert scores.max() == pytest.approx(linear.max())
    sums = features @ scorer.weights + np.float32(scorer.bias)
    behind = scorer.network(network_inputs(features, sums - sums.max(), "fact"))
    assert behind.max() == 0
    assert scores.argsort().tolist() == behind.argsort().tolist()


def test_a_network_for_other_features_is_refused(tmp_path, monkeypatch):
    wrong = np.zeros(2 * len(FEATURES) + len(SUPPORT_KINDS), np.float32)
    np.savez(tmp_path / "net.npz", hidden=wrong, hidden_bias=wrong, out=wrong, direct=wrong, scale=1.0)
    monkeypatch.setattr(scorer_module, "NETWORK_FILE", tmp_path / "net.npz")
    load_scorer.cache_clear()
    try:
        with pytest.raises(ValueError, match="other features"):
            load_scorer(late=True)
    finally:
        load_scorer.cache_clear()


def test_nothing_found_is_nothing_scored():
    scorer = load_scorer(late=True)
    nothing = np.zeros((0, len(FEATURES)), np.float32)
    sums = scorer.sums(nothing, "fact")
    assert [values.shape for values in scorer.judge(nothing, sums, "fact")] == [(0,), (0,)]


def test_what_was_read_together_changes_the_order_and_not_how_good_the_best_is():
    scorer = dataclasses.replace(load_scorer(late=True), reading=ReadingWeights(order=1.0, support=0.5, bias=-0.1))
    features = np.random.default_rng(4).normal(size=(4, len(FEATURES))).astype(np.float32)
    sums = scorer.sums(features, "fact")
    last, unread = int(sums.argmin()), int(sums.argmax())
    read = np.full(4, -2.0, np.float32)
    read[last], read[unread] = 40.0, np.nan
    before, before_support = scorer.judge(features, sums, "fact")
    scores, supports = scorer.judge(features, sums, "fact", read)
    assert scores.argmax() == last
    assert scores.max() == pytest.approx(before.max())
    assert supports[last] > before_support[last]
    assert supports[unread] < before_support[unread]


def test_nothing_read_changes_nothing():
    scorer = load_scorer(late=True)
    features = np.random.default_rng(5).normal(size=(3, len(FEATURES))).astype(np.float32)
    sums = scorer.sums(features, "fact")
    plain, unread = scorer.judge(features, sums, "fact"), scorer.judge(features, sums, "fact", np.full(3, np.nan))
    assert np.array_equal(plain, unread)
