"""Things of the kind that a question asks for, where a sentence lists and counts them: 「开设甲、乙、丙、丁四个模块」.

The pieces of such a list bear no noun of their own; the count behind them says what they are.
"""

from __future__ import annotations

import re

from ingest.datatypes import Enumeration
from retriever.answerers.listed_nouns import VAGUE
from retriever.answerers.parts import SAME_NOUNS
from retriever.answerers.stretches import balance, strip_number
from retriever.answerers.target import sentence_around
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, segments

_ASKED = re.compile(
    r"(?:哪(?:几|些)|(?:什么|啥)(?=样))(?:样的)?(?:个|项|种|类|大|块|样)?(?P<noun>[\u4e00-\u9fff]{2,4}?)"
    r"(?=$|[来的呢啊呀了吗？?，,。是被由])"
)
_COUNT = re.compile(r"^(?:[二两三四五六七八九十]+|\d{1,2})(?:大|种|个|项|类|张|条|方面)")
_KINDS = ("list", "fact", "filter", "target", "method", "document", "count")
_ABOUT = 0.75  # share of the question's other words that the sentence and the headings above it must hold
_OWN = 0.4  # the same of the sentence with the heading right above it
_FAR_AHEAD = 2.5  # times the score of the next sentence
_WHOLE = 120  # characters of a sentence that is told in full


def answer_counted_list(query: Query, reader: Reader) -> Draft:
    """The sentence that lists and counts what a question asks for by a noun, where it is about all that it names."""
    asked = _ASKED.search(query.text) if query.kind in _KINDS and not query.bodies else None
    if asked is None or VAGUE.fullmatch(asked["noun"]):
        return NOTHING
    nouns = SAME_NOUNS.get(asked["noun"], (asked["noun"],))
    topic = query.topic.without(word for word, _ in query.topic.words if word in asked["noun"])
    found: list[tuple[float, StoredFact]] = []
    for stored in reader.facts(query, Enumeration) if topic.words else ():
        fact = stored.fact
        assert isinstance(fact, Enumeration)
        if not _COUNT.match(fact.subject) or not fact.subject.endswith(nouns):
            continue
        if _leads(stored, query, reader):
            return _told(stored, 1.0, reader)
        clause = reader.clause(stored.doc_id, fact.clause)
        own = ((reader.own_text(stored.doc_id, clause), 1.0), (clause.heading, 1.0))
        held = coverage(topic, (*own, *((text, 0.9) for text, _ in reader.layers(stored.doc_id, clause))))
        if held >= _ABOUT and coverage(topic, own) >= _OWN:
            found.append((held, stored))
    best = max((held for held, _ in found), default=0.0)
    chosen = [stored for held, stored in found if held == best]
    return _told(chosen[0], best, reader) if len(chosen) == 1 else NOTHING


def _leads(stored: StoredFact, query: Query, reader: Reader) -> bool:
    """Whether the sentence of a list is the best by far, however it is worded: 「免除甲、乙、丙、丁四项费用」."""
    passages = reader.passages(query)[:2]
    if not passages or not query.scope.decided or passages[0].doc_id != stored.doc_id:
        return False
    inside = passages[0].start <= stored.fact.start < passages[0].end
    return inside and all(one.score * _FAR_AHEAD <= passages[0].score for one in passages[1:])


def _told(stored: StoredFact, held: float, reader: Reader) -> Draft:
    clause, fact = reader.clause(stored.doc_id, stored.fact.clause), stored.fact
    start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
    words = reader.text(stored.doc_id, start, end)
    if len(words) > _WHOLE:
        first = max((a for a, _ in segments(words) if start + a <= fact.start), default=0)
        last = min((b for _, b in segments(words) if start + b >= fact.end), default=len(words))
        words = words[first:last]
    told = balance(strip_number(words.strip("，；。 \n")))
    return Draft((Statement(f"{told}。", (Evidence(stored.doc_id, clause.index, start, end),)),), (stored,), held)
