"""Right or wrong: one answer against the gold of its question."""

from __future__ import annotations

from collections.abc import Mapping

from eval.datatypes import Question, Verdict
from eval.matching import normalise, strip_markers

# Characters of the answer as it is given, citation marks included.
LENGTH_LIMITS: Mapping[str, int] = {
    "target": 300,
    "responsibility": 300,
    "fact": 300,
    "document": 300,
    "deadline": 300,
    "member": 300,
    "count": 300,
    "definition": 400,
    "method": 900,
    "compare": 700,
    "followup": 700,
    "list": 2000,
    "filter": 2000,
    "reverse": 3000,
}


def judge(question: Question, answer: str, status: str) -> Verdict:
    """Right or wrong by the rules of the question sets.

    An answerable question is right when its status is "answered", enough `must` groups have an alternative
    in the answer, nothing of `must_not` stands in it, and it is not longer than its type allows. An
    unanswerable one is right when it is refused: any status but "answered" (and "error", which is never
    right).
    """
    if status == "error":
        return Verdict(False, "系统出错")
    if not question.answerable:
        return Verdict(False, "误答：资料中没有依据") if status == "answered" else Verdict(True)
    if status != "answered":
        return Verdict(False, f"误拒（{status}）")
    text = normalise(strip_markers(answer))
    missing = [group for group in question.must if not any(text.contains(option) for option in group)]
    wanted = len(question.must) if question.min_groups is None else question.min_groups
    if len(question.must) - len(missing) < wanted:
        return Verdict(False, "缺少：" + "；".join(" / ".join(group) for group in missing))
    forbidden = [part for part in question.must_not if text.contains(part)]
    if forbidden:
        return Verdict(False, "不应出现：" + "；".join(forbidden))
    limit = LENGTH_LIMITS[question.type]
    if len(answer) > limit:
        return Verdict(False, f"过长：{len(answer)} 字，上限 {limit} 字")
    return Verdict(True)
