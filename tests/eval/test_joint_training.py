"""Training the reading model: what it learns from, that it learns, and that what is shipped tells what was trained."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest

from eval.corpus import open_library
from eval.datasets import load_questions
from eval.joint_cases import JointCase, ReadPassage, library_cases, public_cases
from retriever.answering import Answerer
from retriever.encoder import SHIPPED_MODEL, load_encoder
from retriever.joint_model import JointModel
from retriever.models.build_joint import APART, architecture, main
from retriever.token_vectors import PROJECTION_FILE, TokenStates

TEXT = """丁县停车管理办法
一、收费
路内停车首小时收费5元。夜间停车免费。
二、处罚
占用消防通道停车的，处500元罚款。
"""


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """A network that begins with random layers."""
    pytest.importorskip("torch", reason="training needs the full installation")  # seconds in each process, so only here
    from safetensors.numpy import save_file

    from eval.joint_network import JointNetwork

    shape, drawn = architecture(), np.random.default_rng(0)
    sizes = {
        "attention.self.query": (shape.hidden, shape.hidden),
        "attention.self.key": (shape.hidden, shape.hidden),
        "attention.self.value": (shape.hidden, shape.hidden),
        "attention.output.dense": (shape.hidden, shape.hidden),
        "intermediate.dense": (shape.intermediate, shape.hidden),
        "output.dense": (shape.hidden, shape.intermediate),
    }
    tensors = {}
    for number in range(APART, shape.layers):
        for name, (outputs, inputs) in sizes.items():
            tensors[f"encoder.layer.{number}.{name}.weight"] = drawn.normal(0, 0.04, (outputs, inputs))
            tensors[f"encoder.layer.{number}.{name}.bias"] = drawn.normal(0, 0.02, outputs)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            tensors[f"encoder.layer.{number}.{name}.weight"] = np.ones(shape.hidden)
            tensors[f"encoder.layer.{number}.{name}.bias"] = np.zeros(shape.hidden)
    file = tmp_path_factory.mktemp("float") / "model.safetensors"
    save_file({name: value.astype(np.float32) for name, value in tensors.items()}, file)
    return JointNetwork(file, SHIPPED_MODEL / PROJECTION_FILE)


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    (folder / "docs").mkdir()
    (folder / "docs" / "丁县停车管理办法.txt").write_text(TEXT, encoding="utf-8")
    asked = [
        ("a", "车停马路边头一个钟头多少钱", ["首小时收费5元"]),
        ("b", "晚上停车要不要钱", ["夜间停车免费"]),
        ("c", "停车场几点关门", []),
    ]
    records = [
        {
            "id": name,
            "type": "fact" if cited else "unanswerable",
            "history": [],
            "q": question,
            "must": [[cited[0]]] if cited else [],
            "must_not": [],
            "cite": cited,
            "doc": "丁县停车管理办法.txt",
            "answerable": bool(cited),
        }
        for name, question, cited in asked
    ]
    (folder / "set.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    base, _ = open_library(folder / "docs", folder / "cache")
    with base:
        return list(library_cases(Answerer(base.view()), load_questions(folder / "set.jsonl")))


def test_cases_hold_the_sentences_that_answer_or_none(cases):
    assert [case.answerable for case in cases] == [True, True, False]
    for case in cases:
        assert case.gold.any() == case.answerable
        assert len(case.rows) == len(case.gold)
        assert all(place < len(case.passages[passage].stretches) - 2 for passage, place in case.rows)
        assert case.weights.sum() == pytest.approx(1, abs=1e-3)


def test_a_public_text_is_cut_into_passages_and_its_sentences_are_found_again(tmp_path):
    sentences = [f"第{number}条规定，每户每月补助{number}0元。" for number in range(1, 20)]
    text = {"id": "t", "title": "补助规定", "text": "".join(sentences)}
    question = {"id": "q", "text": "第7条每户补助多少", "answers": ["补助70元"], "gold": ["t"], "answerable": True}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(json.dumps(question, ensure_ascii=False), encoding="utf-8")
    (case,) = public_cases(tmp_path, load_encoder(), limit=5)
    assert len(case.passages) > 1
    assert case.gold.sum() == 1
    passage, place = case.rows[int(case.gold.argmax())]
    bounds = case.passages[passage].stretches
    assert 0 < bounds[place + 1] < bounds[place + 2] <= len(case.passages[passage].hidden)


def test_what_is_built_tells_what_was_trained(network, cases, tmp_path):
    import torch

    from eval.joint_network import Pair

    network.save(tmp_path / "joint.safetensors")
    assert main([str(tmp_path / "joint.safetensors"), "--out", str(tmp_path / "built")]) == 0
    built, case = JointModel(tmp_path / "built"), cases[0]
    passage = case.passages[0]
    network.eval()
    with torch.no_grad():
        places = tuple(range(len(passage.stretches) - 2))
        (told,) = network([Pair(case.question, case.weights, passage, places)])
    question = TokenStates(case.question, np.zeros(0, np.int32))
    read = built.read(question, case.weights, TokenStates(passage.hidden, np.zeros(0, np.int32)), passage.stretches)
    assert read + network.nothing.item() == pytest.approx(told.numpy(), abs=1.0)  # 8 bits beside 16


def test_it_learns_which_passage_answers(network):
    """Two passages of two sentences; the one that looks like the question answers."""
    import torch

    from eval.joint_network import Pair
    from eval.joint_training import train

    drawn = np.random.default_rng(1)

    def case():
        question = drawn.normal(size=(5, architecture().hidden)).astype(np.float32)
        passages = tuple(
            ReadPassage(drawn.normal(size=(8, architecture().hidden)).astype(np.float32), np.array([0, 2, 5, 8]))
            for _ in range(2)
        )
        passages[1].hidden[5:8] = question[:3]
        rows, gold = ((0, 0), (0, 1), (1, 0), (1, 1)), np.array([False, False, False, True])
        return JointCase(question, np.full(5, 0.2, np.float32), passages, rows, gold, answerable=True)

    def right(told):
        network.eval()
        found = 0
        for one in told:
            with torch.no_grad():
                values = network([Pair(one.question, one.weights, passage, (0, 1)) for passage in one.passages])
            found += int(torch.cat(values).argmax()) == 3
        return found

    fresh = [case() for _ in range(24)]
    random.seed(0)
    train(network, [case() for _ in range(96)], [])
    assert right(fresh) >= 22
