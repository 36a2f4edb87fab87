"""Responsibilities and time limits that stand in the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.body_lists import split_top_level
from ingest.cell_bodies import lists_bodies, read_cell, without_persons
from ingest.datatypes import Clause, CleanDocument, Deadline, Responsibility, TableRow
from ingest.due_wording import is_whole_due
from ingest.labels import FIRST_LEADS, LABEL
from ingest.matrix_tables import matrix_columns, read_legend, read_marks
from ingest.owning_columns import owning_columns
from ingest.passages import tidy
from ingest.table_columns import (
    column_role,
    is_number_title,
    is_start_title,
    is_unit_title,
    may_tell_due,
    names_persons_too,
    time_of_title,
)
from ingest.table_sections import section_owners
from ingest.table_tasks import due_of, due_of_stages, tables_of, task_of

_SECTION = re.compile("[科处股]室$")
_LEADS = re.compile("^(?:总?牵头|主办)")
_LONGEST_TITLE = 6
_LONGEST_NAME, _SHORTEST_TASK = 40, 4
_SHARE_OF_DATES = 0.7
_NAMING = re.compile("名称|任务|事项|项目|问题|内容|举措|指标|工作$")
_LINE_NUMBER = re.compile(
    r"^\s*(?:(?:事项|任务|问题|项目|清单|卡片|序号|第)\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[项号个]?\s?[、.．：:]?"
    r"|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[）)、.．])\s*"
)
_OTHER_LINE = re.compile(r"^(?:附件|表|单位|填报|注)|(?:清单|表|如下)$|20\d{2}年\d{1,2}月\d{1,2}日")
_NO_VALUE = re.compile(r"[\s\-—–/／无、.]*")
_UNDATED = re.compile(r"(?:正在|已|拟)?(?:推进|启动|完成|开展|实施|进行)(?:中|完毕)?|未(?:启动|完成|开始)|进行中|待定")
_NAMED_FIRST = re.compile(r"[（(【\[](?P<names>[^（）()【】\[\]]{3,40})[）)】\]]\s*(?=[一-龥“《]{4})")
_TOLD = re.compile("[一-龥]{2}|[√✓✔■▲●]")
_CALENDAR = re.compile(r"\d|季度|半年|[年月]底|年[末内]|前")
_ISO_DAY = re.compile(r"20\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?")
_TICKS = re.compile("[√✓✔■▲●★○]")
_YEAR_END = re.compile(r"(20\d{2}年|第[一二三]年)度?$")
_ROLE_NOTE = r"(?:均)?(?:负|为|是|系|作为|承担|履行)(?:该项|该任务的?|本项)?"


@dataclass(frozen=True)
class _Columns:
    """What the columns of one table hold; indexes of columns."""

    roles: Mapping[int, str]
    marks: Mapping[int, str] = field(default_factory=dict)
    ticks_help: bool = False
    first_leads: bool = False
    owned_alone: bool = False  # whether a column of bodies says of whom the row is, not what they do


def extract_table_assignments(
    cleaned: CleanDocument, clauses: Sequence[Clause], names: BodyNames, *,
    first_leads: bool = False, others_help: bool = False,
) -> list[Responsibility | Deadline]:
    """One responsibility and one deadline per row that has such columns, the task taken from its own column.

    Args:
        cleaned: the repaired text with its rows.
        clauses: its outline.
        names: the bodies to know.
        first_leads: whether the document says that the first of the responsible bodies leads.
        others_help: whether it says that the others support it.
    """
    clause_of_row = {clause.row: clause for clause in clauses if clause.row is not None}
    legend = read_legend(cleaned.clean.text) if cleaned.rows else {}
    owners = section_owners(cleaned.rows, names)
    facts: list[Responsibility | Deadline] = []
    for table in tables_of(cleaned):
        rows = [row for _, row in table]
        owned = any(index in owners for index, _ in table)
        columns = _columns(rows, names, legend, cleaned.clean.text, owned=owned)
        above: TableRow | None = None
        for index, row in table:
            row = above = _filled(row, above, columns)
            clause = clause_of_row.get(index)
            clause_index = clause.index if clause else _clause_at(clauses, row.start)
            read, due, span = _read_row(row, columns, names, legend, cleaned.clean.text)
            subject, number = task_of(row, {*columns.roles, *columns.marks})
            if (named := _named_first(subject, names)) and (columns.roles or index in owners):
                subject = named[1]
                read, span = (read if read.lead or read.bodies else named[0].merged(read)), span or (row.start, row.end)
            if index in owners and not (read.lead or read.bodies):
                read, span = owners[index].merged(read), span or (row.start, row.end)
            read = read.first_leading(others_help=others_help) if first_leads or columns.first_leads else read
            subject = _without_labels(subject)
            if read.bodies and not read.lead and columns.owned_alone and _LEADS.match(subject):
                read = replace(read, lead=read.bodies, bodies=())  # 市统计局 | 牵头组织实施，…
            unnamed = not subject and len(columns.roles) == len(row.header)
            if unnamed or _is_unnamed_card(row, cleaned.clean.text):
                name, aim = _name_above(cleaned.clean.text, row.start), _first_told(row, columns)
                subject = f"{name}：{aim}" if name and aim else name or subject
            if subject and span is not None:
                facts += _facts(clause_index, span, subject, number, read, due)
    return facts


def _columns(
    rows: Sequence[TableRow], names: BodyNames, legend: Mapping[str, str], text: str, *, owned: bool
) -> _Columns:
    """What the columns hold; `owned` tells that headings inside the table name whose tasks stand below them."""
    header = rows[0].header
    marks = matrix_columns(rows, names, legend)
    titled = ((column, column_role(title)) for column, title in enumerate(header) if column not in marks)
    roles = {column: role for column, role in titled if role}
    given = [column for column, role in roles.items() if role in ("lead", "bodies")]
    within = all(_SECTION.search(header[column]) for column in given)  # 单位 | 主要职责 | 责任科室: a part of the first
    owning = owning_columns(rows, roles, names) if within and not marks else {}
    roles |= owning
    if marks or owned or any(role in ("lead", "bodies") for role in roles.values()):
        roles |= {column: "due" for column, title in enumerate(header) if title == "时间"}
        stages = [column for column, title in enumerate(header) if time_of_title(title) and column not in marks]
        years = [column for column, title in enumerate(header) if _YEAR_END.search(title) and _is_ticked(rows, column)]
        stages = [column for column in {*stages, *years} if any(_TOLD.search(row.values[column]) for row in rows)]
        if len(stages) > 1:
            roles |= dict.fromkeys(stages, "stage")
        if not {"due", "stage"} & set(roles.values()):
            others = (column for column in range(len(header)) if column not in {*roles, *marks})
            dates = [column for column in others if may_tell_due(header[column]) and _holds_dates(rows, column)]
            roles |= dict.fromkeys(dates, "due")
    roles = {column: _noted_role(header[column], role, text) for column, role in roles.items()}
    leading = any(row.values[column][:1] in "●★▲■◆" for row in rows for column in marks if row.values[column])
    first = any(FIRST_LEADS.search(header[column]) for column in roles)
    return _Columns(roles, marks, ticks_help=leading, first_leads=first, owned_alone=bool(owning))


def _filled(row: TableRow, above: TableRow | None, columns: _Columns) -> TableRow:
    """A row with whom the row above names, where its own first cell is blank: the body is written once for several."""
    first = next((column for column, title in enumerate(row.header) if not is_number_title(title)), 0)
    if above is None or columns.roles.get(first) not in ("lead", "bodies") or row.values[first].strip():
        return row
    values = (*row.values[:first], above.values[first], *row.values[first + 1 :])
    spans = (*row.spans[:first], above.spans[first], *row.spans[first + 1 :])
    return replace(row, values=values, spans=spans)


def _is_ticked(rows: Sequence[TableRow], column: int) -> bool:
    """Whether a column holds ticks alone."""
    told = {row.values[column].strip() for row in rows} - {""}
    return bool(told) and all(_TICKS.fullmatch(value) for value in told)


def _holds_dates(rows: Sequence[TableRow], column: int) -> bool:
    values = [value for row in rows if (value := row.values[column].strip())]
    worded = sum(is_whole_due(value) for value in values if _CALENDAR.search(value))
    dated = worded + sum(_ISO_DAY.fullmatch(value) is not None for value in values)
    return bool(values) and dated >= _SHARE_OF_DATES * len(values)


def _noted_role(title: str, role: str, text: str) -> str:
    """A column's role as a note says it: 「责任科室负牵头责任，落实单位负配合责任」."""
    if role != "bodies":
        return role
    own = next((title[-size:] for size in range(len(title), 3, -1) if title[-size:] in text), title)
    note = re.search(rf"(?:^|[，。；：、.\s\d（“]){re.escape(own)}”?{_ROLE_NOTE}([一-龥]{{2,6}})", text)
    told = column_role(f"{note[1][:2]}单位") if note else ""
    return told if told in ("lead", "supporting") else role


