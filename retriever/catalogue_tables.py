"""The lists that tables are: whole tables, the rows below a section row, the rows that share a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ingest.datatypes import Clause, Document, TableRow
from retriever.catalogue import Entry, Part, own_text

_NAMING = re.compile(
    "(?:任务|事项|项目|名称|举措|措施|工作|指标|内容|目标|工程|行动|组别)"
    "(?!领域|类别|类型|属性|值|数|单位|要求|编号|方向|分类|进展|来源|责任|依据)"
)
_NO_NAME = re.compile(
    "序号|编号|单位$|责任(?!事项|内容|任务)|部门|时限|完成|进度|安排|季度|资金|投资|20\\d{2}年|备注|值"
)
_NUMBER = re.compile("^(?:序号|编号|号|项次)$")
SUM = re.compile(r"^(?:全[市县区省镇乡州]|各[镇乡]?)?(?:合\s?计|总\s?计|小\s?计|共\s?计)$")
_NOTE = re.compile(r"^(?:注|备注|说明|制表|填表|填报|单位)(?:[：:]|$)|^制表|^填报|^附?注\d?[：:.]")
_NO_CAPTION = re.compile(r"[★☆●○▲△◆◇■□◎√✓]|^[（(][^（）()]*[）)]$")
_KINDS = re.compile("(?:阶段|步骤|领域|类别|板块|方面|项目|类型|专项|方向)$")
_CONTINUED = re.compile("续表|续[）)]")
_PLAIN_FIGURE = re.compile(r"^[≥≤<>\d.,，%—\-~～/\[\]]*$")
_WORDS = 8  # characters of the cells of a column, on the average, that names rows without saying so
_CAPTION = 45  # characters of a line above a table that names it
_COUNTS = re.compile("(?:数量?|个数|项数|件数)$")
_SYMBOLS = re.compile("^[★☆●○▲△◆◇■□◎√✓]$")
_LEGEND = re.compile(
    r"(?P<symbol>[★☆●○▲△◆◇■□◎√✓])[”\"]?\s?(?:为|是|表示|代表|——?|[：:])?\s?(?P<role>[\u4e00-\u9fff]{2,6})"
)


@dataclass(frozen=True)
class Row:
    """A row of a table with its clause."""

    clause: Clause
    cells: TableRow


@dataclass(frozen=True)
class Table:
    """A table with the line that names it, empty for none."""

    caption: str
    rows: tuple[Row, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The titles of its columns."""
        return self.rows[0].cells.header


def table_parts(doc_id: str, document: Document) -> Iterator[Part]:
    """The lists of a document's tables."""
    legend = {found["symbol"]: found["role"] for found in _LEGEND.finditer(document.parsed.clean.text)}
    for table in tables_of(document):
        yield from _sum_table(doc_id, document, table)
        rows = entries_of(table)
        naming = naming_column(table.header, [row.cells.values for row in rows])
        if not rows or naming is None:
            continue
        path = _shared_path(rows)
        path = (*path, table.caption) if table.caption else path
        name = table.caption or (path[-1] if path else "")
        noun = table.header[naming]
        yield Part(doc_id, "table", name, path, noun, _told(document, rows, naming))
        for section, held in sections_of(table, rows).items():
            yield Part(doc_id, "group", section, path, noun, _told(document, held, naming))
        for index, head in enumerate(table.header):
            if index == naming or not head or _NUMBER.search(head):
                continue
            if _KINDS.search(head):
                yield from _values(doc_id, document, rows, index, (name, path))
            for value, held in _by_cell(rows, index).items():
                symbol = _SYMBOLS.match(value) is not None
                column = f"{head} {legend.get(value, '')}" if symbol else head
                called = head if symbol else value
                yield Part(doc_id, "column", called, path, noun, _told(document, held, naming), column=column)


def _shared_path(rows: list[Row]) -> tuple[str, ...]:
    """The headings above all rows of a table."""
    levels = zip(*(row.clause.path for row in rows), strict=False)
    return tuple(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels))


def naming_column(header: tuple[str, ...], rows: list[tuple[str, ...]], noun: str = "") -> int | None:
    """The column whose cells say what the rows are: a `noun` in its title first, then the one that tells most apart."""
    best: tuple[bool, float, int, int] | None = None
    for index, head in enumerate(header):
        named = bool(noun) and noun in head
        if not (named or _NAMING.search(head)) or _NO_NAME.search(head):
            continue
        values = [row[index] for row in rows if row[index].strip()]
        if not values or all(map(_PLAIN_FIGURE.match, values)):
            continue
        apart = len(set(values)) / len(rows)
        worth = (named, apart, -index, index)
        best = worth if best is None or worth > best else best
    return best[3] if best else _telling_column(header, rows)


