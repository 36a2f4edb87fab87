"""Rows of a table counted or listed by what a column says: 「新开工的有几个」 (是否新开工：是), 「跑一趟的有几件」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.datatypes import Clause, TableRow
from ingest.numerals import parse_number
from ingest.table_columns import column_role, is_number_title, task_rank
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence
from retriever.role_labels import role_of

_COUNTS = re.compile("(?<!哪)几[个件项条处家样]|多少[个件项条处家]")
_LISTS = re.compile("哪[些几]|(?:都|分别|各)(?:是|有)[^，。]{0,4}(?:哪|什么|啥)|有(?:什么|啥)")
_YES_OR_NO = re.compile("(?:是否|有无|是不是|有没有|已否)(?P<what>.{2,})")
_ASKED_FOR = re.compile("(?:带|备|交|供|要|需)(?:些)?(?:什么|啥|哪[些几])")
_TICK = re.compile("[√✓✔]")
_LEFT_OUT = frozenset(("", "-", "—", "——", "/", "×", "✗"))
_REMARK = re.compile("备注|说明")
_YES, _NO = ("是", "有", "√", "✓", "已", "Y"), ("否", "无", "×", "✗", "未", "N", "没有", "不是")
_NOT = re.compile("不(?:是|算|属于)?$|[没非未]有?$|不属$|[没未]能$")
_UNIT = re.compile(r"[（(](?P<unit>[一-龥]{1,3})[）)]$")
_TIMES = {"次": "次趟回遍", "趟": "次趟回遍", "天": "天日", "个工作日": "天日", "人": "人名位", "元": "元块"}
_NONE_AT_ALL = "不用|无需|不需|免|零|不"
_HANDED_IN = re.compile(
    "(?:报送?|交|提交|上报|填报|收)[^，。？?]{0,6}(?:哪[些几]|什么|啥)[^，。？?]{0,3}(?:材料|报表|表|东西|资料|信息|报告)"
    "|(?:材料|报表|资料)[^，。？?]{0,4}(?:哪[些几]|有什么|有啥)"
)
_HANDED = re.compile("(?:报送|填报|上报|提交)(?:内容|材料|事项|资料|报表|名称)|(?:材料|报表|表格|资料)名称")
_RECEIVES = re.compile("接收|收件|收文|报至|报给|送达")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_NAMES = 12  # characters of the longest cell told of a listed column
_MOST = 30  # rows told
_FEWEST = 2  # rows of a table


@dataclass(frozen=True)
class _Table:
    doc_id: str
    header: tuple[str, ...]
    rows: tuple[tuple[Clause, TableRow], ...]


def answer_row_values(query: Query, reader: Reader) -> Draft:
    """How many and which rows of a table say something in a column, or all that a column holds.

    Only the tables of the documents are read whose place or name the question tells.
    """
    counts = _COUNTS.search(query.text) is not None
    lists = any(pattern.search(query.text) for pattern in (_LISTS, _ASKED_FOR))
    if not (counts or lists) or not query.scope.decided:
        return NOTHING
    tables = [table for doc_id in _documents(query, reader) for table in _tables(doc_id, reader)]
    for table in tables:
        for told, rows in (*_by_tick(query, table), *_by_value(query.text, table)):
            return _rows_told(told, rows, table, reader)
    if lists and _HANDED_IN.search(query.text):
        handed = [table for table in tables if any(map(_HANDED.search, table.header))]
        if len(handed) == 1 and (draft := _all_told(query, handed[0], reader)).found:
            return draft
    for table in tables if lists else ():
        for column in _columns_asked(query, table, reader):
            return _column_told(column, table, reader)
    return NOTHING


def _documents(query: Query, reader: Reader) -> list[str]:
    """The documents asked about, those whose titles hold most of the question."""
    held = {
        doc_id: coverage(query.topic, ((reader.document(doc_id).record.metadata.title, 1.0),))
        for doc_id in query.scope.doc_ids
    }
    best = max(held.values(), default=0.0)
    return sorted(doc_id for doc_id, score in held.items() if score >= best - 0.001)


def _tables(doc_id: str, reader: Reader) -> Iterator[_Table]:
    parsed = reader.document(doc_id).parsed
    rows: list[tuple[Clause, TableRow]] = []
    header: tuple[str, ...] = ()
    for clause in (*parsed.clauses, None):
        row = parsed.rows[clause.row] if clause is not None and clause.row is not None else None
        if row is not None and row.header == header:
            if row.values != row.header and len(set(row.values)) > 1 and clause is not None:
                rows.append((clause, row))
            continue
        if len(rows) >= _FEWEST:
            yield _Table(doc_id, header, tuple(rows))
        if row is not None and row.header:
            header, rows = tuple(row.header), []
            if row.values != row.header and len(set(row.values)) > 1 and clause is not None:
                rows.append((clause, row))
        elif clause is not None and clause.kind not in ("furniture",):
            header, rows = (), []


def _by_value(text: str, table: _Table) -> Iterator[tuple[str, list[tuple[Clause, TableRow]]]]:
    """What a question says of a column, in the column's words, with the rows of which that holds."""
    for column, head in enumerate(table.header):
        cells = [(pair, pair[1].values[column].strip()) for pair in table.rows if column < len(pair[1].values)]
        if (asked := _YES_OR_NO.fullmatch(_BRACKETED.sub("", head))) and (at := text.find(asked["what"])) >= 0:
            wanted = _NO if _NOT.search(text[:at]) else _YES
            yield f"{head}为{wanted[0]}", [pair for pair, value in cells if value.startswith(wanted)]
        elif (number := _number_asked(text, head)) is not None:
            figure, words = number
            found = [pair for pair, value in cells if value and parse_number(value) == figure]
            if found and all(parse_number(value) is not None for _, value in cells if value):
                yield f"{_BRACKETED.sub('', head)}为{words}", found


