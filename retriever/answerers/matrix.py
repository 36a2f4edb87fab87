"""Tables of figures by row and column: the figure where both cross, the rows with none, with the most, above a bound.

「某镇户厕改造多少户」, 「哪几个镇没有任务」, 「哪个项目投资最大」, 「哪些镇超过50户」.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.datatypes import Clause, TableRow
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence

_FEWEST = 3  # rows of figures that make a table one to choose from
_FILLED = 0.6  # share of a column's cells that must be figures
_SHARED = 2  # characters that a column's title and a question must share
_OF_TITLE = 0.5  # share of the title that these must be
_MOST_TOLD = 40  # rows told
_COUNTER = re.compile(r"^(?:序号|编号|号)$")
_SUM = re.compile("^(?:合计|总计|共计|小计|全[省市区县]|总数)")
_YEAR = re.compile(r"20\d{2}|基数|基期|现状|目标值")  # indicators have an answerer of their own
_FIGURE = re.compile(r"(?:约|不少于|≥|>)?\s?(\d+(?:\.\d+)?)\s?([万亿]?)[^\d\-—~～至]{0,6}$")
_SCALE = {"": 1.0, "万": 1e4, "亿": 1e8}
_EMPTY = frozenset(("", "-", "—", "——", "/", "无", "0", "0.0"))
_BRACKET = re.compile(r"[（(][^（）()]*[）)]|\s")
_SMALL_PLACE = re.compile("(?:街道|镇|乡|村|社区|区|县|市)$")
_AMOUNT = re.compile("多少|几(?!乎)|任务数?$|指标数?$|数量")
_WHICH = re.compile("哪|谁|什么|啥")
_NONE = re.compile(
    r"[一1半]个?[^，,。]{0,4}[都也]没|没(?:有)?(?:摊|分|安排|下达|任务|指标|承担|分配|列)|(?<![清归\d.])为?(?:零|(?<!\d)0)(?![.\d])"
    r"|不(?:承担|涉及)|没有(?=[^，,。]{0,10}(?:的|任务|指标))|(?:任务|指标)[^，,。]{0,4}没有"
)
LARGEST = re.compile(r"最(?:多|大|高|贵|重|长)|数[^，,。]{0,4}最|排名?第一")
SMALLEST = re.compile("最(?:少|小|低|便宜|轻|短)|垫底|末位")
_NUMBER = r"(\d+(?:\.\d+)?)"
# 以上 and 以下 hold the number itself, 超过 and 不足 do not: Civil Code, article 1259.
_BOUNDS: Mapping[str, re.Pattern[str]] = {
    ">=": re.compile(rf"(?:不少于|不低于|不小于){_NUMBER}|{_NUMBER}[^，,。\d]{{0,4}}以上"),
    "<=": re.compile(rf"(?:不超过|不多于|不高于|不大于){_NUMBER}|{_NUMBER}[^，,。\d]{{0,4}}(?:以下|以内)"),
    ">": re.compile(rf"(?:超过|多于|高于|大于){_NUMBER}"),
    "<": re.compile(rf"(?:不到|不足|不满|少于|低于|小于){_NUMBER}"),
}
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True)
class _Table:
    """Rows under one header: the column of their names and the columns of figures."""

    doc_id: str
    clauses: tuple[Clause, ...]
    rows: tuple[TableRow, ...]
    name: int
    figures: tuple[int, ...]


def answer_matrix(query: Query, reader: Reader) -> Draft:
    """The figures or rows of a table that a question names by row and column, or by a condition on a column."""
    if query.kind in ("chat", "document", "member", "definition"):
        return NOTHING
    chosen = _WHICH.search(query.text) is not None and condition(query.text) is not None
    if not chosen and not _AMOUNT.search(query.text):
        return NOTHING
    best: tuple[float, Draft] | None = None
    for table in _tables(query, reader):
        score, draft = _bycondition(query, reader, table) if chosen else _crossing(query, reader, table)
        if draft.found and (best is None or score > best[0]):
            best = score, draft
    return best[1] if best is not None else NOTHING


def _crossing(query: Query, reader: Reader, table: _Table) -> tuple[float, Draft]:
    """The figures of the rows that a question names, in the columns that it names."""
    named = [index for index, row in enumerate(table.rows) if _names(query.text, row.values[table.name])]
    if not named or len(named) > _FEWEST:
        return 0.0, NOTHING
    rest = query.text
    for index in named:
        rest = rest.replace(table.rows[index].values[table.name], " ")
    columns, score = _columns(rest, query, table)
    if not columns:
        return 0.0, NOTHING
    return score, Draft(tuple(_told(reader, table, index, columns) for index in named), (), 1.0)


def _bycondition(query: Query, reader: Reader, table: _Table) -> tuple[float, Draft]:
    """The rows whose figure in the column named meets the condition of the question."""
    columns, score = _columns(query.text, query, table)
    if len(columns) != 1:
        return 0.0, NOTHING
    column = columns[0]
    asked = condition(query.text)
    if asked is None:
        return 0.0, NOTHING
    kind, bound = asked
    figures = {index: figure_of(row.values[column]) for index, row in enumerate(table.rows)}
    known = {index: figure for index, figure in figures.items() if figure is not None}
    match kind:
        case "none":
            held = [index for index, row in enumerate(table.rows) if row.values[column].strip() in _EMPTY]
        case "largest" | "smallest":
            edge = max(known.values()) if kind == "largest" else min(known.values())
            held = [index for index, figure in known.items() if figure == edge]
        case _:
            held = [index for index, figure in known.items() if _COMPARE[kind](figure, bound)]
    if not held or len(held) > _MOST_TOLD:
        return 0.0, NOTHING
    above = "".join((*reader.clause(table.doc_id, table.clauses[0].index).path, *table.rows[0].header))
    score += coverage(query.topic, ((above, 1.0),))
    lines = [_told(reader, table, index, columns) for index in held]
    if len(held) > 1 or kind not in ("largest", "smallest"):
        head = f"符合条件的共{len(held)}个："
        lines.insert(0, Statement(head, (), (head,), bears=False))
    return score, Draft(tuple(lines), (), 1.0)


def condition(text: str) -> tuple[str, float] | None:
    """What a question asks of a column's figures, with the bound; 0 where it names none."""
    for kind, pattern in _BOUNDS.items():  # 不超过 before 超过
        if found := pattern.search(text):
            return kind, float(next(filter(None, found.groups())))
    for kind, pattern in (("largest", LARGEST), ("smallest", SMALLEST), ("none", _NONE)):
        if pattern.search(text):
            return kind, 0.0
    return None


