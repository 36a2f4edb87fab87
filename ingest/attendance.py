"""Who came to a meeting, who chaired it, who was excused: the closing lines of its minutes, and the sentence on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.datatypes import Member
from ingest.member_names import name_pattern
from ingest.members import read_people
from ingest.passages import Passage

ATTENDANCE = ("主持", "出席", "列席", "请假", "缺席", "记录")
_LABEL = re.compile(
    r"(?P<role>主持|出席|列席|参会|参加|到会|请假|缺席|记录)(?:会议)?(?:人员|人|领导|同志|名单|单位|部门)?\s*[：:|]\s*"
)
_MEETING = re.compile("(?:出席|列席|参加)了?(?:本次|此次|这次|此)?会议")
_NEXT = re.compile(r"(?:分送|抄送|发送|送|抄报|主送)\s*[：:]|[。\n]")
_TOLD = re.compile(r"(?:^|(?<=[。；，]))(?P<who>[^。；：:]{2,400}?)(?P<role>出席|列席|参加)了?(?:[本此这]次?)?会议")
_EXCUSED = re.compile(
    r"(?:^|(?<=[。；，]))(?P<who>[^。；，：:]{2,40}?)(?=因|请假|缺席|未)(?:因[^，。；]{0,14}?)?(?:请假|缺席|未能?(?:出席|参加|到会))"
)
_BEFORE_LIST = re.compile("[，,]|.*(?:主持|召开|听取|研究|审议|讨论)[^，]*，|会议由[^，]*，")
_ASKED_TO = re.compile("(?:要|应当?|须|得|可以?|可|邀请|通知|组织|[不未没]能?|无故)$|[不未没无]得?故?$|^凡|经常")
_ROW = 50  # characters of a line with one of those at a meeting
_SAME = {"参会": "出席", "参加": "出席", "到会": "出席"}


def attendance_parts(text: str) -> Iterator[tuple[str, int, int]]:
    """The role, start and end of each list of those at a meeting that a line holds: 「出席：…列席：…请假：…」.

    A line that opens with none of the roles holds no list.
    """
    opening = _LABEL.match(text.lstrip())
    if opening is None or ("|" in text and "|" not in opening[0]):
        return
    labels = list(_LABEL.finditer(text))
    for label, following in zip(labels, (*labels[1:], None), strict=True):
        stop = _NEXT.search(text, label.end(), following.start() if following else len(text))
        end = stop.start() if stop else following.start() if following else len(text)
        yield _SAME.get(label["role"], label["role"]), label.end(), end


def told_parts(text: str) -> Iterator[tuple[str, int, int]]:
    """The same from the sentences of a paragraph: 「甲、乙出席会议，丙局负责人列席会议。丁因公请假。」."""
    for pattern in (_TOLD, _EXCUSED):
        for told in pattern.finditer(text):
            chaired = _BEFORE_LIST.match(told["who"])
            start = told.start("who") + (chaired.end() if chaired else 0)
            if told.end("who") - start > 1 and not _ASKED_TO.search(told["who"]):
                role = told["role"] if pattern is _TOLD else "请假"
                yield _SAME.get(role, role), start, told.end() if role == "请假" else told.end("who")


def goes_on(line: str) -> bool:
    """Whether a line without a label can go on with the list of the line before: 「某某　县财政局局长」."""
    return 2 <= len(line.strip()) <= _ROW and not re.search("[。；：:？]", line)


def extract_attendance(passages: Sequence[Passage]) -> list[Member]:
    """The people of a meeting's minutes with their part in it: one of `ATTENDANCE`."""
    found: list[Member] = []
    role = ""  # of the list that the line before belongs to
    for passage in passages:
        line = passage.text[passage.unnumbered :]
        if passage.clause.kind == "furniture" or (passage.clause.kind == "table_row" and line.count("|") != 1):
            continue
        parts = list(attendance_parts(line)) or ([(role, 0, len(line))] if role and goes_on(line) else [])
        role = parts[-1][0] if parts else ""
        listed = bool(parts)
        if not parts and passage.clause.kind in ("paragraph", "front") and _MEETING.search(passage.text):
            parts = list(told_parts(line))
        for part, begin, end in parts:
            start = passage.start + passage.unnumbered + begin
            found += [
                Member(passage.clause.index, start + first, start + last, name, "", part, post)
                for name, post, first, last in read_people(line[begin:end])
            ]
        if not listed and "主持" in passage.text:
            found += _chaired(passage)
    return found


@lru_cache(maxsize=1)
def _chair() -> re.Pattern[str]:
    posts = "[市县区镇乡州省]长|书记|主任|秘书长|常委|局长|主席"
    return re.compile(
        rf"(?P<post>(?:[一-龥、]{{0,14}})(?:{posts}))(?P<name>{name_pattern()})(?:同志)?"
        r"(?:在[^，。；]{2,20}?|于[^，。；]{2,20}?)?主持(?:召开|会议|了|.{0,12}会)"
    )


def _chaired(passage: Passage) -> Iterator[Member]:
    match = _chair().search(passage.text)
    if match is not None:
        start = passage.start + match.start("post")
        post = match["post"].rpartition("，")[2]
        yield Member(passage.clause.index, start, passage.start + match.end("name"), match["name"], "", "主持", post)
