"""Who leads a working group, who belongs to it, where its office is: posts, bodies and people alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Member
from retriever.answerers.member import member_evidence
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

GROUPS = "小组|专班|指挥[部所]|委员会|联席会议|组|[委卫安]会|减灾委|安委办|食安办"
_ASKED = re.compile("谁|哪|什么|啥|几|多少|何|名单")
_SEAT = re.compile("办公室(?!.{0,2}下面?[设分]).{0,8}(?:设|放|挂|在)")
_OFFICE_HEAD = re.compile("办公室(?:的)?(?P<deputy>副)?主任")
_PARTS = re.compile(
    "成员|组成|(?:哪些|哪几[个家]?|什么)(?:单位|部门)(?:参加|参与|配合|协助)|参加(?:单位|部门)|有哪些(?:单位|部门)|(?:单位|部门)(?:有|是|包括)哪"
)
_ALL_UNITS = re.compile(
    "^(?!.*(?:成员|参加|参与|配合)).*(?:有哪些(?:单位|部门)|(?:单位|部门)[^，。？]{0,3}组成|哪[几些个]+(?:单位|部门)组成)"
)
_LED = re.compile("牵头|主责|负责单位|组长单位")
POST = re.compile(
    "常务副总?指挥长?|副总指挥长?|总指挥长?|副指挥长|指挥长|副指挥|指挥(?!部)|第一副组长|常务副组长|副组长|组长"
    "|副召集人|总召集人|召集人|副主任|主任"
)
_OTHER = re.compile("职责|任务|负责(?:什么|啥|哪)|干什么|做什么|怎么|如何|多久|什么时候|何时|工作(?:是|有)|分工")
_ENOUGH = 0.6  # share of a question's words that a group's name and its document's title must hold
_ROLE_WORDS = (
    "组长", "副组长", "成员", "单位", "部门", "参加", "参与", "召集", "配合", "组成", "会议",
    "办公室", "主任", "召集人", "指挥", "总指挥", "牵头", "名单", "名字", "副"
)  # fmt: skip
_COUNTED = re.compile("几[个家名位]|多少")
_COUNTED_BEHIND = 12  # characters behind a list of names in which it may be summed up
_COLLECTIVE = re.compile(r"各|有关|相关|\d|[一二三四五六七八九十]个")
_LISTED = re.compile("名单|分别|都(?:有|是)谁|各(?:是|有)谁")
_CAPTION = 60  # characters of a line that heads a list of names
_BARE = 5  # characters of 领导小组, 工作专班: a longer name says which group it is
_DIGITS = "零一二三四五六七八九"
_BODY_OF_POST = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?(?:街道|镇|乡|区|县|市))?(?P<name>[\u4e00-\u9fff]{2,10}?(?:社区|[^区县市]村|局|办|中心|公司|支队|大队|派出所))"
)
_MOST = 3  # documents whose groups of one name are all told
MEMBERS = ("成员", "组员", "委员", "成员单位", "参加单位", "组成单位", "组成部门", "成员部门", "配合单位", "参与单位")
_SAME_POST = {
    "组长": ("专班长", "班长", "召集人", "总召集人", "总指挥", "指挥长"),
    "副组长": ("副召集人", "副总指挥", "副指挥长", "副班长"),
}
LEADERS = ("牵头单位", "牵头部门", "组长单位", "主办单位", "责任单位")


def answer_group_roles(query: Query, reader: Reader, *, people: bool = False) -> Draft:
    """The holders of the role that a question asks for, of the group that it names; nothing where only people hold it.

    Lists of people alone have answers of their own (`retriever.answerers.member`), unless the question names one of
    several groups; with `people` they are answered here.
    """
    text = query.text
    if not re.search(GROUPS, text) or not _ASKED.search(text) or _OTHER.search(text):
        return NOTHING
    roles = _roles(text)
    members = [stored for stored in reader.facts(query, Member) if isinstance(stored.fact, Member)] if roles else []
    if not members:
        return NOTHING
    chosen = of_group(query, members, reader)
    held = [stored for stored in chosen if _holds(stored, roles)]
    held = held or [stored for stored in chosen if _holds(stored, _called_otherwise(roles))]
    found = _from_body(text, held)
    groups = {(stored.doc_id, _group(stored)) for stored in members}
    told = any(getattr(stored.fact, "kind", "person") != "person" for stored in found)
    several = len({getattr(stored.fact, "role", "") for stored in found}) > 1
    listed = query.kind in ("list", "fact", "responsibility")  # which the answers on people do not see
    if not found or not (told or people or several or listed or len(groups) > 1):
        return NOTHING
    return told_by_role(found, reader, counted=_COUNTED.search(text) is not None)


def _roles(text: str) -> tuple[str, ...]:
    """The roles, as facts name them, that a question asks for."""
    head = _OFFICE_HEAD.search(text)
    if head:
        others = POST.findall(text[: head.start()] + text[head.end() :])
        members = MEMBERS if _LISTED.search(text) and "成员" in text else ()
        return (f"办公室{head.group('deputy') or ''}主任", *dict.fromkeys(others), *members)
    if _SEAT.search(text):
        return ("办公室设在",)
    post = POST.search(text)
    if _PARTS.search(text) and not (post and re.search("谁", text)):
        return (*LEADERS, "副组长单位", *MEMBERS) if _ALL_UNITS.search(text) else MEMBERS
    if post and _LISTED.search(text) and "成员" in text:
        return (*dict.fromkeys(match.group(0) for match in POST.finditer(text)), *MEMBERS)
    if post:
        return tuple(dict.fromkeys(match.group(0) for match in POST.finditer(text)))  # 「组长副组长分别由谁担任」
    return LEADERS if _LED.search(text) else ()


def _called_otherwise(roles: Sequence[str]) -> tuple[str, ...]:
    """What the posts asked for are called in groups that have none of that name: 召集人 of a 专班 for its 组长."""
    return tuple(name for role in roles for name in _SAME_POST.get(role, ()))


def _holds(stored: StoredFact, roles: tuple[str, ...]) -> bool:
    role = getattr(stored.fact, "role", "")
    if role in roles:
        return True
    short = {name.removeprefix("总").removesuffix("长") for name in roles if "指挥" in name}
    office = any(name.startswith("办公室") and role.endswith(name) for name in roles)
    return office or role.removeprefix("总").removesuffix("长") in short


def _from_body(text: str, found: list[StoredFact]) -> list[StoredFact]:
    """The members whose post is in a body that a question names (「铜花社区的成员是哪位」); all where it names none."""
    own = [(stored, _BODY_OF_POST.match(getattr(stored.fact, "post", ""))) for stored in found]
    named = [stored for stored, body in own if body is not None and body["name"] in text]
    return named or found


def _group(stored: StoredFact) -> str:
    return getattr(stored.fact, "group", "")


def of_group(query: Query, members: Sequence[StoredFact], reader: Reader) -> list[StoredFact]:
    """The members of the one group that a question names by its name, or by the words of its name and document."""
    named = {(stored.doc_id, _group(stored)) for stored in members if is_called(_group(stored), query.text)}
    if named:
        longest = max(len(group) for _, group in named)
        best = {pair for pair in named if len(pair[1]) == longest}
        if len(best) <= _MOST:  # documents may have groups of one name
            best |= _told_in_full({(stored.doc_id, _group(stored)) for stored in members}, best)
            return [stored for stored in members if (stored.doc_id, _group(stored)) in best]
    else:
        topic = query.topic.without(_ROLE_WORDS)
        words = tuple(pair for pair in topic.words if reader.lexicon.count(pair[0]))
        if not words:
            return list(members) if len({(stored.doc_id, _group(stored)) for stored in members}) == 1 else []
        scored = {
            (stored.doc_id, _group(stored)): coverage(
                Topic(words),
                (
                    (_group(stored), 1.0),
                    (_caption(stored, reader), 1.0),
                    (reader.document(stored.doc_id).record.metadata.title, 0.8),
                ),
            )
            for stored in members
        }
        top = max(scored.values(), default=0.0)
        best = {pair for pair, score in scored.items() if score >= top - 0.001} if top >= _ENOUGH else set()
    if len(best) != 1:
        return []
    return [stored for stored in members if (stored.doc_id, _group(stored)) in best]


def _told_in_full(groups: set[tuple[str, str]], best: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The longer name that a document has for a group that it calls by the last words of it elsewhere."""
    found = set()
    for doc_id, group in best:
        longer = {pair for pair in groups if pair[0] == doc_id and pair[1].endswith(group) and pair[1] != group}
        found |= longer if len(longer) == 1 else set()
    return found


