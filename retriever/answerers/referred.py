"""What a sentence points back to: 「上述减免最高不超过1380元」 says nothing without the list of what is free."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.announced import TABLE_BELOW, announced, rows_behind
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.reader import Passage, Reader

_POINTS_BACK = re.compile("[在除按对]?(?:上述|上列|前述|前款)(?!规定的?程序)")
_COLON = ("：", ":")
_LONGEST = 400  # characters of what is pointed at; of more only the announcing sentence is told


def with_referred(draft: Draft, reader: Reader) -> Draft:
    """An answer in which no sentence that opens with 上述 or 前款 stands without what it points back to."""
    told = {(one.doc_id, one.clause) for statement in draft.statements for one in statement.evidence}
    statements: list[Statement] = []
    for order, statement in enumerate(draft.statements):
        back = _pointed_at(statement, reader) if not order and _POINTS_BACK.match(statement.text) else ()
        statements += [one for one in back if (one.evidence[0].doc_id, one.evidence[0].clause) not in told]
        statements.append(statement)
    return replace(draft, statements=tuple(statements)) if len(statements) > len(draft.statements) else draft


def _pointed_at(statement: Statement, reader: Reader) -> tuple[Statement, ...]:
    """What stands before the paragraph that a statement opens: its list with the words above, or its first lines."""
    if not statement.evidence:
        return ()
    one = statement.evidence[0]
    clause = reader.clause(one.doc_id, one.clause)
    spans = split_sentences(reader.document(one.doc_id).parsed.clean.text, clause.start, clause.end)
    if clause.kind == "table_row" or not spans or one.start > spans[0][0]:
        return ()
    if table := _table_before(reader, one.doc_id, clause):
        return table
    if clause.parent is None:
        return ()
    above = reader.clause(one.doc_id, clause.parent)
    head = _last_sentence(reader, one.doc_id, above)
    if head is None or above.kind == "heading":
        return ()
    first = Statement(strip_number(head.text.strip()), (head.evidence,))
    items = announced(reader, head) if head.text.rstrip().endswith(_COLON) else ()
    return (first, *items) if sum(len(item.text) for item in items) <= _LONGEST else (first,)


def _table_before(reader: Reader, doc_id: str, clause: Clause) -> tuple[Statement, ...]:
    """The table right before a paragraph with the sentence that announces it: 「每台标准见下表」."""
    clauses = reader.document(doc_id).parsed.clauses
    index = clause.index - 1
    while index > 0 and clauses[index].kind == "table_row":
        index -= 1
    if index == clause.index - 1:
        return ()
    text = reader.document(doc_id).parsed.clean.text
    spans = split_sentences(text, clauses[index].start, clauses[index].end)
    span = next((span for span in spans if TABLE_BELOW.search(text[slice(*span)])), None)
    rows = rows_behind(reader, doc_id, clauses[index]) if span is not None else ()
    if span is None or not rows:
        return ()
    return Statement(strip_number(text[slice(*span)].strip()), (Evidence(doc_id, index, *span),)), *rows


def _last_sentence(reader: Reader, doc_id: str, clause: Clause) -> Passage | None:
    spans = split_sentences(reader.document(doc_id).parsed.clean.text, clause.start, clause.end)
    if not spans or spans[-1][1] - spans[-1][0] > _LONGEST:
        return None
    start, end = spans[-1]
    return Passage(doc_id, clause.index, start, end, reader.text(doc_id, start, end), 1.0, 1.0)
