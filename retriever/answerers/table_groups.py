"""Groups of table rows that share a cell: 「工程建设这块一共几项」, 「防洪类有哪些工程、各投多少」."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from retriever.answerers.sections import SECTION_COVERED
from retriever.answerers.stretches import row_words, strip_number
from retriever.answerers.table_entries import entry_of_row, is_section_row, row_name
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader, header_evidence

_GROUP = re.compile("类别|类型|领域|板块|分类|方面|专项|大类|门类|一级指标")
_NUMBER = re.compile("^(?:序号|编号|号)$")
_CALLED = (
    "(?:[这那]一?)?(?:类|方面|领域|板块|专项|工程|项目|任务|块|部分)?(?:的|里|里面|中)?"
    "(?:重点)?(?:任务|工作|项目|事项|举措|措施|工程|指标)?"
    " ?(?:一共|总共|共|都)?(?:有|是|包括|列|安排|涉及)?(?:了)?"
)
_ASKS = "(?:哪|几|多少|什么|啥)"
_EACH = re.compile("分别|各|多少|投|几")

_TITLED = 0.95  # share of a question's words that the title of a table must hold

Group = tuple[str, str, list[Clause]]  # document, name of the group, its rows


def count_group(query: Query, reader: Reader) -> Draft:
    """How many rows of a table stand in the group that a question names: 「民生保障类有几项任务」."""
    best: tuple[float, Group] | None = None
    for group in _groups(query, reader):
        doc_id, name, _ = group
        score = coverage(query.topic, ((name, 1.0), (reader.document(doc_id).record.metadata.title, 0.5)))
        own = coverage(query.topic, ((name, 1.0),))
        named = _named(query, name)
        if (named or (own > 0.5 and score >= SECTION_COVERED)) and (best is None or score + named > best[0]):
            best = (score + named, group)
    return _rows(query, reader, *best[1], told=False) if best is not None else _whole_table(query, reader)


def _whole_table(query: Query, reader: Reader) -> Draft:
    """The entries of a document that is nothing but a numbered table, where a question counts what its title names."""
    found = []
    for doc_id in sorted(query.scope.doc_ids) if query.kind == "count" else ():
        document = reader.document(doc_id)
        if coverage(query.topic, ((document.record.metadata.title, 1.0),)) < _TITLED:
            continue
        if any(clause.number and clause.kind != "table_row" for clause in document.parsed.clauses):
            continue
        entries: dict[tuple[str, str], Clause] = {}
        for clause in document.parsed.clauses:
            entry = entry_of_row(reader, doc_id, clause) if clause.kind == "table_row" else None
            if entry is not None and entry[0]:
                entries.setdefault(entry, clause)
        if len(entries) > 1:
            found.append((doc_id, document.record.metadata.title, list(entries.values())))
    return _rows(query, reader, *found[0], told=False) if len(found) == 1 else NOTHING


def list_group(query: Query, reader: Reader) -> Draft:
    """The rows of the group that a question names, each with the figures asked for."""
    if not re.search("哪", query.text):
        return NOTHING
    found = [group for group in _groups(query, reader) if _named(query, group[1])]
    if len({(doc_id, name) for doc_id, name, _ in found}) != 1:
        return NOTHING
    return _rows(query, reader, *found[0], told=_EACH.search(query.asked) is not None)


def _groups(query: Query, reader: Reader) -> list[Group]:
    """Rows of tables by their cell in a column of groups."""
    found: dict[tuple[str, str], list[Clause]] = {}
    for doc_id in sorted(query.scope.doc_ids):
        parsed = reader.document(doc_id).parsed
        section = ""
        told: set[tuple[str, str]] = set()
        for clause in parsed.clauses:
            row = parsed.rows[clause.row] if clause.kind == "table_row" and clause.row is not None else None
            if row is None:
                section = ""
                continue
            if row.values == row.header:
                continue
            if is_section_row(reader, doc_id, clause):
                section = next(value for value in row.values if value.strip())
                continue
            entry = entry_of_row(reader, doc_id, clause)
            if section and entry is not None and not (entry[0] and entry in told):
                told.add(entry)
                found.setdefault((doc_id, section), []).append(clause)
            column = next((index for index, head in enumerate(row.header) if _GROUP.search(head)), None)
            column = column if column is not None else _first_told(row.header)
            if column is not None and row.values[column]:
                found.setdefault((doc_id, row.values[column]), []).append(clause)
    return [
        (doc_id, name, rows)
        for (doc_id, name), rows in found.items()
        if len(rows) > 1 or any(_GROUP.search(head) for head in _header(reader, doc_id, rows[0]))
    ]


def _first_told(header: tuple[str, ...]) -> int | None:
    """The first column beside that of the numbers: where its cells span rows, these are a group (场馆, 街道)."""
    return next((index for index, head in enumerate(header) if head and not _NUMBER.search(head)), None)


def _header(reader: Reader, doc_id: str, clause: Clause) -> tuple[str, ...]:
    return reader.document(doc_id).parsed.rows[clause.row or 0].header


def _named(query: Query, name: str) -> bool:
    """Whether a question asks for what stands in a group, by its name: 「属于防洪的是哪些」."""
    bare = strip_number(name)
    bare = bare.removesuffix("类") if len(bare) > 3 else bare  # 「城乡建设这一类」
    return len(bare) > 1 and re.search(f"{re.escape(bare)}{_CALLED}{_ASKS}", query.text) is not None


def _rows(query: Query, reader: Reader, doc_id: str, name: str, rows: list[Clause], *, told: bool) -> Draft:
    """The number of the rows, then each by its name; with `told` also its cells that are asked for."""
    count = f"共{len(rows)}项"
    label = f"“{strip_number(name)}”"
    statements = [Statement(f"{label}{count}：", (), (count, label), bears=False)]
    for number, clause in enumerate(rows, 1):
        end = clause.start + len(reader.own_text(doc_id, clause))
        evidence: tuple[Evidence, ...] = (Evidence(doc_id, clause.index, clause.start, end),)
        text = row_name(reader, doc_id, clause)
        if told:
            whole = reader.readable(doc_id, clause, clause.start, end)
            text = row_words(query, reader, Passage(doc_id, clause.index, clause.start, end, whole, 1.0, 1.0))
            evidence += header_evidence(reader, doc_id, clause)
        if text == name:  # the group's own column is that of names: the next one tells the row
            cells = reader.document(doc_id).parsed.rows[clause.row or 0].values
            text = next((value for value in cells if value and value != name and not value.isdigit()), text)
        statements.append(Statement(f"{number}. {text}", evidence, (f"{number}. ",)))
    return Draft(tuple(statements), (), 1.0)
