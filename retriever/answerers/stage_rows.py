"""The measures of all rows of a stage, a field or another group that a column of a table names for several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import TableRow
from retriever.answerers.regions import phrase_length
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import SUPPORTED, Passage, Reader

_MEASURES = ("措施", "举措", "做法", "办法", "内容", "任务", "要求", "安排")  # heads of columns, the surest first
_OTHER = re.compile("时间|时限|期限|责任|单位|部门")
_GROUP = re.compile("阶段|步骤|环节|类别|领域|方面|专项|行动|板块|项目")
_NAMED = 4  # characters of the group's name that the question repeats
_SHORT = 20  # characters of the name of a group
_LIMIT = 640


def answer_stage(query: Query, reader: Reader, passages: Sequence[Passage]) -> Draft:
    """What the rows of the group that a question names say is done, in their order; none where no table has such."""
    for passage in passages[:2]:
        clause = reader.clause(passage.doc_id, passage.clause)
        if clause.kind != "table_row" or clause.row is None or passage.support < SUPPORTED:
            return Draft()
        rows = reader.document(passage.doc_id).parsed.rows
        if (told := _told(query, reader, passage, rows[clause.row])) is not None:
            return Draft(told, (), passage.covered)
    return Draft()


def _told(query: Query, reader: Reader, passage: Passage, row: TableRow) -> tuple[Statement, ...] | None:
    columns = [
        (_MEASURES.index(word), place)
        for place, head in enumerate(row.header)
        if not _OTHER.search(head)
        for word in _MEASURES
        if word in head
    ]
    column = min(columns)[1] if columns else None
    group = next((place for place, head in enumerate(row.header) if _GROUP.search(head)), None)
    if column is None or group is None or group == column:
        return None
    name = row.values[group]
    if not name or len(name) > _SHORT or phrase_length(query, name) < _NAMED:
        return None
    document = reader.document(passage.doc_id).parsed
    found: dict[str, Statement] = {}
    for clause in document.clauses:
        other = document.rows[clause.row] if clause.kind == "table_row" and clause.row is not None else None
        if other is None or other.header != row.header or other.values[group] != name:
            continue
        value = other.values[column].strip()
        if value and value not in found:
            evidence = Evidence(passage.doc_id, clause.index, clause.start, clause.end)
            found[value] = Statement(f"{value.rstrip('。；')}。", (evidence,))
    short = sum(map(len, found)) <= _LIMIT
    return tuple(found.values()) if len(found) > 1 and short else None
