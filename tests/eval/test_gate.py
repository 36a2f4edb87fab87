from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.corpus import SAMPLES, CorpusError
from eval.datasets import load_questions, locate
from eval.datatypes import Question, Row
from eval.gate import ALPHA, BASELINES, BaselineError, answerable_in, compare, read_baseline, write_baseline
from eval.gate_command import GatePlan, check, plan_gate
from eval.runner import ask_question
from tests.scripted_system import HOPELESS, REFUSAL, RIGHT, ScriptedSystem, answer, question

WRONG = answer("新增7个[1]", cited=["新增停车位60个"])
UNCITED = answer("新增60个[1]", cited=["别的"])


def rows(marks: str, *, type: str = "target") -> list[Row]:
    """Rows of one type: c for right and cited, r for right, w for wrong."""
    answers = {"c": RIGHT, "r": UNCITED, "w": WRONG}
    return [
        ask_question(ScriptedSystem(answers[mark]), question(f"{type}{number}", type=type))
        for number, mark in enumerate(marks)
    ]


def changes(folder: Path, before: Sequence[Row], after: Sequence[Row]) -> dict[tuple[str, str], tuple[int, int, bool]]:
    write_baseline(folder / "b.json", before, documents="文件")
    compared = compare(read_baseline(folder / "b.json"), after)
    return {(change.type, change.level): (change.before, change.after, change.fell) for change in compared}


def test_five_lost_are_a_fall_and_four_are_noise(tmp_path: Path) -> None:
    assert 1 / 32 <= ALPHA < 1 / 16
    before = rows("c" * 10)
    assert changes(tmp_path, before, rows("wwww" + "c" * 6))["target", "答对"] == (10, 6, False)
    assert changes(tmp_path, before, rows("wwwww" + "c" * 5))["target", "答对"] == (10, 5, True)
    # As many gained elsewhere in the type: the same loss is noise.
    assert changes(tmp_path, rows("c" * 8 + "ww"), rows("wwwww" + "c" * 5))["target", "答对"] == (8, 5, False)


def test_a_type_falls_though_the_total_does_not(tmp_path: Path) -> None:
    before = [*rows("c" * 6), *rows("w" * 6, type="fact")]
    after = [*rows("w" * 6), *rows("c" * 6, type="fact")]
    found = changes(tmp_path, before, after)
    assert found["target", "答对"] == (6, 0, True)
    assert found["fact", "答对"] == (0, 6, False)
    assert found["total", "答对"] == (6, 6, False)


def test_lost_citations_are_a_fall_of_their_own(tmp_path: Path) -> None:
    found = changes(tmp_path, rows("c" * 6), rows("r" * 6))
    assert found["target", "答对"] == (6, 6, False)
    assert found["target", "对且引对"] == (6, 0, True)


def test_a_right_refusal_has_nothing_to_cite(tmp_path: Path) -> None:
    refused = [ask_question(ScriptedSystem(REFUSAL), HOPELESS)]
    assert changes(tmp_path, refused, refused)["unanswerable", "对且引对"] == (1, 1, False)


def test_only_questions_that_stayed_the_same_are_compared(tmp_path: Path) -> None:
    before = rows("c" * 6)
    after = rows("w" * 6 + "c")
    after[0] = replace(after[0], question=replace(after[0].question, must=(("61个",),)))
    # Of seven questions now, one is new and one has other gold.
    assert changes(tmp_path, before, after)["target", "答对"] == (5, 0, True)
    with pytest.raises(BaselineError, match="没有与基线相同的题目"):
        changes(tmp_path, before, rows("c", type="fact"))


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"marks": []}', '{"marks": {"fact": {"a": "good 1"}}}', '{"marks": {"fact": {"a": "right"}}}'],
)
def test_broken_baseline_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError, match="--update"):
        read_baseline(path)
    with pytest.raises(BaselineError, match=r"none\.json.*--update"):
        read_baseline(tmp_path / "none.json")


def test_answerable_elsewhere() -> None:
    def asked(*must: tuple[str, ...], min_groups: int | None = None) -> Question:
        return question(must=must, min_groups=min_groups)

    texts = ["新增停车位 60 个，由区建管委负责", "电梯100台"]
    there = [asked(("六十个", "60个")), asked(("60个",), ("100台",), min_groups=1), HOPELESS]
    not_there = [asked(("6个",)), asked(("60个",), ("100台",)), asked(("160个",))]
    assert answerable_in([*there, *not_there], texts) == tuple(there)


def plan(folder: Path) -> GatePlan:
    return GatePlan(folder / "b.json", "文件", tuple(question(name) for name in "abcde"), ("答对", "对且引对"))


def run(folder: Path, text: str, *, update: bool = False) -> int:
    given = answer(text, cited=["新增停车位60个"])
    return check(plan(folder), ScriptedSystem(*[given] * 5), folder=folder / "runs", update=update)


def test_gate_fails_on_a_fall_and_update_rewrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BaselineError):
        run(tmp_path, "60个")
    assert run(tmp_path, "60个", update=True) == 0
    assert run(tmp_path, "60个") == 0
    assert "通过" in capsys.readouterr().out
    assert run(tmp_path, "7个") == 1
    shown = capsys.readouterr().out
    assert "不通过：指标（答对 5→0）" in shown
    assert shown.count("缺少：60个") == 5
    assert run(tmp_path, "7个", update=True) == 0
    assert run(tmp_path, "7个") == 0
    assert "明显好于基线" not in capsys.readouterr().err
    assert run(tmp_path, "60个") == 0
    assert "明显好于基线" in capsys.readouterr().err


def test_plan_for_samples_is_restricted_and_other_documents_have_none(tmp_path: Path) -> None:
    planned = plan_gate(SAMPLES)
    assert planned.levels == ("答对",)
    assert planned.baseline.name == "dev-samples.json"
    assert any(not asked.answerable for asked in planned.questions)
    with pytest.raises(CorpusError, match="只有真实文件与自带样例"):
        plan_gate(tmp_path)


@pytest.mark.parametrize("name", ["dev.json", "dev-samples.json"])
def test_kept_baselines_are_of_dev_and_never_of_holdout(name: str) -> None:
    dev, holdout = ({asked.id for asked in load_questions(locate(part))} for part in ("dev", "holdout"))
    kept = {key for part in read_baseline(BASELINES / name).values() for key in part}
    assert len(kept & dev) > len(dev) / 2
    assert kept.isdisjoint(holdout)
