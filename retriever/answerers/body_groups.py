"""In which working groups a body or somebody is, and as what: 「水利局在哪个专班」, 「哪几个组有民政局」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Member
from retriever.answerers.member import member_evidence
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_KINDS = "专班|小组|指挥[部所]|联席会议|委员会|工作组|组(?![织长成员建])|分队"
_WHICH = rf"(?:哪|什么|啥|几)[^，。？?在是]{{0,6}}?(?:{_KINDS})"
_ASKED = re.compile(
    rf"(?:在|属于?|归[在入到]?|是|进|参[加与]|加入|列[入在]|分[在到]|编[入在]|牵头|负责|挂在)(?:了|的|着)?(?:的是)?{_WHICH}"
    rf"|{_WHICH}(?:里|中)?(?:[面头边])?(?:有|包括|含|要)(?![谁哪什啥几多])"
)
_LEADS = re.compile("(?:牵头|主抓|负责)(?:了|的)?(?:是)?(?:哪|什么|几)")
_LEADING = re.compile("牵头|组长|召集|总指挥|主[办责]|责任单位")
_SHORTEST = 3  # characters by which a body is known that the question names in no known way
_MOST = 3  # documents told together


def answer_body_groups(query: Query, reader: Reader) -> Draft:
    """All groups in which the body or person of a question is, with the role held in each; in document order."""
    if not _ASKED.search(query.text):
        return NOTHING
    held = [stored for stored in reader.facts(query, Member) if _group(stored) and _is_named(query, stored, reader)]
    if _LEADS.search(query.text):
        held = [stored for stored in held if _LEADING.search(_role(stored))] or held
    kind = re.search(_KINDS, _ASKED.search(query.text)[0])  # type: ignore[index]
    held = [stored for stored in held if kind and _group(stored).endswith(kind[0])] or held
    held = _of_best_documents(query, held, reader)
    if not held:
        return NOTHING
    groups: dict[tuple[str, str], list[StoredFact]] = {}
    for stored in held:
        groups.setdefault((stored.doc_id, _group(stored)), []).append(stored)
    name = "、".join(dict.fromkeys(query.bodies)) or held[0].fact.subject
    several = len({doc_id for doc_id, _ in groups}) > 1
    count = f"{len(groups)}个"
    head = f"{name}所在的组共{count}："
    statements = [Statement(head, (), (head, count, name), bears=False)] if len(groups) > 1 else []
    for number, ((doc_id, group), stood) in enumerate(groups.items(), 1):
        roles = "、".join(dict.fromkeys(_as_what(stored) for stored in stood))
        title = f"《{reader.document(doc_id).record.metadata.title}》" if several else ""
        mark = f"{number}. " if len(groups) > 1 else f"{name}在"
        evidence = tuple(dict.fromkeys(member_evidence(reader, stored) for stored in stood))
        told = f"{mark}{title}{group}（{roles}）"
        statements.append(Statement(told, evidence, (mark, title, group, roles)))
    return Draft(tuple(statements), tuple(held), 1.0)


def _group(stored: StoredFact) -> str:
    return getattr(stored.fact, "group", "")


def _role(stored: StoredFact) -> str:
    return getattr(stored.fact, "role", "")


def _as_what(stored: StoredFact) -> str:
    """The role in a group; of a person of the body with the name and the post."""
    fact = stored.fact
    assert isinstance(fact, Member)
    if fact.role == "办公室设在":
        return "办公室所在单位"
    if fact.kind != "person":
        return fact.role
    post = f"（{fact.post}）" if fact.post else ""
    return f"{fact.role or '成员'}{fact.subject}{post}"


def _is_named(query: Query, stored: StoredFact, reader: Reader) -> bool:
    """Whether a member is a body of the question, somebody of it, or a body or person whom its words name."""
    fact = stored.fact
    assert isinstance(fact, Member)
    names = reader.lexicon.bodies
    if fact.kind == "person":
        own = [name for _, _, name in names.find(fact.post)]
        return fact.subject in query.text or any(names.same(name, body) for name in own for body in query.bodies)
    subject = re.sub("(?:主要|分管)?(?:负责人|负责同志|领导)$", "", fact.subject)
    if any(names.same(subject, body) or names.covers(subject, body) for body in query.bodies):
        return True
    core = names.core(subject)
    return len(core) >= _SHORTEST and core in query.text


def _of_best_documents(query: Query, held: Sequence[StoredFact], reader: Reader) -> list[StoredFact]:
    """The members of the documents whose titles and groups hold most of the question's other words."""
    named = "".join(query.bodies)
    topic = query.topic.without(word for word, _ in query.topic.words if word in named or re.search(_KINDS, word))
    scores = {
        doc_id: coverage(
            topic,
            (
                (reader.document(doc_id).record.metadata.title, 1.0),
                ("\n".join({_group(stored) for stored in held if stored.doc_id == doc_id}), 1.0),
            ),
        )
        if topic.words
        else 0.0
        for doc_id in {stored.doc_id for stored in held}
    }
    best = max(scores.values(), default=0.0)
    kept = {doc_id for doc_id, score in scores.items() if score >= best - 0.001}
    return [stored for stored in held if stored.doc_id in kept] if len(kept) <= _MOST else []
