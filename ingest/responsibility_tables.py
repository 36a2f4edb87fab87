"""Responsibilities and time limits that stand in the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assignments import Assignment, read_assignment, read_names, split_top_level
from ingest.bodies import BodyNames
from ingest.datatypes import Clause, CleanDocument, Deadline, Responsibility, TableRow
from ingest.numerals import item_number
from ingest.passages import tidy

_LEAD = re.compile(r"牵头|主办|主责|主抓|抓总|领办|领衔|首要责任|首责")
_SUPPORT = re.compile(r"配合|协办|协同|协助|参与|参加")
_OWN = re.compile(
    r"(?:责任|主管|承办|实施|落实|负责|推进|承担|完成|包保|受理|经办|办理|审批|执行)(?:单位|部门|处室|科室|股室|主体|机构|街道|办公室|方)|责任分工|(?:由)?谁(?:来)?(?:负责|落实|承担|办理?|干|管)"
)
_PERSON = re.compile(
    r"(?:分管|责任|牵头|主管|包保|包联|挂钩|挂点|联系|负责|督办|[省市区县镇]级?)?(?:领导|干部)(?:同志)?|(?:责任|负责|联系|承办)人|联络员"
)
_UNIT = re.compile(r"(?:单位|部门|科室|处室|股室|机构)(?:名称)?$")  # whose duty it is only beside a contact's column
_DUE = re.compile(r"(?:完成|办结|整改|落实|推进|实施|截止)?(?:时限|时间节点|完成时间|期限|进度安排|时间安排|日期)")
_TASK = tuple(
    re.compile(pattern)
    for pattern in (
        "名称$",
        "(?:具体|工作|重点|主要|目标|任务).*(?:任务|内容|事项|举措|措施)|任务名称|任务内容|工作要求",
        "任务|事项|举措|措施|内容",
        "项目|指标|工作|名称|目标",
    )
)
_NUMBER = re.compile("序号|编号|^号$")
_LONGEST_TITLE = 6


def extract_table_assignments(
    cleaned: CleanDocument, clauses: Sequence[Clause], names: BodyNames, *, first_leads: bool = False
) -> list[Responsibility | Deadline]:
    """One responsibility and one deadline per row that has such columns, the task taken from its own column.

    Args:
        cleaned: the repaired text with its rows.
        clauses: its outline.
        names: the bodies to know.
        first_leads: whether the document says that the first of the responsible bodies leads.
    """
    clause_of_row = {clause.row: clause for clause in clauses if clause.row is not None}
    facts: list[Responsibility | Deadline] = []
    for index, row in enumerate(cleaned.rows):
        if row.values == row.header or not any(_is_assignment(title) for title in row.header):
            continue
        clause = clause_of_row.get(index)
        clause_index = clause.index if clause else _clause_at(clauses, row.start)
        facts += _read_row(row, clause_index, names, first_leads)
    return facts


def _kind(title: str) -> str:
    """What a column assigns: "lead", "supporting", "person", "bodies", "due", or "" for nothing.

    Titles of several rows are joined (责任分工 + 完成时限): what is said last decides.
    """
    found = [
        (match.end(), -order, kind)
        for order, (kind, pattern) in enumerate(
            (("person", _PERSON), ("lead", _LEAD), ("supporting", _SUPPORT), ("bodies", _OWN), ("due", _DUE))
        )
        for match in pattern.finditer(title)
    ]
    kind = max(found)[2] if found else ""
    if kind == "bodies":  # 牵头责任单位
        return "lead" if _LEAD.search(title) else "supporting" if _SUPPORT.search(title) else kind
    return kind


def _is_assignment(title: str) -> bool:
    return bool(_kind(title))


def _clause_at(clauses: Sequence[Clause], position: int) -> int:
    return max((clause.index for clause in clauses if clause.start <= position), default=0)


def _read_row(row: TableRow, clause: int, names: BodyNames, first_leads: bool) -> list[Responsibility | Deadline]:
    read, due = Assignment(), ""
    persons: list[tuple[str, str]] = []
    spans: list[tuple[int, int]] = []
    seen: set[tuple[int, int]] = set()
    for title, value, span in zip(row.header, row.values, row.spans, strict=True):
        if not _is_assignment(title) or not value.strip(" -—/\n") or span in seen:
            continue
        seen.add(span)
        spans.append(span)
        role = _kind(title)
        if role == "due":
            due = due or tidy(value)
        elif role == "person":
            persons.append((_PERSON.search(title)[0] if len(title) > _LONGEST_TITLE else title, tidy(value)))  # type: ignore[index]
        else:
            read = read.merged(_read_cell(value, role, names))
    if persons and not read.has_bodies:
        units = [value for title, value in zip(row.header, row.values, strict=True) if _UNIT.match(title) and value]
        read = read.merged(_read_cell(units[0], "bodies", names)) if units else read
    if persons:  # beside bodies a person is a note; alone, the one who does it
        alone = Assignment(bodies=tuple(name for _, value in persons for name in split_top_level(value)))
        read = read.merged(Assignment(notes=tuple(persons)) if read.has_bodies else alone)
    read = read.first_leading() if first_leads else read
    subject, number = _task(row)
    if not subject or not spans:
        return []
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    facts: list[Responsibility | Deadline] = []
    if read.has_bodies:
        facts.append(
            Responsibility(
                clause, start, end, subject, number, read.lead, read.bodies, read.supporting, read.notes
            )
        )
    if due:
        facts.append(Deadline(clause, start, end, subject, number, due))
    return facts


def _read_cell(value: str, role: str, names: BodyNames) -> Assignment:
    """A cell's bodies: labelled or with verbs inside the cell, otherwise all in the column's role."""
    if re.search(r"[：:]|牵头|负责|配合", value):
        inside = read_assignment(value, names)
        if inside is not None:
            return inside
    read = read_names(value, names)
    leads = read.roles.get("lead", [])
    if role == "bodies" and leads:
        return Assignment(lead=tuple(leads), bodies=tuple(read.own), notes=tuple(read.notes))
    return Assignment(**{role: tuple(read.own)}, notes=tuple(read.notes))  # type: ignore[arg-type]


def _task(row: TableRow) -> tuple[str, str]:
    """The row's task and its number, from the most telling column."""
    number = next(
        (item_number(value) for title, value in zip(row.header, row.values, strict=True) if _NUMBER.search(title)), ""
    )
    columns = [
        (title, value)
        for title, value in zip(row.header, row.values, strict=True)
        if not _is_assignment(title) and not _NUMBER.search(title) and value.strip()
    ]
    for pattern in _TASK:
        matching = [value for title, value in columns if pattern.search(title)]
        if matching:
            return tidy(matching[-1]), number
    return (tidy(max((value for _, value in columns), key=len)), number) if columns else ("", number)