def _clause_at(clauses: Sequence[Clause], position: int) -> int:
    return max((clause.index for clause in clauses if clause.start <= position), default=0)


def _named_first(task: str, names: BodyNames) -> tuple[Assignment, str] | None:
    """The bodies in a bracket before a task and its words: 「（市商务局）开展促销活动」; None for any other task."""
    opened = _NAMED_FIRST.match(task)
    if opened is None or not lists_bodies(opened["names"], names):
        return None
    return read_cell(opened["names"], "bodies", names), tidy(task[opened.end() :])


def _without_labels(task: str) -> str:
    """A task's words without what its cell goes on to assign by labels."""
    label = LABEL.search(task)
    if label is None or label.start() < _SHORTEST_TASK or task[label.start() - 1] not in "。；;，（( ":
        return task
    return tidy(task[: label.start()].rstrip("（("))


def _name_above(text: str, start: int) -> str:
    """The short line above a card, which names what its lines are about."""
    line = text[max(0, start - _LONGEST_NAME - 2) : max(0, start - 1)].rpartition("\n")[2]
    line = _LINE_NUMBER.sub("", line.rstrip("。；：: "))
    return "" if len(line) > _LONGEST_NAME or re.search("[。；：|]", line) or _OTHER_LINE.search(line) else tidy(line)


