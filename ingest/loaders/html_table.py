"""Tables of web pages: which of them hold data, and where their cells stand."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.loaders.datatypes import Node, Table, TableCell
from ingest.loaders.html_text import HEADINGS, text_lines
from ingest.loaders.limits import MAX_COLUMN_SPAN

_LONG_CELL = 600
_MANY_PARAGRAPHS = 3
_ROW_GROUPS = ("thead", "tbody", "tfoot")


def read_table(table: Node) -> Table | None:
    """The table's cells, nested tables as their text; None for a table that only arranges the page."""
    rows = list(_rows(table))
    if _is_layout(rows):
        return None
    cells: list[TableCell] = []
    busy_until: list[int] = []  # per column: the first row that no merged cell from above reaches
    for number, (row, _) in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while column < len(busy_until) and busy_until[column] > number:
                column += 1
            columns = min(_span(cell, "colspan"), MAX_COLUMN_SPAN)
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            columns = max(columns, 1)
            busy_until.extend([0] * (column + columns - len(busy_until)))
            busy_until[column : column + columns] = [number + height] * columns
            cells.append(TableCell(number, column, "\n".join(text_lines(cell)), height, columns))
            column += columns
    return Table(tuple(cells), _header_rows(rows))


def _rows(table: Node) -> Iterator[tuple[Node, bool]]:
    """Rows with whether they stand in a thead; the rows of nested tables left out."""
    for child in table.elements():
        if child.tag == "tr":
            yield child, False
        elif child.tag in _ROW_GROUPS:
            yield from ((row, child.tag == "thead") for row in child.elements() if row.tag == "tr")


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.elements() if cell.tag in ("td", "th")]


def _header_rows(rows: list[tuple[Node, bool]]) -> int:
    count = 0
    for row, in_head in rows:
        cells = _cells(row)
        if not in_head and not (cells and all(cell.tag == "th" for cell in cells)):
            break
        count += 1
    return count if count < len(rows) else 0


def _is_layout(rows: list[tuple[Node, bool]]) -> bool:
    cells = [cell for row, _ in rows for cell in _cells(row)]
    if any(cell.tag == "th" for cell in cells):
        return False
    return len(cells) == len(rows) or any(map(_holds_page_parts, cells))


def _holds_page_parts(cell: Node) -> bool:
    """Whether a cell holds headings, tables or long prose, as cells do that arrange a page."""
    if any(node.tag == "table" or node.tag in HEADINGS for node in cell.walk()):
        return True
    lines = text_lines(cell)
    return len(lines) >= _MANY_PARAGRAPHS and sum(map(len, lines)) >= _LONG_CELL


def _span(cell: Node, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 6 else 1
