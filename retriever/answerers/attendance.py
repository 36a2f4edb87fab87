"""Who chaired a meeting, who came, who was excused, from its minutes."""

from __future__ import annotations

import re

from ingest.datatypes import Member
from retriever.answerers.meeting import answer_present
from retriever.answerers.member import member_evidence
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.minutes import minutes_meant
from retriever.question import Query
from retriever.reader import Reader

_WHOM = "(?:谁|哪些人|哪几[位个])"
_ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("主持", re.compile("谁.{0,6}主持|主持(?:人|会议|召开)?(?:的)?(?:是|叫)?(?:谁|哪)|哪位.{0,8}主持")),
    ("出席", re.compile(f"出席|参会|与会|到会|{_WHOM}.{{0,6}}(?<![没未不有])(?:参加|去|来)(?!电)|参加.{{0,8}}{_WHOM}")),
    ("列席", re.compile("列席")),
    ("请假", re.compile("请.{0,2}假|没(?:来|去|到|出席|参加)|缺席")),
    ("缺席", re.compile("缺席|没(?:来|去|到)")),
    ("记录", re.compile("谁.{0,4}记录|记录(?:人|的)?是谁")),
)
_MEETING = re.compile("会(?!同|计|员|费|展|展中心)")
_WHO = re.compile("谁|哪|名单|有几|多少人|几[个位]人?|什么(?:单位|部门|人)|(?:单位|部门|人员|领导)(?:都|是|有)*[？?]?$")
_BOTH = re.compile("参会|参加|到会|与会")  # those who sat in came, too
_COUNTED = re.compile("几[个位名]|多少人")


def answer_attendance(query: Query, reader: Reader) -> Draft:
    """The people in the parts of a meeting that a question asks for; nothing where no minutes name them."""
    if not _MEETING.search(query.text) or not _WHO.search(query.text):
        return NOTHING
    roles = [role for role, asked in _ASKS if asked.search(query.text)]
    if not roles:
        return NOTHING
    if "出席" in roles and _BOTH.search(query.text) and not re.search("没|[未不]", query.text):
        roles = [*dict.fromkeys((*roles, "列席"))]
    held = [stored for stored in reader.facts(query, Member) if getattr(stored.fact, "role", "") in roles]
    people = _of_one_meeting(query, held, reader)
    if not _COUNTED.search(query.text) and "主持" not in roles:
        meant = [stored.doc_id for stored in people[:1]] or minutes_meant(query.text, query.scope, reader.lexicon)
        if len(meant) == 1 and (lists := answer_present(reader, meant[0], tuple(roles))).found:
            return lists  # as written: names that no list of surnames holds, and bodies
    statements = []
    for role in roles:
        named = [stored for stored in people if getattr(stored.fact, "role", "") == role]
        if named:
            statements.append(_statement(role, named, query, reader))
    return Draft(tuple(statements), tuple(people), 1.0)


def _of_one_meeting(query: Query, held: list[StoredFact], reader: Reader) -> list[StoredFact]:
    """The people of the meeting whose minutes hold most of a question; none where two hold as much."""
    doc_ids = sorted({stored.doc_id for stored in held})
    if len(doc_ids) < 2:
        return held
    scores = {}
    for doc_id in doc_ids:
        document = reader.document(doc_id)
        opening = "".join(reader.own_text(doc_id, clause) for clause in document.parsed.clauses[:6])
        scores[doc_id] = coverage(query.topic, ((document.record.metadata.title, 1.0), (opening, 1.0)))
    top = max(scores.values())
    best = [doc_id for doc_id in doc_ids if scores[doc_id] >= top - 0.001]
    return [stored for stored in held if stored.doc_id == best[0]] if len(best) == 1 else []


def _statement(role: str, named: list[StoredFact], query: Query, reader: Reader) -> Statement:
    told = list(dict.fromkeys(_told(stored) for stored in named))
    number = f"共{len(told)}人" if _COUNTED.search(query.text) else ""
    evidence = tuple(dict.fromkeys(member_evidence(reader, stored) for stored in named))
    return Statement(f"{role}{number}：{'、'.join(told)}。", evidence, (role, number))


def _told(stored: StoredFact) -> str:
    fact = stored.fact
    assert isinstance(fact, Member)
    return f"{fact.subject}（{fact.post}）" if fact.post else fact.subject
