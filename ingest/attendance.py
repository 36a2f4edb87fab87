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
_LINE = re.compile(
    r"\s*(?P<role>主持|出席|列席|参会|参加|到会|请假|缺席|记录)(?:人员|人|领导|同志|名单)?\s*[：:]\s*(?P<who>[^。\n]+)"
)
_SAME = {"参会": "出席", "参加": "出席", "到会": "出席"}


def extract_attendance(passages: Sequence[Passage]) -> list[Member]:
    """The people of a meeting's minutes with their part in it: one of `ATTENDANCE`."""
    found: list[Member] = []
    for passage in passages:
        if passage.clause.kind == "table_row":
            continue
        line = _LINE.match(passage.text, passage.unnumbered)
        if line is not None:
            role = _SAME.get(line["role"], line["role"])
            start = passage.start + line.start("who")
            found += [
                Member(passage.clause.index, start + first, start + last, name, "", role, post)
                for name, post, first, last in read_people(line["who"])
            ]
        elif "主持" in passage.text:
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
