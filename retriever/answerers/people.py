"""People whom a question asks for as a whole, before it is taken apart: of meetings, tasks, a group told first."""

from __future__ import annotations

import re
from collections.abc import Callable

from retriever.answerers.attendance import answer_attendance
from retriever.answerers.body_groups import answer_body_groups
from retriever.answerers.group_roles import answer_group_roles
from retriever.answerers.group_roster import answer_group_roster
from retriever.answerers.role_people import answer_role_people
from retriever.document_aspects import aspects_in
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import Reader

_GROUP = re.compile("小组|专班|指挥部|委员会|联席会议")
_ASKS = re.compile("谁|哪|什么|啥|几|多少|怎么|如何")
_ROLE = re.compile("组长|成员|指挥|召集人|主任")
_TOLD_KINDS = ("member", "list", "fact", "responsibility")


def answer_people(query: Query, reader: Reader) -> Draft:
    """Who took part in a meeting, what falls to somebody, who has a role in the group that the question tells first.

    A final draft without statements refuses: the question names somebody whom the documents do not.
    """
    ways: tuple[Callable[[Query, Reader], Draft], ...]
    ways = (answer_attendance, answer_role_people, answer_body_groups, answer_group_roster, _of_told_group)
    if query.kind == "document" and len(aspects_in(query.text)) > 1:
        ways = ways[1:]  # 「谁主持的，哪天开的，第几期」 is told by the document's facts together
    for answer in ways:
        draft = answer(query, reader)
        if draft.found or draft.final:
            return draft
    return NOTHING


def _of_told_group(query: Query, reader: Reader) -> Draft:
    """「领导小组里，当成员的是哪些局」: the group stands before the comma, the role behind it."""
    first, _, last = query.text.replace("，", ",").partition(",")
    told = _GROUP.search(first) and not _ASKS.search(first) and not _GROUP.search(last)
    if not told or "," in last or not _ROLE.search(last) or query.kind not in _TOLD_KINDS:
        return NOTHING
    return answer_group_roles(query, reader)
