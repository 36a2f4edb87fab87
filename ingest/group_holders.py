"""Who holds a role of a group where no list of names says it: bodies, and posts without a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.bodies import BodyNames
from ingest.body_lists import looks_like_body, split_top_level
from ingest.datatypes import Member, MemberKind
from ingest.member_names import POST_END, ROLES, is_name, name_pattern
from ingest.members import read_people
from ingest.passages import Passage

OFFICE = "办公室设在"
_HEADS = re.compile(
    r"(?:的)?(?:(?:党政|行政|单位|有关|相关|各)*(?:主要|分管|有关|相关)?(?:负责同志|负责人|主要领导|分管领导|领导|同志|人员|负责干部|业务骨干))$"
)
_POST = re.compile(
    rf"(?![一-龥]{{0,3}}(?:副?组长|成员)$)[一-龥（）]{{0,26}}(?:{POST_END}|副[市县区镇乡省州旗]长|村长|主要负责同志|分管负责同志|负责同志|分管领导|主要领导)"
)
_COUNTED = re.compile(r"(?:\d+|[一二三四五六七八九十]+)个(?:街道|乡镇|镇|乡|镇街|街镇|村|社区|县区|区县|部门|单位)")
_DESCRIBED = re.compile("的.*(?:单位|部门)$|^(?:牵头|责任|配合|成员|参加|主办|协办)(?:单位|部门)$")
_AND_OTHERS = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?[个家]?(?:有关|相关|各)?(?:部门|单位)*"
    "(?=(?:的)?(?:主要|分管|有关|相关)?(?:负责|领导|同志|$))"
)
_JOIN = re.compile("[和与及]")
_SENT = re.compile(  # 市应急管理局1名
    r"(?P<name>.{2,}?)(?P<number>(?:\d+|[一二两三四五六七八九十])(?:名|人|位)(?:同志)?)"
)
_IN_ALL = re.compile(r"[，,；;。]?(?:共|合计|总计)(?:计)?(?:\d+|[一二三四五六七八九十]+)[名人位]?[。；]?$")
_TEAM = re.compile(
    "[一-龥]{1,10}?(?:救援队|救援大队|应急队|突击队|志愿队|"
    "服务队|分队|小分队|中队|大队|支队|站|(?<!场)(?<!处)所)"
)
_FIELDS = re.compile("(?:分管|协管|主管|联系)(?!领导|负责)[一-龥]+$")
_RANK = re.compile("(?:常委|党组成员|党组书记|党委委员|党工委委员|班子成员)$")  # of one who holds a post besides
_DEPUTY_SECRETARY = re.compile("委副书记$")
_CHIEF = re.compile("(?:[一-龥]{0,8})(?:[县区市镇乡]长|办事处主任)")
_REST = re.compile("^(?:等|其他)?(?:有关|相关|各)*(?:部门|单位|人员|同志)$")


def holders(group: str, role: str, said: str, passage: Passage, offset: int, names: BodyNames) -> list[Member]:
    """The members that `said`, which stands at index `offset` of the passage, names for a role; people included."""
    people = read_people(said)
    if people:
        return [
            Member(
                passage.clause.index, passage.start + offset + start, passage.start + offset + end, name, passage.item,
                role, post, group,
            )
            for name, post, start, end in people
        ]  # fmt: skip
    found = list(who_serves(said, names))
    start = passage.start + offset
    return [
        Member(passage.clause.index, start, start + len(said.rstrip()), name, passage.item, role, post, group, kind)
        for name, post, kind in found
    ]


def who_serves(said: str, names: BodyNames) -> Iterator[tuple[str, str, MemberKind]]:
    """(name, post, "body" or "post") for each part of a list; nothing where a part is neither."""
    said = re.sub(r"[。；;，,\s]+$", "", said.strip())
    said = _AND_OTHERS.sub("", _IN_ALL.sub("", said))
    heads = _HEADS.search(said)
    post = heads[0].removeprefix("的") if heads and heads.start() else ""
    listed = said[: heads.start()] if post and heads else said
    found: list[tuple[str, str, MemberKind]] = []
    for part in _with_fields(split_top_level(listed)):
        part = part.removeprefix("由").removesuffix("同志")
        sent = _SENT.fullmatch(part)
        if sent and _kind(sent["name"], names) == "body":
            found.append((sent["name"], sent["number"], "body"))
            continue
        for piece in [part] if "、" in part else _pieces(part, names):
            if _is_person(piece):  # told with a name: 「区长甲和区人武部政委」
                if found:
                    return  # the posts before are the same person's: 「县委常委、副县长甲」
                continue
            kind = _kind(piece, names)
            if not kind:
                if _REST.match(piece):
                    continue
                return
            found.append((piece, post if kind == "body" else "", kind))
    if len(found) == 1 and post and found[0][2] == "body":  # 县民政局主要负责人 leads: a post, not the body
        found = [(f"{found[0][0]}{post}", "", "post")]
    yield from _of_one_person(found)


def _of_one_person(found: Sequence[tuple[str, str, MemberKind]]) -> Iterator[tuple[str, str, MemberKind]]:
    """The same with a rank and the post behind it as one: 「县委常委、宣传部部长」."""
    rank = ""
    for order, (name, post, kind) in enumerate(found):
        behind = found[order + 1][0] if order + 1 < len(found) and found[order + 1][2] == "post" else ""
        deputy = _DEPUTY_SECRETARY.search(name) and _CHIEF.fullmatch(behind)
        if kind == "post" and behind and (_RANK.search(name) or deputy):
            rank += f"{name}、"
            continue
        yield rank + name, post, kind
        rank = ""


def _with_fields(parts: Sequence[str]) -> list[str]:
    """The parts of a list, those together that name the fields of one post: 「分管农业、水务的副市长」."""
    told: list[str] = []
    opened: list[str] = []
    for part in parts:
        opened.append(part)
        if len(opened) == 1 and (not _FIELDS.search(part) or _POST.fullmatch(part)):
            told.append(opened.pop())
        elif "的" in part:
            told.append("、".join(opened))
            opened.clear()
    return [*told, *opened]


def _pieces(part: str, names: BodyNames) -> list[str]:
    outer = [piece for piece in part.split("以及") if piece]
    if len(outer) > 1:  # 「市自然资源和规划局以及各区政府」
        return [piece for one in outer for piece in _pieces(one, names)]
    pieces = [piece for piece in _JOIN.split(part) if piece]
    known = (_is_person(piece) or _kind(piece, names) for piece in pieces)
    return pieces if len(pieces) > 1 and all(known) else [part]


@lru_cache(maxsize=1)
def _post_and_name() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]*(?:{POST_END})(?P<name>{name_pattern()})")


def _is_person(piece: str) -> bool:
    told = _post_and_name().fullmatch(piece)
    return told is not None and is_name(told["name"])


def _kind(name: str, names: BodyNames) -> MemberKind | None:
    if (is_name(name) and not (names.is_body(name) or _TEAM.fullmatch(name))) or _DESCRIBED.search(name):
        return None
    if _COUNTED.fullmatch(name):
        return "body"
    if re.search(f"(?:{ROLES})$", name) and _POST.fullmatch(name) is None:
        return None
    if _POST.fullmatch(name.replace("、", "")) and not re.search("[，。；]", name):
        return "post"
    if len(name) <= 24 and (_TEAM.fullmatch(name) or names.is_body(name) or looks_like_body(name)):
        return "body"
    return None
