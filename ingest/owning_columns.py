"""Columns of bodies whose title does not say what those do: 部门 | 主要职责 | 配合单位, 成员单位 | 职责."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.bodies import BodyNames
from ingest.cell_bodies import lists_bodies
from ingest.datatypes import TableRow
from ingest.table_columns import is_unit_title

_DUTIES = re.compile("职责|任务|分工|责任内容|工作内容")
_OF_GROUP = re.compile("^(?:成员|组成)(?:单位|部门)")
_SHARE_OF_BODIES = 0.7


def owning_columns(rows: Sequence[TableRow], roles: Mapping[int, str], names: BodyNames) -> dict[int, str]:
    """The columns of bodies whose title does not say what they do, in a table that names no other body for its tasks.

    Beside a column of helpers (主要职责 | 配合单位) it is the first alone; a column of the members of a group
    (成员单位 | 职责) is one, too, where it stands before what each of them does.
    """
    header = rows[0].header
    units = [
        column
        for column, title in enumerate(header)
        if column not in roles and is_unit_title(title) and _holds(rows, column, names)
    ]
    if "supporting" in roles.values():
        units = units[:1]
    if not units:
        duties = [column for column, title in enumerate(header) if _DUTIES.search(title)]
        units = [
            column
            for column, title in enumerate(header)
            if roles.get(column) == "supporting" and _OF_GROUP.search(title) and any(column < duty for duty in duties)
        ][:1]
    return dict.fromkeys(units, "bodies")


def _holds(rows: Sequence[TableRow], column: int, names: BodyNames) -> bool:
    values = [row.values[column] for row in rows if row.values[column].strip()]
    listing = sum(lists_bodies(value, names) for value in values)
    return bool(values) and listing >= _SHARE_OF_BODIES * len(values)
