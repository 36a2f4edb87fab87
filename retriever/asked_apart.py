"""The things that one question asks for, as they were said: 「装多少个报警器，消防队几个人」 asks two.

What asks has a question word of its own, is only named after another was asked (「…几天内启动？三级呢」), or ends in
what papers are asked for (文号, 期限). All else is what the question is about, or a story around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STOP = re.compile(r"[，,。；;？?！!…\n]+|\s+")
_AND = re.compile("、|以及|还有|另外|和(?!平|谐|睦|解)|与(?!会|否|时)|跟(?!踪|进)")
ASKS = re.compile(
    r"谁(?!家?[^，]{0,4}[都也])|哪(?!怕|里都|儿都)|多少|(?<![好十那这])几(?!乎|十|百|年来|经)"
    r"|(?<![没有的])(?:什么|啥)(?![都也的])|(?<=有)(?:什么|啥)|(?<![什怎这那])怎么?(?!么?也|么?都)|咋|如何"
    r"|多(?:久|大|高|长|远|宽|重)(?!的)|何时|([\u4e00-\u9fff])[不没]\1|是否"
)
_OF_WHETHER = re.compile(r"[\u4e00-\u9fff]{3,}(?:吗|不|没有)$")
_AGAIN = re.compile(
    r"^(?:那么?|还有|另外|以及)?(?P<name>[^，。？?谁哪几什啥怎咋]{1,14}?)(?:的)?(?:话)?(?:又|那边|这边|方面)?呢$"
)
_DEMANDED = re.compile("(?:文号|名单|时限|期限|电话|金额|负责人|牵头单位|责任单位|日期|有效期)$")
_SIDE_BY_SIDE = re.compile(
    r"^(?:相)?差(?:多少|几|在哪|距)|比比|对比|比较|区别|不同(?!意)|不一样|哪(?:个|家|边|一个|一家|年|种|件|项)(?:[^，]{0,3})(?:更|最|先|大|多|少|高|低|早|晚)"
    "|一样吗|一回事|^除|^不算|怎么回事|什么的$|啥的$|还是"
)
_TAIL = re.compile("[啊呀呐吧嘛哦]+$|(?<=吗)$")
_SHORTEST = 2  # characters of a piece that asks


@dataclass(frozen=True)
class Asked:
    """One thing that a question asks for.

    `said` is how it was said, `before` what stands before it in the question, `name` what the question asked before
    is put again about (三级 in 「三级呢」), "" where it asks in full.
    """

    said: str
    before: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        """What was said up to its end: the question as it would be, were it the only one."""
        return f"{self.before}{self.said}"


def asked_apart(question: str) -> tuple[Asked, ...]:
    """The things that a question asks for, in order; one or none where it asks for one thing only.

    Two things set beside each other (「哪个多」, 「有什么区别」) are one question.
    """
    pieces = _pieces(question)
    if any(_SIDE_BY_SIDE.search(piece) for _, piece, _ in pieces):
        return ()
    found: list[Asked] = []
    story = ""  # what was said and asks nothing
    for _, piece, stop in pieces:
        plain = _TAIL.sub("", piece)
        again = _AGAIN.match(plain) if found and not ASKS.search(plain) else None
        if again is not None:
            found.append(Asked(plain, story, again["name"]))
        elif len(plain) >= _SHORTEST and _asks(plain):
            found.append(Asked(plain, story))
        elif not found:
            story += f"{piece}{stop or ' '}"
    return tuple(found) if len(found) > 1 else ()


def _asks(piece: str) -> bool:
    return any(pattern.search(piece) for pattern in (ASKS, _OF_WHETHER, _DEMANDED))


def _pieces(question: str) -> list[tuple[int, str, str]]:
    """Where each stretch between pauses stands, the stretch, and the pause behind it."""
    found: list[tuple[int, str, str]] = []
    start = 0
    for stop in [*_STOP.finditer(question), None]:
        end = stop.start() if stop is not None else len(question)
        behind = stop.group() if stop is not None else ""
        if question[start:end].strip():
            found += [(start, piece, behind) for piece in _joined_by_and(question[start:end])]
        start = stop.end() if stop is not None else end
    return found


def _joined_by_and(stretch: str) -> list[str]:
    """A stretch cut where each piece asks: 「有多少调查小区、要配几个调查员」."""
    pieces = [piece for piece in _AND.split(stretch) if piece]
    if len(pieces) > 1 and all(ASKS.search(piece) and len(piece) > _SHORTEST for piece in pieces):
        return pieces
    return [stretch]
