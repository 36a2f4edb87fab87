"""The column of a row that a follow-up asks for by its title: 「哪个领导负责」 for 责任领导."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.table_columns import column_role

_GENERAL = frozenset(("责任", "单位", "部门", "任务", "负责", "工作", "完成", "项目", "事项", "牵头", "配合"))
_OF_PERSON = re.compile("领导|[书市县区镇]长|人$|人员|书记|主任|秘书长")
_ASKS_PERSON = re.compile("领导|责任人|负责人|联系人|[市县区镇]长|书记|哪位|叫什么|姓名|名字")
_TITLE_END = re.compile(".*(?:单位|部门|主体|分工|责任|体系)(?=[\u4e00-\u9fff]{4})")
_ASIDE = re.compile("[（(][^（()）]*[)）]")
_OF_BODY = ("lead", "supporting", "bodies", "person")


def title_of(head: str) -> str:
    """The lowest title of a column below a shared one: 落实单位 of 责任单位落实单位."""
    match = _TITLE_END.search(head)
    return head[match.end() :] if match else head


def named_column(question: str, row: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The one column of bodies or persons whose title the question repeats in part, with its cell; else None.

    Args:
        question: the follow-up.
        row: titles of columns with their cells, none empty.
    """
    asks_person = _ASKS_PERSON.search(question) is not None
    scored = []
    for head, value in row:
        title = title_of(_ASIDE.sub("", head))
        of_person = _OF_PERSON.search(title) is not None
        if not (of_person or column_role(head) in _OF_BODY or re.search("单位|部门|科室|股室|机构", title)):
            continue
        if asks_person and not of_person:
            continue
        pairs = {title[index : index + 2] for index in range(len(title) - 1)} - _GENERAL
        held = sum(pair in question for pair in pairs)
        if held:
            scored.append((held, head, value))
    best = max((held for held, _, _ in scored), default=0)
    found = [(title_of(head), value) for held, head, value in scored if held == best]
    return found[0] if len(found) == 1 else None
