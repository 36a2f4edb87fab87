"""Whether a question asks what a term means, what it counts or whom it takes in, whatever words it does so in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from re import Pattern

from ingest.numerals import parse_number
from retriever.question_patterns import read_patterns

QUESTIONS_FILE = Path(__file__).parent / "data" / "term_questions.txt"
TERM = "◆"
"""Stands for the term in a folded question."""
_SECTIONS = (("beside", "beside"), ("meaning", "after"), ("how", "how"), ("who", "who"), ("holds", "holds"))
_SHORTEST = 2  # characters of a term
MARKS = re.compile("[“”\"'‘’「」『』《》〈〉\\s·]")
_NUMERALS = re.compile("[一二三四五六七八九十两]+")
_MEASURE = re.compile(r"(?<=\d)个(?=[一-龥])")
_APART = re.compile(  # 「怎么区分甲和乙」 asks what the two mean, like 「甲跟乙有什么区别」
    "(?:怎么|如何|咋|怎样)(?:去|来)?(?:区分|区别|分辨|辨别)(?:出)?(?P<one>[^，。？?]{2,16}?)(?:和|跟|与|同)(?P<other>[^，。？?]{2,16})"
)
_SO_MANY = re.compile(r"\d个?$")  # 「先办的5个“一件事”是哪些」 asks which they are, not what the term means
_STRETCH = re.compile("[，,。；;？?！!：:…]+")
_ASKS = re.compile("谁|哪|几|多[少久大长高]|什么|啥|何|[吗么嘛]|是不是|咋|怎|1回事|1样|算不算|[包含]不[包含]")
# What may stand between a term and the words that ask about it.
_BETWEEN = (
    "(?:这个词?|那个|这种|那种|这些?|那些?|1词|的|里面?|里头|中的?|上|说法|概念|东西|提法|叫法|模式|机制|制度|责任制|体系|工程|项目"
    "|行动|平台|原则|到底|究竟|具体|又|都|各自?|分别|主要|其实|1般|呢|啊|呀|嘛|啦|[,，]){0,4}"
)
_TAIL = "(?:的|了|呀|啊|呢|吗|嘛|啦|哦|来着|吧|么|意思|这个?意思|东西){0,3}"
_KINDS = re.compile(rf"{_BETWEEN}(?:是|指|包括|包含|有|算|叫){{0,2}}的?哪些(?P<noun>[一-龥]{{1,3}}?){_TAIL}")


def folded(text: str) -> str:
    """A text as terms are compared: no quotes or spaces, numerals in figures, 加 as +, no 个 behind a figure."""
    plain = MARKS.sub("", unicodedata.normalize("NFKC", text).lower())
    plain = _NUMERALS.sub(_in_figures, plain).replace("加", "+")
    return _APART.sub(r"\g<one>跟\g<other>有什么区别", _MEASURE.sub("", plain))


def _in_figures(match: re.Match[str]) -> str:
    number = parse_number(match.group(0))
    if number is None:
        return "".join(str(int(parse_number(character) or 0)) for character in match.group(0))
    return str(int(number))


@dataclass(frozen=True)
class _Forms:
    """What may stand before a term, behind it, and apart from it; `after` by what is asked so."""

    before: Pattern[str]
    after: tuple[tuple[str, Pattern[str]], ...]
    also: Pattern[str]
    idle: Pattern[str]


@lru_cache(maxsize=1)
def _shipped() -> _Forms:
    patterns = read_patterns(QUESTIONS_FILE)
    return _Forms(
        re.compile(f"(?:{patterns['before'].pattern}){_BETWEEN}"),
        tuple((way, re.compile(f"{_BETWEEN}(?:{patterns[section].pattern}){_TAIL}")) for way, section in _SECTIONS),
        re.compile(f"{_BETWEEN}(?:{patterns['also'].pattern}){_TAIL}"),
        re.compile(f"{_BETWEEN}{_TAIL}"),
    )


def asks_of_term(question: str, term: str, behind: tuple[str, ...] = ()) -> str:
    """How a question asks about a term: "meaning", "how", "who", "beside", "holds", or "" where it asks something else.

    Args:
        question: the question, folded.
        term: the term, folded.
        behind: what documents write right behind the term, folded: 「配置」 of 「1+2+N”配置」.
    """
    if len(term) < _SHORTEST:
        return ""
    marked = (question[:at] + TERM + question[at + len(term) :] for at in _at(question, term))
    return next(filter(None, (_asked_at(text, term, behind) for text in marked)), "")


def _at(question: str, term: str) -> list[int]:
    """Where a term stands in a question, the last first: 「粮食应急预案说的“粮食”」."""
    found: list[int] = []
    at = question.find(term)
    while at >= 0:
        found.insert(0, at)
        at = question.find(term, at + len(term))
    return found


def _asked_at(question: str, term: str, behind: tuple[str, ...]) -> str:
    stretches = [part for part in _STRETCH.split(question) if part]
    marked = next((part for part in stretches if TERM in part), TERM)
    others = [part for part in stretches if part is not marked and _ASKS.search(part)]
    forms = _shipped()
    if not all(map(forms.also.fullmatch, others)):
        return ""
    before, _, after = marked.partition(TERM)
    after = _without(after, behind)
    if how := _how(before, after, term):
        return how
    bare = not _ASKS.search(before) and forms.idle.fullmatch(after) is not None
    return "meaning" if others and bare else ""


def _how(before: str, after: str, term: str) -> str:
    forms = _shipped()
    if forms.idle.fullmatch(after) and forms.before.fullmatch(before):
        return "meaning"
    if _ASKS.search(before) or _SO_MANY.search(before):
        return ""
    kinds = _KINDS.fullmatch(after)
    if kinds is not None and kinds["noun"] in term:
        return "meaning"  # 「三类户包括哪些户」
    return next((way for way, pattern in forms.after if pattern.fullmatch(after)), "")


def _without(after: str, behind: tuple[str, ...]) -> str:
    """What follows a term, without what documents write behind it."""
    longest = max((_shared(after, told) for told in behind), default=0)
    return after[longest:]


def _shared(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length] and "一" <= one[length] <= "龥":
        length += 1
    return length