def is_called(group: str, text: str) -> bool:
    """Whether a text names a group, with or without the level before its name."""
    return bool(group) and (group in text or (len(group) > _BARE and re.sub("^[省市区县镇乡]", "", group) in text))


def _caption(stored: StoredFact, reader: Reader) -> str:
    """The line right above the list of names that a member stands in; empty for none."""
    for index in range(stored.fact.clause - 1, -1, -1):
        clause = reader.clause(stored.doc_id, index)
        if clause.kind != "table_row":
            own = reader.own_text(stored.doc_id, clause)
            return own if len(own) <= _CAPTION and not re.search("[，。；].", own) else ""  # no sentence of another
    return ""


def told_by_role(found: Sequence[StoredFact], reader: Reader, *, counted: bool) -> Draft:
    """One statement for each role: 「综合协调组成员单位：甲、乙。」, with their number where that is asked for."""
    if counted and any(_COLLECTIVE.match(stored.fact.subject) for stored in found):
        return NOTHING
    by_role: dict[tuple[str, str], list[StoredFact]] = {}
    for stored in found:
        by_role.setdefault((stored.doc_id, getattr(stored.fact, "role", "")), []).append(stored)
    for doc_id, role in tuple(by_role):  # read as 成员单位 and as 成员 of one sentence
        units = {stored.fact.subject for stored in by_role.get((doc_id, f"{role}单位"), ())}
        if units and units >= {stored.fact.subject for stored in by_role[doc_id, role]}:
            del by_role[doc_id, role]
    statements = []
    for (_, role), holders in by_role.items():
        group = _group(holders[0])
        told = list(dict.fromkeys(_told(stored) for stored in holders))
        several = len(by_role) > 1 and role not in MEMBERS
        more = _summed_up(holders, reader)
        number = f"共{more or f'{len(told)}{_measure(holders)}'}" if counted and not several else ""
        number += _people_sent(holders) if number else ""
        evidence = tuple(dict.fromkeys(member_evidence(reader, stored) for stored in holders))
        rest = f"等{more}" if more else ""
        text = f"{group}{role}{'' if role == '办公室设在' else f'{number}：'}{'、'.join(told)}{rest}。"
        statements.append(Statement(text, evidence, (group, role, f"{group}{role}", number, rest)))
    return Draft(tuple(statements), tuple(found), 1.0)


