"""Reduce a turn of a conversation to what it asks: 「旧的查完了，那新装呢，要装几部」 asks 「新装要装几部」."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = re.compile(
    r"^(?:好的?|嗯+|哦+|噢+|哎+|唉|诶|行|对|是的?|明白了?|知道了?|晓得了?|清楚了?|懂了|了解了?|收到|谢谢.{0,4}|多谢|辛苦了"
    r"|那好|好吧|原来如此|原来这样|原来是这样|这样啊|这样子啊)[，,。！!~吧呀啊哈了 ]+(?=.)"
)
_TOLD = re.compile(
    r"^[^，,。；?？]{2,14}(?:了|过了|完了|有了|好了|清楚|明白)[，,。；]\s*"
    r"(?=(?:那么?|再|另外|还有|顺便|接着|现在|下面|换)\S)"
)
_TOPIC = re.compile(
    r"^(?P<that>那么?)?(?P<about>[^，,。？?]{1,20}?)(?:的)?(?:呢|嘛|么|啊)?[，, ]\s*(?P<asks>[^？?]{2,})$"
)
_NAMED = re.compile(r"(?:呢|嘛)[，, ]")
_ASKS = re.compile(
    r"谁|哪(?!怕)|多少|几(?!乎|十|百)|什么|啥|咋|怎|如何|吗$|[不没]$|何时|多(?:久|大|高|长|远)"
    r"|有没有|是不是|能不能|可不可以"
)
_AGAIN = re.compile(
    r"^(?:那么?|再|另外|还有|顺便(?:问(?:一)?下)?|接着|请问|我?(?:还)?想(?:再)?问(?:一)?[下问]?|换个?问题)[，, ]*(?=那)"
)
_YEAR_ALONE = re.compile(r"^(?:那)?(?:到|在)?(?:(?:20)?\d{2}年[底末]?|明年|去年|后年|前年|今年|上一?年|下一?年)$")
_SENTENCE = re.compile(r"[？?]+\s*")
_WHAT_OF = re.compile(r"^(?:那么?|还有|再说)?(?P<about>[^？?，,]{2,20}?)的?(?:呢|又如何|咋样|怎么样)$")
_ASKS_EACH = re.compile(
    r"^(?:那么?|还有|再?问)?(?P<names>[^，,？?]{2,10}?(?:(?:和|跟|与|、|以及|还有)[^，,？?各分都]{1,10}?)+)"
    r"(?:那边|这边|呢)?[，, ]?(?:又|又都|都)?(?:要|得)?(?:各(?!类|项|级|种|地)自?|分别|又分别)(?P<asks>[^，,？?]{2,})$"
)
_AND = re.compile("和|跟|与|、|以及|还有")


@dataclass(frozen=True)
class Turn:
    """What a turn asks; `named` tells that it names its topic itself: 「那楼长呢，一个月给多少」."""

    asks: str
    named: bool = False


def questions_of(question: str) -> list[str]:
    """The questions of a follow-up whose first one only names something else: 「那机构的呢？几号到账」."""
    pieces = [piece for piece in _SENTENCE.split(question) if piece.strip()]
    return pieces if len(pieces) > 1 and _WHAT_OF.match(pieces[0]) else []


def each_of(question: str) -> list[tuple[str, str]]:
    """The things that a follow-up asks the same of, each with a question: 「那乡镇和村里各要几个人」."""
    match = _ASKS_EACH.match(question)
    if match is None or not _ASKS.search(match["asks"]):
        return []
    names = [re.sub("的$", "", name.strip()) for name in _AND.split(match["names"]) if name.strip()]
    return [(name, f"{name}{match['asks']}") for name in names]


def spoken(question: str) -> Turn:
    """A follow-up without what it only acknowledges, its topic drawn into what it asks.

    「哦，那X呢，多少」 is 「那X多少」; 「那X呢，到2025年」 is 「那X到2025年呢」. A question that has none of this comes
    back as it is.
    """
    plain = question
    while (shorter := _OPENING.sub("", plain, count=1)) != plain:
        plain = shorter
    plain = _AGAIN.sub("", _TOLD.sub("", plain))
    if _YEAR_ALONE.match(plain):
        return Turn(f"{plain}呢")
    match = _TOPIC.match(plain)
    if match is None or not _NAMED.search(plain) or _ASKS.search(match.group("about")):
        return Turn(plain)
    that, about, asks = match.group("that") or "", match.group("about"), match.group("asks")
    if _ASKS.search(asks):
        return Turn(f"{about}{asks}", named=True)
    return Turn(f"{that}{about}{asks}呢")
