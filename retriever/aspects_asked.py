"""Aspects that a question lists: 「早餐网点、标准化菜场：单位、数量」, 「第26项任务的目标、举措和责任单位」.

Who fills in a table or reports upwards asks in nouns. Each aspect of each thing is a question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_ASPECT = (
    "(?:主要|工作|具体|总体|申请|办理|申报|补贴|补助|奖补|适用)*(?:目标(?:任务|值)?|指标|数量|规模|举措|措施|做法|内容|(?:责任|牵头|配合|主责|负责)(?:单位|部门|科室)"
    "|(?:承办|主办)单位|单位|部门|责任人|(?:完成|办结|办理)?(?:时限|期限|时间(?:节点)?)|进度|标准|对象|范围|条件|流程|程序|步骤|材料|资金来源|方式)"
)
_JOIN = r"(?:[、，,和与及\s+＋/]|以及|还有)+"
_LISTED = re.compile(
    rf"^(?P<head>.*?[^、，,和与及\s：:])(?:的|之|[：:，,\s])*(?:分别)?(?P<aspects>{_ASPECT}(?:{_JOIN}{_ASPECT})+)"
    r"(?:分别|各|都)?(?:是|有)?(?:什么|啥|哪些|怎样|怎么样)?(?:的)?[呢吗啊呀]?$"
)
_ASKED_AS = re.compile(rf"的(?:{_ASPECT})$")
_PLEASE = re.compile(
    "^(?:请|麻烦|帮我|给我|帮忙|我想|想)*(?:列(?:个表|出|一下|举)?|说(?:一下|说)?|报(?:一下)?|查(?:一下|询)?|问(?:一下)?|知道|了解|看(?:一下)?|填)+[：:，,]?"
)
_POINTING = re.compile("(?:那|这)(?:一)?(?:条|项|块|个|件|方面)$|(?:方面|这块|工作)$")
_ASKS = re.compile("谁|哪|多少|几[个项条家]|什么|啥|怎|咋|如何|吗$|比|区别|不同")
_PIECE = re.compile(r"[？?；;]+\s*")
_AND = re.compile("、|和(?!平|谐)|与|及")
_NUMBERED = re.compile(r"第?[\d一二三四五六七八九十]+[项条]")
_AIMS = re.compile("目标|指标|内容")
_IN_FULL = {"单位": "责任单位", "部门": "责任单位"}
_SHORTEST, _MOST = 3, 8  # characters of a thing among several; questions that one question may be

_GROUP = "(?:领导小组|工作小组|工作组|专班|指挥部|委员会|联席会议|小组)"
_TWO_GROUPS = re.compile(
    rf"(?P<first>[^，,、？?]{{2,20}}?{_GROUP})(?:跟|和|与|、|以及)(?P<second>[^，,、？?]{{2,20}}?{_GROUP})"
    r"[，, ]?(?:的|这?[两俩]个)*(?P<asks>.{3,40})"
)
_EACH_OF = re.compile("各自?|分别|都")
_PAUSES = re.compile("[，,、；; ]")
_OPEN_WORD = re.compile("谁|哪|什么|啥|几|多少")


def aspects_asked(question: str, places: Collection[str]) -> tuple[str, ...]:
    """The questions that one is, in order; empty where it lists no aspects.

    Args:
        question: as typed and corrected.
        places: names of places that documents speak for; one before several things holds for all.
    """
    found: list[str] = []
    listed = False
    for piece in filter(None, (part.strip(" ，,。！!") for part in _PIECE.split(question))):
        match = _LISTED.match(piece)
        head = _POINTING.sub("", _PLEASE.sub("", match["head"]).strip()) if match is not None else ""
        if match is None or len(head) < _SHORTEST or _ASKS.search(head):
            found.append(piece)
            continue
        listed = True
        for thing in _things(head, places):
            found += [_question(thing, aspect) for aspect in re.split(_JOIN, match["aspects"]) if aspect]
    return tuple(found) if listed and len(found) <= _MOST else ()


def asks_aspect(question: str) -> bool:
    """Whether a question only names an aspect of a thing: 「早餐网点的数量」."""
    return _ASKED_AS.search(question) is not None


def _question(thing: str, aspect: str) -> str:
    """An aspect of a thing; what an item given by its number is to reach, is what it says."""
    if _NUMBERED.search(thing) and _AIMS.search(aspect):
        return f"{thing}的内容"
    return f"{thing}的{_IN_FULL.get(aspect, aspect)}"


def _things(head: str, places: Collection[str]) -> list[str]:
    """The things that share the aspects, each behind the place that stands before them all."""
    pieces = [piece.strip() for piece in _AND.split(head)]
    if len(pieces) < 2 or any(len(piece) < _SHORTEST for piece in pieces):
        return [head]
    place = max((name for name in places if pieces[0].startswith(name)), key=len, default="")
    return [pieces[0], *(piece if piece.startswith(place) else f"{place}{piece}" for piece in pieces[1:])]


def groups_asked(question: str, places: Collection[str]) -> tuple[str, ...]:
    """The questions in one of two working groups: 「甲领导小组跟乙专班，组长各是谁、办公室各放在哪」; else none.

    A place before the first group holds for both; the arguments are those of `aspects_asked`.
    """
    match = _TWO_GROUPS.fullmatch(question.rstrip("？?。 "))
    if match is None or not _EACH_OF.search(match["asks"]):
        return ()
    asked = [_EACH_OF.sub("", piece).strip("的 ") for piece in _PAUSES.split(match["asks"]) if piece.strip()]
    if not all(_OPEN_WORD.search(piece) for piece in asked):
        return ()
    place = max((place for place in places if match["first"].startswith(place)), key=len, default="")
    second = match["second"] if match["second"].startswith(place) else f"{place}{match['second']}"
    return tuple(f"{group}{piece}" for group in (match["first"], second) for piece in asked)
