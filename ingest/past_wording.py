"""Whether the words around a figure tell what was done rather than what is to be reached."""

from __future__ import annotations

import re

from ingest.target_points import compared_with_before, is_planned_total

_PAST = re.compile(
    r"已(?:经)?[^有]|截至|截止|去年|上年|曾|[成立现得了]了|迄今|累计[^达开]{0,8}(?:建成|完成|实现)|达到了|目前|预计|以来"
    r"|“?十[一二三四五六]五”?(?:规划)?前[一二两三四]年|过去[一二两三五四]年"
)
_FUTURE = re.compile(
    r"力争|争取(?!到)|确保|计划(?:到|于|在|新|再|建|完|改|撤|投|实|年)|(?:到|至)(?:\d{4}年|“?十[四五六]五)|未来|下一步|明年"
    r"|今年(?!以来|[上前一二三四1-9])|年底前|再(?:新|建|完|增|改)|期末|届时"
)
_START = re.compile(r"[由从](?:原来|目前|现在|现有|当前|去年|上年)")


def is_past(text: str, start: int, stop: int, position: int, *, in_table: bool) -> bool:
    """Whether the figure at `position` of the sentence `[start, stop)` tells what was done.

    Where the sentence speaks of both, what was named last before the figure holds:
    「目前已建成800个，今年再新增200个」.
    """
    marks = [match.start() for match in _PAST.finditer(text, start, stop) if _tells(text, start, stop, match, in_table)]
    if not marks:
        return False
    before = max((mark for mark in marks if mark < position), default=-1)
    planned = max((match.start() for match in _FUTURE.finditer(text, start, position)), default=-1)
    return planned <= before


def _tells(text: str, start: int, stop: int, match: re.Match[str], in_table: bool) -> bool:
    """Whether a word of the past is more than what a figure to be reached is compared with or starts from."""
    position = match.start()
    if match[0].startswith("累计"):
        return not is_planned_total(text, start, position)
    if _START.match(text, max(0, position - 1)):
        return False
    return not compared_with_before(text, start, stop, position, in_table=in_table)
