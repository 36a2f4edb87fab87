"""Units that the posts of a list of names tell: communities, villages, bureaus; who comes from those that are named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.datatypes import StoredFact

KINDS = {
    "社区": r"([\u4e00-\u9fff]{2,5}?社区)(?=党|居|书记|主任)",
    "村": r"([\u4e00-\u9fff]{1,4}?村)(?=党|村|书记|主任)",
    "局": r"([\u4e00-\u9fff]{3,14}?局)(?=党|副?局长)",
    "街道": r"([\u4e00-\u9fff]{2,5}?街道)",
    "乡镇": r"([\u4e00-\u9fff]{2,4}?[乡镇])(?=党|副?[乡镇]长|人民)",
}
_ASKED = re.compile(
    r"(?:几|多少|哪些|哪几|什么)个?(?P<kind>社区|村|局|街道|乡镇)(?!的|书记|主任|负责)"
    r"|(?P<first>社区|村|局|街道|乡镇)(?:的负责同志|干部)?(?:一共|总共|共)?(?:有|是)?(?:几|多少|哪些|哪几)个?(?!人|名|位)"
)
_SUFFIX = re.compile("(?:社区|村|街道|局|乡|镇)$")
_LEVEL = re.compile("^[市县区]")
_POST_NAMED = re.compile("[\u4e00-\u9fff]{2,8}?(?:书记|主任|局长|部长|负责人|所长|队长)")
_TAIL = 4  # characters of the shortest post with its office: 人大主任
_STREET = re.compile("(?:街道|镇|乡)(?:的|党工委|党委)?(?:书记|主任|镇长|乡长)")
_LEADS = (
    ("书记", "(?:街道|镇|乡)党(?:工)?委书记"),
    ("主任", "(?<!副)办事处主任"),
    ("镇长", "(?<!副)镇长"),
    ("乡长", "(?<!副)乡长"),
)
_OFFICE = re.compile(
    "(?:[\u4e00-\u9fff]{1,8}?(?:街道|镇|乡|[区县市](?!域|场|民|容|政)))?(?P<name>[\u4e00-\u9fff]{2,10}?)(?P<sort>办公室|办|科|股|处|中心|局|站|所|大队|队)"
    "(?:负责人|负责同志|副?(?:主任|科长|股长|处长|局长|站长|所长|队长))"
)
_CORE = 4  # characters of an office's name that names it without 办 or 科
_SHORTEST = 2  # characters of a stem that names its unit by itself: 铜都 for 铜都社区


def kind_asked(question: str) -> str:
    """The kind of unit that a question asks for, by number or by name (「几个社区」, 「哪些社区」); "" for none."""
    found = _ASKED.search(question)
    return (found.group("kind") or found.group("first")) if found else ""


def units_of(members: Sequence[StoredFact], kind: str) -> dict[str, StoredFact]:
    """Units of a kind that posts name, each with the first person from it."""
    found: dict[str, StoredFact] = {}
    for stored in members:
        for name in re.findall(KINDS[kind], getattr(stored.fact, "post", "")):
            found.setdefault(name, stored)
    return found


def with_each_post(question: str, members: Sequence[StoredFact]) -> list[StoredFact]:
    """Holders of two posts or more that a question names side by side: 「纪工委书记和人大工委主任」; else nobody."""
    found: list[StoredFact] = []
    phrases = _POST_NAMED.findall(question)
    for phrase in phrases:
        tails = [phrase[start:] for start in range(len(phrase) - _TAIL + 1)]
        holders = [
            [stored for stored in members if re.search(f"(?<!副){re.escape(tail)}", getattr(stored.fact, "post", ""))]
            for tail in tails
        ]
        best = next((held for held in holders if held), [])
        if not best or len(best) > 1:
            return []  # 书记 alone is held by many
        found += best
    return list(dict.fromkeys(found)) if len(phrases) > 1 else []


def of_street(question: str, members: Sequence[StoredFact]) -> list[StoredFact]:
    """Who leads the street or town that a question asks for by 书记 and 主任: no community's."""
    if not _STREET.search(question):
        return []
    wanted = [posts for word, posts in _LEADS if word in question]
    return [stored for stored in members for posts in wanted if re.search(posts, getattr(stored.fact, "post", ""))]


def of_offices(question: str, members: Sequence[StoredFact]) -> list[StoredFact]:
    """People of the offices that a question names, with or without 办 or 科 behind: 「管平安建设的科室」."""
    found: list[tuple[int, StoredFact]] = []
    for stored in members:
        office = _OFFICE.fullmatch(getattr(stored.fact, "post", ""))
        if office is None:
            continue
        names = [office["name"] + office["sort"], office["name"] if len(office["name"]) >= _CORE else ""]
        places = [question.find(name) for name in names if name and name in question]
        if places:
            found.append((places[0], stored))
    return [stored for _, stored in sorted(found, key=lambda pair: pair[0])]


def from_named(question: str, members: Sequence[StoredFact], places: Sequence[str]) -> list[StoredFact]:
    """People from the units that a question names, in its order: 「甲社区和乙社区的书记」, 「甲、乙两个社区」.

    A place that documents speak for is no unit: who asks for 书记 of a whole street asks for no community's.
    """
    named: list[tuple[int, str]] = []
    for kind in KINDS:
        for unit in units_of(members, kind):
            stem = _LEVEL.sub("", _SUFFIX.sub("", unit))
            if unit in places or stem in places:
                continue
            for name in (unit, stem if len(stem) >= _SHORTEST and kind in question else unit):
                if (position := question.find(name)) >= 0:
                    named.append((position, unit))
                    break
    found: list[StoredFact] = []
    for _, unit in sorted(named):
        found += [stored for stored in members if getattr(stored.fact, "post", "").startswith(unit)]
    return list(dict.fromkeys(found))
