"""Work out by how much two figures differ that two sides of a comparison state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.draft import Draft, Statement

_FIGURE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?:余|多)?"
    r"(?P<unit>%|个百分点|平方米|立方米|人次|公里|分钟|小时|工作日|微克|元|台|家|个月|个|处|座|张|户|人|名|项|条|次|场|辆|所|天|日|月|年|倍|分|吨|件|组|间|套|亩|期|岁)?"
)
_ASKED = re.compile(
    r"差|(?:多|高|少|低)(?:了|[建修增改开做办招收发])?(?:多少|几)|(?:哪|谁).{0,6}(?:多|高|大|少|低|重|轻)|比(?:较|一下|比看)"
)
_RANGE = re.compile(
    r"\d[^，；。、\d]{0,3}(?:以上|至|到|[—~～－-])[^，；。、\d]{0,2}\d[^，；。、]{0,6}(?:以下|以内|元|%|人|天|日)"
)
_UNIT_ASKED = re.compile(
    "(?:多少|几)(%|百分点|平方米|人次|公里|分钟|小时|元|台|家|个月|个|处|座|张|户|人|名|项|条|次|场|辆|所|天|倍|吨|件|套|亩)"
)
_SUM = re.compile("加起来|合计|总共|一共")
_MORE = re.compile(r"(?:哪|谁).{0,6}(?P<way>多|高|大|少|低|重|轻)")
_LIST = re.compile(r"[^，。；]*分别[^，。；]*")
_UNIT_NAMED = re.compile("[（(](%|张|处|户|台|个|人|家|所|元|万元|项|座|人次)[）)]")
_UNIT_BEHIND = re.compile(r"(\d)（([万亿]?[^（）\d]{1,6})）")  # 「1.08（亿立方米）」: a cell beside that of its unit
_PERIOD = re.compile("每年|每月|每季度|全年|年度|累计|[一二三四五]年(?![前后级])")
_SCALES = {"": 1.0, "万": 1e4, "亿": 1e8}
_DATES = ("年", "月", "日", "岁")


@dataclass(frozen=True)
class Figure:
    """A figure as written, with its value in single units."""

    written: str
    value: float
    unit: str


def asks_difference(question: str) -> bool:
    """Whether a question asks by how much, or which is more."""
    return _ASKED.search(question) is not None


def figure_of(text: str, label: str, others: Sequence[str] = (), unit: str = "") -> Figure | None:
    """The figure that a text states of one side.

    Args:
        text: what was answered for the side.
        label: what the side is called.
        others: what the other sides are called; their figures are not this one's.
        unit: the unit asked for; "" where the question names none.
    """
    text = _UNIT_BEHIND.sub(r"\1\2", text)
    listed = _listed(text, (label, *others))
    if listed is not None:
        return listed
    named = _UNIT_NAMED.search(text)
    if len(set(_UNIT_NAMED.findall(text))) > 1:
        return None  # cells of several columns
    if named is not None:  # a table row names the unit of its figures beside what is measured
        rows = [_read(match) for match in _FIGURE.finditer(text, named.end())]
        rows = [Figure(figure.written, figure.value, named.group(1)) for figure in rows if figure.unit == ""]
        return rows[-1] if rows else None
    found = [figure for match in _FIGURE.finditer(text) if (figure := _read(match)).unit not in (*_DATES, "")]
    bare = [figure for match in _FIGURE.finditer(text) if (figure := _read(match)).unit == ""]
    asked = [figure for figure in found if unit and figure.unit == unit]
    at = _position(text, label)
    if at is not None:
        behind = [_read(match) for match in _FIGURE.finditer(text, at)]
        behind = [figure for figure in behind if figure.unit not in (*_DATES, "")]
        behind = [figure for figure in behind if unit and figure.unit == unit] or behind
        if behind:
            return behind[0]
    if asked:
        return asked[0]
    return found[0] if found else bare[-1] if bare else None


def figures_in(text: str) -> list[Figure]:
    """The figures of a text in order, dates left out."""
    found = [_read(match) for match in _FIGURE.finditer(text)]
    return [figure for figure in found if figure.unit not in _DATES]


def _listed(text: str, labels: Sequence[str]) -> Figure | None:
    """The figure of a side in 「初级、中级、高级分别给予100元、200元、300元」."""
    match = _LIST.search(text)
    if match is None:
        return None
    before, after = match.group(0).split("分别", 1)
    figures = [_read(figure) for figure in _FIGURE.finditer(after)]
    unit = next((figure.unit for figure in figures if figure.unit), "")
    figures = [figure if figure.unit else Figure(figure.written, figure.value, unit) for figure in figures]
    names = re.split("、|和|及", before)
    at = next((index for index, name in enumerate(names) if labels[0] and _position(name, labels[0]) is not None), None)
    return figures[at] if at is not None and len(figures) == len(names) else None


def _position(text: str, label: str) -> int | None:
    """Where a text speaks of a side, by the longest beginning of its name that stands there."""
    for size in range(len(label), 1, -1):
        for start in range(len(label) - size + 1):
            at = text.find(label[start : start + size])
            if at >= 0:
                return at + size
    return None


def _read(match: re.Match[str]) -> Figure:
    value = float(match.group("number").replace(",", "")) * _SCALES[match.group("scale")]
    return Figure(match.group(0), value, match.group("unit") or "")


def difference(question: str, labels: Sequence[str], texts: Sequence[str], drafts: Sequence[Draft]) -> Statement | None:
    """By how much the figures of two sides differ, with both figures, cited to what states them."""
    if len(labels) != 2 or not (asks_difference(question) or _SUM.search(question)):
        return None
    named = _UNIT_ASKED.search(question)
    unit = named.group(1) if named else ""
    first = figure_of(texts[0], labels[0], labels[1:], unit)
    second = figure_of(texts[1], labels[1], labels[:1], unit)
    if any(_RANGE.search(text) for text in texts):
        return None  # 「5000元以上2万元以下」 is no one figure
    if first is None or second is None or first.unit != second.unit:
        return None
    if _SUM.search(question):
        return _sum(first, second, drafts)
    gap = written_like(abs(first.value - second.value), first.unit or second.unit, first.written + second.written)
    high, low = (first, second) if first.value >= second.value else (second, first)
    order = labels if first.value >= second.value else labels[::-1]
    periods = [_PERIOD.search(text) for text in texts]
    apart = all(periods) and len({match.group(0) for match in periods if match}) > 1
    more = None if apart else _MORE.search(question)
    lead = f"{order[1 if more.group('way') in '少低轻' else 0]}更{more.group('way')}，" if more else ""
    note = f"；期限不同：{'、'.join(match.group(0) for match in periods if match)}" if apart else ""
    text = f"{lead}相差{gap}（{high.written}－{low.written}{note}）。"
    if first.value == second.value:
        lead, text = "", f"两者相同，都是{first.written}。"
    held = [s.evidence[0] for draft in drafts for s in draft.statements[:2] if s.evidence]
    return Statement(text, tuple(dict.fromkeys(held)), tuple(part for part in (f"相差{gap}", lead) if part))


def _sum(first: Figure, second: Figure, drafts: Sequence[Draft]) -> Statement:
    total = written_like(first.value + second.value, first.unit, first.written + second.written)
    held = [s.evidence[0] for draft in drafts for s in draft.statements[:2] if s.evidence]
    text = f"合计{total}（{first.written}＋{second.written}）。"
    return Statement(text, tuple(dict.fromkeys(held)), (f"合计{total}",))


def written_like(value: float, unit: str, like: str) -> str:
    """A value with its unit, in 万 or 亿 where `like` is written so."""
    unit = "个百分点" if unit == "%" else unit
    scale = next((name for name in ("亿", "万") if name in like and value >= _SCALES[name]), "")
    number = value / _SCALES[scale]
    return f"{number:.4f}".rstrip("0").rstrip(".") + scale + unit
