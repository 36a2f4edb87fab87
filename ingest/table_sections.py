"""Headings inside tables that name whose tasks stand below them: 「一、市卫生健康委（4项）」 over all columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.datatypes import TableRow
from ingest.duty_owners import read_owners
from ingest.table_columns import task_rank

_NUMBER = re.compile(r"^\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]\s*")
_LEADING = "牵头|主办|领办|领衔|主抓|主责|认领|包抓|包联"
_LEADS = re.compile(_LEADING)
_JOINTLY = re.compile(rf"(?:共同|联合|分别|具体)+(?=负责|承担|办理|落实|实施|承办|{_LEADING})")
_LABEL = re.compile(r"^(?:总?牵头|主办|责任|承办|主责|实施|负责)(?:单位|部门|科室|主体)\s*[：:]\s*")
_PEOPLE = re.compile("姓名|电话|职务|手机|性别|邮箱")
_CONJUNCTION = re.compile("[与和及](?=[省市区县旗镇各])")


def section_owners(rows: Sequence[TableRow], names: BodyNames) -> Mapping[int, Assignment]:
    """What the heading above each row inside its table assigns, by the row's index; rows below no such heading lack."""
    found: dict[int, Assignment] = {}
    current: Assignment | None = None
    header: tuple[str, ...] = ()
    for index, row in enumerate(rows):
        if row.header != header:
            header, current = row.header, None
        alone = _only_value(row)
        if alone:
            current = _owners(alone, names) if _lists_tasks(header) else None
        elif current is not None:
            found[index] = current
    return found


def _lists_tasks(header: Sequence[str]) -> bool:
    """Whether a table tells tasks, and is no directory of people."""
    return any(task_rank(title) is not None for title in header) and not any(map(_PEOPLE.search, header))


def _only_value(row: TableRow) -> str:
    """The text of a row's only cell, merged or alone in a row of several columns; empty for any other row."""
    cells = {span: value for span, value in zip(row.spans, row.values, strict=True) if value.strip()}
    return next(iter(cells.values())) if len(cells) == 1 and len(row.header) > 2 else ""


def _owners(heading: str, names: BodyNames) -> Assignment | None:
    text = _NUMBER.sub("", heading)
    leads = _LEADS.search(text) is not None
    text = _CONJUNCTION.sub("、", _JOINTLY.sub("", _LABEL.sub("", text)))
    owners = read_owners(text, names)
    if not owners:
        return None
    return Assignment(lead=owners) if leads else Assignment(bodies=owners)
