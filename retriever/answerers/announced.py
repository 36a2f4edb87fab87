"""Items that a sentence announces: 「应当提交下列材料：」."""

from __future__ import annotations

import re

from ingest.sentences import split_sentences
from retriever.answerers.stretches import allowed_year, strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader

_ANNOUNCES = re.compile(
    r"(?:(?:下列|如下|以下)[^。；]{0,60}|(?:之一的?|程序|标准|流程|条件|材料|内容|系数)[^。；]{0,12})[：:，]?$"
)
LIST_LIMIT = 1200  # characters of the items that a sentence announces
METHOD_COVERED = 0.5


def announced(reader: Reader, passage: Passage) -> tuple[Statement, ...]:
    """The items below a sentence that announces them: 「应当提交下列材料：」."""
    clause = reader.clause(passage.doc_id, passage.clause)
    text = passage.text.rstrip()
    if not text.endswith(("：", ":")) or not (_ANNOUNCES.search(text) or len(text) < 40):
        return ()
    statements: list[Statement] = []
    room = LIST_LIMIT
    for child in reader.children(passage.doc_id, clause):
        own = reader.own_text(passage.doc_id, child)
        if not child.number or len(own) > room:
            continue
        room -= len(own)
        evidence = Evidence(passage.doc_id, child.index, child.start, child.start + len(own))
        statements.append(Statement(own.rstrip("；。;"), (evidence,)))
    return tuple(statements)


def announcing(query: Query, reader: Reader, passages: list[Passage]) -> Passage | None:
    """The sentence that announces the items asked for, when the best passage is it or one of the items."""
    for passage in passages[:6]:
        clause = reader.clause(passage.doc_id, passage.clause)
        for index in (clause.index, clause.parent):
            if index is None:
                continue
            above = reader.clause(passage.doc_id, index)
            own = reader.own_text(passage.doc_id, above)
            if (
                own.endswith(("：", ":"))
                and above.tree_end > above.end
                and coverage(query.topic, ((own, 1.0), *reader.layers(passage.doc_id, above)[1:])) >= 0.5
            ):
                spans = split_sentences(reader.document(passage.doc_id).parsed.clean.text, above.start, above.end)
                start, end = spans[-1]
                return Passage(
                    passage.doc_id,
                    above.index,
                    start,
                    end,
                    reader.text(passage.doc_id, start, end),
                    passage.covered,
                    passage.score,
                    passage.support,
                )
    return None


def answer_announced(query: Query, reader: Reader) -> Draft:
    """All items that a sentence announces: conditions, materials, steps, standards."""
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    head = announcing(query, reader, passages)
    if head is None or head.support < METHOD_COVERED:
        return Draft()
    items = announced(reader, head)
    if len(items) < 2:
        return Draft()
    return Draft((Statement(strip_number(head.text), (head.evidence,)), *items), (), head.covered)
