"""What is told of a table: rows with the cells asked for, their number, which of two has more and by how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retriever.answerers.grid_columns import tails_of
from retriever.answerers.matrix import figure_of
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.grids import EMPTY, Grid, GridRow
from retriever.reader import Reader, header_evidence

_MORE = re.compile("(?:哪[个一]|谁)[^，。]{0,8}(?:[大多高]|(?<![河湖林路街楼链田库段格校院局组站队科镇乡区县市村])长)")
_LESS = re.compile("(?:哪[个一]|谁)[^，。]{0,8}[小少低]")
_APART = re.compile("差多少|相差|差几|[高低多少大]多少")
_REMARK = re.compile("备注|说明")
_REMARK_LENGTH = 40


@dataclass(frozen=True)
class Reading:
    """What a table answers: rows with the columns told of each, a count and a word that compares them."""

    grid: Grid
    rows: tuple[GridRow, ...]
    columns: tuple[int, ...]
    worth: float
    count: str = ""
    listed: bool = False


def tell(reading: Reading, text: str, reader: Reader) -> Draft:
    """The cells of a reading, a line for each row, with their number and what they are beside each other."""
    grid = reading.grid
    statements = []
    if reading.count:
        statements.append(Statement(f"{reading.count}：", (), (reading.count,), bears=False))
    for number, row in enumerate(reading.rows, 1):
        columns = list(reading.columns)
        if len(reading.rows) == 1:
            columns += [index for index in _remarks(grid, row) if index not in columns]
        cells = "；".join(_cell(grid, row, index) for index in columns if row.values[index])
        order = f"{number}. " if reading.listed else ""
        name = grid.name(row) if row not in grid.sums else next(value for value in row.values if value)
        if cells:
            computed = (order,) if order else ()
            statements.append(Statement(f"{order}{name}，{cells}。", _evidence(grid, row, reader), computed))
    statements += _compared(reading, text, reader)
    if not any(one.bears for one in statements):
        return NOTHING
    return Draft(tuple(statements), (), reading.worth, explained=True)


def _remarks(grid: Grid, row: GridRow) -> list[int]:
    """The columns in which a row has a short remark of its own: what it says belongs to its figures."""
    return [
        index
        for index, column in enumerate(grid.columns)
        if _REMARK.search(column.title) and 0 < len(row.values[index]) <= _REMARK_LENGTH
    ]


def _cell(grid: Grid, row: GridRow, index: int) -> str:
    column, value = grid.columns[index], row.values[index]
    unit = f"（{grid.unit}）" if grid.unit and column.figures and re.search(r"\d$", value) else ""
    return f"{column.head}：{value.rstrip('。；')}{unit}"


def _evidence(grid: Grid, row: GridRow, reader: Reader) -> tuple[Evidence, ...]:
    own = reader.own_text(grid.doc_id, row.clause)
    start = row.clause.start
    where = Evidence(grid.doc_id, row.clause.index, start, start + len(own))
    return (where, *header_evidence(reader, grid.doc_id, row.clause))


def _compared(reading: Reading, text: str, reader: Reader) -> list[Statement]:
    """Which of two rows, or of two places of a row, has more, and by how much."""
    grid = reading.grid
    if not compares(text):
        return []
    tails = tails_of(grid)
    if len(reading.rows) == 2 and len(reading.columns) == 1:
        sides = [(grid.name(row), row.values[reading.columns[0]]) for row in reading.rows]
    elif len(reading.rows) == 1 and len(reading.columns) == 2:
        sides = [(tails[index], reading.rows[0].values[index]) for index in reading.columns]
    else:
        return []
    known = [(figure_of(value), name) for name, value in sides if value not in EMPTY]
    figures = [(value, name) for value, name in known if value is not None]
    if len(figures) != 2 or figures[0][0] == figures[1][0]:
        return []
    (low, lower), (high, higher) = sorted(figures)
    first, word = (lower, "较少") if _LESS.search(text) else (higher, "较多")
    said = f"{first}{word}，相差{round(high - low, 4):g}。"
    evidence = tuple(dict.fromkeys(each for row in reading.rows for each in _evidence(grid, row, reader)))
    return [Statement(said, evidence, (said,))]


def compares(text: str) -> bool:
    """Whether a question sets two things against each other."""
    return any(pattern.search(text) for pattern in (_MORE, _LESS, _APART))
