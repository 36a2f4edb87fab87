"""Rows of one cell that tell who does the task of the row above: 「责任分工：县住建局主抓，县自来水公司协同」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assignments import Assignment, read_assignment
from ingest.bodies import BodyNames
from ingest.datatypes import Clause, CleanDocument, Deadline, Responsibility
from ingest.table_columns import column_role
from ingest.table_tasks import says_one_thing, task_of

_DIVISION = re.compile(r"\s*[（(【]?(?:责任|职责|任务|部门|工作)?(?:分工|落实)(?:情况)?[】]?[：:]\s*")
_SHORTEST_TASK = 4


def extract_row_notes(
    cleaned: CleanDocument, clauses: Sequence[Clause], names: BodyNames
) -> list[Responsibility | Deadline]:
    """What such rows assign, and by when, with the clause of the row above."""
    clause_of_row = {clause.row: clause.index for clause in clauses if clause.row is not None}
    facts: list[Responsibility | Deadline] = []
    above = None
    for index, row in enumerate(cleaned.rows):
        if not says_one_thing(row):
            above = (index, row) if row.values != row.header else None
            continue
        span = next(span for span, value in zip(row.spans, row.values, strict=True) if value.strip())
        read = _read(cleaned.clean.text[slice(*span)], names)
        if above is None or read is None:
            continue
        roles = {column for column, title in enumerate(above[1].header) if column_role(title)}
        subject, number = task_of(above[1], roles)
        clause = clause_of_row.get(above[0])
        if clause is None or len(subject) < _SHORTEST_TASK:
            continue
        facts.append(
            Responsibility(clause, *span, subject, number, read.lead, read.bodies, read.supporting, read.notes)
        )
        if read.due:
            facts.append(Deadline(clause, *span, subject, number, read.due))
    return facts


def _read(text: str, names: BodyNames) -> Assignment | None:
    division = _DIVISION.match(text)
    read = read_assignment((text[division.end() :] if division else text).strip("。；（）() \n"), names)
    return read if read is not None and read.has_bodies else None
