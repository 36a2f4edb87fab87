"""Word's automatic numbering written out: the numbers of official documents often exist nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.loaders.datatypes import Node
from ingest.loaders.number_formats import format_number

_MAX_LEVEL = 8
_PLACEHOLDER = re.compile("%([1-9])")


@dataclass(frozen=True)
class NumberingLevel:
    """One level of a list; `restart_after` is the level (from 1) whose use restarts it."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart_after: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True)
class NumberingList:
    """A `w:num`: the abstract list that it counts with, its levels, and where it starts anew."""

    abstract_id: str
    levels: Mapping[int, NumberingLevel]
    start_overrides: Mapping[int, int]


def read_numbering(root: Node | None) -> dict[str, NumberingList]:
    """Lists by `w:numId`."""
    if root is None:
        return {}
    abstract = {node.get("abstractNumId"): _read_levels(node) for node in root.elements() if node.tag == "abstractNum"}
    lists = {}
    for node in root.elements():
        if node.tag == "num":
            abstract_id = value_of(node, "abstractNumId")
            levels = dict(abstract.get(abstract_id, {}))
            starts = {}
            for override in node.elements():
                if override.tag == "lvlOverride":
                    level = _integer(override.get("ilvl"), 0)
                    levels.update(_read_levels(override))
                    if override.child("startOverride"):
                        starts[level] = _integer(value_of(override, "startOverride"), 1)
                        levels[level] = replace(levels.get(level, NumberingLevel()), start=starts[level])
            lists[node.get("numId")] = NumberingList(abstract_id, levels, starts)
    return lists


class NumberingCounter:
    """Counts through a document; `label` is to be called for each numbered paragraph, in order."""

    def __init__(self, lists: Mapping[str, NumberingList]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list keeps for a paragraph style; 0 where it keeps none."""
        numbering = self._lists.get(list_id)
        levels = numbering.levels if numbering else {}
        return next((number for number, level in levels.items() if style and level.style == style), 0)

    def label(self, list_id: str, level_number: int) -> str:
        """The next number at a level, as shown before the paragraph; "" for lists that do not exist."""
        numbering = self._lists.get(list_id)
        level = numbering.levels.get(level_number) if numbering else None
        if numbering is None or level is None or not 0 <= level_number <= _MAX_LEVEL:
            return ""
        counts = self._counts.setdefault(numbering.abstract_id, {})
        restart = (list_id, level_number)
        if level_number in numbering.start_overrides and restart not in self._restarted:
            self._restarted.add(restart)
            counts.pop(level_number, None)
        counts[level_number] = counts[level_number] + 1 if level_number in counts else level.start
        for deeper in [number for number in counts if number > level_number]:
            if _restarts(numbering.levels.get(deeper), level_number):
                del counts[deeper]
        return _render(numbering, level, counts)


def _restarts(level: NumberingLevel | None, used: int) -> bool:
    """Whether a level starts anew after a paragraph at the level `used` above it."""
    restart_after = level.restart_after if level else None
    return restart_after is None or used < restart_after


def _render(numbering: NumberingList, level: NumberingLevel, counts: dict[int, int]) -> str:
    if level.number_format == "bullet":
        mark = "".join("•" if "\ue000" <= character <= "\uf8ff" else character for character in level.text)
        return mark.strip() + " " if mark.strip() else ""

    def number(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        shown = numbering.levels.get(place, NumberingLevel())
        if shown.number_format == "none":
            return ""
        number_format = "decimal" if level.legal else shown.number_format
        return format_number(counts.get(place, shown.start), number_format)

    label = _PLACEHOLDER.sub(number, level.text)
    # 第一章, 1.1: without a gap the number would run into the text; 一、（一）1. need none.
    return label + " " if level.suffix != "nothing" and label[-1:].isalnum() else label


def _read_levels(node: Node) -> dict[int, NumberingLevel]:
    return {_integer(child.get("ilvl"), 0): _read_level(child) for child in node.elements() if child.tag == "lvl"}


def _read_level(node: Node) -> NumberingLevel:
    restart = value_of(node, "lvlRestart")
    number_format = node.find("numFmt") or node.find("AlternateContent", "Fallback", "numFmt")
    return NumberingLevel(
        start=_integer(value_of(node, "start"), 1),
        number_format=number_format.get("val", "decimal") if number_format else "decimal",
        text=value_of(node, "lvlText"),
        suffix=value_of(node, "suff") or "tab",
        restart_after=_integer(restart, 0) if restart else None,
        legal=is_on(node, "isLgl"),
        style=value_of(node, "pStyle"),
    )


def value_of(node: Node, tag: str) -> str:
    """The `w:val` of a child element; "" where there is none."""
    child = node.child(tag)
    return child.get("val") if child else ""


def is_on(node: Node | None, tag: str) -> bool:
    """Whether a switch such as `<w:vanish/>` is set."""
    child = node.child(tag) if node else None
    return child is not None and child.get("val", "1") not in ("0", "false", "off")


def _integer(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else default
