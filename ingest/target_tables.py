"""Targets in tables: indicator tables with a column of target values, and figures in the cells of task tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause, CleanDocument, TableRow, Target
from ingest.numerals import item_number
from ingest.passages import Passage, tidy
from ingest.targets import read_targets

_NAME = re.compile("指标名称|指标内容|主要指标|具体指标|^指标$|指标项|项目名称|^名称$|目标名称")
_VALUE = re.compile(
    r"目标值|目标数|目标$|计划值|计划数|指标值|任务数|任务量|规划值"
    r"|目标\d{4}年(?:底|末)?$|^(?:到|至)?\d{4}年(?:底|末)?$|\d{4}年.*(?:目标|计划|规划|值)"
)
PRESENT = re.compile("基期|现状|基础[值数]|实际|完成值|完成情况|基准|上年|现有")
"""Words of a column, and of the period of its figures, that tell what is so already."""
_UNIT = re.compile("单位$|计量")
_NO_UNIT = re.compile("责任|牵头|配合|主管|实施|负责|承办|成员")
_ATTRIBUTE = re.compile("属性|性质|类型")
_NUMBER = re.compile("序号|编号")
_YEAR = re.compile(r"\d{4}年(?:底|末)?|“?十[三四五六]五”?(?:末|期间)?")


def extract_table_targets(cleaned: CleanDocument, clauses: Sequence[Clause]) -> list[Target]:
    """One target per indicator and column of values, that of the base year with its title as period (2020年现状值).

    The value is the cell as written.
    """
    clause_of_row = {clause.row: clause for clause in clauses if clause.row is not None}
    targets: list[Target] = []
    for index, row in enumerate(cleaned.rows):
        if row.values == row.header:
            continue
        clause = clause_of_row.get(index)
        clause_index = clause.index if clause else 0
        indicators = _indicators(row, clause_index)
        if indicators or not clause:
            targets += indicators
        else:
            targets += _cells(row, clause)
    return targets


def _indicators(row: TableRow, clause: int) -> list[Target]:
    name = unit = attribute = number = ""
    values: list[tuple[str, str, tuple[int, int]]] = []
    for title, value, span in zip(row.header, row.values, row.spans, strict=True):
        if _NUMBER.search(title):
            number = item_number(value)
        elif not value.strip():
            continue
        elif PRESENT.search(title):
            if name:
                values.append((tidy(value), re.sub("[（()）]", "", title), span))
        elif _ATTRIBUTE.search(title):
            attribute = tidy(value)
        elif _UNIT.search(title) and not _NO_UNIT.search(title):
            unit = tidy(value)
        elif _VALUE.search(title) and name:
            year = _YEAR.search(title)
            values.append((tidy(value), year[0] if year else "", span))
        elif _NAME.search(title):
            name = tidy(value)
    bracketed = re.search(r"（([^（）]{1,6})）$", name)
    if not unit and bracketed:  # 绿化覆盖率（%）
        unit, name = bracketed[1], name[: bracketed.start()]
    return [
        Target(clause, span[0], span[1], name, number, value, "", unit, period, attribute)
        for value, period, span in values
        if name and value.strip("—-/ ")
    ]


def _cells(row: TableRow, clause: Clause) -> list[Target]:
    """Targets stated in the sentences of a row's cells."""
    targets: list[Target] = []
    seen: set[tuple[int, int]] = set()
    number = ""
    for title, value, span in zip(row.header, row.values, row.spans, strict=True):
        if _NUMBER.search(title):
            number = item_number(value)
        elif span not in seen and re.search("[任内事举措项目工要标]", title) and re.search(r"\d|覆盖", value):
            # A half-width comma parts clauses as a full-width one does; the length stays, and with it the offsets.
            words = re.sub(r"(?<!\d),|,(?!\d)", "，", value)
            targets += read_targets(Passage(clause, words, span[0], 0, 0, number))
        seen.add(span)
    return [target for target in targets if target.end <= row.end]
