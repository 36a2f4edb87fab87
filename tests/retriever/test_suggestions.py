"""Suggestions: every one is a question that the documents answer, and none is the one just asked."""

from __future__ import annotations

import pytest

QUESTIONS = [
    "老旧电梯更新由谁负责",
    "新增公共停车泊位多少个",
    "外墙排险什么时候完成",
    "物业纠纷怎么化解",
    "区民政局负责哪些任务",
    "养老床位2030年目标值是多少",
    "什么是邻里议事厅",
    "清泉区垃圾焚烧厂在哪里",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_suggested_is_answered(policies, question):
    for suggestion in policies.ask(question).suggestions:
        assert policies.ask(suggestion).status == "answered", suggestion


def test_a_task_leads_on_to_its_figures_and_its_bodies_to_their_tasks(policies):
    by_body = policies.ask("老旧电梯更新由谁负责").suggestions
    assert any("负责哪些任务" in suggestion for suggestion in by_body)
    by_figure = policies.ask("新增公共停车泊位多少个").suggestions
    assert any("由哪些单位负责" in suggestion for suggestion in by_figure)


@pytest.mark.parametrize("question", QUESTIONS)
def test_at_most_three_none_of_them_the_question(policies, question):
    suggestions = policies.ask(question).suggestions
    assert len(suggestions) == len(set(suggestions)) <= 3
    assert question not in {suggestion.rstrip("？") for suggestion in suggestions}


def test_place_is_named_where_documents_are_of_several_places(policies):
    assert all("清泉区" in suggestion for suggestion in policies.ask("老旧电梯更新由谁负责").suggestions)


def test_greeting_suggests_nothing(policies):
    assert policies.ask("你好").suggestions == ()
