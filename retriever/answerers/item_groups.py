"""Items that answer together: each holds some of what a list is asked for, all of them most of it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.datatypes import Clause
from retriever.answerers.stretches import after_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Layer, matches, weigh
from retriever.question import Query
from retriever.reader import Passage, Reader

_LOOKED_AT = 8  # best sentences among which the items are looked for
_MOST = 10  # items
_LIMIT = 700  # characters of all items
_TOGETHER = 0.6  # share of the question's words that all items hold with what stands above them
_ALONE = 0.12  # share that each of two items at least must hold itself
_TELLING = 0.25  # share that the items themselves must hold beyond the headings above them


def answer_items(query: Query, reader: Reader, passages: Sequence[Passage]) -> Draft:
    """All items of the list that the best sentences belong to, where together they hold what is asked."""
    seen: set[tuple[str, int]] = set()
    best: tuple[float, str, list[Clause]] | None = None
    for passage in passages[:_LOOKED_AT]:
        parent = reader.clause(passage.doc_id, passage.clause).parent
        if parent is None or (passage.doc_id, parent) in seen:
            continue
        seen.add((passage.doc_id, parent))
        head = reader.clause(passage.doc_id, parent)
        items = [child for child in reader.children(passage.doc_id, head) if child.number and child.kind == "item"]
        score = _together(query, reader, passage.doc_id, head, items)
        if score >= _TOGETHER and (best is None or score > best[0]):
            best = score, passage.doc_id, items
    if best is None:
        return NOTHING
    score, doc_id, items = best
    statements = []
    for item in items:
        own = reader.own_text(doc_id, item)
        evidence = Evidence(doc_id, item.index, item.start, item.start + len(own))
        statements.append(Statement(after_number(own, item.number).rstrip("；。;") + "。", (evidence,)))
    return Draft(tuple(statements), (), score)


def some_of(told: Draft, items: Draft) -> bool:
    """Whether what is told are several of a row of items, but not all."""
    held, row = (
        {(one.doc_id, one.clause) for statement in draft.statements for one in statement.evidence}
        for draft in (told, items)
    )
    return 1 < len(held) < len(row) and held < row


def _together(query: Query, reader: Reader, doc_id: str, head: Clause, items: Sequence[Clause]) -> float:
    """Share 0–1 of the question that items hold together; 0 where they are no list, or one says all."""
    texts = [reader.own_text(doc_id, item) for item in items]
    if not 1 < len(items) <= _MOST or sum(map(len, texts)) > _LIMIT:
        return 0.0
    own = [matches(query.topic, ((text, 1.0),)) for text in texts]
    above: tuple[Layer, ...] = tuple((text, 0.8) for text, _ in reader.layers(doc_id, head))
    around = matches(query.topic, above)
    joined = tuple(map(max, zip(*own, strict=True)))
    holding = sum(weigh(query.topic, one) >= _ALONE for one in own)
    gained = weigh(query.topic, tuple(map(max, joined, around))) - weigh(query.topic, around)
    if holding < 2 or gained < _TELLING:
        return 0.0
    return weigh(query.topic, tuple(map(max, joined, around)))