def holds(cell: str, bound: tuple[str, float]) -> bool:
    """Whether a cell meets a condition of `condition`: it holds none, or its figure lies on the side of the bound."""
    kind, limit = bound
    if kind == "none":
        return cell.strip() in _EMPTY
    figure = figure_of(cell)
    return figure is not None and kind in _COMPARE and _COMPARE[kind](figure, limit)


def _columns(text: str, query: Query, table: _Table) -> tuple[list[int], float]:
    """The columns of figures whose titles a text names best, and the share of the title that it names."""
    text = "；".join((text, *(other for _, others in query.topic.alternatives for other in others)))
    shares = {column: _share(text, _BRACKET.sub("", table.rows[0].header[column])) for column in table.figures}
    top = max(shares.values(), default=0.0)
    return ([column for column, share in shares.items() if share >= top], top) if top >= _OF_TITLE else ([], 0.0)


def _share(text: str, title: str) -> float:
    """Share of a title's characters in its longest stretch that a text holds; 0 where that is too short."""
    longest = max(
        (
            end - start
            for start in range(len(title))
            for end in range(start + 1, len(title) + 1)
            if title[start:end] in text
        ),
        default=0,
    )
    return longest / len(title) if longest >= _SHARED else 0.0


def _names(text: str, name: str) -> bool:
    """Whether a text names a row: by its name, or a small place without 镇 or 街道."""
    stem = _SMALL_PLACE.sub("", name)
    return len(name) > 1 and (name in text or (len(stem) > 1 and stem != name and stem in text))


def _tables(query: Query, reader: Reader) -> list[_Table]:
    """The tables with columns of figures in the documents that may answer."""
    found: dict[tuple[str, int | None, tuple[str, ...]], list[tuple[Clause, TableRow]]] = {}
    for doc_id in sorted(query.scope.doc_ids):
        parsed = reader.document(doc_id).parsed
        for clause in parsed.clauses:
            if clause.kind == "table_row" and clause.row is not None:
                row = parsed.rows[clause.row]
                named = any(_SUM.search(value) for value in row.values[:2])
                if row.values != row.header and not named:
                    found.setdefault((doc_id, clause.parent, tuple(row.header)), []).append((clause, row))
    tables = (_table(doc_id, held) for (doc_id, _, _), held in found.items())
    return [table for table in tables if table is not None]


def _table(doc_id: str, held: list[tuple[Clause, TableRow]]) -> _Table | None:
    clauses, rows = tuple(clause for clause, _ in held), tuple(row for _, row in held)
    header = rows[0].header
    if len(rows) < _FEWEST:
        return None
    figures = tuple(
        column
        for column, title in enumerate(header)
        if not _COUNTER.search(title)
        and not _YEAR.search(title)
        and sum(figure_of(row.values[column]) is not None for row in rows) >= _FILLED * len(rows)
    )
    names = [
        column
        for column, title in enumerate(header)
        if column not in figures
        and not _COUNTER.search(title)
        and len({row.values[column] for row in rows}) == len(rows)
    ]
    return _Table(doc_id, clauses, rows, names[0], figures) if names and figures else None


def figure_of(value: str) -> float | None:
    """The one figure of a cell; None where it holds none, or words."""
    found = _FIGURE.match(value.strip())
    return float(found[1]) * _SCALE[found[2]] if found else None


def _told(reader: Reader, table: _Table, index: int, columns: list[int]) -> Statement:
    """A row's name with the cells asked for."""
    row, clause = table.rows[index], table.clauses[index]
    cells = "；".join(f"{row.header[column]}：{row.values[column]}" for column in columns)
    end = clause.start + len(reader.own_text(table.doc_id, clause))
    evidence = Evidence(table.doc_id, clause.index, clause.start, end)
    return Statement(f"{row.values[table.name]}，{cells}。", (evidence, *header_evidence(reader, table.doc_id, clause)))
