"""Who leads and who belongs to a group, told in a sentence: 「成立专班，由副市长任组长，甲、乙为成员单位」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.bodies import BodyNames
from ingest.datatypes import Clause, Member
from ingest.group_holders import OFFICE, holders
from ingest.group_names import BARE_GROUP, GROUP_NAME, NAMING_VERB, group_above
from ingest.member_names import POST_END, ROLES
from ingest.passages import Passage, tidy

_QUICK = re.compile("任|为(?:组长|[成组]员|牵头|召集)|设在|设于|组成|兼|成员")
_FOUNDED = re.compile(
    r"(?:成立|建立|组建|设立|调整|完善|健全|明确|下设|用好|发挥)(?:了|好)?(?:(?:由|以)[^。；]{0,300}?的|[^，。；]{0,40}?的)?"
    rf"(?P<group>(?!办公室){GROUP_NAME})"
)
_OPENING = re.compile(
    rf"^\s*(?:[甲乙丙丁戊己庚辛]、)?(?P<group>{GROUP_NAME}|[一-龥]{{1,12}}(?:委会|安委会|爱卫会|联席会议))"
    "(?=由|设|统筹|统一|负责|主任|组长|成员|办公室|下设|实行|副?(?:总指挥|指挥长|组长|召集人|主任)|[：:（(])"
)
_ROLE = rf"(?:办公室)?(?:{ROLES})|(?:成员|牵头|组长|副组长|召集|责任|配合|参加|主任|副主任)单位"
_HELD = re.compile(
    rf"(?:(?<=[，。；：、由以])|^)(?P<who>[^，。；：]{{2,200}}?)(?:(?<!负责)同志)?(?:分别)?(?:担任|兼任|任|为|作为)(?P<role>{_ROLE})(?=[，。；、的）]|$)"
)
_BY = re.compile(
    rf"(?P<role>{_ROLE})(?:分别)?由(?P<who>[^，。；：]{{2,200}}?)(?:等(?:部门|单位)?)?(?:(?<!负责)同志)?(?:共同)?(?:担任|兼任|任|组成)(?=[，。；、）]|$)"
)
_INCLUDES = re.compile(r"(?P<role>成员(?:单位)?)(?:主要)?(?:包括|有|为|：)(?P<who>[^。；：]{2,240}?)(?=[。；]|$)")
_OPENINGS = (re.compile("由"), re.compile("以(?!及)"))
_SEATED = re.compile(
    r"办公室(?:[^，。；]{0,6}?)(?:设|放|挂)(?:立|靠)?(?:在|于)(?P<who>[^，。；：（]{2,30}?)(?=[，。；（）]|办公|$)"
)


def extract_group_prose(
    passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames
) -> list[Member]:
    """Bodies and posts that sentences name to the roles of a group; people are read by `ingest.member_prose`."""
    found: list[Member] = []
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing") or not _QUICK.search(passage.text):
            continue
        above = group_above(passage.clause, clauses)
        for start, sentence in _sentences(passage.text, passage.unnumbered):
            group = group_of(sentence, above)
            above = group or above
            found += _read(sentence, start, group, passage, names)
    return found


def group_of(sentence: str, above: str) -> str:
    """The group that a sentence speaks of: the one it founds or opens with, else the one `above`."""
    for match in (_FOUNDED.search(sentence), _OPENING.match(sentence)):
        group = NAMING_VERB.split(tidy(match["group"]))[-1] if match else ""
        if group and not BARE_GROUP.fullmatch(group):
            return group
    return above


def _sentences(text: str, start: int) -> Iterator[tuple[int, str]]:
    for match in re.compile(r"[^。；\n]+").finditer(text, start):
        yield match.start(), match[0]


def _read(sentence: str, start: int, group: str, passage: Passage, names: BodyNames) -> Iterator[Member]:
    taken: list[tuple[int, int]] = []
    if not _QUICK.search(sentence) and "办公室" not in sentence:
        return
    seat = _SEATED.search(sentence)
    if seat:
        yield from _others(group, OFFICE, seat, start, passage, names)
    for pattern, sign in ((_HELD, ""), (_BY, "由"), (_INCLUDES, "成员")):
        for match in pattern.finditer(sentence) if sign in sentence else ():
            if any(first < match.end("who") and match.start("who") < last for first, last in taken):
                continue
            members = list(_others(group, _role_written(match, sentence), match, start, passage, names))
            if members:
                taken.append(match.span())
            yield from members


def _role_written(match: re.Match[str], sentence: str) -> str:
    """「主任」 as 「办公室主任」 where the sentence has named the office."""
    role = match["role"]
    office = role in ("主任", "副主任") and "办公室" in sentence[: match.start("role")]
    return f"办公室{role}" if office else role


def _others(
    group: str, role: str, match: re.Match[str], start: int, passage: Passage, names: BodyNames
) -> Iterator[Member]:
    who = match["who"]
    for opening in _OPENINGS:
        *before, behind = opening.split(who)
        who = who if re.search(POST_END, "".join(before)) else behind
    offset = start + match.end("who") - len(who)
    for member in holders(group, role, who, passage, offset, names):
        if member.kind != "person":
            yield member
