"""How something is done: the measures of the clause that deals with it."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.announced import METHOD_COVERED, answer_announced
from retriever.answerers.stretches import allowed_year, strip_number, weight_of_chapter
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader

HEADING_COVERED = 0.35  # share of the topic from which a clause is about nothing else
BEARING = 0.1
METHOD_LIMIT = 560
_REPORT_WEIGHT = 0.75


def answer_method(query: Query, reader: Reader) -> Draft:
    """The measures of the clause that deals with the topic, in its order, shortened."""
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    steps = answer_announced(query, reader) if re.search("流程|程序|步骤|几步|手续|材料|条件", query.text) else Draft()
    if steps.found:
        return steps
    if not passages or passages[0].support < METHOD_COVERED:
        return Draft(score=passages[0].support if passages else 0.0, nearest=passages[0].evidence if passages else None)
    doc_id, clause = _best_clause(query, reader, passages)
    text = reader.document(doc_id).parsed.clean.text
    children = [child for child in reader.children(doc_id, clause) if child.number and child.heading]
    if len(children) >= 2 and clause.end - clause.start < 80:
        statements = [
            Statement(
                f"{child.number}{child.heading}",
                (Evidence(doc_id, child.index, child.start, _head_end(text, child.start, child.end)),),
            )
            for child in children
        ]
        return Draft(tuple(statements), (), passages[0].covered)
    spans = split_sentences(text, clause.start, clause.end)
    spans = [span for span in spans if not _is_label(text[span[0] : span[1]], clause.label)]
    spans = _on_topic(query, text, spans, clause)
    chosen = _choose(query, text, spans, reader, doc_id)
    statements = [
        Statement(strip_number(text[start:end]), (Evidence(doc_id, clause.index, start, end),)) for start, end in chosen
    ]
    return Draft(tuple(statements), (), passages[0].covered)


def _on_topic(query: Query, text: str, spans: list[tuple[int, int]], clause: Clause) -> list[tuple[int, int]]:
    """The sentences that bear on the topic, where the clause as a whole deals with more than it."""
    if coverage(query.topic, ((clause.label, 1.0),)) >= HEADING_COVERED:
        return spans
    bearing = [span for span in spans if coverage(query.topic, ((text[span[0] : span[1]], 1.0),)) >= BEARING]
    return bearing or spans


def _head_end(text: str, start: int, end: int) -> int:
    spans = split_sentences(text, start, end)
    return spans[0][1] if spans else end


def _is_label(sentence: str, label: str) -> bool:
    """Whether a sentence is the clause's heading or its bracket of bodies."""
    bare = sentence.rstrip("。；")
    return (
        bare == label
        or bare == label.lstrip("—")
        or re.match(r"^[（〔\[](?:责任|牵头|配合|完成)", sentence) is not None
    )


def _best_clause(query: Query, reader: Reader, passages: list[Passage]) -> tuple[str, Clause]:
    """The clause whose heading and sentences cover the topic best."""
    totals: dict[tuple[str, int], float] = {}
    for passage in passages[:60]:
        key = (passage.doc_id, passage.clause)
        clause = reader.clause(*key)
        heading = coverage(query.topic, ((clause.label, 1.0),)) if clause.label else 0.0
        review = weight_of_chapter(reader, passage)
        review *= 1.0 if _sets_tasks(reader, passage.doc_id) else _REPORT_WEIGHT
        totals[key] = max(totals.get(key, 0.0), review * (passage.score + 0.6 * heading))
    best = max(totals, key=lambda key: (totals[key], -key[1]))
    return best[0], reader.clause(*best)


def _choose(
    query: Query, text: str, spans: list[tuple[int, int]], reader: Reader, doc_id: str
) -> list[tuple[int, int]]:
    """Sentences up to the limit in their order, those that bear on the topic before others."""
    if sum(end - start for start, end in spans) <= METHOD_LIMIT:
        return spans
    scored = [
        (coverage(query.topic, ((text[start:end], 1.0),)) + 0.25 / (1 + order), (start, end))
        for order, (start, end) in enumerate(spans)
    ]
    chosen: list[tuple[int, int]] = []
    room = METHOD_LIMIT
    for _, (start, end) in sorted(scored, key=lambda entry: -entry[0]):
        if end - start <= room:
            chosen.append((start, end))
            room -= end - start
    return sorted(chosen) or [spans[0]]


def _sets_tasks(reader: Reader, doc_id: str) -> bool:
    """Whether a document sets tasks, as plans and rules do, and does not report on what was done."""
    kind = reader.document(doc_id).record.metadata.kind
    return bool(kind) and not re.search("报告|材料|总结|通报|纪要", kind)
