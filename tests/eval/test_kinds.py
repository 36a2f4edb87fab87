"""Fitting the model of a question's kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.kinds import KINDS_FILE, Labelled, fit, from_kinds, main
from retriever.datatypes import QuestionKind


def test_questions_written_for_kinds_cover_every_kind() -> None:
    questions = from_kinds(KINDS_FILE)
    assert len(questions) > 500
    assert {"responsibility", "target", "reverse", "method", "definition"} <= {one.kind for one in questions}


def test_fit_learns_what_tells_the_kinds_apart() -> None:
    pytest.importorskip("sklearn")
    who: QuestionKind = "responsibility"
    how: QuestionKind = "method"
    things = ("养老", "托育", "防汛", "供热", "消防", "物业")
    model = fit([Labelled(thing + end, kind) for thing in things for end, kind in (("谁负责", who), ("怎么做", how))])
    assert model.chances("殡葬谁负责")[who] > 0.8
    assert model.chances("殡葬怎么做")[how] > 0.8


def test_a_set_that_is_none_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text(json.dumps({"id": "x"}) + "\n", encoding="utf-8")
    assert main(["measure", "--set", str(broken)]) == 2
    assert "broken.jsonl" in capsys.readouterr().err
