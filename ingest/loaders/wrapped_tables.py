"""Tables lined up with blanks whose cells go on over further lines, or whose rows stand in named groups.

Each row is written on one line, its cells parted by tabs, so that what is read from a cell stands together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from ingest.table_columns import is_label, is_title

_CELL = re.compile(r"\S+(?: \S+)*")
_GROUP = re.compile(r"([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])\s*(\S[^。；]{0,30})")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_ASKEW = 2  # columns by which a cell may begin beside its title

Cells = list[tuple[int, str]]
"""The cells of a line with the columns at which they begin, Chinese characters as wide as two others."""


def with_rows_joined(text: str) -> str:
    """`text` with the rows of such tables on one line each; any other text as it is."""
    lines = text.split("\n")
    position = 0
    while position < len(lines):
        titles = _titles(lines[position])
        end, rows = _rows(lines, position + 1, titles) if titles else (0, [])
        if titles and len(rows) >= _FEWEST_ROWS and end - position - 1 > sum(len(row) > 1 for row in rows):
            lines[position:end] = ["\t".join(row) for row in ([title for _, title in titles], *rows)]
            position += len(rows) + 1
        else:
            position += 1
    return "\n".join(lines)


def _titles(line: str) -> Cells:
    """The titles of a table, where the line holds nothing else."""
    if "  " not in line and "\u3000" not in line:
        return []
    cells = _cells(line)
    names = [name for _, name in cells]
    known = len(cells) >= _FEWEST_COLUMNS and all(map(is_label, names)) and sum(map(is_title, names)) > 1
    return cells if known else []


def _rows(lines: Sequence[str], position: int, titles: Cells) -> tuple[int, list[list[str]]]:
    """The index behind the table's last line, and its rows; one of two cells names a group of rows."""
    begins = [place for place, _ in titles]
    rows: list[list[str]] = []
    while position < len(lines):
        cells = _cells(lines[position])
        columns = [_column(place, begins) for place, _ in cells]
        if not cells or -1 in columns or len(set(columns)) < len(columns):
            break
        group = _GROUP.fullmatch(cells[0][1]) if columns == [0] else None
        if group:
            rows.append(list(group.groups()))
        elif len(columns) >= _FEWEST_COLUMNS and columns[0] == 0:
            rows.append([""] * len(titles))
            _fill(rows[-1], columns, cells)
        elif rows and len(rows[-1]) == len(titles):
            _fill(rows[-1], columns, cells)
        else:
            break
        position += 1
    return position, rows


def _fill(row: list[str], columns: Sequence[int], cells: Cells) -> None:
    for column, (_, said) in zip(columns, cells, strict=True):
        row[column] += said


def _column(place: int, begins: Sequence[int]) -> int:
    """The title under which a cell begins; -1 for none."""
    return next((column for column, begin in enumerate(begins) if abs(place - begin) <= _ASKEW), -1)


def _cells(line: str) -> Cells:
    line = line.rstrip().replace("\u3000", "  ")
    wide = [0, *accumulate(1 if character.isascii() else 2 for character in line)]
    return [(wide[match.start()], match[0]) for match in _CELL.finditer(line)]
