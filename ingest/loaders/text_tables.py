"""Lines of plain text, and the tables among them: cells parted by tabs, by bars, or lined up with spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Block, Cell
from ingest.loaders.spaced_tables import with_spaced_tables
from ingest.table_columns import is_label, is_title

_FEWEST_ROWS = 3  # lines in a row with the same number of cells that are taken for a table
_FEWEST_COLUMNS = 3
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
        if form == "spaces" and not (all(map(is_label, titles)) and sum(map(is_title, titles)) > 1):
            return lines
        if len({len(row) for row in rows}) == 1:
            return [_block(lines, rows)]
    return lines


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
    cells = tuple(
        Cell(number, column, start, end, header=number == 0)
        for number, row in enumerate(rows)
        for column, (start, end) in enumerate(row)
    )
    return Block("table", lines[0].start, lines[-1].end, cells=cells)


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