def _summed_up(holders: Sequence[StoredFact], reader: Reader) -> str:
    """「21家」 where a text names but some of them: 「由甲局、乙委等21家单位组成」; empty where it names all."""
    last = holders[-1]
    behind = reader.text(last.doc_id, last.fact.start, last.fact.end + _COUNTED_BEHIND)
    summed = re.search(rf"{re.escape(last.fact.subject)}等(?P<number>\d+[个家名位])", behind)
    return summed["number"] if summed else ""


def _people_sent(holders: Sequence[StoredFact]) -> str:
    """「、5人」 where each body of a group sends a number of people."""
    posts = [re.match(r"(\d+|[一二两三四五六七八九])[名人位]", getattr(stored.fact, "post", "")) for stored in holders]
    total = sum(int(post[1]) if post[1].isdigit() else _DIGITS.index(post[1]) for post in posts if post)
    return f"、{total}人" if posts and all(posts) else ""


def _measure(holders: Sequence[StoredFact]) -> str:
    return "家" if all(getattr(stored.fact, "kind", "") == "body" for stored in holders) else "名"


def _told(stored: StoredFact) -> str:
    fact = stored.fact
    assert isinstance(fact, Member)
    if not fact.post:
        return fact.subject
    return f"{fact.subject}{fact.post}" if fact.kind == "body" else f"{fact.subject}（{fact.post}）"
