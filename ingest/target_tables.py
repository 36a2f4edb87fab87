"""Targets in tables: indicator tables with a column of target values, and figures in the cells of task tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Clause, CleanDocument, TableRow, Target
from ingest.numerals import item_number
from ingest.passages import Passage, tidy
from ingest.section_weights import section_weights
from ingest.table_columns import column_role, holds_no_aims, time_of_title
from ingest.table_tasks import panels, says_one_thing, tables_of, task_of
from ingest.target_grids import find_grid, read_grid_row
from ingest.targets import read_targets

_NAME = re.compile("指标名称|指标内容|主要指标|具体指标|^指标$|指标项|项目名称|^名称$|目标名称")
_VALUE = re.compile(
    r"目标值|目标数|目标$|计划值|计划数|指标值|任务数|任务量|规划值"
    r"|目标\d{4}年(?:底|末)?$|^(?:到|至)?\d{4}年(?:底|末)?$|\d{4}年.*(?:目标|计划|规划|值)"
)
PRESENT = re.compile("基期|现状|基础[值数]|实际|完成值|完成情况|基准|上年|现有")
"""Words of a column, and of the period of its figures, that tell what is so already."""
_UNIT = re.compile("单位$|计量")
_NO_UNIT = re.compile("责任|牵头|配合|主管|实施|负责|承办|成员|联络|联系|归口|来源|统计|报送|考核|监测|提供|验收|审核")
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
_TELLING = re.compile("[任内事举措项目工要标规数]")
_MONEY = re.compile("投资|资金|经费|预算")
_GRADED = re.compile("评分|扣分|分值|得分")
_LOST = re.compile("扣|每[少降低多超发有逾缺]")
_VERB_ALONE = 2
_YEARS = 2  # columns of years from which a table of tasks is one of targets
_AIM = re.compile("(?:年度|工作|主要|考核)?(?:目标|指标|任务)(?:名称|内容|项目)?")
_DONE_VALUE = re.compile("(?:应|年度|拟|计划)?完成(?:值|数|数量|量)")
_TASK_UNIT = re.compile(
    "（(?:单位：)?([十百千万亿]{0,2}(?:人次|人|户|家|个|件|起|元|吨|亩|公顷|公里|平方米|场次|场|处|所|套|台|辆|%|％|条|座|名|次|张|项))）$"
)
_PLAIN_TITLE = re.compile(r"\d{4}年(?:度)?|计划|目标|年度|预计|完成")
_YEAR = re.compile(r"\d{4}年(?:底|末)?|“?十[三四五六]五”?(?:末|期间)?")


def extract_table_targets(cleaned: CleanDocument, clauses: Sequence[Clause]) -> list[Target]:
    """One target per indicator and column of values, that of the base year with its title as period (2020年现状值).

    The value is the cell as written.
    """
    clause_of_row = {clause.row: clause for clause in clauses if clause.row is not None}
    title = next((cleaned.clean.text[each.start : each.end] for each in clauses if each.kind == "title"), "")
    targets = section_weights(cleaned.rows, clause_of_row)
    divided: set[int] = set()
    for table in tables_of(cleaned):
        grid = find_grid([row for _, row in table], cleaned.clean.text, title)
        for index, row in table if grid else ():
            divided.add(index)
            clause = clause_of_row.get(index)
            targets += read_grid_row(row, grid, clause.index if clause else 0) if grid else []
    for index, row in enumerate(cleaned.rows):
        if row.values == row.header or says_one_thing(row) or index in divided:
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
    names = _name_columns(row)
    for column, (title, value, span) in enumerate(zip(row.header, row.values, row.spans, strict=True)):
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
        elif name and (growth := _GROWTH.search(title)) and column not in names:
            growths.append((growth[0], tidy(value), _unit_of(title), span))
        elif _VALUE.search(title) and name:
            year = _YEAR.search(title)
            values.append((tidy(value), _what_of(title), _unit_of(title), year[0] if year else "", span))
        elif column in names:
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


def _name_columns(row: TableRow) -> set[int]:
    """The columns that say what is counted: by their titles, else the last before two or more columns of years."""
    named = {column for column, title in enumerate(row.header) if _NAME.search(title)}
    years = [column for column, title in enumerate(row.header) if _VALUE.search(title) and _YEAR.search(title)]
    if named or len(years) < _YEARS:
        return named
    aside = (_NUMBER, _UNIT, _ATTRIBUTE, PRESENT)
    titles = enumerate(row.header[: years[0]])
    telling = [at for at, title in titles if not column_role(title) and not any(each.search(title) for each in aside)]
    return set(telling[-1:])


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
    task, task_unit = _counted_task(row)
    columns_unit = _unit_column(row) or task_unit
    for title, value, span in zip(row.header, row.values, row.spans, strict=True):
        if _NUMBER.search(title):
            number = item_number(value)
        elif span not in seen and (_may_tell(title) or _is_planned(title, row)) and re.search(r"\d|覆盖", value):
            bare = _BARE_FIGURE.match(value) if _is_figure_title(title, row) else None
            unit = (bare["unit"] or _unit_of(title) or columns_unit) if bare else ""
            if bare and task and unit and (_is_planned(title, row) or not PRESENT.search(title)):
                comparator = bare["after"] or bare["before"] or ""
                figure = bare["value"], comparator, unit
                targets.append(Target(clause.index, span[0], span[1], task, number, *figure, "", ""))
            # A half-width comma parts clauses as a full-width one does; the length stays, and with it the offsets.
            words = re.sub(r"(?<!\d),|,(?!\d)", "，", value)
            found = read_targets(Passage(clause, words, span[0], 0, 0, number))
            found = [_of_step(each, time_of_title(title), task) for each in found]
            found = [each for each in found if not _is_deduction(each, title)]
            targets += [target for target in found if not bare or target.start >= span[0] + bare.end()]
        seen.add(span)
    return [target for target in targets if target.end <= row.end]


def _is_figure_title(title: str, row: TableRow) -> bool:
    return _is_planned(title, row) or (_FIGURE_TITLE.search(title) is not None and not column_role(title))


def _is_planned(title: str, row: TableRow) -> bool:
    """Whether 完成值 stands for what is to be reached: beside a column of 目标 that holds no figures itself."""
    named = any(_AIM.fullmatch(told) and not re.match(r"\W*\d", row.values[column])
                for column, told in enumerate(row.header))  # fmt: skip
    return named and _DONE_VALUE.fullmatch(title) is not None and sum(map(bool, map(_VALUE.search, row.header))) < 2


def _unit_column(row: TableRow) -> str:
    """The unit that a column of its own gives a row's figure (单位：人); empty for bodies."""
    for title, value in zip(row.header, row.values, strict=True):
        if re.fullmatch("(?:计量|数量)?单位", title) and re.fullmatch("[一-龥%％‰/]{1,5}", value):
            return "" if re.search("[局委办厅政府镇乡街道科股]$", value) else value
    return ""


