from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import eval.bench as bench
from eval.bench_parts import PARTS, long_document, measure_in_turn
from eval.datatypes import Question
from eval.systems import AskError
from retriever.datatypes import Answer, Message


def figure(key: str) -> bench.Figure:
    return next(figure for figure in bench.FIGURES if figure.key == key)


@pytest.mark.parametrize(
    ("key", "value", "holds"),
    [
        ("ingest", 15.0, True),
        ("ingest", 15.1, False),
        ("ask", 2.1, False),
        ("answer_p50", 60.0, True),
        ("rss", 501.0, False),
        ("parse", 300_000.0, True),
        ("parse", 299_999.0, False),
        ("ratio", 99.0, True),
    ],
)
def test_limits(key: str, value: float, holds: bool) -> None:
    assert figure(key).holds(value) is holds


def test_table_has_limit_and_verdict() -> None:
    lines = bench.render({"ingest": 3.456, "parse": 1000.0, "ratio": 1.5}).splitlines()
    assert [line.split()[-1] for line in lines] == ["结论", "达标", "-", "未达标"]
    assert "3.46" in lines[1]
    assert "≤ 15" in lines[1]
    assert "≥ 300,000" in lines[3]


def failing(data: Path, corpus: Path) -> dict[str, float]:
    raise bench.BenchError("没有内存")


def run_main(monkeypatch: pytest.MonkeyPatch, measurements: Mapping[str, Any], folder: Path, *words: str) -> int:
    monkeypatch.setattr(bench, "MEASUREMENTS", measurements)
    return bench.main(["--corpus", str(folder), *words])


def test_exit_status(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def good(data: Path, corpus: Path) -> dict[str, float]:
        return {"ingest": 1.0}

    def slow(data: Path, corpus: Path) -> dict[str, float]:
        return {"ask": 3.0}

    assert run_main(monkeypatch, {"ingest": good}, tmp_path) == 0
    assert run_main(monkeypatch, {"ingest": good, "ask": slow}, tmp_path) == 1
    assert run_main(monkeypatch, {"ingest": good, "ask": failing}, tmp_path) == 1
    assert "ask 未测成：没有内存" in capsys.readouterr().out
    assert run_main(monkeypatch, {"ingest": good, "ask": slow}, tmp_path, "--only", "ingest") == 0
    assert run_main(monkeypatch, {}, tmp_path / "nothing") == 2


def test_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_main(monkeypatch, {"ingest": failing}, tmp_path, "--json")
    assert json.loads(capsys.readouterr().out) == {"figures": {}, "failures": {"ingest": "没有内存"}}


def test_failed_command_is_told() -> None:
    with pytest.raises(bench.BenchError, match="退出码 3：最后一行"):
        bench._run([sys.executable, "-c", "import sys; print('先\\n最后一行', file=sys.stderr); sys.exit(3)"])


def test_each_part_is_measured() -> None:
    assert set(PARTS) <= set(bench.MEASUREMENTS)


def test_long_document_is_long_and_numbered_on() -> None:
    text = long_document(["1.甲\n2.乙\n共3项", "1．丙"], 500)
    assert 500 <= len(text.encode()) < 600
    lines = text.splitlines()
    assert lines[:6] == ["第一章 第1轮", "1．丙", "第二章 第2轮", "2.甲", "3.乙", "共3项"]


class Failing:
    name = "failing"
    cites = True

    def search(self, question: str, *, k: int) -> None:
        raise AssertionError("measuring speed needs no search")

    def ask(self, messages: Sequence[Message]) -> Answer:
        raise AskError("断了")

    def describe(self) -> Mapping[str, Any]:
        return {}


class Instant(Failing):
    name = "instant"

    def __init__(self) -> None:
        self.asked = 0

    def ask(self, messages: Sequence[Message]) -> Answer:
        self.asked += 1
        return Answer("", "not_found", (), (), "", (), "", 0.0)


QUESTIONS = [
    Question(id=name, type="unanswerable", q=name, must=(), must_not=(), cite=(), answerable=False) for name in "abc"
]


def test_systems_are_asked_in_turn_and_warm_up_is_left_out() -> None:
    first, second = Instant(), Instant()
    times = measure_in_turn([first, second], QUESTIONS, warm_up=2)
    assert [len(own) for own in times] == [3, 3]
    assert (first.asked, second.asked) == (5, 5)


def test_errors_are_no_fast_answers() -> None:
    with pytest.raises(RuntimeError, match="failing, a"):
        measure_in_turn([Failing()], QUESTIONS, warm_up=0)
