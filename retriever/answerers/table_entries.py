"""What the rows of a table list: entries with number and name, apart from rows of titles, sections and notes."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from retriever.reader import Reader

_TASK = re.compile("(?:任务|事项|项目|名称|工作)(?!领域|类别|类型|方向|单位|要求|目标|编号)")
_NUMBERS = re.compile("^(?:序号|编号|号|项次)$")


def row_name(reader: Reader, doc_id: str, clause: Clause) -> str:
    """What a table row is about: the cell of its column of tasks or names."""
    row = reader.document(doc_id).parsed.rows[clause.row or 0]
    named = [value for head, value in zip(row.header, row.values, strict=True) if _TASK.search(head) and value]
    return named[0] if named else next((value for value in row.values if value and not value.isdigit()), "")


def entry_of_row(reader: Reader, doc_id: str, clause: Clause) -> tuple[str, str] | None:
    """Number and name of what a table row lists; None for rows of titles, sections and notes.

    Rows that share a merged number are of one entry.
    """
    if clause.row is None or is_section_row(reader, doc_id, clause):
        return None
    row = reader.document(doc_id).parsed.rows[clause.row]
    if row.values == row.header:
        return None
    numbers = (value for head, value in zip(row.header, row.values, strict=True) if _NUMBERS.search(head))
    return next(numbers, ""), row_name(reader, doc_id, clause)


def is_section_row(reader: Reader, doc_id: str, clause: Clause) -> bool:
    """Whether a table row is one cell over all columns: the heading of the rows below it, or a note."""
    values = [value for value in reader.document(doc_id).parsed.rows[clause.row or 0].values if value.strip()]
    return clause.row is not None and len(set(values)) == 1 and (len(values) > 2 or not values[0].isdigit())