def _first_told(row: TableRow, columns: _Columns) -> str:
    """What the first line of a card but those of bodies and dates tells, where it is short."""
    told = (value for column, value in enumerate(row.values) if column not in columns.roles and value.strip())
    first = tidy(next(told, ""))
    return first if len(first) <= _LONGEST_NAME and not re.match(r"\d", first) else ""


def _is_unnamed_card(row: TableRow, text: str) -> bool:
    """Whether a row is a card of labelled lines (整改目标 | …) none of which names what it is about."""
    said = text[row.start : row.end]
    card = said.count("\n") > 0 and said.lstrip().startswith(row.header[0])
    return card and not any(map(_NAMING.search, row.header))


def _read_row(
    row: TableRow, columns: _Columns, names: BodyNames, legend: Mapping[str, str], text: str
) -> tuple[Assignment, str, tuple[int, int] | None]:
    """What a row assigns, by when, and the span that it was read from."""
    read = read_marks(row, columns.marks, legend, ticks_help=columns.ticks_help)
    spans = [row.spans[column] for column in columns.marks if row.values[column].strip()]
    due = ""
    stages: list[tuple[str, str]] = []
    begun = False  # what was read as the time limit is only the beginning
    persons: list[tuple[str, str]] = []
    seen: set[tuple[int, int]] = set()
    for column, (title, value, span) in enumerate(zip(row.header, row.values, row.spans, strict=True)):
        role = columns.roles.get(column, "")
        if column in columns.marks or _NO_VALUE.fullmatch(value) or span in seen:
            continue
        seen.add(span)
        if not role:
            inside = _labelled_cell(title, text[slice(*span)], names)
            read, due = (read.merged(inside), due or inside.due) if inside else (read, due)
        elif role == "due":
            told = "" if _UNDATED.fullmatch(value) else due_of(title, tidy(value))
            due, begun = (told or due, is_start_title(title)) if begun or not due else (due, False)
        elif role == "stage":
            stages.append((time_of_title(title) or (_YEAR_END.search(title) or [""])[0], value))
        elif role == "person":
            persons.append((title if len(title) <= _LONGEST_TITLE else _person_title(title), tidy(value)))
        else:
            mixed = names_persons_too(title)
            listed = read_cell(text[slice(*span)], role, names, persons=mixed)
            listed, within = without_persons(listed, names) if mixed else (listed, [])
            read = read.merged(listed)
            persons += within
        if role or (read.has_bodies and not spans):
            spans.append(span)
    if persons:
        read = _with_persons(read, persons, row, names)
    read_from = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None
    return replace(read, due=""), due or read.due or due_of_stages(stages), read_from


def _labelled_cell(title: str, value: str, names: BodyNames) -> Assignment | None:
    """What a cell of no such column assigns by labels of its own: 「…。牵头单位：区民政局；完成时限：6月底」."""
    label = LABEL.search(value)
    if label is None or is_number_title(title) or (label.start() and value[label.start() - 1] not in " 。；;，（(\n"):
        return None
    read = read_cell(value[label.start() :].rstrip("）) "), "bodies", names)
    return read if all(names.is_body(name) or lists_bodies(name, names) for name in read.bodies) else None


def _person_title(title: str) -> str:
    match = re.search(r"[一-龥]{0,4}(?:领导|干部|责任人|负责人|联系人|承办人|联络员|长)", title)
    return match[0] if match else title


def _with_persons(read: Assignment, persons: list[tuple[str, str]], row: TableRow, names: BodyNames) -> Assignment:
    """Persons beside bodies as notes; alone, they are those who do it, or those of the unit beside them."""
    if not read.has_bodies:
        pairs = zip(row.header, row.values, strict=True)
        units = [value for title, value in pairs if value and is_unit_title(title) and not column_role(title)]
        read = read.merged(read_cell(units[0], "bodies", names)) if units else read
    alone = Assignment(bodies=tuple(name for _, value in persons for name in split_top_level(value)))
    return read.merged(Assignment(notes=tuple(persons)) if read.has_bodies else alone)


def _facts(
    clause: int, span: tuple[int, int], subject: str, number: str, read: Assignment, due: str
) -> list[Responsibility | Deadline]:
    facts: list[Responsibility | Deadline] = []
    if read.has_bodies:
        facts.append(
            Responsibility(clause, *span, subject, number, read.lead, read.bodies, read.supporting, read.notes)
        )
    if due:
        facts.append(Deadline(clause, *span, subject, number, due))
    return facts
