"""Answer a follow-up from where the answer before it stood: its clause, then what stands around that."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.datatypes import Definition, Responsibility
from ingest.sentences import is_bracket
from retriever.answerers.expectation import expected
from retriever.answerers.reasons import asks_reason, reason_of
from retriever.answerers.stretches import stretch, under_other_year
from retriever.answerers.target import sentence_around
from retriever.answerers.task_told import responsibility_of
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import query_words
from retriever.matching import NO_TOPIC, Topic, coverage, matches, read_topic, weigh
from retriever.question import Query
from retriever.reader import Reader, header_evidence

OWN_COVERED = 0.55  # share of a follow-up's own words that a region must hold
APART_COVERED = 0.8  # the same of one that says enough to be about something else
TELLING = 0.25  # share of the follow-up's weight from which a word that is missing is missed
_POINTED = 0.15  # share of a follow-up's words from which a figure is one of what it asks for
_COLUMN = 4  # characters of a column's name that a question repeats
_MANY = 3  # clauses of an answer from which what stands around them is not looked at
_AROUND = 6000  # characters of the section around a clause that is still near it
_ELABORATES = re.compile(
    r"具体|展开|详细|怎么(?:做|搞|弄|办|干)|如何|讲讲|说说|内容|(?:干|做|是)(?:些)?(?:什么|啥)|步骤"
)
_NOT_NEAR = ("reverse", "filter", "chat", "compare", "member")

_BY_SENTENCE = ("fact", "target", "count", "deadline", "list", "method", "definition")
_SENTENCE = 180  # characters of the stretch of a sentence that answers a follow-up
_MORE_THAN = re.compile(
    "比(?:去|上|前|往)年.{0,4}(?:多|少|高|低|增|减|涨|降)|同比|(?:增|涨|多|提高|减|降|少)了?(?:多少|几)"
)
_CHANGED = re.compile(r"(?:增加|增长|提高|提升|减少|下降|降低|压缩|上调|下调|扩大|扩展)")

Region = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Nearby:
    """Where an earlier answer stood, the words of its question, and what it said."""

    evidence: tuple[Evidence, ...]
    topic: Topic = NO_TOPIC
    said: frozenset[str] = frozenset()
    whole: bool = False  # whether the clauses count with all below them
    apart: bool = False  # whether the follow-up says enough to be about something else
    close: bool = False  # whether nothing around the clauses is looked at: for the parts of one question


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
        return reason_of(nearby.evidence[0], reader) if asks_reason(query.text) else NOTHING
    own = query.topic.without([*(word for word, _ in nearby.topic.words), *query_words("vague_words.txt")])
    if query.kind == "document":
        if not any(own.known & {word for word, _ in own.words}):
            return NOTHING
        query = replace(query, kind="deadline" if re.search("多久|哪天|时候|哪年|期", query.text) else "fact")
    said_again = NOTHING
    cell = _cell(query, nearby, reader)
    if cell.found:
        return cell
    for region in regions(nearby, reader):
        text = _text(region, reader)
        if own.words and not _holds(own, text, APART_COVERED if nearby.apart else OWN_COVERED):
            continue
        draft = _in_region(query, own, nearby, region, text, reader, answer)
        if not draft.found or _beside_the_point(query, own, draft) or _of_other_year(query, draft, reader):
            continue
        new = not {statement.text for statement in draft.statements} <= nearby.said
        if new and (not said_again.found or _told(query, draft) > _told(query, said_again)):
            return draft
        said_again = said_again if said_again.found else draft
    return said_again if said_again.found or nearby.close else _sentence(query, own, nearby, reader)


def _sentence(query: Query, own: Topic, nearby: Nearby, reader: Reader) -> Draft:
    """The sentence near the answer before that holds what the follow-up names, in the form that it asks for.

    What is near is spoken of already: a sentence counts there that would be too little in a whole library. Words that
    the library lacks (everyday ones) are not looked for.
    """
    known = Topic(tuple(pair for pair in own.words if pair[0] in own.known or pair[0] in dict(own.alternatives)))
    known = replace(own, words=known.words)
    share = APART_COVERED if nearby.apart else OWN_COVERED
    needs = _needed(query)
    if not known.words or query.kind not in _BY_SENTENCE:
        return NOTHING
    for region in regions(nearby, reader):
        passages = reader.passages(_held_to(region, replace(query, topic=known)))
        fitting = [
            passage
            for passage in passages
            if _holds(known, passage.text, share) and (needs is None or needs.search(passage.text))
        ]
        if fitting:
            best = fitting[0]
            statement = stretch(replace(query, topic=known), reader, best, _SENTENCE, needs)
            draft = Draft((statement,), (), best.covered)
            if not _of_other_year(query, draft, reader) and not {statement.text} <= nearby.said:
                return draft
    return NOTHING


def _needed(query: Query) -> re.Pattern[str] | None:
    """What the sentence must hold for a follow-up."""
    if _MORE_THAN.search(query.text):
        return _CHANGED
    return expected(query)


def _of_other_year(query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether a follow-up names a year, and the answer stands under a heading of another one."""
    first = draft.first_evidence
    if not query.scope.years or first is None:
        return False
    text = reader.text(first.doc_id, first.start, first.end)
    return under_other_year(reader.clause(first.doc_id, first.clause), text, query.scope.years)


