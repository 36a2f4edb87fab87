"""Parts of a document that tell what was done, whose figures are no targets and whose actions no tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.passages import Passage

_PERFECTIVE = re.compile("[^为除]了(?!解|然)|曾|迄今")
_REVIEW = re.compile(
    "基础(?!设施|教育|性|研究|产业|数据|信息|工程|建设|服务|网络|养老|医疗)|成效|回顾|现状|背景|形势|问题|不足|做法|经验|趋势"
)
_TASKS = re.compile("目标|任务|措施|夯实|强化|提升|加强|整改|整治|解决|推广|推进")
_ACCOUNT = re.compile(
    "总结(?:[和及与暨]|$)"
    "|(?:情况的?(?:报告|汇报|通报|说明)|(?:统计)?公报|年报|年度报告|考核(?:结果的?)?通报|述职(?:报告)?)$"
)
_NEXT = re.compile("计划|打算|下一步|下步|思路|安排|明年|今后|目标|要求")
_LONGEST_TITLE = 24  # a longer label is a sentence


def review_clauses(passages: Sequence[Passage], titles: Sequence[str] = ()) -> frozenset[int]:
    """Indexes of clauses that tell what was done: chapters on what was reached, and accounts in the perfective.

    One of `titles` that names an account (工作总结) makes all but the chapters on what comes next one.
    """
    if any(_ACCOUNT.search(title) for title in titles):
        return frozenset(passage.clause.index for passage in passages if not _plans(passage))
    counts = {passage.clause.index: _perfectives(passage.text) for passage in passages}
    if sum(counts.values()) > max(4, sum(len(passage.text) for passage in passages) / 700):
        return frozenset(counts)
    chapters: dict[str, list[Passage]] = {}
    for passage in passages:
        chapters.setdefault(passage.clause.path[0] if passage.clause.path else "", []).append(passage)
    review: set[int] = set()
    for label, members in chapters.items():
        length = sum(len(passage.text) for passage in members)
        perfective = sum(counts[passage.clause.index] for passage in members)
        named = _REVIEW.search(label) and not _TASKS.search(label)
        if named or perfective > max(3, length / 400):
            review |= {passage.clause.index for passage in members}
    return frozenset(review)


def _perfectives(text: str) -> int:
    told = "了" in text or "曾" in text or "迄今" in text
    return len(_PERFECTIVE.findall(text)) if told else 0


def _plans(passage: Passage) -> bool:
    """Whether a passage of an account stands in a chapter on what comes next."""
    return any(len(label) <= _LONGEST_TITLE and _NEXT.search(label) for label in passage.clause.path)
