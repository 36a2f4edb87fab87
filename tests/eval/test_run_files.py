from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.datasets import digest
from eval.run_files import run_set
from tests.scripted_system import HOPELESS, REFUSAL, RIGHT, ScriptedSystem, question


def test_run_is_one_file(tmp_path: Path) -> None:
    questions = [question(), HOPELESS]
    seen: list[int] = []
    rows = run_set(
        ScriptedSystem(RIGHT, REFUSAL), questions, set_name="dev", folder=tmp_path / "run", progress=seen.append
    )
    (file,) = (tmp_path / "run").iterdir()
    assert file.name == "scripted.json"
    run = json.loads(file.read_text(encoding="utf-8"))
    assert run["set"] == {"name": "dev", "questions": 2, "sha256": digest(questions)}
    assert run["system"] == {"name": "scripted", "index_version": "v1"}
    assert [row["question"]["id"] for row in run["rows"]] == ["a", "z"]
    assert run["rows"][0]["answer"] == "新增60个[1]"
    assert run["rows"][0]["scores"]["citation_recall"] == 0.5
    assert run["summary"][-1]["right"] == 2
    assert run["summary"][-1]["measures"][0]["name"] == "citation_recall"
    assert (seen, len(rows)) == ([1, 2], 2)


def test_rows_before_a_crash_are_kept(tmp_path: Path) -> None:
    with pytest.raises(IndexError):
        run_set(ScriptedSystem(RIGHT), [question(), HOPELESS], set_name="dev", folder=tmp_path)
    (file,) = tmp_path.iterdir()
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1
