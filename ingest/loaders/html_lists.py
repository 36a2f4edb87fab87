"""Lists of web pages that are tables to the eye: rows of boxes, and cards of labels with their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.datatypes import Node, Table, TableCell
from ingest.loaders.html_text import HEADINGS, is_seen, text_lines
from ingest.table_columns import column_role, is_label, is_title, task_rank

_FEWEST_COLUMNS, _FEWEST_ROWS, _FEWEST_FIELDS = 3, 3, 2
_LONGEST_CARD = 900  # characters
_NEVER_CELLS = frozenset(("table", "img", *HEADINGS))


@dataclass(frozen=True)
class Listed:
    """A table made of the children `[first, last)` of an element."""

    first: int
    last: int
    table: Table


def read_list(node: Node) -> Listed | None:
    """The table that an element's children show; None where they show none."""
    children = [child for child in node.children if not isinstance(child, str) or child.strip()]
    if any(isinstance(child, str) for child in children) or len(children) < _FEWEST_FIELDS:
        return None
    elements = [child for child in node.children if isinstance(child, Node)]
    return _grid(node, elements) or _card(node, elements)


def _cells(row: Node) -> list[Node]:
    """The boxes of a row; none where text stands beside them or they hold more than text."""
    if any(isinstance(child, str) and child.strip() for child in row.children):
        return []
    boxes = [child for child in row.elements() if is_seen(child)]
    return [] if any(part.tag in _NEVER_CELLS for box in boxes for part in box.walk()) else boxes


def _rows(elements: Sequence[Node]) -> list[list[Node]]:
    """Rows of boxes among the elements, those of one wrapper (the body below a head) included."""
    rows: list[list[Node]] = []
    for element in elements:
        boxes = _cells(element)
        inner = [_cells(box) for box in boxes]
        wrapped = boxes and all(len(cells) >= _FEWEST_COLUMNS for cells in inner)
        rows += inner if wrapped else [boxes]
    return rows


def _grid(node: Node, elements: Sequence[Node]) -> Listed | None:
    rows = _rows([element for element in elements if is_seen(element)])
    width = len(rows[0]) if rows else 0
    if len(rows) < _FEWEST_ROWS or width < _FEWEST_COLUMNS or any(len(row) != width for row in rows):
        return None
    titles = [_text(box) for box in rows[0]]
    if not all(map(is_label, titles)) or sum(map(is_title, titles)) < _FEWEST_FIELDS:
        return None
    cells = (
        TableCell(number, column, _text(box)) for number, row in enumerate(rows) for column, box in enumerate(row)
    )
    return Listed(0, len(node.children), Table(tuple(cells), header_rows=1))


def _card(node: Node, elements: Sequence[Node]) -> Listed | None:
    """Labels with their values, as pairs in boxes or side by side; what stands before the first is no part."""
    fields: list[tuple[str, str]] = []
    position, first = 0, -1
    while position < len(elements):
        pair = _pair(elements[position])
        step = 1
        if pair is None and position + 1 < len(elements) and _is_known(_text(elements[position]), bool(fields)):
            pair, step = (_text(elements[position]), _text(elements[position + 1])), 2
            while elements[position].tag == "dt" and position + step < len(elements):  # several dd of one dt
                if elements[position + step].tag != "dd":
                    break
                pair = pair[0], pair[1] + "\n" + _text(elements[position + step])
                step += 1
        if pair is None and fields:
            break
        if pair is not None:
            first = position if first < 0 else first
            fields.append(pair)
        position += step
    parts = (part for each in elements[first:position] for part in each.walk())
    if not _assigns(fields) or any(part.tag in _NEVER_CELLS for part in parts):
        return None
    labels = ((number, 0, label.rstrip(" :：")) for number, (label, _) in enumerate(fields))
    values = ((number, 1, value) for number, (_, value) in enumerate(fields))
    table = Table(tuple(TableCell(*cell) for cell in sorted((*labels, *values))))
    order = [index for index, child in enumerate(node.children) if isinstance(child, Node)]
    return Listed(order[first], order[position - 1] + 1, table)


def _pair(node: Node) -> tuple[str, str] | None:
    """Label and value of a box that holds nothing but both."""
    boxes = _cells(node)
    if len(boxes) != 2 or not _is_known(_text(boxes[0]), started=True):
        return None
    return _text(boxes[0]), _text(boxes[1])


def _is_known(text: str, started: bool) -> bool:
    """Whether a text is a label; the first of a card has to be one that tables use."""
    label = text.rstrip(" :：")
    return is_label(label) and (started or bool(column_role(label)) or task_rank(label) is not None)


def _assigns(fields: Sequence[tuple[str, str]]) -> bool:
    labels = [label.rstrip(" :：") for label, _ in fields]
    roles = [column_role(label) for label in labels]
    told = sum(role != "" or task_rank(label) is not None for role, label in zip(roles, labels, strict=True))
    length = sum(len(label) + len(value) for label, value in fields)
    limit = _LONGEST_CARD * (len(labels) - len(set(labels)) + 1)
    return any(role in ("lead", "bodies") for role in roles) and told * 2 > len(labels) and length < limit


def _text(node: Node) -> str:
    return "\n".join(text_lines(node))
