"""When a stage or another division is: the time in its rows, else the first span of days that its text tells."""

from __future__ import annotations

import re

from retriever.catalogue import Entry
from retriever.datatypes import Evidence
from retriever.reader import Reader, header_evidence

_HEAD = re.compile("时间|时限|期限|起止|时段|日期")
_DATED = re.compile(r"\d\s?[月年日]|[上下]半年|季度|长期")
_DAY = r"(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|份)?"
_SPAN = re.compile(
    rf"{_DAY}\s?[—\-–~～至到]+\s?(?:{_DAY}|\d{{1,2}}日|年?底)|20\d{{2}}年[—\-–至到]+20\d{{2}}年|{_DAY}(?:之?前|底前|以前)"
)
_LOOKED_AT = 160  # characters of a stage in which its time is looked for


def time_of(reader: Reader, doc_id: str, entry: Entry, following: int) -> tuple[str, tuple[Evidence, ...]]:
    """When an entry is, and where that stands; `following` is the clause of the next entry, 0 for the last one."""
    parsed = reader.document(doc_id).parsed
    clause = parsed.clauses[entry.clause]
    if clause.row is not None:
        row = parsed.rows[clause.row]
        for head, value in zip(row.header, row.values, strict=True):
            if _HEAD.search(head) and _DATED.search(value):
                return value.strip(), header_evidence(reader, doc_id, clause)
        return "", ()
    end = parsed.clauses[following].start if following > entry.clause else clause.tree_end
    found = _SPAN.search(parsed.clean.text[clause.start : min(end, clause.start + _LOOKED_AT)])
    if found is None:
        return "", ()
    at = clause.start + found.start()
    holder = next((one for one in reversed(parsed.clauses[: following or None]) if one.start <= at < one.end), clause)
    return found.group(0), (Evidence(doc_id, holder.index, holder.start, holder.end),)
