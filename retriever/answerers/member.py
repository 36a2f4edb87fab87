"""Who holds a post, and which post somebody holds."""

from __future__ import annotations

import re

from ingest.datatypes import Member
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

_CONTACT = re.compile(r"电话|手机|联系方式|邮箱|微信|住址|地址|身份证|工资|年龄|多大")


def answer_member(query: Query, reader: Reader) -> Draft:
    """Names with role and post, from the lists of names."""
    members = list(reader.facts(query, Member))
    if not members:
        return Draft()
    if _CONTACT.search(query.text):
        return Draft()
    named = [stored for stored in members if stored.fact.subject in query.text]
    if named:
        return _draft(reader, named)
    if query.kind == "count":
        return _count(query, reader, members)
    posts = _by_post(query, members, reader)
    if posts:
        return _draft(reader, posts)
    roles = _roles_in(query.text, members)
    if _other_topic(query, reader, "".join(roles)):
        return Draft()
    whole = re.search("成员", query.text) and re.search("哪些人|名单|全部|所有|都有谁|有谁", query.text)
    if roles and not (whole and roles == ["成员"]):
        holders = [stored for stored in members if isinstance(stored.fact, Member) and stored.fact.role in roles]
        holders = _with_post(query, holders) or holders
        return _draft(reader, holders, role=roles[0] if len(roles) == 1 and len(holders) > 1 else "")
    if re.search("小组|委员会|指挥部|名单|成员", query.text) and re.search("几|多少|哪些|谁|全部|名单", query.text):
        first = list({stored.fact.subject: stored for stored in reversed(members)}.values())[::-1]
        return _draft(reader, first, role="名单中的人员") if first else Draft()
    return Draft()


def _count(query: Query, reader: Reader, members: list[StoredFact]) -> Draft:
    """How many people a list names, in all or with the role or post asked for."""
    roles = _roles_in(query.text, members)
    if _other_topic(query, reader, "".join(roles)):
        return Draft()
    first = list({stored.fact.subject: stored for stored in reversed(members)}.values())[::-1]
    chosen = [
        stored for stored in first if isinstance(stored.fact, Member) and (not roles or stored.fact.role in roles)
    ]
    chosen = _with_post(query, chosen) or chosen
    if not chosen:
        return Draft()
    by_role: dict[str, int] = {}
    for stored in chosen:
        by_role[getattr(stored.fact, "role", "")] = by_role.get(getattr(stored.fact, "role", ""), 0) + 1
    parts = "、".join(f"{role}{number}名" for role, number in by_role.items() if role)
    total = f"{len(chosen)}名"
    detail = f"（{parts}）" if len(by_role) > 1 else ""
    name = roles[0] if len(roles) == 1 else "名单中的人员"
    names = "" if len(chosen) > 12 else "：" + "、".join(stored.fact.subject for stored in chosen)
    evidence = []
    for stored in chosen if names else (chosen[0], chosen[-1]):
        clause = reader.clause(stored.doc_id, stored.fact.clause)
        own = reader.own_text(stored.doc_id, clause)
        evidence.append(Evidence(stored.doc_id, clause.index, clause.start, clause.start + len(own)))
    return Draft(
        (Statement(f"{name}共{total}{detail}{names}。", tuple(evidence), (total, detail, name)),), tuple(chosen), 1.0
    )


def _with_post(query: Query, members: list[StoredFact]) -> list[StoredFact]:
    """Of some members those whose posts hold every post that the question names: 「社区的书记主任」."""
    wanted = [post for post in ("社区", "书记", "主任", "局长", "镇长", "负责人", "纪工委") if post in query.text]
    wanted = [post for post in wanted if post not in "".join(getattr(stored.fact, "role", "") for stored in members)]
    if not any(post != "社区" for post in wanted):
        return []
    return [stored for stored in members if all(post in getattr(stored.fact, "post", "") for post in wanted)]


def _roles_in(text: str, members: list[StoredFact]) -> list[str]:
    """Roles of the lists that a question names; 组长 inside 副组长 does not count."""
    roles = sorted({stored.fact.role for stored in members if isinstance(stored.fact, Member)}, key=len, reverse=True)
    found = []
    text = re.sub(r"除了?.{0,12}?(?:[，,]|以外|之外|外)", "", text)
    for role in roles:
        short = role.removeprefix("办公室")
        for name in (role, short) if "办公室" in text else (role,):
            if name and name in text:
                found.append(role)
                text = text.replace(name, " ")
                break
    return found


def _by_post(query: Query, members: list[StoredFact], reader: Reader) -> list[StoredFact]:
    """Members whose post covers the topic: all of 「铜都社区 书记」."""
    extra = [word for word in ("书记", "主任", "委员", "负责人", "局长", "镇长", "所长", "科长") if word in query.text]
    inside = "".join(query.bodies)
    words = [(word, weight) for word, weight in query.topic.words if word not in inside and len(word) > 1]
    topic = Topic((*words, *((word, 2.0) for word in extra if word not in dict(words))))
    topic = topic.without(("领导", "小组", "领导小组", "成员", "名字", "社区名", "办公室", "创建"))
    if not (topic.words or query.bodies) or re.search("组长|办公室(?:的)?副?主任", query.text):
        return []
    names = reader.lexicon.bodies
    if query.bodies:
        members = [
            stored
            for stored in members
            if any(
                names.same(body, other)
                for body in query.bodies
                for _, _, other in names.find(getattr(stored.fact, "post", ""))
            )
            or any(body in getattr(stored.fact, "post", "") for body in query.bodies)
        ]
        if not members:
            return []
    if not topic.words:
        return members
    deputy = re.search("副|常务", query.text) is not None
    members = [stored for stored in members if not deputy or re.search("副|常务", getattr(stored.fact, "post", ""))]
    if not members:
        return []
    scored = []
    for stored in members:
        assert isinstance(stored.fact, Member)
        scored.append((coverage(topic, ((stored.fact.post, 1.0),)), stored))
    best = max(score for score, _ in scored)
    return [stored for score, stored in scored if score >= max(0.7, best - 0.02)]


def _other_topic(query: Query, reader: Reader, role: str) -> bool:
    """Whether the question asks about something that the lists of names do not hold."""
    words = [
        word
        for word, _ in query.topic.words
        if len(word) > 1
        and word not in role
        and word not in ("领导", "小组", "领导小组", "成员", "办公室", "名单", "组长", "副组长")
        and reader.lexicon.count(word)
    ]
    topic = Topic(tuple(pair for pair in query.topic.words if pair[0] in words))
    heads = []
    for doc_id in query.scope.doc_ids:
        document = reader.document(doc_id)
        heads.append(document.record.metadata.title)
        heads += [clause.heading for clause in document.parsed.clauses if clause.kind in ("annex", "title")]
    return bool(topic.words) and coverage(topic, ((" ".join(heads), 1.0),)) < 0.5


def _draft(reader: Reader, members: list[StoredFact], *, role: str = "") -> Draft:
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
    if role:
        number = f"{len(members)}名"
        statements.insert(0, Statement(f"{role}共{number}：", (), (number,), bears=False))
    return Draft(tuple(statements), tuple(members), 1.0)
