"""The rows of a document's tables as those who read facts from them see them, and what each row is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby

from ingest.datatypes import CleanDocument, TableRow
from ingest.numerals import item_number
from ingest.passages import tidy
from ingest.table_columns import is_number_title, task_rank

_FIGURE_ONLY = re.compile(r"[\s≥≤<>~～\-—+＋\d.,%％‰\[\]]+[一-龥]{0,4}")
_TARGET_TITLE = re.compile(r"目标值|目标数|计划值|指标值|完成值|现状|基期|\d{4}年.*(?:目标|计划|完成|值)|^\d{4}年")


def tables_of(cleaned: CleanDocument) -> Iterator[list[tuple[int, TableRow]]]:
    """Rows with their indexes, one list per run of the same header; headers repeated and rows of one cell left out."""
    told = ((index, row) for index, row in enumerate(cleaned.rows) if not says_one_thing(row) and not _repeats(row))
    for _, group in groupby(told, key=lambda entry: entry[1].header):
        yield list(group)


def says_one_thing(row: TableRow) -> bool:
    """Whether one cell fills a row of several columns, as headings and notes inside tables do."""
    spans = {span for span, value in zip(row.spans, row.values, strict=True) if value.strip()}
    return len(row.header) > 1 and len(spans) == 1 and sum(map(bool, row.values)) > 1


def _repeats(row: TableRow) -> bool:
    said = [(title, value) for title, value in zip(row.header, row.values, strict=True) if value]
    return row.values == row.header or (len(said) > 1 and all(value in title for title, value in said))


def task_of(row: TableRow, left_out: Collection[int]) -> tuple[str, str]:
    """The row's task and its number, from the most telling column but those in `left_out`."""
    number, candidates = "", []
    for column, (title, value) in enumerate(zip(row.header, row.values, strict=True)):
        if is_number_title(title):
            number = number or item_number(value)
        elif column not in left_out and value.strip():
            plain = tidy(value)
            told = _FIGURE_ONLY.fullmatch(plain) is None and not _TARGET_TITLE.search(title)
            candidates.append((told, title, plain))
    telling = [(title, value) for said, title, value in candidates if said]
    telling = telling or [(title, value) for _, title, value in candidates]
    ranked = [(rank, title, value) for title, value in telling if (rank := task_rank(title)) is not None]
    if ranked:
        best = min(rank for rank, _, _ in ranked)
        return [value for rank, _, value in ranked if rank == best][-1], number
    return max((value for _, value in telling), key=len, default=""), number
