from __future__ import annotations

import pytest

from eval.datatypes import Question
from eval.runner import ask_question, summarise
from eval.systems import AskError
from tests.scripted_system import HOPELESS, REFUSAL, RIGHT, UNBORNE, ScriptedSystem, answer, question


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
    assert (row.right, row.reason, row.cited) == (True, "", True)
    assert (row.scores["citation_recall"], row.scores["citation_precision"]) == (0.5, 1.0)
    assert row.scores["number_fidelity"] == 1.0
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
    recall = target.measure("citation_recall")
    assert recall is not None
    assert (recall.questions, recall.mean) == (3, pytest.approx(1 / 3))
    assert target.measure("refusal_recall") is None
    assert target.median_length == len("未找到2024年的内容")
    assert (unanswerable.answerable, unanswerable.right, unanswerable.refused_rightly) == (0, 1, 1)
    assert (fact.errors, fact.right, fact.refused_wrongly) == (1, 0, 0)
    assert (total.type, total.questions, total.answerable, total.right) == ("total", 6, 4, 3)
    assert total.interval[0] < 0.5 < total.interval[1]


def test_measures_of_a_total() -> None:
    system = ScriptedSystem(RIGHT, UNBORNE, REFUSAL, REFUSAL, RIGHT)
    questions = [question(name) for name in "abc"] + [HOPELESS, HOPELESS]
    total = summarise([ask_question(system, asked) for asked in questions])[-1]
    found = {measure.name: (measure.questions, round(measure.mean, 3)) for measure in total.measures}
    # Two refusals, one of them right; two unanswerable questions, one of them refused. Figures: 1/1, 1/2, 1/1.
    assert found["refusal_precision"] == (2, 0.5)
    assert found["refusal_recall"] == (2, 0.5)
    assert found["number_fidelity"] == (3, 0.833)
    assert found["citation_precision"] == (2, 1.0)
    assert "exact_match" not in found


def test_a_system_that_does_not_cite_is_not_measured_by_citations() -> None:
    row = ask_question(ScriptedSystem(UNBORNE, cites=False), question())
    assert (row.right, row.cited, row.figures, row.unborne) == (True, False, 0, ())
    (_, total) = summarise([row])
    assert [measure.name for measure in total.measures] == []


def test_search_is_measured_by_the_completed_question() -> None:
    system = ScriptedSystem(RIGHT, passages=["别的", "新增停车位60个", "责任单位：区建管委"])
    row = ask_question(system, question())
    assert row.scores["reciprocal_rank"] == 0.5
    assert row.scores["recall@1"] == 0.0
    assert row.scores["recall@5"] == 1.0
