"""Tables as grids: what their columns hold, which of them names the rows, which rows are sums; read once a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.datatypes import Clause, Document
from ingest.member_names import is_name
from ingest.table_columns import UNIT_SIGN, column_role, is_number_title
from retriever.catalogue_tables import SUM, Table, tables_of

_UNIT = re.compile(r"[（(](?:单位[：:])?([^（()）]{1,8})[)）]$")
_UNIT_ABOVE = re.compile(rf"{UNIT_SIGN}([一-龥%％‰/]{{1,6}})")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_FIGURE = re.compile(
    r"(?:约|不少于|不超过|[≥≤<>＞＜])?\d[\d,]*(?:\.\d+)?[万亿]?(?:[%％‰]|[一-龥]{1,3})?(?:/[一-龥]{1,2})?"
)
_NUMBERED = re.compile("[号楼栋幢]$|月[底份末前中]|^全年$|月底?前$")  # names and dates, no quantities
_PEOPLE = re.compile(
    "姓名|领导|干部|负责人|责任人|联系人|法人|代表|书记|主任|教师|医[生师]|专家|[长员](?!度|单位|名称|制)|人$"
)
_FIRST = re.compile("[（(，,、：:/；]")  # a name stands before what else a cell tells of somebody
EMPTY = frozenset(("", "-", "—", "——", "/", "\\", "无"))
_WHOLE = re.compile("全[省市县区镇乡州旗]$")
_FILLED = 0.6  # share of a column's filled cells that are figures, from which it is one of figures
_REMARK = re.compile("备注|说明|依据|电话")
_LONGEST_NAME = 40  # characters of a cell that names its row
_NUMERALS = str.maketrans("一二三四五六七八九两ⅠⅡⅢⅣⅤ", "12345678921" + "2345")


@dataclass(frozen=True)
class GridColumn:
    """A column: its title as written and without brackets, its unit, whether it holds figures, counts, names people."""

    head: str
    title: str
    unit: str
    figures: bool
    counts: bool
    people: bool = False


@dataclass(frozen=True)
class GridRow:
    """A row of a table with its cells, white space left out."""

    clause: Clause
    values: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table: `key` is the column that names its rows, `sums` the rows that add up, `unit` what stands above it."""

    doc_id: str
    caption: str
    path: tuple[str, ...]
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    sums: tuple[GridRow, ...]
    key: int
    unit: str = ""
    about: str = ""

    @property
    def above(self) -> str:
        """The caption and the headings over the table, its document's title, places and issuer."""
        return "\n".join((self.caption, *self.path, self.about))

    def name(self, row: GridRow) -> str:
        """What a row is about; where several rows share the name, with the next cell of words that tells them apart."""
        own = row.values[self.key]
        alike = [other for other in self.rows if other.values[self.key] == own]
        if len(alike) == 1:
            return own
        for index, column in enumerate(self.columns):
            values = [other.values[index] for other in alike]
            if index != self.key and not column.figures and not column.counts and len(set(values)) == len(values):
                return f"{own}（{row.values[index]}）"
        return own


def grids_of(doc_id: str, document: Document) -> Iterator[Grid]:
    """The tables of a document that have titles over two columns and more, and a column that names their rows."""
    for table in tables_of(document):
        if (grid := _grid(doc_id, document, table)) is not None:
            yield grid


def plain(text: str) -> str:
    """A text as cells and questions are compared: 小（2）型 and 小二型, Ⅱ级 and 二级 are the same."""
    normal = unicodedata.normalize("NFKC", text.translate(_NUMERALS)).translate(_NUMERALS)
    return re.sub(r"[\s（）()“”\"'《》]", "", normal).upper()


def _grid(doc_id: str, document: Document, table: Table) -> Grid | None:
    header = table.header
    filled = [row for row in table.rows if row.cells.values != header]
    told = [
        GridRow(row.clause, tuple(re.sub(r"\s+", "", value) for value in row.cells.values))
        for row in filled
        if len({value for value in row.cells.values if value.strip()}) > 1
    ]
    sums = tuple(row for row in told if any(SUM.match(value) or _WHOLE.match(value) for value in row.values[:3]))
    rows = tuple(row for row in told if row not in sums)
    if len(rows) < 2 or len(header) < 2 or sum(map(bool, header)) < 2:
        return None
    columns = tuple(_column(title, [row.values[index] for row in rows]) for index, title in enumerate(header))
    key = _key(columns, rows)
    first = rows[0].clause
    above = document.parsed.clean.text[max(0, first.start - 160 - sum(map(len, header))) : first.start]
    units = _UNIT_ABOVE.findall(above)
    unit = units[-1] if units and not any(column.unit for column in columns) else ""
    named = document.record.metadata
    about = "\n".join((named.title, *named.places, named.issuer))
    return Grid(doc_id, table.caption, first.path, columns, rows, sums, key, unit, about) if key is not None else None


def _column(title: str, values: Sequence[str]) -> GridColumn:
    unit = _UNIT.search(title)
    told = [value for value in values if value not in EMPTY]
    figures = _mostly(told, lambda value: _FIGURE.fullmatch(value) is not None and not _NUMBERED.search(value))
    people = _PEOPLE.search(title) is not None and _mostly(told, lambda value: is_name(_FIRST.split(value)[0]))
    counts = is_number_title(title)
    plain_title = _BRACKETED.sub("", re.sub(r"\s", "", title))
    return GridColumn(title, plain_title, unit[1] if unit else "", figures, counts, people)


def _mostly(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(test, values)) >= _FILLED * len(values)


def _key(columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> int | None:
    """The column of words whose cells tell the rows apart best, of several the first."""
    best: tuple[float, int] | None = None
    for index, column in enumerate(columns):
        values = [row.values[index] for row in rows]
        if column.people and best is not None:
            continue  # who is in charge of the thing named before
        if column.figures or column.counts or not column.title or _REMARK.search(column.title):
            continue
        if sum(map(len, values)) > _LONGEST_NAME * len(values) or column_role(column.title):
            continue
        worth = (len(set(values) - EMPTY) / len(rows), -index)
        best = worth if best is None or worth > best else best
    if best is not None:
        return -best[1]
    return next((index for index, column in enumerate(columns) if column.title and not column.counts), None)
