"""Who holds a post, and which post somebody holds."""

from __future__ import annotations

import re

from ingest.datatypes import Member
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

_ROLES = ("副组长", "组长", "副召集人", "召集人", "副主任", "主任", "成员", "组员", "顾问", "秘书长")
_CONTACT = re.compile(r"电话|手机|联系方式|邮箱|微信|住址|地址|身份证|工资|年龄|多大")


def answer_member(query: Query, reader: Reader) -> Draft:
    """Names with role and post, from the lists of names."""
    members = [stored for stored in reader.facts(query, Member)]
    if not members:
        return Draft()
    if _CONTACT.search(query.text):
        return Draft()
    named = [stored for stored in members if stored.fact.subject in query.text]
    if named:
        return _draft(reader, named)
    role = next((role for role in _ROLES if role in query.text), "")
    posts = _by_post(query, members)
    if posts:
        return _draft(reader, posts)
    if role and not _other_topic(query, reader, role):
        holders = [stored for stored in members if isinstance(stored.fact, Member) and stored.fact.role == role]
        if role in ("成员", "组员") and re.search("全部|所有|哪些|几|多少", query.text):
            holders = members
        if holders:
            return _draft(reader, holders, count=len(holders) > 1, role=role)
    return Draft()


def _by_post(query: Query, members: list[StoredFact]) -> list[StoredFact]:
    """Members whose post covers the topic: all of 「铜都社区 书记」."""
    extra = [word for word in ("书记", "主任", "委员", "负责人", "局长", "镇长", "所长", "科长") if word in query.text]
    inside = "".join(query.bodies)
    words = [(word, weight) for word, weight in query.topic.words if word not in inside]
    topic = Topic((*words, *((body, 6.0) for body in query.bodies), *((word, 2.0) for word in extra if word not in dict(query.topic.words))))
    if _CONTACT.search(query.text):
        return []
    topic = topic.without(("领导", "小组", "领导小组", "成员", "名字", "社区名"))
    if not topic.words or any(role in query.text for role in ("组长", "副组长")):
        return []
    scored = []
    for stored in members:
        assert isinstance(stored.fact, Member)
        scored.append((coverage(topic, ((stored.fact.post, 1.0),)), stored))
    best = max(score for score, _ in scored)
    return [stored for score, stored in scored if score >= max(0.7, best - 0.02)]


def _other_topic(query: Query, reader: Reader, role: str) -> bool:
    """Whether the question asks about something that the lists of names do not hold."""
    topic = query.topic.without(
        word for word, _ in query.topic.words if word in role or word in ("领导", "小组", "领导小组", "成员", "办公室", "名单")
    )
    heads = " ".join(" ".join(clause.path) for doc_id in query.scope.doc_ids for clause in reader.document(doc_id).parsed.clauses if clause.kind == "annex")
    return bool(topic.words) and coverage(topic, ((heads, 1.0),)) < 0.5


def _draft(reader: Reader, members: list[StoredFact], *, count: bool = False, role: str = "") -> Draft:
    statements = []
    for stored in members:
        fact = stored.fact
        assert isinstance(fact, Member)
        clause = reader.clause(stored.doc_id, fact.clause)
        own = reader.own_text(stored.doc_id, clause)
        text = f"{fact.role}：{fact.subject}，{fact.post}" if fact.post else f"{fact.role}：{fact.subject}"
        evidence = Evidence(stored.doc_id, clause.index, clause.start, clause.start + len(own))
        # The role stands at the head of the list, not on every line of it.
        statements.append(Statement(text.lstrip("："), (evidence,), (fact.role,)))
    if count and role:
        number = f"{len(members)}名"
        statements.insert(0, Statement(f"{role}共{number}：", (), (number,), bears=False))
    return Draft(tuple(statements), tuple(members), 1.0)
