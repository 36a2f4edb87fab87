"""Answer a follow-up from where the answer before it stood: its clause, then what stands around that."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.datatypes import Responsibility
from ingest.sentences import is_bracket
from retriever.answerers.responsibility import responsibility_of
from retriever.answerers.target import sentence_around
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft
from retriever.lexicon import query_words
from retriever.matching import NO_TOPIC, Topic, coverage, matches, read_topic, weigh
from retriever.question import Query
from retriever.reader import Reader

OWN_COVERED = 0.55  # share of a follow-up's own words that a region must hold
TELLING = 0.25  # share of the follow-up's weight from which a word that is missing is missed
_MANY = 3  # clauses of an answer from which what stands around them is not looked at
_AROUND = 6000  # characters of the section around a clause that is still near it
_ELABORATES = re.compile(
    r"具体|展开|详细|怎么(?:做|搞|弄|办|干)|如何|讲讲|说说|内容|(?:干|做|是)(?:些)?(?:什么|啥)|步骤"
)
_NOT_NEAR = ("reverse", "filter", "document", "chat", "compare", "member")

Region = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Nearby:
    """Where an earlier answer stood, the words of its question, and what it said."""

    evidence: tuple[Evidence, ...]
    topic: Topic = NO_TOPIC
    said: frozenset[str] = frozenset()
    whole: bool = False  # whether the clauses count with all below them


def answer_near(query: Query, nearby: Nearby, reader: Reader, answer: Callable[[Query], Draft]) -> Draft:
    """The answer that stands where the one before stood; nothing when the follow-up is about something else.

    Args:
        query: the follow-up, completed.
        nearby: the answer before.
        reader: the documents.
        answer: answers a query by its kind.
    """
    if query.kind in _NOT_NEAR or (query.kind == "count" and query.bodies) or not nearby.evidence:
        return NOTHING
    if query.kind == "count" and re.search("组长|成员|主任|书记|[名位]|几个人|多少人", query.text):
        return NOTHING
    if nearby.whole and query.kind in ("fact", "definition"):
        query = replace(query, kind="method")
    if asks_vaguely(query, nearby):
        return NOTHING
    own = query.topic.without([*(word for word, _ in nearby.topic.words), *query_words("vague_words.txt")])
    said_again = NOTHING
    for region in _regions(nearby, reader):
        text = _text(region, reader)
        if own.words and not _holds(own, text):
            continue
        draft = _in_region(query, own, nearby, region, text, reader, answer)
        if not draft.found:
            continue
        if not {statement.text for statement in draft.statements} <= nearby.said:
            return draft
        said_again = said_again if said_again.found else draft
    return said_again


def asks_vaguely(query: Query, nearby: Nearby) -> bool:
    """Whether a follow-up names nothing of its own and asks for no figure, body or date: 「效果咋样」."""
    own = query.topic.without([*(word for word, _ in nearby.topic.words), *query_words("vague_words.txt")])
    return query.kind in ("fact", "method", "definition") and not own.words and not _ELABORATES.search(query.text)


def _holds(own: Topic, text: str) -> bool:
    """Whether a text holds most of some words, and every one of them that tells much and that the library has."""
    earned = matches(own, ((text, 1.0),))
    if weigh(own, earned) < OWN_COVERED:
        return False
    telling = TELLING * own.total
    return all(
        share > 0 or weight < telling or word not in own.known
        for (word, weight), share in zip(own.words, earned, strict=True)
    )


def _in_region(
    query: Query,
    own: Topic,
    nearby: Nearby,
    region: Region,
    text: str,
    reader: Reader,
    answer: Callable[[Query], Draft],
) -> Draft:
    if query.kind == "responsibility":
        return _bodies(query, own, nearby, region, reader)
    topic = own
    if not own.words:
        held = [pair for pair in nearby.topic.words if coverage(Topic((pair,)), ((text, 1.0),)) > 0]
        topic = Topic(tuple(held), nearby.topic.alternatives, nearby.topic.known)
        if not held:
            first = nearby.evidence[0]
            topic = read_topic(reader.clause(first.doc_id, first.clause).label, reader.lexicon)
    doc_ids = frozenset(doc_id for doc_id, _ in region)
    scope = replace(query.scope, doc_ids=doc_ids, decided=True, years=())
    return answer(replace(query, topic=topic, within=region, scope=scope))


def _bodies(query: Query, own: Topic, nearby: Nearby, region: Region, reader: Reader) -> Draft:
    """Bodies of the task that was spoken of, or of the sentence in the region that holds the follow-up's words."""
    role = "supporting" if re.search("配合|协办|协助|推进单位", query.text) else ""
    if not own.words:
        return responsibility_of(nearby.evidence[0], reader, role=role)
    scored: list[tuple[float, int, StoredFact]] = []
    for order, stored in enumerate(reader.view.facts):
        if not isinstance(stored.fact, Responsibility) or (stored.doc_id, stored.fact.clause) not in region:
            continue
        clause = reader.clause(stored.doc_id, stored.fact.clause)
        start, end = sentence_around(reader, stored.doc_id, clause.start, clause.end, stored.fact.start)
        sentence = reader.text(stored.doc_id, start, end)
        if is_bracket(sentence) or not clause.start <= stored.fact.start < clause.end:
            sentence, share = reader.readable(stored.doc_id, clause, clause.start, clause.end), 0.8
        else:
            share = 1.0
        scored.append((share * coverage(own, ((sentence, 1.0),)), -order, stored))
    best = max(scored, default=None)
    if best is None or best[0] < OWN_COVERED:
        return NOTHING
    fact = best[2].fact
    return responsibility_of(Evidence(best[2].doc_id, fact.clause, fact.start, fact.end), reader, role=role)


def _regions(nearby: Nearby, reader: Reader) -> list[Region]:
    """The clauses of an answer, then the sections that these stand in."""
    found: list[Region] = []
    first = {(evidence.doc_id, evidence.clause) for evidence in nearby.evidence}
    if nearby.whole:
        first |= {key for key in first for key in _tree(*key, reader)}
    found.append(frozenset(first))
    if len(first) > _MANY and not nearby.whole:
        return found
    around: set[tuple[str, int]] = set(first)
    for doc_id, index in first:
        clause = reader.clause(doc_id, index)
        above = index if clause.parent is None else clause.parent
        top = reader.clause(doc_id, above)
        if top.tree_end - top.start <= _AROUND:
            around |= _tree(doc_id, above, reader)
    if around > first:
        found.append(frozenset(around))
    return found


def _tree(doc_id: str, index: int, reader: Reader) -> set[tuple[str, int]]:
    clauses = reader.document(doc_id).parsed.clauses
    top = clauses[index]
    return {
        (doc_id, clause.index)
        for clause in clauses[index:]
        if clause.start < top.tree_end and clause.kind != "furniture"
    } | {(doc_id, index)}


def _text(region: Region, reader: Reader) -> str:
    texts = []
    for doc_id, index in sorted(region):
        clause = reader.clause(doc_id, index)
        texts.append(reader.readable(doc_id, clause, clause.start, clause.end))
        texts.append(clause.label)
    return "\n".join(texts)
