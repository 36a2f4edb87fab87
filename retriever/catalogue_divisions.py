"""What tables divide their rows into without a title that says so: section rows, merged cells, one table for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.datatypes import Document
from retriever.catalogue import Entry, Part, own_text
from retriever.catalogue_tables import Row, Table, entries_of, naming_column, sections_of, tables_of

_NO_DIVISION = re.compile(
    "序号|编号|项次|责任|单位|部门|科室|时限|时间|完成|进度|季度|资金|投资|20\\d{2}|备注|领导|人$|值|数|分$|地点|区域|镇|村|街道"
)
_FIGURE = re.compile(r"^[≥≤<>\d.,，%—\-~～/\[\]（）()]*$")
_NO_SECTION = re.compile("[：:。]|表|清单|指标|附件|责任|领办|牵头|负责|名单")
_FEWEST = 3  # tables that each stand for a division
_MOST = 15  # divisions
_SHARE = 0.7  # of the rows that may have a division of their own
_SHORT = 24  # characters of a name


def division_parts(doc_id: str, document: Document) -> Iterator[Part]:
    """The divisions of each table, and the tables of a document where each has a name of its own."""
    tables = tables_of(document)
    for table in tables:
        rows = entries_of(table)
        if not rows:
            continue
        named = {strip_sum(name): held[0] for name, held in sections_of(table, rows).items()}
        if len(named) > 1 and not any(_NO_SECTION.search(name) for name in named):
            entries = tuple(_section_entry(document, table, name) for name in sections_of(table, rows))
            yield Part(doc_id, "divisions", table.caption, _above(rows), "", entries)
        yield from _merged(doc_id, document, table, rows)
    captions = [table.caption for table in tables]
    named_each = all(
        caption and len(caption) <= _SHORT // 2 and not _NO_SECTION.search(caption) for caption in captions
    )
    if named_each and _FEWEST <= len(tables) == len(set(captions)) <= _MOST:
        yield Part(doc_id, "divisions", "", (), "", tuple(_caption_entry(table) for table in tables))


def strip_sum(name: str) -> str:
    """The name of a section without the number of its items: 「一、产业帮扶（3项）」."""
    return re.sub(r"[（(][^（）()]{0,4}\d+\s?[项件条个分][）)]$", "", name.strip())


def _above(rows: Sequence[Row]) -> tuple[str, ...]:
    return rows[0].clause.path


def _section_entry(document: Document, table: Table, name: str) -> Entry:
    alone = (row for row in table.rows if name in row.cells.values and len(set(filter(None, row.cells.values))) == 1)
    clause = next(alone).clause
    return Entry(strip_sum(name), clause.index, clause.start, clause.start + len(own_text(document, clause)))


def _caption_entry(table: Table) -> Entry:
    clause = table.rows[0].clause
    return Entry(table.caption, clause.index, clause.start, clause.end)


def _merged(doc_id: str, document: Document, table: Table, rows: Sequence[Row]) -> Iterator[Part]:
    """The columns left of the one that names the rows whose cells span several rows each."""
    naming = naming_column(table.header, [row.cells.values for row in rows])
    for index, head in enumerate(table.header[:naming]):
        values = [row.cells.values[index].strip() for row in rows]
        runs = [value for value, _ in groupby(values)]
        told = all(value and len(value) <= _SHORT and not _FIGURE.match(value) for value in runs)
        if not told or _NO_DIVISION.search(head) or len(set(runs)) != len(runs):
            continue
        if 1 < len(runs) <= min(_MOST, _SHARE * len(rows)):
            first = [next(row for row in rows if row.cells.values[index].strip() == value) for value in runs]
            entries = tuple(
                Entry(value, row.clause.index, row.clause.start, row.clause.start + len(own_text(document, row.clause)))
                for value, row in zip(runs, first, strict=True)
            )
            yield Part(doc_id, "divisions", table.caption, _above(rows), head, entries)