def _of_step(target: Target, step: str, task: str) -> Target:
    """A target with the step that its column stands for; a verb alone (上线, 化解) takes the row's task before it."""
    subject = target.subject
    if task and len(subject) <= _VERB_ALONE and subject not in task:
        subject = f"{task}（{subject}）" if len(subject) > 1 else task
    return replace(target, subject=subject, period=target.period or step)


def _is_deduction(target: Target, title: str) -> bool:
    """Whether a figure of a marking scheme tells what marks are lost for (每少1户扣0.5分), not an aim."""
    return _GRADED.search(title) is not None and (not target.comparator or _LOST.search(target.subject) is not None)


def _may_tell(title: str) -> bool:
    """Whether the cells of a column may tell figures to be reached: tasks, steps of a schedule, not who and when."""
    if time_of_title(title) or _TELLING.search(title):
        return True
    return not column_role(title) and not PRESENT.search(title) and not holds_no_aims(title)


def _counted_task(row: TableRow) -> tuple[str, str]:
    """What a figure that stands alone in its cell counts, of several clauses the last, and the unit in brackets."""
    roles = {
        column
        for column, title in enumerate(row.header)
        if column_role(title) or (_is_figure_title(title, row) and re.match(r"\W*\d", row.values[column]))
    }
    task = re.split("[，；。]", task_of(row, roles)[0].rstrip("。；，"))[-1]
    bracketed = _TASK_UNIT.search(task)
    task = task[: bracketed.start()] if bracketed else task
    if re.search(r"\d", task):
        return "", ""
    return re.sub("^(?:完成|实现|达到)(?=.{4})", "", task), bracketed[1] if bracketed else ""
