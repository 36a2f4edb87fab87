"""Straight lines drawn on an OFD page, from its path objects."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from ingest.loaders.datatypes import Node
from ingest.loaders.ruled_grid import Rule

Point = tuple[float, float]

_MAX_NUMBERS = 4000
_STRAIGHT = 0.3
"""A line that leaves the horizontal or vertical by less, in millimetres, is straight."""
_MIN_LENGTH = 1.0


def read_rules(page: Node | None, origin: Point, scale: float) -> list[Rule]:
    """Horizontal and vertical lines of a page, `scale` points a millimetre, measured from `origin`."""
    rules: list[Rule] = []
    for node in page.walk() if page else ():
        if node.tag == "PathObject":
            for start, end in _segments(node):
                rules.extend(_rule(start, end, origin, scale))
    return rules


def _rule(start: Point, end: Point, origin: Point, scale: float) -> Iterator[Rule]:
    x0, x1 = sorted((start[0], end[0]))
    y0, y1 = sorted((start[1], end[1]))
    if min(x1 - x0, y1 - y0) <= _STRAIGHT and max(x1 - x0, y1 - y0) >= _MIN_LENGTH:
        left, top = origin
        yield Rule((x0 - left) * scale, (y0 - top) * scale, (x1 - left) * scale, (y1 - top) * scale)


def _segments(path: Node) -> Iterator[tuple[Point, Point]]:
    """Ends of the straight parts of a path on the page."""
    data = path.child("AbbreviatedData")
    text = "".join(child for child in data.children if isinstance(child, str)) if data else ""
    boundary = _numbers(path.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = _numbers(path.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for outline in _outlines(text):
        placed = [(a * x + c * y + e + boundary[0], b * x + d * y + f + boundary[1]) for x, y in outline]
        yield from pairwise(placed)


def _outlines(text: str) -> Iterator[list[Point]]:
    """Points of the stretches of a path that are drawn in straight lines: M and S begin one, L goes on, C closes."""
    points: list[Point] = []
    tokens = text.split()[:_MAX_NUMBERS]
    position = 0
    while position < len(tokens):
        command = tokens[position]
        position += 1
        if command in ("M", "S", "L"):
            point = _numbers(" ".join(tokens[position : position + 2]), 2)
            position += 2
            if command != "L":
                yield points
                points = []
            if point:
                points.append((point[0], point[1]))
        elif command == "C" and points:
            points.append(points[0])
        elif command in ("Q", "B", "A"):
            yield points
            points = []
    yield points


def _numbers(text: str, count: int) -> tuple[float, ...] | None:
    try:
        numbers = tuple(float(part) for part in text.split()[:count])
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(map(math.isfinite, numbers)) else None
