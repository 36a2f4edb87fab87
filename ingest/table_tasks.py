"""The rows of a document's tables as those who read facts from them see them, and what each row is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.datatypes import CleanDocument, TableRow
from ingest.numerals import item_number
from ingest.passages import tidy
from ingest.table_columns import is_number_title, task_rank

_LONGEST_DUE = 20
_COURSE = re.compile("进度|计划|安排|节点|时序|步骤")
_DATE = re.compile(
    r"(?:(?:20\d{2}年|今年|年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|第?[一二三四]季度|[上下]半年|年)|20\d{2}年)"
    r"(?:[底末初])?(?:之?前|以前)?"
)
_GOES_ON = re.compile("(?:长期|持续|常态|巩固|继续)")
_FIGURE_ONLY = re.compile(r"[\s≥≤<>~～\-—+＋\d.,%％‰\[\]]+[一-龥]{0,4}")
_NOTES = re.compile("备注|说明")
_TARGET_TITLE = re.compile(r"目标值|目标数|计划值|指标值|完成值|现状|基期|\d{4}年.*(?:目标|计划|完成|值)|^\d{4}年")


def tables_of(cleaned: CleanDocument) -> Iterator[list[tuple[int, TableRow]]]:
    """Rows with their indexes, one list per run of the same header; headers repeated and rows of one cell left out."""
    told = ((index, row) for index, row in enumerate(cleaned.rows) if not says_one_thing(row) and not _repeats(row))
    for _, group in groupby(told, key=lambda entry: entry[1].header):
        yield [(index, panel) for index, row in group for panel in panels(row)]


def panels(row: TableRow) -> list[TableRow]:
    """The row, or its parts where a table's columns stand twice side by side (序号, 任务, 单位, 序号, 任务, 单位)."""
    for width in range(2, len(row.header) // 2 + 1):
        parts = range(0, len(row.header), width)
        if len(row.header) % width == 0 and all(row.header[at : at + width] == row.header[:width] for at in parts):
            cut = (slice(at, at + width) for at in parts)
            pieces = [replace(row, header=row.header[at], values=row.values[at], spans=row.spans[at]) for at in cut]
            return [piece for piece in pieces if any(value.strip() for value in piece.values)]
    return [row]


def due_of(title: str, value: str) -> str:
    """A cell's time limit: the cell as written, of a course of several steps (3月招标，12月竣工) the last date."""
    if len(value) <= _LONGEST_DUE or not _COURSE.search(title):
        return value
    dates = [match[0] for match in _DATE.finditer(value)]
    return dates[-1] if dates else value


def due_of_stages(stages: Sequence[tuple[str, str]]) -> str:
    """The time limit of a row whose columns stand for stretches of time.

    Args:
        stages: (time of the column, what is to be done by then) in order.
    """
    steps = [step for step in stages if not _GOES_ON.match(step[1])] or stages
    if not steps:
        return ""
    time, said = steps[-1]
    dates = [match[0] for match in _DATE.finditer(said) if len(match[0]) > 1]
    return dates[-1] if dates else time


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
    telling = telling or [(title, value) for _, title, value in candidates if not _FIGURE_ONLY.fullmatch(value)]
    ranked = [(rank, title, value) for title, value in telling if (rank := task_rank(title)) is not None]
    if ranked:
        best = min(rank for rank, _, _ in ranked)
        return [value for rank, _, value in ranked if rank == best][-1], number
    about = [value for title, value in telling if not _NOTES.search(title)]  # a note is often the longer
    return max(about or [value for _, value in telling], key=len, default=""), number
