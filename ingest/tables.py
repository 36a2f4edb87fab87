"""Table rows as the outline and the facts read them: framed tables of the loaders, and tables that lost their frame."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Block, Cell, CleanText, Line, LoadedDocument, TableRow

_CELL_END = re.compile(r"\s*[|｜]\s*$")
_ORDINAL = re.compile(r"\d{1,3}$")
MINIMUM_FRAMELESS_CELLS = 6


def framed_rows(document: LoadedDocument, clean: CleanText, lines: Sequence[Line]) -> tuple[TableRow, ...]:
    """Rows of the document's table blocks, header rows excluded, merged cells carried along."""
    rows: list[TableRow] = []
    for block in document.blocks:
        if block.kind == "table" and block.cells:
            rows.extend(_block_rows(document.text, block, clean, lines))
    return tuple(rows)


def _block_rows(text: str, block: Block, clean: CleanText, lines: Sequence[Line]) -> list[TableRow]:
    grid: dict[int, dict[int, Cell]] = {}
    for cell in block.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid.setdefault(row, {})[column] = cell
    width = max(column for row in grid.values() for column in row) + 1
    header_rows = {cell.row + step for cell in block.cells if cell.header for step in range(cell.row_span)}
    first_body = next((row for row in sorted(grid) if row not in header_rows), None)
    header = [_header_text(text, grid, column, first_body or 0, header_rows) for column in range(width)]
    rows = []
    starts = [line.start for line in lines]
    for number in sorted(grid):
        own = [cell for cell in grid[number].values() if cell.row == number]
        if number in header_rows or not own:
            continue
        cells = [grid[number].get(column) for column in range(width)]
        values = tuple(_squeeze(text[cell.start : cell.end]) if cell else "" for cell in cells)
        spans = tuple(_clean_span(clean, cell.start, cell.end) if cell else (0, 0) for cell in cells)
        position = _clean_span(clean, min(cell.start for cell in own), max(cell.end for cell in own))[0]
        line = lines[max(0, bisect.bisect_right(starts, position) - 1)]
        rows.append(TableRow(line.start, line.end, tuple(header), values, spans))
    return rows


def _header_text(text: str, grid: dict[int, dict[int, Cell]], column: int, end: int, rows: set[int]) -> str:
    parts: list[str] = []
    for row in sorted(rows):
        cell = grid.get(row, {}).get(column)
        if cell is not None and row < max(end, 1):
            part = _squeeze(text[cell.start : cell.end])
            if part and part not in parts:
                parts.append(part)
    return "".join(parts)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _clean_span(clean: CleanText, start: int, end: int) -> tuple[int, int]:
    """Clean span of original characters `[start, end)`."""
    return bisect.bisect_left(clean.offsets, start), bisect.bisect_left(clean.offsets, end)


def frameless_rows(text: str, lines: list[Line]) -> tuple[list[Line], tuple[TableRow, ...]]:
    """Find tables copied without their frame, one cell a line, each but a row's last ending in 「|」.

    The first run of such cells up to an unmarked one, or up to the ordinal 「1」, is the header.

    Returns:
        The lines, with those of a row merged into one of kind "table_row", and the rows.
    """
    result: list[Line] = []
    rows: list[TableRow] = []
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and lines[end].kind == "text" and _CELL_END.search(_text(text, lines[end])):
            end += 1
        cells = lines[position:end]
        width = _frameless_width(text, cells)
        if len(cells) < MINIMUM_FRAMELESS_CELLS or not width:
            result.extend(lines[position : end + 1] if end == position else cells)
            position = max(end, position + 1)
            continue
        header = tuple(_cell(text, line)[0] for line in cells[:width])
        result.append(replace(cells[0], end=cells[width - 1].end, kind="table_row"))
        for start in range(width, len(cells), width):
            group = cells[start : start + width]
            values, spans = zip(*(_cell(text, line) for line in group), strict=True)
            padding = width - len(group)
            rows.append(
                TableRow(group[0].start, group[-1].end, header, values + ("",) * padding, spans + ((0, 0),) * padding)
            )
            result.append(replace(group[0], end=group[-1].end, kind="table_row"))
        position = end
    return result, tuple(rows)


def _text(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _cell(text: str, line: Line) -> tuple[str, tuple[int, int]]:
    raw = _CELL_END.sub("", _text(text, line))
    return raw, (line.start, line.start + len(raw))


def _frameless_width(text: str, cells: Sequence[Line]) -> int:
    """Columns of a frameless table: the distance between the ordinals 1, 2, 3 …; 0 when there are none."""
    values = [_cell(text, line)[0] for line in cells]
    first = next((index for index, value in enumerate(values) if value == "1"), 0)
    if first < 2 or any(_ORDINAL.match(value) for value in values[:first]):
        return 0
    rows = (len(values) - first + first - 1) // first
    ordinals = [values[first + first * row] for row in range(rows) if first + first * row < len(values)]
    return first if ordinals == [str(number) for number in range(1, len(ordinals) + 1)] else 0