def _telling_column(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> int | None:
    """The first column of words, each row its own: where no title says which one names the rows."""
    for index, head in enumerate(header):
        values = [row[index].strip() for row in rows]
        long = sum(map(len, values)) >= _WORDS * len(values)
        if head and not _NO_NAME.search(head) and long and len(set(values)) == len(values):
            return index
    return None


def tables_of(document: Document) -> list[Table]:
    """Tables with their captions; continued ones, and cards of one row under one header, put together."""
    rows_of = document.parsed.rows
    found: list[tuple[str, list[Row], bool]] = []
    caption, broken = "", True
    for clause in document.parsed.clauses:
        if clause.kind != "table_row":
            text = clause.label or own_text(document, clause)
            broken = True
            if _is_caption(text) or _CONTINUED.search(text[:_CAPTION]):
                caption = text
            continue
        if clause.row is None:
            continue
        row = Row(clause, rows_of[clause.row])
        same = next((one for one in reversed(found) if one[1][0].cells.header == row.cells.header), None)
        last = bool(found) and same is found[-1]
        if same is not None and ((last and not broken) or _CONTINUED.search(caption) or (broken and _cards(same))):
            same[1].append(row)
        else:
            found.append((caption, [row], broken))
        broken = False
    return [Table("" if len(one[1]) > 1 and _cards(one) else one[0], tuple(one[1])) for one in found]


def _is_caption(text: str) -> bool:
    """Whether a line may name the table below it: no sentence, no note, no legend."""
    if not text or len(text) > _CAPTION or text.endswith(("。", "；")):
        return False
    return not _NOTE.search(text) and not _NO_CAPTION.search(text)


def _cards(table: tuple[str, list[Row], bool]) -> bool:
    """Whether each row so far stood in a table of its own."""
    indices = [row.clause.index for row in table[1]]
    return all(later - earlier > 1 for earlier, later in pairwise(indices))


def _is_section(row: TableRow) -> bool:
    values = [value for value in row.values if value.strip()]
    return len(set(values)) == 1 and (len(values) > 2 or not values[0].isdigit())


def entries_of(table: Table) -> list[Row]:
    """The rows that list something: no sums, notes, sections, titles; rows of one number once."""
    found: list[Row] = []
    seen: set[str] = set()
    for row in table.rows:
        cells = row.cells
        values = [value.strip() for value in cells.values if value.strip()]
        if not values or cells.values == cells.header or _is_section(cells):
            continue
        if _NOTE.search(values[0]) or any(SUM.match(value) for value in values[:3]):
            continue
        pairs = zip(cells.header, cells.values, strict=True)
        number = next((value.strip() for head, value in pairs if _NUMBER.search(head)), "")
        if number and (number in seen or number.partition("-")[0] in seen):
            continue
        seen.add(number)
        found.append(row)
    return found


def sections_of(table: Table, entries: list[Row]) -> dict[str, list[Row]]:
    """The entries below each section row."""
    held = {row.clause.index for row in entries}
    found: dict[str, list[Row]] = {}
    section = ""
    for row in table.rows:
        if _is_section(row.cells):
            section = next(value for value in row.cells.values if value.strip())
        elif section and row.clause.index in held:
            found.setdefault(section, []).append(row)
    return {name: rows for name, rows in found.items() if not _NOTE.search(name)}


def _by_cell(rows: list[Row], column: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        value = row.cells.values[column].strip()
        several = value.split("、") if re.search("单位|部门|科室|责任|领导", row.cells.header[column]) else []
        for each in dict.fromkeys((value, *several)):
            if each and not _PLAIN_FIGURE.match(each):
                found.setdefault(each, []).append(row)
    return found


def _told(document: Document, rows: list[Row], naming: int) -> tuple[Entry, ...]:
    entries = []
    for row in rows:
        values = row.cells.values
        name = values[naming].strip() or next(value for value in values if value.strip())
        end = row.clause.start + len(own_text(document, row.clause))
        entries.append(Entry(name, row.clause.index, row.clause.start, end, row.clause.index + 1))
    return tuple(entries)


def _values(
    doc_id: str, document: Document, rows: list[Row], column: int, over: tuple[str, tuple[str, ...]]
) -> Iterator[Part]:
    """The things that the cells of a column name, each for several rows: the stages, fields or kinds of a table."""
    first: dict[str, Row] = {}
    for row in rows:
        if value := row.cells.values[column].strip():
            first.setdefault(value, row)
    if 1 < len(first) < len(rows):
        entries = _told(document, list(first.values()), column)
        yield Part(doc_id, "values", over[0], over[1], rows[0].cells.header[column], entries)


def _sum_table(doc_id: str, document: Document, table: Table) -> Iterator[Part]:
    """A table that counts what the document lists by kinds: 「教育类 3，…，合计 8」."""
    counts = next((index for index, head in enumerate(table.header) if _COUNTS.search(head)), None)
    kinds = [row for row in table.rows if not any(SUM.match(value.strip()) for value in row.cells.values)]
    sums = [row for row in table.rows if row not in kinds]
    if counts in (None, 0) or len(sums) != 1 or len(kinds) < 2 or not re.search("类|领域|板块|方面", table.header[0]):
        return
    numbers = [row.cells.values[counts].strip() for row in table.rows]
    if not all(map(str.isdigit, numbers)) or sum(map(int, numbers[:-1])) != int(numbers[-1]):
        return
    told = tuple(
        Entry(f"{row.cells.values[0]}{row.cells.values[counts]}项", entry.clause, entry.start, entry.end, entry.until)
        for row, entry in zip(kinds, _told(document, kinds, 0), strict=True)
    )
    yield Part(doc_id, "sums", "", (), table.header[counts], told, total=int(numbers[-1]))
