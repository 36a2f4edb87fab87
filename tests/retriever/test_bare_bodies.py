"""Bodies that people call by their field alone: 民政, 公安, 市场监管."""

from __future__ import annotations

import pytest

TASKS = """松坡区老年助餐工作方案
一、重点任务
1.布点建设。新增助餐点12处。（责任单位：区民政局、各街道）
2.食品安全。每季度抽检一次。（责任单位：区市场监管局）
3.经费保障。区级补贴列入预算。（责任单位：区财政局、区民政局）
二、其他
凡被举报两次以上的，由市场监督管理部门责令改正。
"""


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("方案.txt", TASKS.encode())
    return hash_base


@pytest.mark.parametrize(
    "question", ["民政要干哪些活", "松坡区民政负责什么", "老年助餐方案里，民政这块承担哪些任务"]
)
def test_a_body_called_by_its_field_is_asked_for_its_tasks(base, question):
    answer = base.ask(question)
    assert answer.kind == "reverse"
    assert "布点建设" in answer.answer
    assert "经费保障" in answer.answer
    assert "食品安全" not in answer.answer


def test_what_rules_call_the_department_of_a_field_is_its_office(base):
    answer = base.ask("市场监管局要管哪几样").answer
    assert "食品安全" in answer
    assert "责令改正" in answer


def test_a_field_is_no_body(base):
    assert base.ask("民政方面的布点有哪些要求").kind != "reverse"
