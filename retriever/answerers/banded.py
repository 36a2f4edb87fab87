"""Rules in bands of a quantity: 「屋里15度退几成热费」 is answered by the band that 15℃ falls into."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.datatypes import Clause
from retriever.answerers.cells import asked_cells, cell_statement, cells_of
from retriever.answerers.expectation import expected
from retriever.answerers.quantities import Band, band_of, quantities_in
from retriever.answerers.stretches import allowed_year, strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader

_KINDS = ("target", "fact", "method", "responsibility", "deadline", "list")
_ASKS = re.compile("多少|几|怎么|咋|啥|什么|谁|哪|能|可以|[吗么]")
_PART = re.compile("[^；;。\n]+[；;。]?")
_MONEY = re.compile("[补奖罚交付收]多少|多少(?:钱|元)|几(?:块|万)")
_LEAST = 2  # bands from which a rule goes by them
_LOOKED_AT = 12
_COVERED = 0.3  # share of the other words of a question that a rule and what stands around it must hold

Banded = list[tuple[Band, Statement]]


def answer_banded(query: Query, reader: Reader) -> Draft:
    """What a rule says for the band that a quantity of the question falls into; nothing where none is named."""
    if query.kind not in _KINDS or not _ASKS.search(query.text):
        return NOTHING
    needs = expected(query) if _MONEY.search(query.text) else None
    for unit, number, written in quantities_in(query.text) or quantities_in(query.asked):  # told before the asking
        others = query.topic.without(
            word for word, _ in query.topic.words if word in written or written in word or word[0].isdigit()
        )
        best: tuple[float, Statement] | None = None
        for passage in reader.passages(query)[:_LOOKED_AT]:
            if not allowed_year(query, reader, passage):
                continue
            clause = reader.clause(passage.doc_id, passage.clause)
            for banded in _rules(query, reader, passage, clause, unit):
                held = [statement for band, statement in banded if band.holds(number)]
                told = "\n".join(statement.text for _, statement in banded)
                score = coverage(others, ((told, 1.0), (passage.text, 1.0), *reader.layers(passage.doc_id, clause)[1:]))
                tells = len(held) == 1 and (needs is None or needs.search(held[0].text) is not None)
                if len(banded) >= _LEAST and tells and (best is None or score > best[0]):
                    best = score, held[0]
        if best is not None and best[0] >= _COVERED:
            return Draft((best[1],), (), best[0])
    return NOTHING


def _rules(query: Query, reader: Reader, passage: Passage, clause: Clause, unit: str) -> Iterator[Banded]:
    """The bands of a sentence, of the items of a list, of the rows of a table."""
    yield [(band, Statement(_said(text), (passage.evidence,))) for text, band in _of_sentence(passage.text, unit)]
    if clause.row is not None:
        yield list(_of_rows(query, reader, passage.doc_id, clause, unit))
    elif clause.parent is not None:
        yield list(_of_items(reader, passage.doc_id, clause.parent, unit))


def _of_sentence(text: str, unit: str) -> Iterator[tuple[str, Band]]:
    for part in _PART.findall(text):
        band = band_of(part, unit)
        if band is not None:
            yield part, band
        elif len(pieces := re.split("[，,、]", part)) > 1:
            yield from ((piece, told) for piece in pieces if (told := band_of(piece, unit)) is not None)


def _of_items(reader: Reader, doc_id: str, parent: int, unit: str) -> Iterator[tuple[Band, Statement]]:
    for child in reader.children(doc_id, reader.clause(doc_id, parent)):
        own = reader.own_text(doc_id, child)
        band = band_of(re.split("[；;。]", own)[0], unit) if child.number else None
        if band is not None:
            yield band, Statement(_said(own), (Evidence(doc_id, child.index, child.start, child.start + len(own)),))


def _of_rows(query: Query, reader: Reader, doc_id: str, row: Clause, unit: str) -> Iterator[tuple[Band, Statement]]:
    """Rows of a table of which one cell tells a band; its unit may stand in the title of the column."""
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.row is None or clause.parent != row.parent:
            continue
        text = reader.own_text(doc_id, clause)
        passage = Passage(doc_id, clause.index, clause.start, clause.start + len(text), text, 0.0, 1.0)
        for title, value in cells_of(reader, passage):
            of_title = re.search(r"[（(]([^（()）]{1,4})[)）]$", title)
            band = band_of(value, unit) or (band_of(f"{value}{of_title[1]}", unit) if of_title else None)
            if band is not None:
                if asked_cells(query, reader, passage):
                    yield band, cell_statement(query, reader, passage)
                break


def _said(text: str) -> str:
    return strip_number(text.strip()).strip("；;。 ") + "。"
