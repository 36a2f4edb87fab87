"""From what on a level holds, out of how many points is marked, how often: what a question asks for decides."""

from __future__ import annotations

import pytest

PLAN = """# 青崖县森林火灾应急预案

一、响应启动

| 响应级别 | 启动条件 | 批准人 |
|---|---|---|
| Ⅰ级 | 过火面积超过120公顷 | 县长 |
| Ⅱ级 | 过火面积超过60公顷 | 副县长 |
| Ⅲ级 | 过火面积超过20公顷 | 县应急管理局局长 |

二、值守

护林员每周巡山不少于2次，每人每月补助800元。起算时点：10月1日零时。

三、考核

考核采用百分制，由县应急管理局组织。瞭望塔建设10分，隔离带维护20分。
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("预案.md", PLAN.encode())
    return lambda question: hash_base.ask(question).answer


def test_the_condition_of_a_level_stands_in_its_row(ask):
    answer = ask("青崖县森林火灾到什么程度才启动一级响应")
    assert "120公顷" in answer
    assert "60公顷" not in answer


def test_two_levels_are_told_beside_each_other(ask):
    answer = ask("青崖县一级响应跟二级响应的条件差在哪里")
    assert "120公顷" in answer
    assert "60公顷" in answer
    assert "20公顷" not in answer.replace("120公顷", "")


def test_a_ladder_for_fires_tells_nothing_of_snow(ask):
    assert "公顷" not in ask("青崖县雪下到什么程度才启动响应")


def test_full_marks_are_not_the_points_of_one_item(ask):
    assert "百分制" in ask("青崖县森林防火考核满分多少分")


def test_how_often_is_no_sum_of_money(ask):
    answer = ask("青崖县护林员多久巡一次山")
    assert "每周" in answer
