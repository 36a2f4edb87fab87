"""Targets in tables that divide a whole among places or bodies: one to a row, the indicators in the columns.

「乡镇 | 新增就业 | 转移就业（人）」 over 「城关镇 | 120 | 800」; turned about, the places stand in the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.datatypes import TableRow, Target
from ingest.passages import tidy
from ingest.table_columns import UNIT_SIGN, column_role, is_no_indicator, is_number_title, tells_what_is

_FIGURE = re.compile(
    r"(?:不少于|不低于|不超过|至少|[≥≤＞＜><])?\s*\d[\d,]*(?:\.\d+)?\s*(?:[%％‰]|[一-龥]{1,3})?(?:以上|以下|以内|左右)?"
)
_TOTAL = re.compile("(?:全[省市区县镇乡街])?(?:合\\s?计|总\\s?计|小\\s?计|共\\s?计)|全[省市区县镇乡]")
_PLACE = re.compile(
    "[一-龥（）]{1,14}(?:[省市区县旗镇乡村]|街道|社区|街道办|办事处|苏木|嘎查|团场|农场|林场|牧场|园区|开发区|新区|管委会|政府"
    "|景区|度假区|[局委办院所站中心校])"
)
_PLANNED = re.compile("目标|任务|计划|指标|分解|分配|下达|规划|攻坚|实事")
_UNITS_ABOVE = re.compile(rf"{UNIT_SIGN}(?P<units>[一-龥%％‰、，,/（）()]{{1,24}})")
_UNIT_TITLE = re.compile(r"[（(](?:单位[：:]?)?([^（()）\d]{1,6})[)）]")
_YEAR = re.compile(r"20\d{2}年")
_PERIOD = re.compile(r"20\d{2}年?(?:度|底|末)?")
_SHARE, _FEWEST = 0.7, 2
_ABOVE = 160  # characters above a table in which its title and its unit stand


@dataclass(frozen=True)
class Grid:
    """Where a table holds its places: in the column `names` (`turned` false), or in the header behind it."""

    names: int
    figures: tuple[int, ...]
    units: str
    turned: bool = False
    unit_column: int = -1


def find_grid(rows: Sequence[TableRow], text: str, title: str) -> Grid | None:
    """How the rows of one table divide targets among places; None where they do not.

    Args:
        rows: the rows of a table, header rows left out.
        text: the clean text, in which the table's own title stands above it.
        title: the document's title.
    """
    header = rows[0].header
    above = text[max(0, rows[0].start - _ABOVE - sum(map(len, header))) : rows[0].start]
    said = "".join((*header, above))
    planned = _PLANNED.search(said) or _PLANNED.search(title)
    if len(header) < _FEWEST + 1 or not planned or tells_what_is(said):
        return None
    figures = tuple(column for column in range(len(header)) if _counts(rows, column))
    names = _column_of_names(rows)
    units = _unit_above(above, header)
    if names is not None and len(rows) >= _FEWEST and len([c for c in figures if c > names]) >= _FEWEST:
        return Grid(names, tuple(c for c in figures if c > names), units)
    placed = tuple(column for column in figures if _is_place(header[column]))
    first = next((column for column, told in enumerate(header) if not is_number_title(told)), 0)
    if len(placed) > _FEWEST and 2 * len(placed) > len(header) - 3 and first not in figures:
        unit = next((column for column, told in enumerate(header) if re.fullmatch("(?:计量)?单位", told)), -1)
        return Grid(first, placed, units, turned=True, unit_column=unit)
    return None


def _counts(rows: Sequence[TableRow], column: int) -> bool:
    """Whether a column holds figures and nothing else."""
    title = rows[0].header[column]
    if is_no_indicator(title) or column_role(title) == "due":
        return False
    values = [value for row in rows if (value := tidy(row.values[column]).strip("—-/ "))]
    return len(values) * 2 >= len(rows) and all(map(_FIGURE.fullmatch, values))


def _is_place(name: str) -> bool:
    name = re.sub(r"\s", "", name)
    return _TOTAL.fullmatch(name) is not None or (_PLACE.fullmatch(name) is not None and len(name) > 1)


def _column_of_names(rows: Sequence[TableRow]) -> int | None:
    for column, title in enumerate(rows[0].header[:3]):
        values = [row.values[column] for row in rows if row.values[column].strip()]
        if is_number_title(title) or not values:
            continue
        years = sum(_PERIOD.fullmatch(tidy(value)) is not None for value in values) == len(rows)
        placed = sum(map(_is_place, values)) >= _SHARE * len(rows)
        return column if (placed or years) and len(set(values)) > 1 else None
    return None


def _unit_above(above: str, header: Sequence[str]) -> str:
    """The unit of all columns that name none: that above the table, of several the only one no column names."""
    found = list(_UNITS_ABOVE.finditer(above))
    if not found:
        return ""
    named = {match[1] for title in header for match in _UNIT_TITLE.finditer(title)}
    units = [unit for unit in re.split("[、，,/]", found[-1]["units"].strip("（）()")) if unit and unit not in named]
    return units[0] if len(units) == 1 else ""


def read_grid_row(row: TableRow, grid: Grid, clause: int) -> list[Target]:
    """One target per figure of a row: 「城关镇新增就业」 = 120 人; rows of sums have the indicator's own name."""
    found = []
    named = re.sub(r"\s", "", row.values[grid.names])
    for column in grid.figures:
        value, span = tidy(row.values[column]).strip("—-/ "), row.spans[column]
        if not value or not named:
            continue
        indicator, place = (named, row.header[column]) if grid.turned else (row.header[column], named)
        match = list(_UNIT_TITLE.finditer(indicator))
        unit = match[-1][1] if match else row.values[grid.unit_column] if grid.unit_column >= 0 else grid.units
        indicator = indicator.replace(match[-1][0], "") if match else indicator
        year = _YEAR.search(indicator)
        period = f"{place.strip('年度底末')}年" if _PERIOD.fullmatch(place) else ""
        whole = _TOTAL.fullmatch(place) is not None or bool(period)
        unit = "" if re.search("[%％‰一-龥]", value) else unit
        subject = indicator if whole else f"{place}{indicator}"
        found.append(Target(clause, *span, subject, "", value, "", unit, year[0] if year else period, ""))
    return found
