"""Figures for several points in time: 「到2024年底12个；到2025年底22个」, 「2024年、2025年分别新增100张、120张」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Target
from ingest.passages import Passage, sentence_start

_YEAR = r"(?:到|至|在)?(?:\d{4}年|“?十[三四五六]五”?|今年|明年)(?:\d{1,2}月)?(?:年?[底末初])?(?:之?前|以前)?"
_REACHING = (
    "累计|总数|总量|共|再|进一步|力争|争取|确保|计划|将|要|分别|建成|新建|新增|建设|培育|打造|创建|改造|完成|实现|达到|达|覆盖"
    "|(?:提高|提升|增加|扩大|扩展|发展|下降|降低|压缩|缩短|增|升|降)(?:到|至)|控制在|保持在|稳定在|不少于|不低于|不超过|至少|超过"
)
_LATER = re.compile(rf"[，；、,;。]\s*(?:力争|争取|确保|计划)?{_YEAR}，?(?:{_REACHING})*")
_VERB = re.compile("建成|新建|新增|建设|培育|打造|创建|改造|完成|覆盖|达到")
_CUMULATED = re.compile(r"(?:到|至)?\d{4}年(?:年?[底末])?，?[^，；。]{0,12}$")
_PLANNED = re.compile(r"(?:到|至)(?:\d{4}年|“?十[四五六]五)|力争|年内|确保")
_ENDED = re.compile("截至|截止|已")
_SPAN = re.compile("^[两三四五]年")  # 「三年改造…」, of which one year has its share
_VERB_ALONE = re.compile(f"(?:{_VERB.pattern}|启动|实施|开工|安装|加装|培训|整治|更新|消除|发放|投用|交付)+")
_LISTED_YEARS = re.compile(r"(\d{4}年(?:[、和]\d{4}年)+)[^。；]{0,20}?分别")
_YEAR_RANGE = re.compile(r"(\d{4})年?[—\-–~～至到]{1,2}(\d{4})年[^。；]{0,20}?分别")
_SINGLE_YEAR = re.compile(r"\d{4}年")


def names_later_point(between: str) -> bool:
    """Whether the words between two figures only name a later time, so that the second measures what the first does."""
    return _LATER.fullmatch(between) is not None


def measured_before(between: str, earlier: Sequence[tuple[str, str]]) -> str:
    """What a figure at a later point measures: 「建成食堂12个，覆盖社区30个；到2025年底，累计建成22个」 食堂.

    Args:
        between: the words between the last figure and this one.
        earlier: the words before each figure of the point before it that has the same unit, with what it measures.
    """
    verb = _VERB.search(between)
    same = [subject for words, subject in earlier if verb and verb[0] in words]
    return same[0] if same else earlier[0][1]


def shared_subject(targets: Sequence[Target], start: int, name: str, unit: str) -> str:
    """What a figure named by a verb alone measures: 「三年改造小区246个，其中2024年改造92个」 改造小区.

    Args:
        targets: those before it.
        start: where its sentence begins, a position of the clean text.
        name: what the words around the figure say that it measures.
        unit: its unit.

    Returns:
        The subject of the last target of the sentence with that unit and more than a verb; `name` where there is none.
    """
    if not _VERB_ALONE.fullmatch(name):
        return name
    same = (one.subject for one in reversed(targets) if one.unit == unit and one.start >= start)
    return next((_SPAN.sub("", subject) for subject in same if not _VERB_ALONE.fullmatch(subject)), name)


def is_planned_total(text: str, start: int, position: int) -> bool:
    """Whether 「累计建成」 at `position` of the sentence from `start` is yet to come: 「到2025年底累计建成」.

    A year without 到 counts where the sentence names several.
    """
    before = text[start:position]
    if _ENDED.search(before):
        return False
    return bool(_PLANNED.search(before)) or (
        _CUMULATED.search(before) is not None and len(set(_SINGLE_YEAR.findall(before))) > 1
    )


def compared_with_before(text: str, start: int, stop: int, position: int, *, in_table: bool) -> bool:
    """Whether 上年 at `position` is only what a figure to be reached is compared with: 「力争较上年下降30%以上」.

    The cells of a table of tasks tell of what is to come; elsewhere the sentence must say so.
    """
    return text[max(0, position - 1) : position] in ("较", "比")


def respective_years(text: str, start: int, position: int) -> Sequence[str]:
    """The years that 「分别」 before `position` deals out to the figures after it; empty without such words."""
    listed = list(_LISTED_YEARS.finditer(text, start, position))
    if listed:
        return _SINGLE_YEAR.findall(listed[-1][1])
    ranged = list(_YEAR_RANGE.finditer(text, start, position))
    if ranged:
        first, last = int(ranged[-1][1]), int(ranged[-1][2])
        return [f"{year}年" for year in range(first, min(last, first + 20) + 1)]
    return []


def dealt_out(passage: Passage, targets: list[Target]) -> list[Target]:
    """Targets with the years that 「分别」 deals out to them, where there are as many years as figures."""
    groups: dict[tuple[int, str], list[int]] = {}
    for index, target in enumerate(targets):
        start = sentence_start(passage.text, target.start - passage.start)
        groups.setdefault((start, target.unit), []).append(index)
    for (start, _), members in groups.items():
        years = respective_years(passage.text, start, targets[members[0]].start - passage.start)
        if len(years) == len(members):
            for index, year in zip(members, years, strict=True):
                targets[index] = replace(targets[index], subject=targets[members[0]].subject, period=year)
    return targets
