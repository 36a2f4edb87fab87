"""Several rows of one table that a question names together: 「三甲和二甲医院的系数各是多少」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.datatypes import Clause
from retriever.answerers.cells import asked_cells, cell_statement, row_title
from retriever.draft import NOTHING, Draft
from retriever.matching import coverage, word_match
from retriever.question import Query
from retriever.reader import Passage, Reader

_TOGETHER = re.compile("各|分别|都|相差|差(?:多少|几)|[和跟与同]")
_KINDS = ("target", "compare", "fact", "deadline", "responsibility")
_FEWEST, _MOST = 2, 4  # rows told together
_COVERED = 0.5  # share of the topic that the rows and what stands above them must hold
_NAMES = 0.7  # share of a word that a row's name must hold to be named by it


def answer_rows(query: Query, reader: Reader) -> Draft:
    """The cells asked for of two to four rows of a table, each named in the question by a word of its own."""
    if not _TOGETHER.search(query.text) or query.kind not in _KINDS:
        return NOTHING
    best: tuple[float, list[Passage]] | None = None
    for doc_id in reader.near(query):  # tables of other documents are not read
        for rows in _tables(reader, doc_id):
            named = _named(query, reader, doc_id, rows)
            if not _FEWEST <= len(named) <= _MOST or not all(asked_cells(query, reader, row) for row in named):
                continue
            texts = "\n".join(row.text for row in named)
            held = coverage(query.topic, ((texts, 1.0), *reader.layers(doc_id, rows[0])))
            if held >= _COVERED and (best is None or held > best[0]):
                best = held, named
    if best is None:
        return NOTHING
    return Draft(tuple(cell_statement(query, reader, row) for row in best[1]), (), best[0])


def _tables(reader: Reader, doc_id: str) -> Iterator[list[Clause]]:
    """The rows of each table of a document."""
    document = reader.document(doc_id).parsed
    table: list[Clause] = []
    for clause in document.clauses:
        if clause.kind == "table_row":
            row = document.rows[clause.row] if clause.row is not None else None
            same = row and table and document.rows[table[-1].row or 0].header == row.header
            if row is None or (table and not same):
                if table:
                    yield table
                table = []
            if row is not None:
                table.append(clause)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _named(query: Query, reader: Reader, doc_id: str, rows: list[Clause]) -> list[Passage]:
    """The rows whose names hold a word of the question that the names of the others do not hold."""
    names = [row_title(reader, doc_id, row) for row in rows]
    words = [word for word, _ in query.topic.words if len(word) > 1]
    own = {
        held[0]
        for word in words
        if len(held := [place for place, name in enumerate(names) if name and word_match(word, name) >= _NAMES]) == 1
    }
    return [_passage(reader, doc_id, rows[place]) for place in sorted(own)]


def _passage(reader: Reader, doc_id: str, clause: Clause) -> Passage:
    text = reader.own_text(doc_id, clause)
    return Passage(doc_id, clause.index, clause.start, clause.start + len(text), text, 0.0, 1.0)
