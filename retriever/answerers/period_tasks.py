"""All that falls into one quarter, half year or month of a schedule: 「三季度要做哪些」, the cells of one column.

Asked of a whole document, without naming a row: every row that has something in the column of that period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.datatypes import Clause, TableRow
from retriever.answerers.divided import Divided, documents_of, topic_of
from retriever.catalogue_tables import naming_column
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence

_QUARTERS = (
    "一季度|第?1季度|Q1|(?<!\\d)1(?:月)?[—\\-–~至到]+3月",
    "二季度|第?2季度|Q2|4(?:月)?[—\\-–~至到]+6月",
    "三季度|第?3季度|Q3|7(?:月)?[—\\-–~至到]+9月",
    "四季度|第?4季度|Q4|10(?:月)?[—\\-–~至到]+12月",
)
_HALVES = ("上半年", "下半年")
_PERIODS = tuple(map(re.compile, (*_QUARTERS, *_HALVES)))
_ENDS = re.compile("(?<!1)(?P<month>[369]|12)月底")
_ASKS = re.compile(
    "哪[些几]|什么|啥|多少(?:项|件)|几[项件]|(?:要|该|得)(?:做|干|完成|抓|办|推)|任务|安排|列|清单|进度|目标|呢"
)
_OTHER = re.compile(
    "谁|牵头|负责|配合|责任|哪个(?:单位|部门|局)|[四4]个季度|各季度|每个?季度|分季度|增长|多少[钱万亿元]|季度.{0,4}(?:考核|通报|调度|例会|评)"
)
_ASKING = re.compile(
    "第?[一二三四1-4]季度|[上下]半年|\\d{1,2}月底?前?|Q[1-4]|任务|安排|完成|工作|要?做到?|要干|哪一?步|哪些|今年|明年|重点|办完|进度|目标"
)
_DUE = re.compile("时限|完成时间|期限|办结")
_TITLE = re.compile("^.{2,12}(?=(?:第?[一二三四1-4]季度|Q[1-4]|[上下]半年))")
_NOTHING_SET = re.compile(r"^[—\-/无\s]*$")
_FEWEST = 2
_MOST = 40
_ROW = 0.7  # share of the words left of a question that a row's name holds where the row is meant
_LONGEST = 60  # characters of a cell


@dataclass(frozen=True)
class _Due:
    """A row of a schedule with its name and the columns of the period that say something."""

    clause: Clause
    row: TableRow
    name: str
    columns: tuple[int, ...]


def answer_period_tasks(query: Query, reader: Reader) -> Draft:
    """Each row of a document's schedule, or the one that is named, with what is due in the period asked about."""
    text = query.text
    periods = [index for index, period in enumerate(_PERIODS) if period.search(text)]
    end = _ENDS.search(text) if not periods else None
    periods = [int(end["month"]) // 3 - 1] if end is not None else periods
    if len(periods) != 1 or not _ASKS.search(text) or _OTHER.search(text) or query.within:
        return NOTHING
    topic = topic_of(_ASKING.sub(" ", text), reader)
    for doc_id in sorted(query.scope.named or query.scope.doc_ids):
        rows = _rows(doc_id, periods[0], reader)
        title = reader.document(doc_id).record.metadata.title
        own = topic.without(word for word, _ in topic.words if word in title or set(word) <= set(title))
        if len(rows) < _FEWEST or (end is not None and _has_due(rows, end.group(0))):
            continue
        named = [row for row in rows if own.words and coverage(own, ((row.name, 1.0),)) >= _ROW]
        whole = not own.words and doc_id in documents_of(Divided("", 0, topic), query, reader) and not query.bodies
        if len(named) == 1 or whole:
            return _told(doc_id, named[:1] or rows, reader)
    return NOTHING


def _rows(doc_id: str, period: int, reader: Reader) -> list[_Due]:
    """The rows of the first schedule with something in the columns of a period."""
    parsed = reader.document(doc_id).parsed
    found: list[_Due] = []
    for clause in parsed.clauses:
        row = parsed.rows[clause.row] if clause.row is not None else None
        if row is None or row.values == row.header or (found and row.header != found[0].row.header):
            continue
        columns = _columns(row.header, period)
        others = sum(any(each.search(head) for each in _PERIODS) for head in row.header)
        if not columns or others < _FEWEST or len(set(row.values)) < _FEWEST + 1:
            continue
        naming = naming_column(row.header, [row.values])
        columns = tuple(column for column in columns if not _NOTHING_SET.match(row.values[column]))
        if naming is not None and columns and naming not in columns:
            found.append(_Due(clause, row, row.values[naming].strip(), columns))
    return found


def _columns(header: tuple[str, ...], period: int) -> tuple[int, ...]:
    """The columns of a period; of half a year those of its quarters where it has none itself."""
    own = tuple(index for index, head in enumerate(header) if _PERIODS[period].search(head))
    if own or period < len(_QUARTERS):
        return own if len(own) == 1 else ()
    first = 0 if period == len(_QUARTERS) else 2
    halves = [_columns(header, quarter) for quarter in (first, first + 1)]
    return (*halves[0], *halves[1]) if all(halves) else ()


def _has_due(rows: list[_Due], end: str) -> bool:
    """Whether a column of time limits says this day itself."""
    cells = [(head, value) for due in rows for head, value in zip(due.row.header, due.row.values, strict=True)]
    return any(end in value for head, value in cells if _DUE.search(head))


def _told(doc_id: str, rows: list[_Due], reader: Reader) -> Draft:
    lines = [_line(doc_id, order if len(rows) > 1 else 0, due, reader) for order, due in enumerate(rows[:_MOST], 1)]
    if len(rows) == 1:
        return Draft(tuple(lines), (), 1.0)
    head = "、".join(dict.fromkeys(_short(due.row.header[column]) for due in rows for column in due.columns))
    label, count = f"《{reader.document(doc_id).record.metadata.title}》“{head}”", f"共{len(rows)}项："
    return Draft((Statement(f"{label}{count}", (), (count, label), bears=False), *lines), (), 1.0)


def _short(head: str) -> str:
    """The title of a column without the one above it: 「季度进度安排三季度」."""
    return _TITLE.sub("", head)


def _line(doc_id: str, order: int, due: _Due, reader: Reader) -> Statement:
    clause = due.clause
    own = Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))
    number = f"{order}. " if order else ""
    name = due.name if len(due.name) <= _LONGEST else f"{due.name[: _LONGEST - 1]}…"
    several = len(due.columns) > 1 or not order
    cells = [(_short(due.row.header[column]), due.row.values[column].strip()) for column in due.columns]
    said = "；".join(f"{head}：{value}" if several else value for head, value in cells)
    joined = "，" if several else "："
    return Statement(f"{number}{name}{joined}{said}", (own, *header_evidence(reader, doc_id, clause)), (number,))
