"""Tables of Word documents: merged cells found from `gridSpan`, `vMerge` and `hMerge`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ingest.loaders.datatypes import Node, Table, TableCell
from ingest.loaders.docx_numbering import is_on, value_of
from ingest.loaders.docx_paragraph import parts_of
from ingest.loaders.limits import MAX_COLUMN_SPAN


def read_table(table: Node, lines: Callable[[Node], Iterable[str]]) -> Table:
    """Cells of a `w:tbl`; `lines` gives the lines of a cell and is called once per cell, in reading order."""
    cells: list[TableCell] = []
    header_rows = number = 0
    above: dict[int, int] = {}  # column → index in `cells` of the cell that a vertical merge would continue
    for row in parts_of(table, "tr"):
        properties = row.child("trPr")
        if properties and properties.child("del"):
            continue
        if number == header_rows and is_on(properties, "tblHeader"):
            header_rows += 1
        column = _number(value_of(properties, "gridBefore"), 0) if properties else 0
        above = _read_row(row, number, column, cells, above, lines)
        number += 1
    return Table(tuple(cells), header_rows if header_rows < number else 0)


def _read_row(
    row: Node,
    number: int,
    column: int,
    cells: list[TableCell],
    above: dict[int, int],
    lines: Callable[[Node], Iterable[str]],
) -> dict[int, int]:
    """Append a row's own cells, stretch those that it continues; returns what the next row may continue."""
    below: dict[int, int] = {}
    last: int | None = None
    for cell in parts_of(row, "tc"):
        properties = cell.child("tcPr") or Node("tcPr", {}, ())
        span = min(_number(value_of(properties, "gridSpan"), 1) or 1, MAX_COLUMN_SPAN)
        text = "\n".join(lines(cell))
        if last is not None and _continues(properties, "hMerge"):
            cells[last] = replace(cells[last], column_span=cells[last].column_span + span)
        elif _continues(properties, "vMerge") and column in above and not text.strip():
            last = above[column]
            cells[last] = replace(cells[last], row_span=number - cells[last].row + 1)
            below[column] = last
        else:
            last = len(cells)
            cells.append(TableCell(number, column, text, 1, span))
            if properties.child("vMerge"):
                below[column] = last
        column += span
    return below


def _continues(properties: Node, tag: str) -> bool:
    merge = properties.child(tag)
    return merge is not None and merge.get("val", "continue") == "continue"


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else default
