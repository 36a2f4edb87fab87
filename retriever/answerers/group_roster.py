"""Several roles of one group asked for together: leader and deputies, leader and members, everyone in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Member
from retriever.answerers.group_roles import GROUPS, LEADERS, MEMBERS, POST, is_called, of_group, told_by_role
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import Reader

_EXCEPT = re.compile("除了?[^，,]{1,16}?(?:以外|之外|外|[，,])")
_ASKED = re.compile("谁|哪|什么人|啥人|名单|叫什么|几|多少")
_OTHER = re.compile(
    "职责|任务|负责(?:什么|啥|哪)|干什么|做什么|干啥|怎么|如何|多久|什么时候|何时|分工|管什么|电话|多少(?:钱|资金|经费|万)|几(?:次|天|年|月)"
)
_EVERYONE = re.compile(
    "(?:都|一共|总共)?(?:有|是|由)(?:谁|哪些人|哪几[个位]人?|哪些单位|哪几家)(?:组成|构成)?(?=$|[，,。？?、])|(?:全部|所有)(?:成员|人员)|名单|班子"
)
_DEPUTIES = re.compile("副的|副手|副职|几个副|哪些副|带副")
_MEMBER = re.compile(
    "成员|组员|(?:哪|谁|什么)[^，。？]{0,4}(?:单位|部门|局|人|家)?(?:参加|参与|组成|配合|派人|协助)|(?:参加|参与|组成)(?:的)?(?:单位|部门|人员)"
    "|(?:有|抽|是)哪(?:些|几个?|几家)(?:单位|部门|局)|(?:几|多少)(?:家|个)(?:单位|部门)|(?:单位|部门)(?:一共|总共|共)?有?(?:几|多少)"
)
_LED = re.compile("(?:谁|哪[个家]?[^，。？]{0,6})(?:来)?牵头|牵头(?:的)?(?:是|为)?(?:谁|哪)|牵头(?:单位|部门)")
_CONVENED = re.compile("召集(?!人)|谁召集")
_COUNTED = re.compile("(?<!哪)几[个家位]|多少[个家位]?(?:单位|部门|成员)?")
_GROUP_HEAD = re.compile(f"(?:{GROUPS})(?:里[面头边]?|中|内|成员|人员)?(?:都|一共|总共)?(?:有|是|由)(?:谁|哪)")
_DEPUTY = ("副", "常务副", "第一副")


def answer_group_roster(query: Query, reader: Reader) -> Draft:
    """The holders of all roles that a question asks for of one group, one line for each role.

    Questions for a single role have their own answers; this one reads what a sentence or a list tells of several.
    """
    text = re.sub("指挥(?=组|中心|所)", "", _EXCEPT.sub("", query.text))
    if not _ASKED.search(text) or _OTHER.search(text) or not re.search(f"{GROUPS}|{POST.pattern}", text):
        return NOTHING
    everyone = _GROUP_HEAD.search(text) is not None and _EVERYONE.search(text) is not None
    led = bool(_LED.search(text)) + bool(_CONVENED.search(text))
    several = len(POST.findall(text)) + led + bool(_MEMBER.search(text)) + bool(_DEPUTIES.search(text)) > 1
    excepted = _EXCEPT.search(query.text) is not None and _MEMBER.search(text) is not None
    counted = _COUNTED.search(text) is not None
    if not (everyone or several or excepted or counted):
        return NOTHING
    members = [stored for stored in reader.facts(query, Member) if isinstance(stored.fact, Member)]
    chosen = of_group(query, members, reader) or _only_group(query, members)
    roles = list(dict.fromkeys(_role(stored) for stored in chosen))
    asked = _roles_asked(text, roles, everyone=everyone)
    if counted and (told := _counted(text, chosen, reader)).found:
        return told
    if not asked or (len(asked) < 2 and not excepted) or any(
        not any(post in role for role in asked) for post in POST.findall(text)
    ):
        return NOTHING  # somebody asked for is told in another way than the others
    found = [stored for stored in chosen if _role(stored) in asked]
    return told_by_role(found, reader, counted=counted)


def _counted(text: str, chosen: Sequence[StoredFact], reader: Reader) -> Draft:
    """How many bodies belong to the group that a question names by its name, where bodies alone are its members."""
    held = [stored for stored in chosen if _role(stored) in MEMBERS]
    named = any(is_called(getattr(stored.fact, "group", ""), text) for stored in held)
    posts = [role for role in dict.fromkeys(map(_role, chosen)) if role not in MEMBERS and "办公室" not in role]
    if not named or (posts and not _MEMBER.search(text)) or any(
        getattr(stored.fact, "kind", "") != "body" for stored in held
    ):
        return NOTHING
    return told_by_role(held, reader, counted=True)


def _only_group(query: Query, members: Sequence[StoredFact]) -> list[StoredFact]:
    """All members where the place asked about has one document with one group; a name may be told shorter again."""
    groups = {getattr(stored.fact, "group", "") for stored in members}
    longest = max(groups, key=len, default="")
    one = len({stored.doc_id for stored in members}) == 1 and all(longest.endswith(group) for group in groups)
    return list(members) if one and query.scope.decided else []


def _role(stored: StoredFact) -> str:
    return getattr(stored.fact, "role", "")


def _roles_asked(text: str, roles: Sequence[str], *, everyone: bool) -> set[str]:
    """Of the roles of a group those that a question names; all but the office's where it asks for everyone."""
    if everyone:
        return {role for role in roles if "办公室" not in role or "办公室" in text}
    asked: set[str] = set()
    rest = text
    for role in sorted(roles, key=len, reverse=True):
        for name in dict.fromkeys((role, role.removeprefix("办公室"))):
            if name and re.search(rf"(?<!副){re.escape(name)}", rest):
                asked.add(role)
                rest = re.sub(rf"(?<!副){re.escape(name)}", " ", rest)
                break
    if _MEMBER.search(text):
        asked |= {role for role in roles if role in MEMBERS}
    if _LED.search(text):
        asked |= {role for role in roles if role in LEADERS}
    if _CONVENED.search(text):
        asked |= {role for role in roles if role.endswith("召集人") and not role.startswith("副")}
    if _DEPUTIES.search(text) or re.search(r"副(?:总指挥|指挥长?|组长|召集人|主任)", text):
        asked |= {role for role in roles if role.startswith(_DEPUTY)}
    return asked
