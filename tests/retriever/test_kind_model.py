"""The fitted model of a question's kind: its probabilities, its file, and where it may turn what the wordings tell."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from retriever import kind_model
from retriever.datatypes import QuestionKind
from retriever.kind_model import KindModel, load_kind_model, runs_of


def test_runs_mark_where_a_question_begins_and_ends() -> None:
    runs = runs_of("谁管")
    assert {"谁", "管", "谁管"} <= runs
    assert {"\x02谁管", "谁管\x03"} <= runs


def test_chances_sum_to_one_and_follow_the_weights() -> None:
    model = KindModel(("list", "method"), {"怎": 0}, np.array([[-1.0, 1.0]], np.float32), np.zeros(2, np.float32))
    chances = model.chances("怎么办")
    assert sum(chances.values()) == pytest.approx(1.0)
    assert chances["method"] > 0.8
    assert model.chances("甲乙")["list"] == pytest.approx(0.5)  # nothing known: the bias alone


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("石桥县“三张清单”各代表什么", "definition"),
        ("把县水利局承担的事项列一下", "reverse"),
        ("宠物登记要在什么时段里办完", "deadline"),
        ("临江镇的河道该由哪几家来管", "responsibility"),
        ("到2028年护理床位要达到多少张", "target"),
    ],
)
def test_shipped_model_tells_kinds(question: str, kind: str) -> None:
    chances = load_kind_model().chances(question)
    assert set(chances) <= set(get_args(QuestionKind))
    assert max(chances, key=chances.__getitem__) == kind


def test_a_file_with_strange_kinds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kinds.npz"
    np.savez(path, kinds=np.array(["oracle"]), runs=np.array(["甲"]), weights=np.zeros((1, 1)), bias=np.zeros(1))
    monkeypatch.setattr(kind_model, "WEIGHTS_FILE", path)
    load_kind_model.cache_clear()
    with pytest.raises(ValueError, match="oracle"):
        load_kind_model()
    load_kind_model.cache_clear()
