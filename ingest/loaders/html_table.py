"""Tables of web pages: which of them hold data, and where their cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.loaders.datatypes import Node, Table, TableCell
from ingest.loaders.html_text import HEADINGS, text_lines
from ingest.loaders.limits import MAX_COLUMN_SPAN

_LONG_CELL = 600
_MANY_PARAGRAPHS = 3
_FEWEST_TITLES = 3
_FEWEST_ROWS = 2
_LONGEST_TITLE = 14
_ROW_GROUPS = ("thead", "tbody", "tfoot")


def read_table(table: Node) -> Table | None:
    """The table with those nested in its cells; None for a table that only arranges the page."""
    rows = list(_rows(table))
    if _is_layout(rows):
        return None
    cells: list[TableCell] = []
    nested: list[Table] = []
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
            cells.append(TableCell(number, column, _cell_text(cell, nested), height, columns))
            column += columns
    return Table(tuple(cells), _header_rows(rows), tuple(nested))


def _cell_text(cell: Node, nested: list[Table]) -> str:
    """A cell's text without the tables of data in it, which are added to `nested`."""
    inner = {id(table): read_table(table) for table in _inner_tables(cell)}
    data = {key: table for key, table in inner.items() if table is not None and table.holds_data}
    nested.extend(data.values())
    return "\n".join(text_lines(_without(cell, data) if data else cell))


def _inner_tables(node: Node) -> Iterator[Node]:
    """Tables inside an element, those inside other tables left out."""
    for child in node.elements():
        if child.tag == "table":
            yield child
        else:
            yield from _inner_tables(child)


def _without(node: Node, left_out: Mapping[int, Table]) -> Node:
    children = (
        child if isinstance(child, str) else _without(child, left_out)
        for child in node.children
        if isinstance(child, str) or id(child) not in left_out
    )
    return Node(node.tag, node.attributes, tuple(children))


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
    if len(cells) == len(rows):
        return True
    return any(map(_holds_page_parts, cells)) and not _is_list(rows)


def _is_list(rows: list[tuple[Node, bool]]) -> bool:
    """Whether a table that holds others has a header of its own: a first row of short titles for three columns."""
    first = _cells(rows[0][0])
    titles = ["".join(text_lines(cell)) for cell in first]
    if len(first) < _FEWEST_TITLES or len(rows) < _FEWEST_ROWS or any(map(_holds_page_parts, first)):
        return False
    short = all(0 < len(title) <= _LONGEST_TITLE for title in titles)
    pages = any(node.tag in HEADINGS for row, _ in rows for node in row.walk())
    return short and len(set(titles)) == len(titles) and not pages


def _holds_page_parts(cell: Node) -> bool:
    """Whether a cell holds headings, tables or long prose, as cells do that arrange a page."""
    if any(node.tag == "table" or node.tag in HEADINGS for node in cell.walk()):
        return True
    lines = text_lines(cell)
    return len(lines) >= _MANY_PARAGRAPHS and sum(map(len, lines)) >= _LONG_CELL


def _span(cell: Node, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 6 else 1