def _by_tick(query: Query, table: _Table) -> Iterator[tuple[str, list[tuple[Clause, TableRow]]]]:
    """The rows ticked in the one column that a question names, or names in everyday words: 买房 for 「购房」."""
    others = (form for word, forms in query.topic.alternatives if word in query.text for form in forms)
    said = "\n".join((query.text, *others))
    named = [column for column in _ticked(table) if _BRACKETED.sub("", table.header[column]) in said]
    if len(named) == 1 and any(noun in query.text for noun in _nouns(table)):
        head = table.header[named[0]]
        yield f"{head}栏打√", [pair for pair in table.rows if _TICK.search(pair[1].values[named[0]])]


def _ticked(table: _Table) -> list[int]:
    """The columns that say by ticks of which rows they hold: 「租房」 and 「购房」 of a table of papers."""
    found = []
    for column, head in enumerate(table.header):
        cells = {row.values[column].strip() for _, row in table.rows if column < len(row.values)}
        marks = {cell for cell in cells if _TICK.fullmatch(cell)}
        if len(_BRACKETED.sub("", head)) > 1 and marks and cells <= marks | _LEFT_OUT:
            found.append(column)
    return found


def _nouns(table: _Table) -> list[str]:
    """The noun of the column that names the rows: 材料."""
    heads = (head for head in table.header if head and not is_number_title(head))
    return [_BRACKETED.sub("", head)[-2:] for head in heads][:1]


def _number_asked(text: str, head: str) -> tuple[float, str] | None:
    """A number of the unit that a column's title gives in brackets, where the question repeats the title in part."""
    unit, plain = _UNIT.search(head), _BRACKETED.sub("", head)
    if unit is None or not any(part in text for part in (plain[-2:], plain[-2:-1]) if part):
        return None
    units = _TIMES.get(unit["unit"], "")
    found = re.search(rf"(?P<number>\d+|[零一两二三四五六七八九十]+)[{units}]", text) if units else None
    if found is None:
        return None
    none = re.search(f"(?:{_NONE_AT_ALL})[^，。]{{0,4}}$", text[: found.start()]) or re.match(
        f"都?(?:{_NONE_AT_ALL}|没)", text[found.end() :]
    )
    number = 0 if none and found["number"] in ("一", "1") else parse_number(found["number"])
    return (float(number), f"{number:g}{unit['unit']}") if number is not None else None


def _name(row: TableRow) -> str:
    """What a row is about: the cell of the most telling title, numbers and bodies aside."""
    ranked = [
        (rank, column)
        for column, head in enumerate(row.header)
        if row.values[column].strip() and not is_number_title(head) and (rank := task_rank(head)) is not None
        and not column_role(head) and not _YES_OR_NO.match(head)
    ]  # fmt: skip
    first = next((value for head, value in zip(row.header, row.values, strict=True) if not is_number_title(head)), "")
    return re.sub(r"\s+", "", row.values[min(ranked)[1]] if ranked else first)


