"""Ruled tables of PDF pages: grid positions from the boxes of the cells, and tables that run over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.loaders.datatypes import Table, TableCell
from ingest.loaders.pdf_layout import Glyph, join_lines, read_lines

Box = tuple[float, float, float, float]

_TOLERANCE = 3.0
_MIN_FILLED = 0.9


@dataclass(frozen=True)
class PageTable:
    """A table with its box `(x0, top, x1, bottom)` and the positions of its column edges, in points."""

    table: Table
    box: Box
    edges: tuple[float, ...]


def read_table(boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> PageTable | None:
    """A table from the boxes of its cells; None where they are no grid of two columns or more."""
    columns = _positions([x for box in boxes for x in (box[0], box[2])])
    rows = _positions([y for box in boxes for y in (box[1], box[3])])
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
    """Whether a table at the head of a page has the columns of the one at the foot of the page before."""
    return len(table.edges) == len(following.edges) and all(
        abs(edge - other) <= _TOLERANCE for edge, other in zip(table.edges, following.edges, strict=True)
    )


def joined(table: PageTable, following: PageTable) -> PageTable:
    """Both as one table; the header that is printed again on the second page is left out."""
    cells = list(table.table.cells)
    height = max(cell.row + cell.row_span for cell in cells)
    added = list(following.table.cells)
    if [cell.text for cell in added if cell.row == 0] == [cell.text for cell in cells if cell.row == 0]:
        added = [replace(cell, row=cell.row - 1) for cell in added if cell.row]
    cells.extend(replace(cell, row=cell.row + height) for cell in added)
    return replace(table, table=Table(tuple(cells)))


def _positions(values: list[float]) -> list[float]:
    """Distinct positions in order, those closer than the tolerance taken as one."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > _TOLERANCE:
            distinct.append(value)
    return distinct


def _index(positions: list[float], value: float) -> int:
    return min(range(len(positions)), key=lambda index: abs(positions[index] - value))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
