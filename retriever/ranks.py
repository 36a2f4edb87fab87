"""Ranks that tables set beside each other (Ⅰ级 … Ⅳ级, AAA … C, 一类 … 三类): a question of one wants no other's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.datatypes import Clause, ParsedDocument, TableRow
from retriever.grids import plain

RankedTable = tuple[tuple[int, frozenset[str]], ...]  # the rows' clauses, each with the names of its rank

_CLASSES = "级类档等星"
_RANK = r"[A-E]{1,3}|\d{1,2}|[甲乙丙丁]"  # numerals as `plain` writes them
_ASKED = re.compile(rf"(?<![A-Z\d.])(?:{_RANK})[{_CLASSES}]")
_ALONE = re.compile(rf"(?<![A-Z\d.])(?:A{{1,3}}|[B-E])(?![A-Z\d.{_CLASSES}座栋区股轮超型口门楼])")  # no C座, no B超
_CELL = re.compile(rf"第?(?P<rank>{_RANK})(?:(?P<class>[{_CLASSES}])[一-龥]{{0,4}})?")
_NAMES = 2  # first cells of a row, of which one may be its rank
_FEWEST = 2  # rows of a table of ranks


@lru_cache(maxsize=256)
def ranks_in(text: str) -> frozenset[str]:
    """The ranks that a question names, numerals in figures: Ⅱ级, 二级 and 2级 are one; a letter alone is a rank."""
    said = plain(text)
    return frozenset((*_ASKED.findall(said), *(f"{letter}级" for letter in _ALONE.findall(said))))


def ranked_tables(parsed: ParsedDocument) -> Iterator[RankedTable]:
    """The tables of a document whose rows bear ranks, these rows alone."""
    table: list[tuple[int, frozenset[str]]] = []
    header: tuple[str, ...] | None = None
    for clause in (*parsed.clauses, None):
        row = _row(parsed, clause)
        if header is not None and (row is None or tuple(row.header) != header):
            if len(table) >= _FEWEST:
                yield tuple(table)
            table = []
        header = tuple(row.header) if row is not None else None
        if clause is not None and row is not None and (ranks := ranks_of(row)):
            table.append((clause.index, ranks))


def _row(parsed: ParsedDocument, clause: Clause | None) -> TableRow | None:
    return parsed.rows[clause.row] if clause is not None and clause.row is not None else None


def ranks_of(row: TableRow) -> frozenset[str]:
    """What the rank of a row may be called; a letter alone is a rank (AAA for AAA级), a numeral alone counts rows."""
    for value in row.values[:_NAMES]:
        cell = _CELL.fullmatch(plain(value))
        if cell is not None and (cell["class"] or cell["rank"].isalpha()):
            return frozenset(f"{cell['rank']}{kind}" for kind in cell["class"] or _CLASSES)
    return frozenset()
