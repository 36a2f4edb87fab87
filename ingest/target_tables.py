"""Targets in tables: indicator tables with a column of target values, and figures in the cells of task tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause, CleanDocument, TableRow, Target
from ingest.numerals import item_number
from ingest.passages import Passage, tidy
from ingest.table_columns import column_role
from ingest.table_tasks import panels, says_one_thing, task_of
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
_GROWTH = re.compile(r"(?:年均|累计|同比|五年)?(?:增速|增长率?|增幅|增长幅度|提高幅度|下降率|降幅)")
_FIGURE_TITLE = re.compile(
    r"^(?:年度|全年|本年|工作|建设|改造|计划|总体|总|量化|绩效|预期|完成|具体|主要|\d{4}年度?|的)*"
    r"(?:目标|指标|数量|任务量|任务数|规模|计划数|计划量|工作量)(?:值|数|任务|要求)?(?:[（(][^（()）]*[)）])?$"
)
_BARE_FIGURE = re.compile(
    r"(?:(?:全年|年内|累计|计划|力争|共)?(?:完成|实现|新增|新建|新改建|建成|改造|建设|打造|培训|发放|整治|创建))?(?:数量)?"
    r"(?P<before>不少于|不低于|不超过|达到?|[≥≤＞＜]|至少|控制在)?\s*"
    r"(?P<value>\d[\d,]*(?:\.\d+)?(?:\s*[—\-–~～至到]\s*\d+(?:\.\d+)?)?)\s*"
    r"(?P<unit>[十百千万亿]{0,2}(?:个百分点|[%％‰]|[一-龥]{0,4}?(?:/[年月日])?))"
    r"(?P<after>及?以上|及?以下|以内|左右)?(?=$|[，；。、（])"
)
_TITLE_UNIT = re.compile(
    r"[（(](?:单位[：:]?)?(?![^（()）]*(?:目标|预[计期]|现状|实际|规划|约束|末|底))([^（()）\d]{1,6})[)）]$"
)
_MONEY = re.compile("投资|资金|经费|预算")
_PLAIN_TITLE = re.compile(r"\d{4}年(?:度)?|计划|目标|年度|预计|完成")
_YEAR = re.compile(r"\d{4}年(?:底|末)?|“?十[三四五六]五”?(?:末|期间)?")


def extract_table_targets(cleaned: CleanDocument, clauses: Sequence[Clause]) -> list[Target]:
    """One target per indicator and column of values, that of the base year with its title as period (2020年现状值).

    The value is the cell as written.
    """
    clause_of_row = {clause.row: clause for clause in clauses if clause.row is not None}
    targets: list[Target] = []
    for index, row in enumerate(cleaned.rows):
        if row.values == row.header or says_one_thing(row):
            continue
        clause = clause_of_row.get(index)
        for panel in panels(row):
            indicators = _indicators(panel, clause.index if clause else 0)
            if indicators or not clause:
                targets += indicators
            else:
                targets += _cells(panel, clause)
    return targets


def _indicators(row: TableRow, clause: int) -> list[Target]:
    name = unit = attribute = number = ""
    values: list[tuple[str, str, str, str, tuple[int, int]]] = []  # value, of what, unit, period, span
    growths: list[tuple[str, str, str, tuple[int, int]]] = []
    for title, value, span in zip(row.header, row.values, row.spans, strict=True):
        if _NUMBER.search(title):
            number = item_number(value)
        elif not value.strip():
            continue
        elif PRESENT.search(title):
            if name:
                values.append((tidy(value), "", "", re.sub("[（()）]", "", title), span))
        elif _ATTRIBUTE.search(title):
            attribute = tidy(value)
        elif _UNIT.search(title) and not _NO_UNIT.search(title) and not column_role(title):
            unit = tidy(value)
        elif name and (growth := _GROWTH.search(title)) and not _NAME.search(title):
            growths.append((growth[0], tidy(value), _unit_of(title), span))
        elif _VALUE.search(title) and name:
            year = _YEAR.search(title)
            values.append((tidy(value), _what_of(title), _unit_of(title), year[0] if year else "", span))
        elif _NAME.search(title):
            name = tidy(value)
    bracketed = re.search(r"（([^（）]{1,6})）$", name)
    if not unit and bracketed:  # 绿化覆盖率（%）
        unit, name = bracketed[1], name[: bracketed.start()]
    found = [
        Target(clause, span[0], span[1], name + what, number, value, "", unit or its_unit, period, attribute)
        for value, what, its_unit, period, span in values
        if name and value.strip("—-/ ")
    ]
    return found + [
        Target(clause, span[0], span[1], name + what, number, value, "", its_unit, "", attribute)
        for what, value, its_unit, span in growths
        if found and re.search(r"\d", value)
    ]


def _what_of(title: str) -> str:
    """What else a column of values tells of the row: 投资 of 2026年计划投资（万元）; empty for the target itself."""
    return _PLAIN_TITLE.sub("", _TITLE_UNIT.sub("", title)) if _MONEY.search(title) else ""


def _unit_of(title: str) -> str:
    match = _TITLE_UNIT.search(title)
    return match[1] if match else ""


def _cells(row: TableRow, clause: Clause) -> list[Target]:
    """Targets stated in the sentences of a row's cells, and figures alone under a title like 年度目标."""
    targets: list[Target] = []
    seen: set[tuple[int, int]] = set()
    number = ""
    task = _counted_task(row)
    for title, value, span in zip(row.header, row.values, row.spans, strict=True):
        if _NUMBER.search(title):
            number = item_number(value)
        elif span not in seen and re.search("[任内事举措项目工要标规数]", title) and re.search(r"\d|覆盖", value):
            bare = _BARE_FIGURE.match(value) if _FIGURE_TITLE.search(title) and not column_role(title) else None
            if bare and task and (bare["unit"] or _unit_of(title)) and not PRESENT.search(title):
                comparator = bare["after"] or bare["before"] or ""
                figure = bare["value"], comparator, bare["unit"] or _unit_of(title)
                targets.append(Target(clause.index, span[0], span[1], task, number, *figure, "", ""))
            # A half-width comma parts clauses as a full-width one does; the length stays, and with it the offsets.
            words = re.sub(r"(?<!\d),|,(?!\d)", "，", value)
            found = read_targets(Passage(clause, words, span[0], 0, 0, number))
            targets += [target for target in found if not bare or target.start >= span[0] + bare.end()]
        seen.add(span)
    return [target for target in targets if target.end <= row.end]


def _counted_task(row: TableRow) -> str:
    """What a figure that stands alone in its cell counts: the row's task, of several clauses the last."""
    roles = {
        column
        for column, title in enumerate(row.header)
        if column_role(title) or (_FIGURE_TITLE.search(title) and re.match(r"\W*\d", row.values[column]))
    }
    task = re.split("[，；。]", task_of(row, roles)[0].rstrip("。；，"))[-1]
    return "" if re.search(r"\d", task) else re.sub("^(?:完成|实现|达到)(?=.{4})", "", task)
