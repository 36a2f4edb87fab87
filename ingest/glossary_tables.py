"""Tables that explain terms: a column of them beside a column of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.datatypes import Definition, TableRow
from ingest.passages import Passage, tidy

_TERM = re.compile("(?:名词|术语|用语|词语|词条|概念|简称|缩写|缩略语)(?:名称|术语)?")
_MEASURE = re.compile("(?:考核|评价|监测|主要)?指标(?:名称)?")
_MEANS = re.compile("(?:名词|术语|指标|用语|概念)?(?:解释|释义|含义|定义|内涵|涵义|全称|意思)(?:[及和与]?说明)?")
_TOLD = re.compile("(?:名词|术语)?(?:说明|注释|备注)")
_COUNTED_SO = re.compile("(?:指标)?(?:计算|统计)?(?:方法|公式|口径)")
_OPENING = re.compile("^(?:是指|系指|指的是|指(?![导挥标数定])|即)")
_SHORTEST, _LONGEST = 4, 30  # characters of a meaning at least, of a term at most


def table_definitions(passages: Sequence[Passage], rows: Sequence[TableRow]) -> Iterator[Definition]:
    """The terms of tables whose heads say that one column explains the other."""
    for passage in passages:
        row = rows[passage.clause.row] if passage.clause.row is not None else None
        columns = _columns(row.header) if row is not None else None
        if row is None or columns is None:
            continue
        term, meaning = (row.values[column].strip() for column in columns)
        told = _OPENING.sub("", tidy(meaning))
        term = re.sub("^“([^“”]*)”$", r"\1", term)
        if 1 < len(term) <= _LONGEST and len(told) >= _SHORTEST:
            start, end = row.spans[columns[0]][0], row.spans[columns[1]][1]
            yield Definition(passage.clause.index, min(start, end), max(start, end), term, passage.item, told)


def _columns(header: Sequence[str]) -> tuple[int, int] | None:
    """The columns of terms and of meanings, or None."""
    heads = [re.sub(r"\s", "", head) for head in header]
    term = next((i for i, head in enumerate(heads) if _TERM.fullmatch(head)), None)
    means = _MEANS if term is None else re.compile(f"{_MEANS.pattern}|{_TOLD.pattern}")
    if term is None:
        term = next((i for i, head in enumerate(heads) if _MEASURE.fullmatch(head)), None)
        means = re.compile(f"{_MEANS.pattern}|{_COUNTED_SO.pattern}")
    meaning = next((i for i, head in enumerate(heads) if means.fullmatch(head) and i != term), None)
    return (term, meaning) if term is not None and meaning is not None else None
