"""How many points a section of a scored table counts in all: 「人居环境占多少分」 is not what its first row counts."""

from __future__ import annotations

import re

from ingest.datatypes import Target
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_ASKS = re.compile("(?:多少|几)分(?!钟)|占.{0,2}分|分(?:更|最)?[多高重]|分值|分量|权重|占比|占(?:多少|几)|满分")
_ASKING = re.compile("占|分|比重|权重|分值|考核|评分|满分|合计|总共|计")
_WEIGHED = re.compile(r"[（(][^（()）]{0,4}\d+(?:\.\d)?[分%][)）]$")
_HELD = 0.7  # share of the words asked about that a section's name must hold


def answer_section_points(query: Query, reader: Reader) -> Draft:
    """The points that stand in brackets behind the name of the one section that a question names."""
    if not _ASKS.search(query.text) or not query.topic.words:
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if _ASKING.search(word))
    if not topic.words:
        return NOTHING
    found = []
    for stored in reader.facts(query, Target):
        fact = stored.fact
        assert isinstance(fact, Target)
        if fact.unit not in ("分", "%") or not _WEIGHED.search(reader.text(stored.doc_id, fact.start, fact.end)):
            continue
        share = coverage(topic, ((fact.subject, 1.0),))
        if share >= _HELD:
            found.append((share, stored))
    best = max((share for share, _ in found), default=0.0)
    chosen = [stored for share, stored in found if share == best]
    if len(chosen) != 1:
        return NOTHING
    stored = chosen[0]
    fact = stored.fact
    assert isinstance(fact, Target)
    where = Evidence(stored.doc_id, fact.clause, fact.start, fact.end)
    return Draft((Statement(f"{fact.subject}：{fact.value}{fact.unit}。", (where,)),), (stored,), best)
