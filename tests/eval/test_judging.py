from __future__ import annotations

import pytest

from eval.datatypes import Question
from eval.judging import LENGTH_LIMITS, judge

QUESTION = Question(
    id="a",
    type="target",
    q="新增多少",
    must=(("60个", "六十个"), ("停车位",)),
    must_not=("500个",),
    cite=("新增错峰停车位60个",),
    answerable=True,
)


def question(**changes: object) -> Question:
    return Question(**{**QUESTION.__dict__, **changes})


@pytest.mark.parametrize(
    ("answer", "status", "right", "reason"),
    [
        ("停车位新增 60 个[1]。", "answered", True, ""),
        ("停车位新增六十个", "answered", True, ""),
        ("停车位新增160个", "answered", False, "缺少：60个 / 六十个"),
        ("停车位60个，不是500个", "answered", False, "不应出现：500个"),
        ("停车位60个，不是1500个", "answered", True, ""),
        ("停车位60个" + "。" * 294, "answered", True, ""),
        ("停车位60个" + "。" * 295, "answered", False, "过长：301 字，上限 300 字"),
        ("停车位60个", "not_found", False, "误拒（not_found）"),
        ("停车位60个", "error", False, "系统出错"),
    ],
)
def test_judge(answer: str, status: str, right: bool, reason: str) -> None:
    verdict = judge(QUESTION, answer, status)
    assert (verdict.right, verdict.reason) == (right, reason)


def test_citation_mark_does_not_part_a_figure() -> None:
    assert judge(QUESTION, "停车位60[1]个", "answered").right


def test_judge_min_groups() -> None:
    loose = question(min_groups=1)
    assert judge(loose, "60个", "answered").right
    assert not judge(loose, "没有", "answered").right


@pytest.mark.parametrize("kind", LENGTH_LIMITS)
def test_length_limit_of_each_type(kind: str) -> None:
    limit = LENGTH_LIMITS[kind]
    answer = "60个停车位".ljust(limit, "。")
    assert judge(question(type=kind), answer, "answered").right
    assert not judge(question(type=kind), answer + "。", "answered").right


@pytest.mark.parametrize(
    ("status", "right"), [("not_found", True), ("refused", True), ("answered", False), ("error", False)]
)
def test_unanswerable_is_right_when_refused(status: str, right: bool) -> None:
    hopeless = question(type="unanswerable", must=(), cite=(), answerable=False)
    assert judge(hopeless, "未找到", status).right is right
