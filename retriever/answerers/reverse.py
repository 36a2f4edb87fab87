"""Which tasks a body has."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Responsibility
from retriever.answerers.mentions import told_beside
from retriever.answerers.responsibility import bracket_evidence, shorten, task_layers, task_name
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

_LEADS = re.compile(
    r"^(?!.*配合)(?:.*(?:哪些|哪几[项个件]|多少|几[项个件])(?:是|由)?[^，？?]{0,6}牵头|(?!.*(?:责任|负责|参与)).*牵头)"
)
_POINT = re.compile("(?<![\u4e00-\u9fff])[一二三四五六七八九十]是([^，。；：]{3,20})。")
_ROLES = ("lead", "bodies", "supporting")


def answer_reverse(query: Query, reader: Reader) -> Draft:
    """All tasks of the bodies named, complete, with their number."""
    found = tasks_of(query, reader) if query.bodies else []
    if not found:
        return NOTHING
    entries = [(_point(reader, stored) + task_name(reader, stored), stored, roles) for stored, roles in found]
    several = len({stored.doc_id for stored in (entry[1] for entry in entries)}) > 1
    name = "、".join(dict.fromkeys(query.bodies))
    count = f"{len(entries)}项"
    verb = "共同承担的" if _together(query) else "不承担的" if query.kind == "filter" else "承担的"
    head = f"{name}{verb}任务共{count}："
    statements = [Statement(head, (), (count, name), bears=False)]
    doc_id = ""
    for number, (task, stored, roles) in enumerate(entries, 1):
        if several and stored.doc_id != doc_id:
            doc_id = stored.doc_id
            part = f"{sum(1 for entry in entries if entry[1].doc_id == doc_id)}项"
            title = f"《{reader.document(doc_id).record.metadata.title}》"
            statements.append(Statement(f"{title}（{part}）", (), (part, title), bears=False))
        role = "".join(f"（{role}）" for role in roles if role != "责任")
        line = f"{number}. {shorten(task, 70)}{role}"
        statements.append(Statement(line, _line_evidence(reader, stored), (f"{number}. ", f"第{stored.fact.item}项")))
    if query.kind == "reverse" and not _LEADS.search(query.text):
        statements += told_beside(query, reader, [stored for stored, _ in found])
    return Draft(tuple(statements), tuple(stored for stored, _ in found), 1.0)


def _point(reader: Reader, stored: StoredFact) -> str:
    """The name of the point (一是…) inside a paragraph that a task stands in: 「畅通转诊：」; empty for none."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    names = _POINT.findall(reader.text(stored.doc_id, clause.start, max(clause.start, stored.fact.start)))
    return f"{names[-1]}：" if names and names[-1] not in stored.fact.subject else ""


def _line_evidence(reader: Reader, stored: StoredFact) -> tuple[Evidence, ...]:
    return (bracket_evidence(reader, stored, whole=160),)


def _together(query: Query) -> bool:
    return len(set(query.bodies)) > 1 and re.search("都|共同|同时|一起|均", query.text) is not None


def tasks_of(query: Query, reader: Reader) -> list[tuple[StoredFact, tuple[str, ...]]]:
    """Responsibility facts of the bodies in the query, in document order, with the roles 责任, 牵头, 配合."""
    names = reader.lexicon.bodies
    only = "lead" if _LEADS.search(query.text) else ""
    found = []
    without = re.search("没有|没写|未写|不含|未列|不是", query.text) is not None and query.kind == "filter"
    for stored in reader.facts(query, Responsibility):
        fact = stored.fact
        assert isinstance(fact, Responsibility)
        held: list[tuple[str, ...]] = []
        for body in query.bodies:
            roles = tuple(
                label
                for attribute, label in zip(_ROLES, ("牵头", "责任", "配合"), strict=True)
                if any(names.same(body, other) or names.covers(other, body) for other in getattr(fact, attribute))
            )
            held.append(roles)
        together = all(held) if _together(query) else any(held)
        if together == without:
            continue
        roles = tuple(dict.fromkeys(role for group in held for role in group))
        found.append((stored, roles))
    narrowing = _narrowing(query)
    if narrowing.words and query.kind != "filter":
        # Words beside the body narrow its tasks; words that fit none of them are talk.
        found = [entry for entry in found if _on_topic(replace(query, topic=narrowing), reader, entry[0])] or found
    if only and any("牵头" in roles for _, roles in found):
        found = [(stored, roles) for stored, roles in found if "牵头" in roles]
    return found


def _narrowing(query: Query) -> Topic:
    """The words that say which tasks are meant: a single character as in 「挂了几条责任」 does not."""
    translated = {word for word, _ in query.topic.alternatives}
    return query.topic.without(word for word, _ in query.topic.words if len(word) == 1 and word not in translated)


def _on_topic(query: Query, reader: Reader, stored: StoredFact) -> bool:
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    title = reader.document(stored.doc_id).record.metadata.title
    query = replace(query, topic=query.topic.without(word for word, _ in query.topic.words if word in title))
    layers = task_layers(reader, stored.doc_id, clause, stored.fact.subject, query)
    return not query.topic.words or coverage(query.topic, layers) >= 0.5
