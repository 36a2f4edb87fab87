"""Where something stands in a row of stages or parts: 「动员大会在哪个阶段开」 is answered by the stage's name."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Clause
from retriever.answerers.prose import answer_fact
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import Reader

_ASKED = re.compile(r"哪(?:一)?个?(?P<unit>阶段|步骤|环节|趋势)(?!的?(?:责任|牵头|负责))")


def answer_placed(query: Query, reader: Reader) -> Draft:
    """The heading with the unit asked for above the sentence that tells what the question names, and the sentence."""
    asked = _ASKED.search(query.text)
    if asked is None or not query.topic.words:
        return NOTHING
    unit = asked["unit"]
    topic = query.topic.without(word for word, _ in query.topic.words if unit in word)
    draft = answer_fact(replace(query, kind="fact", topic=topic), reader) if topic.words else NOTHING
    if not draft.found or not draft.statements[0].evidence:
        return NOTHING
    first = draft.statements[0]
    head = _above(reader, first.evidence[0], unit)
    if head is None or head.heading in first.text:
        return NOTHING
    doc_id = first.evidence[0].doc_id
    own = reader.text(doc_id, head.start, head.end)
    end = head.start + own.find(head.heading) + len(head.heading)
    named = Evidence(doc_id, head.index, head.start, end)
    told = replace(first, text=f"{head.heading}：{first.text}", evidence=(named, *first.evidence))
    return Draft((told,), (), draft.score)


def _above(reader: Reader, evidence: Evidence, unit: str) -> Clause | None:
    """The clause of an evidence, or the nearest around it, whose heading bears a unit."""
    clauses = reader.document(evidence.doc_id).parsed.clauses
    clause: Clause | None = clauses[evidence.clause]
    while clause is not None:
        if unit in clause.heading and unit in re.sub("[（(].*$", "", clause.heading)[-len(unit) :]:
            return clause
        clause = clauses[clause.parent] if clause.parent is not None else None
    return None
