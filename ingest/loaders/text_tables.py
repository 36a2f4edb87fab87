"""Lines of plain text, and the tables among them: cells parted by tabs, by bars, or lined up with spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Block, Cell
from ingest.loaders.spaced_tables import with_spaced_tables
from ingest.table_columns import is_label, is_title

_FEWEST_ROWS = 3  # lines in a row with the same number of cells that are taken for a table
_FEWEST_COLUMNS = 3
_OF_GROUP = 2  # cells of a row that names a group of rows: its number and its name
_ASKEW = 2  # columns by which a cell may begin before its title
_SEPARATORS = ("\t", "\t+")
_BAR = re.compile("[|｜│┃║]")
RULE = re.compile(r"[\s─━═│┃║├┤┼┬┴┌┐└┘╔╗╚╝╠╣╦╩╬|+\-=:—_]+")
"""A line that is drawn around cells."""
_GAP = re.compile(r"[ \u3000]{2,}|\t+")


def line_blocks(text: str) -> list[Block]:
    """A block for each line that is not blank, lines of a table in one; rules drawn around cells are left out."""
    blocks: list[Block] = []
    run: list[Block] = []  # neighbouring lines of one form, perhaps a table
    form = ""
    for block in with_spaced_tables(text, _lines(text)):
        its_form = "table" if block.cells else _form(text[block.start : block.end])
        if its_form == "rule":  # around and between rows with bars
            its_form = "bars"
        if its_form != form:
            blocks += _table(text, run, form)
            run, form = [], its_form
        run.append(block)
    return [*blocks, *_table(text, run, form)]


def _lines(text: str) -> list[Block]:
    """The lines that are not blank."""
    lines: list[Block] = []
    offset = 0
    for line in text.split("\n"):
        stripped = line.strip()
        start = offset + len(line) - len(line.lstrip())
        offset += len(line) + 1
        if not stripped:
            continue
        lines.append(Block("paragraph", start, start + len(stripped)))
    return lines


def _form(line: str) -> str:
    """How a line's cells are parted, if at all."""
    if len(line) > 2 and RULE.fullmatch(line) and re.search("[─━═┼├└┌+|=-]{2}", line):
        return "rule"
    if "\t" in line:
        return "tabs"
    if _BAR.match(line) and len(_BAR.findall(line)) > _FEWEST_COLUMNS - 1:
        return "bars"
    return "spaces" if len(_GAP.findall(line)) >= _FEWEST_COLUMNS - 1 else ""


def _table(text: str, lines: Sequence[Block], form: str) -> Sequence[Block]:
    """Lines as one table where all of them are cut into the same number of cells, else as they are.

    Where people lined columns up with several tabs, these count as one. Columns lined up with spaces need a header
    that is known, since so are names and their posts.
    """
    if form == "bars":
        return _ruled_table(text, lines)
    if form not in ("tabs", "spaces") or len(lines) < _FEWEST_ROWS:
        return lines
    for separator in _SEPARATORS if form == "tabs" else (_GAP.pattern,):
        rows = [_cells(text, line.start, line.end, separator) for line in lines]
        titles = [text[start:end] for start, end in rows[0]]
        known = all(map(is_label, titles)) and sum(map(is_title, titles)) > 1
        if form == "spaces" and not known:
            return lines
        if len({len(row) for row in rows}) == 1:
            return [_block(lines, rows)]
        if not known:
            continue
        if form == "tabs" and all(len(row) <= len(titles) for row in rows):
            return [_block(lines, rows)]
        aligned = [_aligned(text, line, rows[0], row) for line, row in zip(lines, rows, strict=True)]
        if form == "spaces" and all(aligned):
            return [_block(lines, aligned)]
    return lines


def _aligned(
    text: str, line: Block, titles: Sequence[tuple[int, int]], row: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The cells of a line below the titles that they begin under; empty for a line that goes on with the one above.

    A name with blanks in it (「刘  洋」) is one cell, a cell may be blank.
    """
    begins = [_place(text, start) for start, _ in titles]
    found: list[list[tuple[int, int]]] = [[] for _ in titles]
    for start, end in row:
        place = _place(text, start)
        found[max(sum(begin <= place + _ASKEW for begin in begins) - 1, 0)].append((start, end))
    if not found[0] or sum(map(bool, found)) < _FEWEST_COLUMNS:
        return []
    spans = []
    last = line.start
    for cells in found:
        first, last = (cells[0][0], cells[-1][1]) if cells else (last, last)
        spans.append((first, last))
    return spans


def _place(text: str, index: int) -> int:
    """The column at which a character stands where Chinese ones are as wide as two others."""
    return sum(1 if character.isascii() else 2 for character in text[text.rfind("\n", 0, index) + 1 : index])


def _ruled_table(text: str, lines: Sequence[Block]) -> Sequence[Block]:
    told = [line for line in lines if not RULE.fullmatch(text[line.start : line.end])]
    rows = []
    for line in told:
        last = line.end - 1 if _BAR.match(text[line.end - 1]) else line.end
        rows.append(_cells(text, line.start + 1, last, _BAR.pattern))
    if len(told) < _FEWEST_ROWS - 1 or len({len(row) for row in rows}) != 1:
        return lines
    return [_block(lines, rows)]


def _block(lines: Sequence[Block], rows: Sequence[Sequence[tuple[int, int]]]) -> Block:
    width = len(rows[0])
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        if width > _OF_GROUP + 1 and len(row) <= _OF_GROUP:  # 「一  窗口减负」 names the rows below
            cells.append(Cell(number, 0, row[0][0], row[-1][1], column_span=width))
            continue
        padded = [*row, *[(row[-1][1], row[-1][1])] * (width - len(row))]
        cells += [Cell(number, place, start, end, header=number == 0) for place, (start, end) in enumerate(padded)]
    return Block("table", lines[0].start, lines[-1].end, cells=tuple(cells))


def _cells(text: str, start: int, end: int, separator: str) -> list[tuple[int, int]]:
    """Spans of the stretches between separators, without the white space around them."""
    spans = [match.span() for match in re.finditer(separator, text[start:end])]
    begins = [start, *(start + stop for _, stop in spans)]
    stops = [*(start + begin for begin, _ in spans), end]
    cells = []
    for first, last in zip(begins, stops, strict=True):
        cell = text[first:last]
        first += len(cell) - len(cell.lstrip())
        cells.append((first, max(first, first + len(cell.strip()))))
    return cells
