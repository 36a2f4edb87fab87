"""Cells that hold the words of a question and still speak of something else: of one piece, the past, no growth."""

from __future__ import annotations

import re

from retriever.answerers.grid_rows import Asked
from retriever.grids import Grid, GridRow

_YEARLY = re.compile("加起来|累计|一年(?!一)|全年|年度|当年|每年|那一年")
_ONE = re.compile("单件|单次|每次|每件|单台|每月|月")
_YEARLY_TOLD = re.compile("年|累计")
_GROWN = re.compile("新建|新增|新设|增设|扩建")
_PAST = re.compile("(?:去|上|前)年|[一-龥]了(?:多少|几)|实际")
_PAST_TOLD = re.compile("实际|完成|现状|基期|统计|情况|现有|20\\d{2}")
_AGE = re.compile(r"(\d{2,3})周?岁")


def speaks_of_another(asked: Asked, grid: Grid, rows: tuple[GridRow, ...], columns: list[int]) -> bool:
    """Whether the cells that would be told are of another measure or time than the one asked for."""
    of_others = _of_other_age(asked, grid, rows, columns) or _of_growth(asked, grid)
    return of_others or _other_measure(asked, grid, rows, columns) or _of_past(asked, grid, columns)


def _of_other_age(asked: Asked, grid: Grid, rows: tuple[GridRow, ...], columns: list[int]) -> bool:
    """Whether a question asks for people of an age, and what would be told is of people of another."""
    heads = "".join(grid.columns[index].head for index in columns)
    told = _AGE.findall(heads + "".join(value for row in rows for value in row.values))
    wanted = _AGE.findall(asked.text)
    return bool(wanted and told) and min(map(int, told)) > max(map(int, wanted))


def _other_measure(asked: Asked, grid: Grid, rows: tuple[GridRow, ...], columns: list[int]) -> bool:
    """Whether a question asks for what adds up in a year and a cell tells what one piece or one time is worth."""
    if not _YEARLY.search(asked.text):
        return False
    heads = "".join(grid.columns[index].head for index in columns)
    told = heads + "".join(row.values[index] for row in rows for index in columns)
    return _ONE.search(heads) is not None and _YEARLY_TOLD.search(told) is None


def _of_growth(asked: Asked, grid: Grid) -> bool:
    """Whether a question asks how much is added, and nothing in a table or above it speaks of that."""
    grown = _GROWN.search(asked.text)
    if grown is None:
        return False
    held = [
        grid.above,
        *(column.head for column in grid.columns),
        *(value for row in grid.rows for value in row.values),
    ]
    return grown[0] not in "".join(held)


def _of_past(asked: Asked, grid: Grid, columns: list[int]) -> bool:
    """Whether a question asks what was done, and neither columns nor caption tell of that."""
    heads = "".join(grid.columns[index].head for index in columns)
    return _PAST.search(asked.text) is not None and _PAST_TOLD.search(f"{heads}{grid.caption}") is None
