from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.datatypes import Question
from eval.runner import ask_question, run_set, summarise
from eval.systems import AskError
from retriever.datatypes import Answer, AnswerStatus, Citation, Message


def question(id: str = "a", **changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": id,
        "type": "target",
        "q": "新增多少",
        "must": (("60个",),),
        "must_not": (),
        "cite": ("新增停车位60个", "责任单位：区建管委"),
        "answerable": True,
    }
    return Question(**{**fields, **changes})


def answer(text: str, *, status: AnswerStatus = "answered", cited: Sequence[str] = ()) -> Answer:
    citations = tuple(
        Citation(n, "d", "方案", "", "", ("17.设施",), passage, 0, len(passage), "")
        for n, passage in enumerate(cited, start=1)
    )
    return Answer(text, status, citations, (), "", (), "v1", 0.0)


HOPELESS = question("z", type="unanswerable", must=(), cite=(), answerable=False)
RIGHT = answer("新增60个[1]", cited=["新增停车 位60个;"])
UNBORNE = answer("新增60个和7台[1]", cited=["新增停车位60个"])
REFUSAL = answer("未找到2024年的内容", status="not_found")


class ScriptedSystem:
    """Gives its answers in turn and keeps what it was asked."""

    name = "scripted"

    def __init__(self, *answers: Answer | AskError) -> None:
        self._answers = list(answers)
        self.asked: list[Sequence[Message]] = []

    def ask(self, messages: Sequence[Message]) -> Answer:
        self.asked.append(messages)
        given = self._answers.pop(0)
        if isinstance(given, AskError):
            raise given
        return given

    def describe(self) -> Mapping[str, Any]:
        return {"index_version": "v1"}


def test_history_is_asked_first_and_only_the_last_turn_is_timed() -> None:
    system = ScriptedSystem(answer("甲"), answer("乙"), RIGHT)
    ticks = iter([0.0, 5.0, 5.25])
    row = ask_question(system, question(history=("一", "二")), clock=lambda: next(ticks))
    assert [[message.content for message in messages] for messages in system.asked] == [
        ["一"],
        ["一", "甲", "二"],
        ["一", "甲", "二", "乙", "新增多少"],
    ]
    assert [message.role for message in system.asked[-1]] == ["user", "assistant", "user", "assistant", "user"]
    assert row.milliseconds == 250.0


def test_row_of_a_right_answer() -> None:
    row = ask_question(ScriptedSystem(RIGHT), question())
    assert (row.right, row.reason, row.cited, row.cited_share) == (True, "", True, 0.5)
    assert (row.figures, row.unborne, row.length) == (1, (), 8)
    assert row.citations[0].source == "方案 > 17.设施"


def test_row_names_figures_without_a_citation() -> None:
    assert ask_question(ScriptedSystem(UNBORNE), question()).unborne == ("7台",)


def test_figures_of_counts_and_refusals_are_not_checked() -> None:
    assert ask_question(ScriptedSystem(UNBORNE), question(type="count")).figures == 0
    assert ask_question(ScriptedSystem(REFUSAL), HOPELESS).figures == 0


@pytest.mark.parametrize("asked", [question(), HOPELESS, question(history=("先问",))])
def test_a_system_that_fails_is_wrong(asked: Question) -> None:
    row = ask_question(ScriptedSystem(AskError("断了")), asked)
    assert (row.status, row.right, row.reason) == ("error", False, "系统出错：断了")


def test_summaries() -> None:
    system = ScriptedSystem(RIGHT, UNBORNE, REFUSAL, REFUSAL, RIGHT, AskError("断了"))
    questions = [question(name) for name in "abc"] + [HOPELESS, HOPELESS, question("f", type="fact")]
    target, unanswerable, fact, total = summarise([ask_question(system, asked) for asked in questions])
    assert (target.questions, target.right, target.cited, target.right_and_cited) == (3, 2, 2, 2)
    assert (target.refused_wrongly, target.figures, target.figures_borne) == (1, 3, 2)
    assert target.cited_share == pytest.approx(1 / 3)
    assert target.median_length == len("未找到2024年的内容")
    assert (unanswerable.answerable, unanswerable.right, unanswerable.refused_rightly) == (0, 1, 1)
    assert (fact.errors, fact.right, fact.refused_wrongly) == (1, 0, 0)
    assert (total.type, total.questions, total.answerable, total.right) == ("total", 6, 4, 3)
    assert total.interval[0] < 0.5 < total.interval[1]


def test_run_is_written_row_by_row(tmp_path: Path) -> None:
    system = ScriptedSystem(RIGHT, REFUSAL)
    seen: list[int] = []
    rows = run_set(system, [question(), HOPELESS], set_name="dev", folder=tmp_path / "run", progress=seen.append)
    lines = [json.loads(line) for line in (tmp_path / "run" / "rows.jsonl").read_text().splitlines()]
    assert [line["question"]["id"] for line in lines] == ["a", "z"]
    assert lines[0]["answer"] == "新增60个[1]"
    assert lines[0]["right"] is True
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    assert run["configuration"] == {"index_version": "v1"}
    assert run["set"] == "dev"
    assert run["summary"][-1]["right"] == 2
    assert (seen, len(rows)) == ([1, 2], 2)


def test_rows_before_a_crash_are_kept(tmp_path: Path) -> None:
    with pytest.raises(IndexError):
        run_set(ScriptedSystem(RIGHT), [question(), HOPELESS], set_name="dev", folder=tmp_path)
    assert len((tmp_path / "rows.jsonl").read_text().splitlines()) == 1
