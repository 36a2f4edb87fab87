"""What tells a part of a question where its other parts were answered: in their row, their sentence, their section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.table_columns import column_role, is_number_title
from retriever.draft import NOTHING, Draft
from retriever.item import Item
from retriever.matching import coverage
from retriever.nearby import Nearby, regions
from retriever.part_told import HELD, Part, tells
from retriever.question import Query
from retriever.reader import Reader, segments

_UNIT = re.compile(r"[（(](?P<unit>[^（）()\d]{1,6})[）)]$")
_FAR = 0.75  # share of a part's own words that a stretch of the section holds, of the clause itself `HELD`
_LONGEST = 120  # characters of a stretch
_MANY = 40  # clauses of a section that is looked through


def rows_of(query: Query, draft: Draft, reader: Reader) -> list[tuple[str, int]]:
    """The rows that an answer was read from whose name the question tells: document and clause."""
    found: list[tuple[str, int]] = []
    for statement in draft.statements:
        for evidence in statement.evidence[:1]:
            clause = reader.clause(evidence.doc_id, evidence.clause)
            if clause.row is None:
                continue
            values = reader.document(evidence.doc_id).parsed.rows[clause.row].values
            if any(len(value) > 1 and value in query.text for value in values):
                found.append((evidence.doc_id, evidence.clause))
    return list(dict.fromkeys(found))


def cell_beside(part: Part, draft: Draft, reader: Reader) -> Draft:
    """The cell of a row of the answer that a part asks for, by its column's title and the form of its figure."""
    own = part.own if part.own.words else part.said
    for item in _items(draft, reader):
        scored = []
        for order, (head, value) in enumerate(item.row()):
            unit = _UNIT.search(head)
            text = f"{value}{unit['unit'] if unit else ''}"
            formed = part.needs is None or part.needs.search(f"：{text}。") is not None
            counted = re.fullmatch(r"[\d.,]+", value) and any(word in head for word, _ in own.words)
            if is_number_title(head) or not (formed or counted):
                continue
            held = coverage(own, ((head, 1.0), (value, 0.8)))
            role = column_role(head)
            scored.append((held, -order, head, value, role))
        best = max(scored, default=None)
        if best is not None and best[0] >= HELD:
            return item.cell(f"{best[2]}：{best[3]}")
        if best is not None and best[0] > 0 and sum(held > 0 for held, *_ in scored) == 1 and part.needs is not None:
            return item.cell(f"{best[2]}：{best[3]}")
    return NOTHING


def stretch_beside(part: Part, draft: Draft, reader: Reader, *, close: bool = False) -> Draft:
    """The stretch that tells a part in the form that it asks for: of a clause of the answer, else of its section.

    With `close` the section is left alone: something else there has that form, too.
    """
    if not part.own.words or part.needs is None:
        return NOTHING
    for item in _items(draft, reader):
        near = regions(item.nearby, reader)[: 1 if close else None]
        for region, share in zip(near, (HELD, _FAR), strict=False):
            best: tuple[float, int, Item, int, int] | None = None
            for at, (doc_id, index) in enumerate(sorted(region)[:_MANY]):
                other = Item(reader.clause(doc_id, index), item.evidence, item.nearby, reader)
                for start, end in _stretches(other):
                    labels = (*other.clause.path[-1:], other.clause.heading or "")
                    text = other.text[start:end]
                    if doc_id != item.doc_id or not tells(part, text, labels, share=share):
                        continue
                    held = coverage(part.own, ((text, 1.0),))
                    if held < share and not part.asked.name:
                        continue  # all that stands under a heading has its words
                    if best is None or held > best[0]:
                        best = held, at, other, start, end
            if best is not None:
                return best[2].stretch(best[3], best[4])
    return NOTHING


def _items(draft: Draft, reader: Reader) -> Iterator[Item]:
    """The rows and clauses that an answer stands on, each once."""
    seen: set[tuple[str, int]] = set()
    for statement in draft.statements:
        for evidence in statement.evidence[:1]:
            key = evidence.doc_id, evidence.clause
            if key not in seen:
                seen.add(key)
                yield Item(reader.clause(*key), evidence, Nearby((evidence,)), reader)


def _stretches(item: Item) -> Iterator[tuple[int, int]]:
    """The stretches between commas of a clause's own sentences; a row has none."""
    if item.clause.row is not None:
        return
    for start, stop in segments(item.text[item.clause.start : item.clause.end]):
        if stop - start <= _LONGEST:
            yield item.clause.start + start, item.clause.start + stop
