"""Finds the tables of a spreadsheet: title rows above, header rows, notes below, blank rows between."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.errors import DocumentTooLargeError
from ingest.loaders.assembler import Assembler
from ingest.loaders.datatypes import Table, TableCell
from ingest.loaders.limits import MAX_GRID_POSITIONS

SheetCells = dict[tuple[int, int], str]
"""Texts by row and column, from 0; empty cells have no entry."""
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged cell, from 0."""

_MAX_CAPTIONS, _MAX_HEADER_ROWS = 5, 3
_HAS_FIGURE = re.compile(r"\d")
_MADE = re.compile(r"\s*(?:制表|填报|填表|编制|制定|印发|发布|报送|上报|单位|日期|时间|联系|金额)[^：:，。]{0,8}[：:]")
_DATE = re.compile(r"\d{4}[年.\-/]\d{1,2}[月.\-/]?(?:\d{1,2}日?)?(?:印发|发布|制)?")
_NOTE = re.compile(r"\s*(?:注|备注|说明|填表|填报|联系人|审核|制表|单位负责人)[^：:]{0,6}[:：]")


@dataclass(frozen=True)
class _Placed:
    """A cell with its place in the sheet; the last row and column are included."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


def write_sheet(name: str, assembler: Assembler, texts: SheetCells, merges: list[Merge]) -> None:
    """Write a sheet's cells as paragraphs (title and note rows) and tables.

    Raises:
        DocumentTooLargeError: rows times columns are more than `MAX_GRID_POSITIONS`.
    """
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    if len(rows) * len(columns) > MAX_GRID_POSITIONS:
        raise DocumentTooLargeError(
            f"文件“{name}”的一张工作表有 {len(rows)} 行 {len(columns)} 列，超过上限。请拆分成几个文件后再上传。"
        )
    cells = _place(texts, merges, rows, columns)
    for region in _regions(cells, rows):
        _write_region(assembler, region, len(columns))


def _place(texts: SheetCells, merges: list[Merge], rows: list[int], columns: list[int]) -> list[list[_Placed]]:
    """Cells by row, rows and columns numbered anew without the empty ones."""
    row_numbers = {row: number for number, row in enumerate(rows)}
    column_numbers = {column: number for number, column in enumerate(columns)}
    corners = {(top, left): (bottom, right) for top, left, bottom, right in merges}
    placed: list[list[_Placed]] = [[] for _ in rows]
    for (row, column), text in sorted(texts.items()):
        bottom, right = corners.get((row, column), (row, column))
        last_row = row_numbers[row] + _count_between(rows, row, bottom)
        last_column = column_numbers[column] + _count_between(columns, column, right)
        placed[row_numbers[row]].append(_Placed(row_numbers[row], column_numbers[column], last_row, last_column, text))
    return placed


def _count_between(kept: list[int], first: int, last: int) -> int:
    """How many kept rows or columns lie behind `first`, up to `last`."""
    return max(bisect_right(kept, last) - bisect_right(kept, first), 0)


def _regions(cells: list[list[_Placed]], rows: list[int]) -> list[list[list[_Placed]]]:
    """Rows divided at blank rows where what follows begins with a title or is another table."""
    regions: list[list[list[_Placed]]] = []
    for number, row in enumerate(cells):
        blank_before = number and rows[number] - rows[number - 1] > 1
        covered = (
            any(cell.last_row >= number for above in cells[max(0, number - 200) : number] for cell in above)
            if blank_before
            else False
        )
        if not regions or (blank_before and not covered and _starts_anew(row, cells[number - 1])):
            regions.append([])
        regions[-1].append(row)
    return regions


def _starts_anew(row: list[_Placed], above: list[_Placed]) -> bool:
    return len(row) == 1 or len(row) != len(above) or not any(_HAS_FIGURE.search(cell.text) for cell in row)


def _write_region(assembler: Assembler, region: list[list[_Placed]], width: int) -> None:
    captions = 0
    while len(region) > 1 and captions < _MAX_CAPTIONS and (_is_single(region[0]) or _is_imprint(region[0])):
        assembler.add_text(" ".join(cell.text.strip() for cell in region.pop(0)))
        captions += 1
    notes: list[list[_Placed]] = []
    while len(region) > 1 and len(region[-1]) == 1 and _is_note(region[-1][0], region, width):
        notes.insert(0, region.pop())
    if region:
        _write_table(assembler, region)
    for note in notes:
        assembler.add_text(note[0].text)


def _is_single(row: list[_Placed]) -> bool:
    return len(row) == 1 and row[0].last_row == row[0].row


def _is_imprint(row: list[_Placed]) -> bool:
    """Whether a row above a table tells who made it and when (制表单位：… | 2026年3月5日)."""
    told = all(_MADE.match(cell.text) or _DATE.fullmatch(cell.text.strip()) for cell in row)
    return told and all(cell.last_row == cell.row for cell in row)


def _spans(cell: _Placed, width: int) -> bool:
    return cell.last_column - cell.column + 1 >= width


def _is_note(cell: _Placed, region: list[list[_Placed]], width: int) -> bool:
    inside_merge = any(above.last_row >= cell.row for row in region[:-1] for above in row)
    sentence = cell.text.strip().endswith("。") and cell.column == region[0][0].column and len(region[0]) > 1
    return not inside_merge and (_spans(cell, width) or sentence or _NOTE.match(cell.text) is not None)


def _write_table(assembler: Assembler, region: list[list[_Placed]]) -> None:
    top = region[0][0].row
    left = min(cell.column for row in region for cell in row)
    if max(len(row) for row in region) == 1:
        for row in region:
            assembler.add_text(row[0].text)
        return
    cells = tuple(
        TableCell(
            cell.row - top,
            cell.column - left,
            cell.text,
            min(cell.last_row, region[-1][0].row) - cell.row + 1,
            cell.last_column - cell.column + 1,
        )
        for row in region
        for cell in row
    )
    assembler.add_table(Table(cells, _header_rows(cells)))


def _header_rows(cells: tuple[TableCell, ...]) -> int:
    """Height of the header: rows that a merged cell of the first row reaches, or one below cells that group columns."""
    first = [cell for cell in cells if cell.row == 0]
    height = min(max(cell.row_span for cell in first), _MAX_HEADER_ROWS)
    groups = [cell for cell in first if cell.column_span > 1]
    if height > 1 or not groups:
        return height if groups else 1
    second = [cell for cell in cells if cell.row == 1]
    grouped = {column for group in groups for column in range(group.column, group.column + group.column_span)}
    below = [cell for cell in second if cell.column in grouped]
    named = len(below) > 1 and not any(_HAS_FIGURE.search(cell.text) for cell in second)
    return 2 if named else 1
