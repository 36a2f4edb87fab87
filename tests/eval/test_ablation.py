from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.ablation import ABLATIONS, AblatedSystem, Ablation, ablation_table
from eval.runner import ask_question
from retriever.datatypes import Message
from retriever.draft import NOTHING
from retriever.knowledge_base import KnowledgeBase
from retriever.view import LibraryView
from tests.scripted_system import HOPELESS, REFUSAL, RIGHT, ScriptedSystem, answer, question

RESPONSIBILITY = "区民政局2024年负责哪些任务？"


@pytest.fixture(scope="module")
def base(sample_library: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(sample_library) as base:
        yield base


@pytest.fixture
def view(base: KnowledgeBase) -> LibraryView:
    return base.view()


def ask(view: LibraryView, ablation: Ablation, asked: str) -> str:
    return AblatedSystem(view, ablation, settings={}).ask([Message("user", asked)]).answer


def named(name: str) -> Ablation:
    return next(ablation for ablation in ABLATIONS if ablation.name == name)


def test_the_whole_answers_as_the_library_does(view: LibraryView, base: KnowledgeBase) -> None:
    assert ask(view, named("whole"), RESPONSIBILITY) == base.ask(RESPONSIBILITY).answer


def test_without_facts_the_list_of_tasks_is_gone(view: LibraryView) -> None:
    assert "共" in ask(view, named("whole"), RESPONSIBILITY)
    assert ask(view, named("no-facts"), RESPONSIBILITY) != ask(view, named("whole"), RESPONSIBILITY)


def test_each_search_stands_alone(view: LibraryView) -> None:
    found = {
        name: AblatedSystem(view, named(name), settings={}).search("错峰停车", k=10)
        for name in ("whole", "dense-only", "lexical-only")
    }
    assert len(set(found.values())) == 3
    assert all(len(texts) == 10 for texts in found.values())
    assert named("dense-only").change(view).lexical.retrieve("错峰停车", k=10) == []
    assert named("lexical-only").change(view).dense.retrieve("错峰停车", k=10) == []


def test_the_check_is_the_one_that_is_given(view: LibraryView) -> None:
    system = AblatedSystem(view, Ablation("strict", "全部不信", check=lambda draft, reader: NOTHING), settings={})
    assert system.ask([Message("user", RESPONSIBILITY)]).status == "not_found"
    assert system.describe() == {"ablation": "strict"}


def test_table_marks_what_is_beyond_noise() -> None:
    questions = [question(str(number)) for number in range(20)] + [HOPELESS]
    uncited = answer("新增60个[1]", cited=["别的"])

    def rows(*answers: object) -> list[object]:
        system = ScriptedSystem(*answers)  # type: ignore[arg-type]
        return [ask_question(system, asked) for asked in questions]

    table = ablation_table(
        {
            "whole": rows(*[RIGHT] * 20, REFUSAL),
            "no-facts": rows(*[REFUSAL] * 10, *[RIGHT] * 10, REFUSAL),
            "no-verifier": rows(*[RIGHT] * 19, uncited, RIGHT),
        }
    )
    lines = [line.split() for line in table.splitlines()]
    assert lines[1] == ["完整", "21/21", "20/20", "1/1", "0/20", "0/20"]
    assert (lines[2][1], lines[2][2]) == ("11/21", "-47.6*")
    assert (lines[2][4], lines[2][5]) == ("10/20", "-50.0*")
    assert (lines[2][10], lines[2][11]) == ("10/20", "+50.0*")
    assert (lines[3][1], lines[3][2]) == ("20/21", "-4.8")
    assert (lines[3][4], lines[3][5]) == ("19/20", "-5.0")