def _beside_the_point(query: Query, own: Topic, draft: Draft) -> bool:
    """Whether an answer is a mere definition where a list was asked, or a figure of something else."""
    if query.kind == "list" and draft.facts and isinstance(draft.facts[0].fact, Definition):
        return True
    if query.kind not in ("target", "count") or not own.words:
        return False
    return coverage(own, (("\n".join(statement.text for statement in draft.statements), 1.0),)) < _POINTED


def _told(query: Query, draft: Draft) -> float:
    """Share 0–1 of the question's words that an answer holds."""
    return coverage(query.topic, (("\n".join(statement.text for statement in draft.statements), 1.0),))


def _cell(query: Query, nearby: Nearby, reader: Reader) -> Draft:
    """The cell of the table row that was spoken of, whose column the follow-up names: 「分管领导是谁」."""
    for evidence in nearby.evidence[:1]:
        clause = reader.clause(evidence.doc_id, evidence.clause)
        if clause.kind != "table_row" or clause.row is None:
            return NOTHING
        row = reader.document(evidence.doc_id).parsed.rows[clause.row]
        for head, value in zip(row.header, row.values, strict=True):
            if value and len(head) >= _COLUMN and (head in query.text or head[:2] == query.text[-4:-2] == "分管"):
                own = clause.start + len(reader.own_text(evidence.doc_id, clause))
                where = Evidence(evidence.doc_id, clause.index, clause.start, own)
                headed = header_evidence(reader, evidence.doc_id, clause)
                return Draft((Statement(f"{head}：{value}。", (where, *headed)),), (), 1.0)
    return NOTHING


def asks_vaguely(query: Query, nearby: Nearby) -> bool:
    """Whether a follow-up names nothing of its own, and asks for no figure, body or date: 「效果咋样」."""
    own = query.topic.without([*(word for word, _ in nearby.topic.words), *query_words("vague_words.txt")])
    if re.search(r"\d", query.text):
        return False  # 「是建9座吗」
    if query.kind not in ("fact", "method", "definition") or re.search(r"\d", query.text):
        return False
    return not own.words and not _ELABORATES.search(query.text)


def _holds(own: Topic, text: str, share: float = OWN_COVERED) -> bool:
    """Whether a text holds most of some words, and every one of them that tells much and that the library has."""
    earned = matches(own, ((text, 1.0),))
    if weigh(own, earned) < share:
        return False
    telling = TELLING * own.total
    return all(
        part > 0 or weight < telling or word not in own.known
        for (word, weight), part in zip(own.words, earned, strict=True)
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
        return _counted(query, _bodies(query, own, nearby, region, reader))
    topic = own
    if not own.words:
        held = [pair for pair in nearby.topic.words if coverage(Topic((pair,)), ((text, 1.0),)) > 0]
        topic = Topic(tuple(held), nearby.topic.alternatives, nearby.topic.known)
        if not held:
            first = nearby.evidence[0]
            topic = read_topic(reader.clause(first.doc_id, first.clause).label, reader.lexicon)
    return answer(_held_to(region, replace(query, topic=topic)))


def _held_to(region: Region, query: Query) -> Query:
    """A query that only the clauses of a region may answer."""
    doc_ids = frozenset(doc_id for doc_id, _ in region)
    return replace(query, within=region, scope=replace(query.scope, doc_ids=doc_ids, decided=True, years=()))


def _counted(query: Query, draft: Draft) -> Draft:
    """The bodies with their number before them, where a follow-up asks how many they are."""
    if not draft.found or not re.search("(?:几|多少)(?:家|个)", query.text):
        return draft
    fact = draft.facts[0].fact
    assert isinstance(fact, Responsibility)
    count = f"共{len(dict.fromkeys((*fact.lead, *fact.bodies, *fact.supporting)))}家。"
    first = draft.statements[0]
    return replace(draft, statements=(replace(first, text=count + first.text, computed=(*first.computed, count)),))


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
        start, end = sentence_around(reader, stored.doc_id, clause, stored.fact.start)
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


def regions(nearby: Nearby, reader: Reader) -> list[Region]:
    """The clauses of an answer, then the sections that these stand in."""
    found: list[Region] = []
    first = {(evidence.doc_id, evidence.clause) for evidence in nearby.evidence}
    if nearby.whole:
        first |= {key for key in first for key in _tree(*key, reader)}
    found.append(frozenset(first))
    if nearby.close or (len(first) > _MANY and not nearby.whole):
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