def _rows_told(told: str, rows: Sequence[tuple[Clause, TableRow]], table: _Table, reader: Reader) -> Draft:
    if not rows:
        return NOTHING
    count = f"{len(rows)}项"
    statements = [Statement(f"{told}的共{count}：", (), (told, count), bears=False)]
    for number, (clause, row) in enumerate(rows[:_MOST], 1):
        order = f"{number}. "
        remarks = (value for head, value in zip(row.header, row.values, strict=True) if _REMARK.search(head))
        noted = next((f"（{value.strip()}）" for value in remarks if value.strip() not in _LEFT_OUT), "")
        statements.append(Statement(f"{order}{_name(row)}{noted}", _evidence(clause, table, reader), (order, noted)))
    return Draft(tuple(statements), (), 1.0)


def _all_told(query: Query, table: _Table, reader: Reader) -> Draft:
    """All rows of a table of what is to be handed in, with their other cells; those of the bodies named alone."""
    bodies = [re.sub("^[省市区县旗州]", "", body) for body in query.bodies]
    held = [pair for pair in table.rows if any(body in value for body in bodies for value in pair[1].values)]
    if bodies and not held:
        return NOTHING
    sent = [
        (clause, row)
        for clause, row in held
        for head, value in zip(row.header, row.values, strict=True)
        if not _RECEIVES.search(head) and any(body in value for body in bodies)
    ]
    rows = (sent if "收" not in query.text else []) or held or list(table.rows)
    column = next(index for index, head in enumerate(table.header) if _HANDED.search(head))
    count = f"共{len(rows)}项"
    statements = [Statement(f"{table.header[column]}{count}：", (), (table.header[column], count), bears=False)]
    for number, (clause, row) in enumerate(rows[:_MOST], 1):
        pairs = zip(row.header, row.values, strict=True)
        cells = [f"{head}：{value}" for head, value in pairs if value.strip() and head and not is_number_title(head)]
        told = "；".join(cell for cell in cells if not cell.endswith(f"：{row.values[column]}"))
        order = f"{number}. "
        text = f"{order}{row.values[column]}（{told}）"
        statements.append(Statement(text, _evidence(clause, table, reader), (order,)))
    return Draft(tuple(statements), (), 1.0)


def _evidence(clause: Clause, table: _Table, reader: Reader) -> tuple[Evidence, ...]:
    end = clause.start + len(reader.own_text(table.doc_id, clause))
    own = Evidence(table.doc_id, clause.index, clause.start, end)
    return (own, *header_evidence(reader, table.doc_id, clause))


def _columns_asked(query: Query, table: _Table, reader: Reader) -> Iterator[int]:
    """The columns that a question asks for as a whole: 「对标的都是哪些城市」 for 标杆城市, no row being named."""
    for column, head in enumerate(table.header):
        plain = _BRACKETED.sub("", head)
        noun = plain[-2:]
        if len(plain) < 4 or role_of(plain) is not None or column_role(plain) or is_number_title(plain):
            continue
        if task_rank(plain) is not None or noun not in query.text:
            continue
        asks = re.search(f"哪[些几][个座家]?(?:{plain}|{noun})|{noun}(?:都|分别)?(?:是|有)哪", query.text)
        if asks is None or not any(sign in query.text.replace(noun, "") for sign in plain[:-2]):
            continue
        cells = [row.values[column].strip() for _, row in table.rows]
        if any(len(cell) > _NAMES for cell in cells) or len(set(filter(None, cells))) < _FEWEST:
            continue
        words = [word for word, _ in query.topic.words if len(word) > 1 and word not in head]
        if not any(word in _name(row) for word in words for _, row in table.rows):
            yield column


def _column_told(column: int, table: _Table, reader: Reader) -> Draft:
    by_cell: dict[str, list[tuple[Clause, TableRow]]] = {}
    for clause, row in table.rows:
        value = row.values[column].strip()
        if re.search(r"[\w]", value):
            by_cell.setdefault(value, []).append((clause, row))
    head = _BRACKETED.sub("", table.header[column])
    count = f"共{len(by_cell)}个"
    statements = [Statement(f"{head}{count}：", (), (head, count), bears=False)]
    for value, rows in list(by_cell.items())[:_MOST]:
        names = "、".join(dict.fromkeys(_name(row) for _, row in rows))
        evidence = tuple(dict.fromkeys(each for clause, _ in rows for each in _evidence(clause, table, reader)))
        statements.append(Statement(f"{value}（{names}）", evidence))
    return Draft(tuple(statements), (), 1.0)
