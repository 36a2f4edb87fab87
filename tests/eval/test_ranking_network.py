"""Fitting the network: it learns from answers what the linear order does not know, and is read back as written."""

from __future__ import annotations

import json

import numpy as np
import pytest

from eval import notice_libraries
from eval.ranking_fit import Linear
from eval.ranking_network import choices, fit_network, save_network
from eval.ranking_tables import Asked, Rated
from retriever import scorer as scorer_module
from retriever.candidates import FEATURES
from retriever.scorer import load_scorer

QUESTIONS, CANDIDATES = 300, 6


@pytest.fixture
def rated():
    """Questions whose answer is the candidate with the least of one feature; the others are noise."""
    random = np.random.default_rng(5)
    found = []
    for number in range(QUESTIONS):
        features = random.normal(size=(CANDIDATES, len(FEATURES))).astype(np.float32)
        answer = int(features[:, 3].argmin())
        gold = np.arange(CANDIDATES) == answer
        part = Asked("fact", features, np.arange(CANDIDATES), gold)
        found.append(Rated("set", str(number), "fact", "d", True, (part,)))
    return found


def test_it_learns_from_the_answers_what_the_linear_order_does_not_know(rated, tmp_path, monkeypatch):
    pytest.importorskip("torch")  # here: it takes seconds in each process that collects this file
    order = Linear(np.eye(len(FEATURES))[4] - 0.5 * np.eye(len(FEATURES))[3])  # half of it is led astray
    network = fit_network(rated, order)
    cases = list(choices(rated, order))
    assert np.mean([case.gold[0] for case in cases]) < 0.6
    right = [bool(case.gold[network(case.inputs).argmax()]) for case in cases]
    assert len(cases) == QUESTIONS
    assert np.mean(right) > 0.9
    save_network(network, tmp_path / "net.npz")
    monkeypatch.setattr(scorer_module, "NETWORK_FILE", tmp_path / "net.npz")
    load_scorer.cache_clear()
    try:
        again = load_scorer(late=True).network
    finally:
        load_scorer.cache_clear()
    assert again(cases[0].inputs) == pytest.approx(network(cases[0].inputs), abs=1e-4)


def test_libraries_of_notices_are_question_sets_over_their_files(tmp_path, monkeypatch):
    (tmp_path / "corpus.jsonl").write_text(
        json.dumps({"id": "a1", "text": "关于开放夜市的通知 一、每晚六点开市。 二、摊位费减半。"}, ensure_ascii=False),
        encoding="utf-8",
    )
    written = tmp_path / "questions.tsv"
    written.write_text("a1\t夜市几点开\t0\na1\t能停车吗\t-\n", encoding="utf-8")
    monkeypatch.setattr(notice_libraries, "QUESTIONS_FILE", written)
    assert notice_libraries.main([str(tmp_path), str(tmp_path / "out")]) == 0
    text = (tmp_path / "out" / "notices00" / "a1.txt").read_text(encoding="utf-8")
    assert text.splitlines() == ["关于开放夜市的通知", "一、每晚六点开市。", "二、摊位费减半。"]
    records = [json.loads(line) for line in (tmp_path / "out" / "notices00.jsonl").read_text("utf-8").splitlines()]
    assert [record["answerable"] for record in records] == [True, False]
    assert records[0]["cite"] == ["关于开放夜市的通知 一、每晚六点开市。"]
