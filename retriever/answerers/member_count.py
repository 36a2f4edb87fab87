"""How many people a list names: in all, with a role, with a post, of communities or bureaus."""

from __future__ import annotations

import re

from ingest.datatypes import Member
from retriever.answerers.member import (
    GROUP,
    distinct,
    list_units,
    member_evidence,
    named_people,
    other_topic,
    roles_in,
    with_posts,
)
from retriever.answerers.units import kind_asked
from retriever.datatypes import StoredFact
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

TOLD = 12  # names up to which they are told one by one
_PEOPLE = re.compile(rf"人(?!次)|[名位](?!称)|成员|组长|书记|主任|局长|负责人|{GROUP}")
_LISTED = re.compile(rf"{GROUP}|成员|组长")
_HELD = re.compile("[姓位名]|人员|书记|主任|局长|负责人|组长|成员|名单|小组|委员会|指挥部|专班|几个人$|多少人$")
_NUMBER = re.compile("几|多少|总数|人数")
_GROUPS = re.compile("(?:几|多少)个[一-龥]{0,4}(?:专班|小组|工作组|专项组|[一-龥]组)(?:$|[，。？?呢啊])")
_POST_ASKED = re.compile(r"(?:社区|居委会|党委|纪委|村)?(?:副)?(?:书记|主任|局长|负责人|镇长|乡长|县长|区长)")
_SURNAME = re.compile(r"姓([\u4e00-\u9fff])")


def counts_people(query: Query) -> bool:
    """Whether a question may ask for a number of people of a list."""
    if re.search("任务|[几多少]项|几[条件]", query.text) or not _PEOPLE.search(query.text):
        return False
    if re.search("派|配备|每个|每处|每名", query.text) or _GROUPS.search(query.text):
        return False
    listed = _LISTED.search(query.text) is not None and _NUMBER.search(query.text) is not None
    return listed or (query.kind == "count" and _HELD.search(query.text) is not None)


def count_members(query: Query, reader: Reader) -> Draft:
    """How many people a list names, in all or with the role or post asked for."""
    members = named_people(query, reader)
    if not members:
        return Draft()
    roles = roles_in(query.text, members)
    if other_topic(query, reader, members, "".join(roles)):
        return Draft()
    if "成员单位" in query.text and not any("单位" in getattr(stored.fact, "role", "") for stored in members):
        return Draft()  # a list of people tells no number of bodies
    kind = kind_asked(query.text)
    if kind and re.search(f"{GROUP}|成员", query.text):
        return list_units(members, kind, reader)
    first = distinct(members)
    surname = _SURNAME.search(query.text)
    posts = with_posts(query, first)
    if surname:
        chosen, name = (
            [stored for stored in first if stored.fact.subject.startswith(surname.group(1))],
            surname.group(0),
        )
    elif posts:
        asked = _POST_ASKED.search(query.text)
        chosen, name = posts, asked.group(0) if asked else "符合条件的人员"
    elif roles and not (roles == ["成员"] and not _beside_leaders(query)):
        chosen = [stored for stored in members if isinstance(stored.fact, Member) and stored.fact.role in roles]
        name = roles[0] if len(roles) == 1 else "名单中的人员"
    else:
        chosen, name = first, "名单中的人员"
    return _told(distinct(chosen), name, reader)


def _beside_leaders(query: Query) -> bool:
    """Whether members are meant without their leaders, not all who stand in the list."""
    return re.search("除|不算|不含|以外|之外|普通|一般|只算|小组成员有|成员(?:有|几|多少)", query.text) is not None


def _told(chosen: list[StoredFact], name: str, reader: Reader) -> Draft:
    if not chosen:
        return Draft()
    by_role: dict[str, int] = {}
    for stored in chosen:
        by_role[getattr(stored.fact, "role", "")] = by_role.get(getattr(stored.fact, "role", ""), 0) + 1
    parts = "、".join(f"{role}{number}名" for role, number in by_role.items() if role)
    total = f"{len(chosen)}名"
    detail = f"（{parts}）" if len(by_role) > 1 else ""
    names = "" if len(chosen) > TOLD else "：" + "、".join(stored.fact.subject for stored in chosen)
    evidence = tuple(member_evidence(reader, stored) for stored in (chosen if names else (chosen[0], chosen[-1])))
    return Draft((Statement(f"{name}共{total}{detail}{names}。", evidence, (total, detail, name)),), tuple(chosen), 1.0)
