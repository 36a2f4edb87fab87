"""Ruled tables of printed pages: grid positions from the boxes of the cells, and tables that run over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.loaders.datatypes import Table, TableCell
from ingest.loaders.page_lines import Glyph, join_lines, read_lines

Box = tuple[float, float, float, float]

TOLERANCE = 3.0
"""Lines nearer to each other than this, in points, are one."""
_MAX_DRIFT = 4.5
_ORDINAL = re.compile(r"[（(]?(?:\d{1,4}|[一二三四五六七八九十]{1,3})[）)、.．]?")
_MIN_FILLED = 0.9


@dataclass(frozen=True)
class PageTable:
    """A table with its box `(x0, top, x1, bottom)` and the positions of its column edges, in points."""

    table: Table
    box: Box
    edges: tuple[float, ...]


def read_table(boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> PageTable | None:
    """A table from the boxes of its cells; None where they are no grid of two columns or more."""
    columns = positions([x for box in boxes for x in (box[0], box[2])])
    rows = positions([y for box in boxes for y in (box[1], box[3])])
    if len(columns) < 3 or len(rows) < 2:
        return None
    whole = (columns[0], rows[0], columns[-1], rows[-1])
    if sum(map(_area, boxes)) < _MIN_FILLED * _area(whole):
        return None
    inside = [glyph for glyph in glyphs if glyph.is_inside(whole)]
    cells = []
    for box in boxes:
        row, column = _index(rows, box[1]), _index(columns, box[0])
        text = join_lines(read_lines(glyph for glyph in inside if glyph.is_inside(box)))
        row_span = max(_index(rows, box[3]) - row, 1)
        cells.append(TableCell(row, column, text, row_span, max(_index(columns, box[2]) - column, 1)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PageTable(Table(tuple(cells)), whole, tuple(columns)) if any(cell.text for cell in cells) else None


def is_single_row(table: PageTable) -> bool:
    """Whether it has one row: framed words, or the part of a table that another page goes on with."""
    return all(cell.row == 0 and cell.row_span == 1 for cell in table.table.cells)


def continues(table: PageTable, following: PageTable) -> bool:
    """Whether a table at the head of a page goes on from the one at the foot of the page before.

    It does with the same columns (pages may be shifted against each other), or with as many columns and the same
    header.
    """
    if len(table.edges) != len(following.edges):
        return False
    shift = following.edges[0] - table.edges[0]
    same = all(
        abs(other - edge - shift) <= _MAX_DRIFT for edge, other in zip(table.edges, following.edges, strict=True)
    )
    return same or _first_row(table.table.cells) == _first_row(following.table.cells)


def joined(table: PageTable, following: PageTable) -> PageTable:
    """Both as one table; the header that is printed again on the second page is left out.

    A row without a first cell carries on the last one: the texts of a row that was cut in two are put together,
    a merged cell that reaches over the page break is stretched.
    """
    cells = list(table.table.cells)
    added = list(following.table.cells)
    if _first_row(added) == _first_row(cells):
        added = [replace(cell, row=cell.row - 1) for cell in added if cell.row]
    height = max(cell.row + cell.row_span for cell in cells)
    first = [cell for cell in added if cell.row == 0]
    if first and height > 1 and first[0].column == 0 and not first[0].text:
        if _is_rest_of_row(first, cells):
            _append_texts(cells, first, height - 1)
            added = [replace(cell, row=cell.row - 1) for cell in added if cell.row]
        else:
            added = _stretch_merged(cells, first, added, height)
    cells.extend(replace(cell, row=cell.row + height) for cell in added)
    return replace(table, table=Table(tuple(cells)))


def _first_row(cells: Sequence[TableCell]) -> list[tuple[int, str]]:
    return [(cell.column, cell.text) for cell in cells if cell.row == 0]


def _is_rest_of_row(first: list[TableCell], cells: list[TableCell]) -> bool:
    """Whether a row without a first cell is the rest of one that was cut, not one below a merged cell.

    It is where the rows above are numbered one by one, or where more than the first cell is empty.
    """
    empty = sum(not cell.text for cell in first)
    if empty == len(first) or any(cell.row_span > 1 for cell in first):
        return False
    above = [cell for cell in cells if cell.column == 0 and cell.row]
    numbered = all(cell.row_span == 1 and _ORDINAL.fullmatch(cell.text) for cell in above)
    return bool(above and numbered) or empty > 1 or len(first) == 2


def _append_texts(cells: list[TableCell], rest: list[TableCell], row: int) -> None:
    """Put the texts of `rest` behind those of the cells above them that reach down to `row`."""
    for fragment in rest:
        for index, cell in enumerate(cells):
            if fragment.text and cell.column == fragment.column and cell.row + cell.row_span - 1 == row:
                between = "" if not cell.text or ord(cell.text[-1]) > 0x2E80 or ord(fragment.text[0]) > 0x2E80 else " "
                cells[index] = replace(cell, text=cell.text + between + fragment.text)


def _stretch_merged(
    cells: list[TableCell], first: list[TableCell], added: list[TableCell], height: int
) -> list[TableCell]:
    """Let the cells that end at the page break reach over the empty ones below them; returns what is left to add."""
    stretched = []
    for empty in (cell for cell in first if not cell.text):
        for index, cell in enumerate(cells):
            below = cell.column == empty.column and cell.column_span == empty.column_span
            if below and cell.text and cell.row > 0 and cell.row + cell.row_span == height:
                cells[index] = replace(cell, row_span=cell.row_span + empty.row_span)
                stretched.append(empty)
    return [cell for cell in added if cell not in stretched]


def positions(values: list[float], tolerance: float = TOLERANCE) -> list[float]:
    """Distinct positions in order, those closer than the tolerance taken as one."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > tolerance:
            distinct.append(value)
    return distinct


def _index(positions: list[float], value: float) -> int:
    return min(range(len(positions)), key=lambda index: abs(positions[index] - value))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
