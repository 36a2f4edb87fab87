"""The row of a table for an age: 「92岁的老人津贴一个月多少」 is answered by the row 90—94周岁."""

from __future__ import annotations

import re

from retriever.answerers.ages import fits_age, narrowness
from retriever.answerers.cells import asked_cells, cell_statement, cells_of
from retriever.draft import NOTHING, Draft
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader

_COVERED = 0.5  # share of the topic that the row and what stands above it must hold
_OF_AGE = re.compile(r"\d+|周?岁|[一每]个?月.?|一年|每年|老人|.{0,2}[奶爷妈爸]")  # who is asked about and for how long
_KINDS = ("target", "fact", "list", "method")


def answer_by_age(query: Query, reader: Reader) -> Draft:
    """The cells asked for of the narrowest band of ages that holds the age of a question."""
    if query.kind not in _KINDS or fits_age(query.text, "0岁至200岁") is None:
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if _OF_AGE.fullmatch(word))
    best: tuple[float, int, Passage] | None = None
    for doc_id in reader.near(query):  # tables of other documents are not read
        for clause in reader.document(doc_id).parsed.clauses:
            if clause.row is None or (query.within and (doc_id, clause.index) not in query.within):
                continue
            text = reader.own_text(doc_id, clause)
            row = Passage(doc_id, clause.index, clause.start, clause.start + len(text), text, 0.0, 1.0)
            band = next((value for _, value in cells_of(reader, row) if fits_age(query.text, value)), "")
            held = coverage(topic, ((text, 1.0), *reader.layers(doc_id, clause))) if band else 0.0
            entry = (held, -narrowness(query.text, band), row)
            if held >= _COVERED and (best is None or entry[:2] > best[:2]) and asked_cells(query, reader, row):
                best = entry
    if best is None:
        return NOTHING
    return Draft((cell_statement(query, reader, best[2]),), (), best[0])
