"""Cells of ruled tables from the straight lines drawn on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.page_tables import TOLERANCE, Box, positions

_MAX_LINES = 600


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line from `(x0, y0)` to `(x1, y1)`, ends in ascending order."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs across rather than down."""
        return self.x1 - self.x0 >= self.y1 - self.y0


def find_tables(rules: Sequence[Rule], tolerance: float = TOLERANCE) -> list[list[Box]]:
    """Boxes `(x0, top, x1, bottom)` of the cells of each ruled table, merged cells as one box.

    Lines that end within `tolerance` points of each other meet; a page with more than `_MAX_LINES` lines is a drawing.
    """
    if len(rules) > _MAX_LINES:
        return []
    tables = []
    for group in _connected(rules, tolerance):
        boxes = _cells(group, tolerance)
        if len(boxes) > 1:
            tables.append(boxes)
    return tables


def _connected(rules: Sequence[Rule], tolerance: float) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other, tolerance) for other in group)]
        groups = [group for group in groups if not any(group is other for other in touching)]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _touch(one: Rule, other: Rule, tolerance: float) -> bool:
    return (
        one.x0 - tolerance <= other.x1
        and other.x0 - tolerance <= one.x1
        and one.y0 - tolerance <= other.y1
        and other.y0 - tolerance <= one.y1
    )


def _cells(rules: list[Rule], tolerance: float) -> list[Box]:
    """Cells of one table: fields of the finest grid, joined where no line divides them."""
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    xs = positions([(rule.x0 + rule.x1) / 2 for rule in down], tolerance)
    ys = positions([(rule.y0 + rule.y1) / 2 for rule in across], tolerance)
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            last_column, last_row = column, row
            while last_column + 2 < len(xs) and not _is_ruled(
                down, xs[last_column + 1], ys[row], ys[row + 1], tolerance, upright=True
            ):
                last_column += 1
            while last_row + 2 < len(ys) and not _is_ruled(
                across, ys[last_row + 1], xs[column], xs[column + 1], tolerance, upright=False
            ):
                last_row += 1
            taken.update((r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1))
            boxes.append((xs[column], ys[row], xs[last_column + 1], ys[last_row + 1]))
    return boxes


def _is_ruled(rules: list[Rule], position: float, start: float, end: float, tolerance: float, *, upright: bool) -> bool:
    """Whether a line at `position` covers the middle between `start` and `end`."""
    middle = (start + end) / 2
    for rule in rules:
        at = (rule.x0 + rule.x1) / 2 if upright else (rule.y0 + rule.y1) / 2
        low, high = (rule.y0, rule.y1) if upright else (rule.x0, rule.x1)
        if abs(at - position) <= tolerance and low <= middle <= high:
            return True
    return False
