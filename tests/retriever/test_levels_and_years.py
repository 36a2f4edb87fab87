"""Levels written twice, offices of a government, places before a body, and rows with several years to come."""

from __future__ import annotations

import pytest

PLAN = """# 云溪区水务发展“十五五”规划（2026—2030年）

一、主要指标

| 指标名称 | 单位 | 2025年 | 2027年 | 2030年 | 属性 |
|---|---|---|---|---|---|
| 供水管网漏损率 | % | 9.5 | 8.6 | 7.8 | 约束性 |

二、重点任务

（一）改造老旧管网。（牵头单位：区水务局；配合单位：云溪水务集团、各县（市、区）政府）
（二）开展节水宣传。（牵头单位：区教育局）

三、保障

区政府督查室每季度通报一次进展。区政府负责落实补助资金。
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("规划.md", PLAN.encode())
    return lambda question: hash_base.ask(question).answer


@pytest.mark.parametrize("question", ["云溪区区水务局负责哪些任务", "云溪区水务局负责哪些任务"])
def test_the_level_may_be_typed_twice(ask, question):
    assert "改造老旧管网" in ask(question)


def test_the_place_before_a_body_is_no_second_side(ask):
    answer = ask("云溪区云溪水务集团负责哪些任务")
    assert "没有写明" not in answer
    assert "云溪水务集团承担的任务共1项" in answer


def test_an_office_of_the_government_is_not_the_government(ask):
    answer = ask("区政府督查室有什么任务")
    assert "通报" in answer
    assert "补助资金" not in answer


def test_a_group_with_brackets_is_one_body(ask):
    assert "各县（市、区）政府承担的任务共1项" in ask("各县（市、区）政府有什么任务")


def test_without_a_year_all_years_to_come_are_told(ask):
    assert "2027年：8.6（%），2030年：7.8（%）" in ask("供水管网漏损率定的是多少")
    assert "9.5" not in ask("供水管网漏损率定的是多少")
    assert "2027" not in ask("供水管网漏损率2030年定的是多少")


def test_a_season_of_two_years_is_not_the_next_one(hash_base):
    notice = "# 北原县关于2026—2027采暖期供热工作的通知\n\n一、热费\n\n居民热费每平方米24元。\n"
    hash_base.add_bytes("通知.md", notice.encode())
    assert "24元" in hash_base.ask("北原县居民热费每平方米多少钱").answer
    assert hash_base.ask("北原县2025-2026采暖期居民热费每平方米多少钱").status == "not_found"


def test_a_body_in_brackets_that_assign_nothing_is_still_told(hash_base):
    text = "# 北原县工作要点\n\n一、主要工作\n\n（一）修缮渠道40公里。〔农水科〕\n\n（二）举办赛事。〔文体科〕\n"
    hash_base.add_bytes("要点.md", text.encode())
    answer = hash_base.ask("农水科负责哪些任务")
    assert "修缮渠道" in answer.answer
    assert "赛事" not in answer.answer
