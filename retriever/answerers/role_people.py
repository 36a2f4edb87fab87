"""What falls to a person whom columns and labelled lines name: 「程岚名下领了哪几件事」, 「王副市长分管的是哪几件」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.member_names import is_name
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence
from retriever.role_labels import role_of, roles_asked
from retriever.role_rows import SURNAMED, RoleRow, called

_ASKS_TASKS = re.compile(
    "哪[几些]|几[件项个条桩样]|多少[件项个条桩]|(?:什么|啥)(?:事|任务|工作|活|项目)|(?:[领挂管抓包盯办]|负责|分管|包联|联系|领衔|承担)了?(?:的是|的|着)?(?:什么|啥|哪)"
    "|名下|任务|(?:都|全)(?:列|理|捋|说)"
)
_PRIVATE = re.compile("电话|手机|住址|工资|年龄|多大|学历|毕业|职务|什么官|是谁|担任")
_COMPARES = re.compile("谁|哪[个位]|更|多|少|重|差")
_MORE = re.compile("(?:谁|哪[个位])[^，]{0,8}(?:更?多|更?少|重)|差几|多几")
_NO_SURNAMES = "任向和管于与及"  # 分管副市长, 任主任
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_FIGURED = re.compile("多少|几(?:个|吨|平|万|户|公里|处)|轻|重|谁.{0,6}[多少高低]")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_NAMED = 0.7  # share of a column's title that the question must hold
_LONGEST = 120  # characters of one task


def answer_role_people(query: Query, reader: Reader) -> Draft:
    """All tasks beside which the people stand whom a question names, or the cells of their rows that it asks for."""
    if _PRIVATE.search(query.text):
        return NOTHING
    held = _rows_of(query, reader)
    if not held:
        return _of_a_stranger(query, reader)
    columns = _columns(query, [row for rows in held.values() for row in rows])
    if not columns and not _ASKS_TASKS.search(query.text):
        return NOTHING
    statements: list[Statement] = []
    if not columns and len(held) == 2 and _MORE.search(query.text):
        statements += _more_tasks(list(held.items()))
    for name, rows in held.items():
        statements += _cells(name, rows, columns, reader) if columns else _tasks(name, rows, reader)
    if columns and len(held) == 2 and _COMPARES.search(query.text):
        statements += _compared(list(held.items()), columns)
    return Draft(tuple(statements), (), 1.0)


def _of_a_stranger(query: Query, reader: Reader) -> Draft:
    """A refusal where a question names by surname and post somebody whom lists that name people so do not hold."""
    told = [match[0] for match in SURNAMED.finditer(query.text) if match["surname"] not in _NO_SURNAMES]
    told = [name for name in told if is_name(f"{name[0]}一")]
    if not told or not _ASKS_TASKS.search(query.text) or any(map(reader.lexicon.count, told)):
        return NOTHING
    rows = [row for row in reader.role_rows if row.doc_id in query.scope.doc_ids]
    return Draft(final=True) if any(SURNAMED.fullmatch(name) for row in rows for name in row.people) else NOTHING


def _rows_of(query: Query, reader: Reader) -> dict[str, list[RoleRow]]:
    """The rows of each person whom a question names, of the documents that fit it best."""
    rows = [row for row in reader.role_rows if row.doc_id in query.scope.doc_ids and row.people]
    names = {name for row in rows for name in row.people}
    told = {name: [each for each in called(name) if each in query.text] for name in names}
    named = {name: found[0] for name, found in told.items() if found}
    inside = {name for name in named if any(named[name] in other and named[name] != other for other in named.values())}
    chosen = sorted(set(named) - inside, key=lambda name: query.text.find(named[name]))
    exact = {named[name] for name in chosen if named[name] == name}
    chosen = [name for name in chosen if named[name] == name or named[name] not in exact]
    held = {name: [row for row in rows if name in row.people] for name in chosen}
    doc_ids = {row.doc_id for found in held.values() for row in found}
    if len(doc_ids) > 1:
        best = _fitting(query, reader, sorted(doc_ids))
        held = {name: [row for row in found if row.doc_id in best] for name, found in held.items()}
    return {name: found for name, found in held.items() if found}


def _fitting(query: Query, reader: Reader, doc_ids: Sequence[str]) -> set[str]:
    """Of documents that name somebody those whose titles hold most of what the question says."""
    scores = {
        doc_id: coverage(query.topic, ((reader.document(doc_id).record.metadata.title, 1.0),)) for doc_id in doc_ids
    }
    top = max(scores.values())
    return {doc_id for doc_id, score in scores.items() if score >= top - 0.001}


def _columns(query: Query, rows: Sequence[RoleRow]) -> list[str]:
    """The titles of columns, beside those of the people, that a question asks for."""
    heads = list(dict.fromkeys(label for row in rows for label, value in row.cells if value not in row.people))
    asked = [role for role in roles_asked(query.text) if role.kind == "post"]
    roles = [head for head in heads if (role := role_of(head)) is not None and role in asked]
    return roles + [head for head in named_columns(query, heads) if head not in roles]


def named_columns(query: Query, heads: Sequence[str]) -> list[str]:
    """The titles of columns of figures, dates and the like that a question names, word for word or nearly so."""
    if not query.figure and not _FIGURED.search(query.text):
        return []
    found = []
    for head in heads:
        plain = _BRACKETED.sub("", head)
        held = {place for at in range(len(plain) - 1) if plain[at : at + 2] in query.text for place in (at, at + 1)}
        if role_of(head) is None and len(plain) > 2 and len(held) >= _NAMED * len(plain):
            found.append(head)
    return found


def _evidence(row: RoleRow, reader: Reader) -> tuple[Evidence, ...]:
    """What a row was read from, what tells its task first."""
    ordered = sorted(row.clauses)
    found: list[Evidence] = []
    for index in ordered:
        clause = reader.clause(row.doc_id, index)
        end = clause.start + len(reader.own_text(row.doc_id, clause))
        found.append(Evidence(row.doc_id, index, clause.start, end))
    return tuple(found)


def row_evidence(row: RoleRow, reader: Reader) -> tuple[Evidence, ...]:
    """What a row was read from, and the titles of its columns."""
    clause = reader.clause(row.doc_id, row.clauses[0])
    heads = header_evidence(reader, row.doc_id, clause) if clause.kind == "table_row" else ()
    return (*_evidence(row, reader), *heads)


def _tasks(name: str, rows: Sequence[RoleRow], reader: Reader) -> list[Statement]:
    """The tasks of a person, one line each, below their number."""
    by_task = list({row.task: row for row in rows}.values())
    label = next(label for label, value in rows[0].cells if name in value)
    count = f"{len(by_task)}项"
    statements = [Statement(f"{name}（{label}）名下共{count}：", (), (count, name, label), bears=False)]
    for number, row in enumerate(by_task, 1):
        line = told_task(row)[:_LONGEST]
        statements.append(Statement(f"{number}. {line}。", _evidence(row, reader), (f"{number}. ",)))
    return statements


def _more_tasks(held: Sequence[tuple[str, Sequence[RoleRow]]]) -> list[Statement]:
    """Which of two people has more tasks."""
    (first, one), (second, other) = ((name, len({row.task for row in rows})) for name, rows in held)
    more, less = (first, second) if one >= other else (second, first)
    text = f"{more}比{less}多{abs(one - other)}项。" if one != other else f"{first}与{second}项数相同。"
    return [Statement(text, (), (text,), bears=False)]


def told_task(row: RoleRow) -> str:
    """A task as an answer names it: without its number and the full stop."""
    return strip_number(re.sub(r"\s+", "", row.task)).rstrip("。；：")


def _cells(name: str, rows: Sequence[RoleRow], columns: Sequence[str], reader: Reader) -> list[Statement]:
    """The cells asked for of a person's rows."""
    statements = []
    for row in rows:
        told = "；".join(f"{head}：{value}" for head, value in row.cells if head in columns)
        task = row.task if not any(value == row.task for head, value in row.cells if head in columns) else ""
        if told:
            opened = f"{name}（{task[:_LONGEST]}）" if task else name
            statements.append(Statement(f"{opened}，{told}。", row_evidence(row, reader)))
    return statements


def _compared(held: Sequence[tuple[str, Sequence[RoleRow]]], columns: Sequence[str]) -> list[Statement]:
    """Which of two people has more of what the only column of figures tells."""
    sums = []
    for name, rows in held:
        figures = [_FIGURE.fullmatch(value) for row in rows for head, value in row.cells if head in columns]
        if not figures or not all(figures):
            return []
        sums.append((name, sum(float(match[0]) for match in figures if match)))
    (first, one), (second, other) = sums
    if one == other or len(columns) != 1:
        return []
    more, less, gap = (first, second, one - other) if one > other else (second, first, other - one)
    text = f"{more}的{_BRACKETED.sub('', columns[0])}比{less}多{gap:g}。"
    return [Statement(text, (), (text,), bears=False)]
