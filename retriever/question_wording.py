"""Wordings of questions: years spoken digit by digit, how the answer is to be told, what only people can answer."""

from __future__ import annotations

import re

_TELL_APART = re.compile(  # 「…几个？市里的和省里的分别说」
    r"(?<=.{6})[，,。？?！!；;]\s*(?:请|麻烦)?[^，,。？?！!；;谁哪几多什啥怎咋]{0,14}"
    "(?:分别|分开|各自|逐个|挨个|一个个|一步步|一条条)(?:来)?(?:说|讲|列)(?:说|讲|列|明白|清楚|清|全|出来|一下|给我)*[吧呗]?$"
)
_NUMERALS = "零〇一二三四五六七八九"
_SPOKEN_YEAR = re.compile(f"(?<![{_NUMERALS}十百千万])二[零〇][零〇一二三四五][{_NUMERALS}](?![{_NUMERALS}十百千万])")
_DIGITS = str.maketrans(_NUMERALS, "00123456789")

_OPINION = re.compile(  # what only people can say: 「你觉得我适合干这行吗」
    "(?:你|您|大家)(?:觉得|认为|感觉|说说?|看)(?![^，。？?]{0,20}(?:文件|方案|规划|规定|条例))[^，。？?]{0,16}"
    "(?:适合|适不适合|靠谱|划算|值不值|值得|好不好|更好|哪个好|还是[^，。？?]{1,12}好|行不行|推荐|该不该)"
    "|适不适合我|我(?:这样|这种)?[^，。？?]{0,4}(?:适合|该不该|能不能胜任)(?:去|做|当|考|干)"
)

ROMAN = str.maketrans("ⅠⅡⅢⅣⅤ", "一二三四五")  # as people say and documents write levels
_DESCRIBED = re.compile(  # 「标牌(就是贴玻璃上那个)」
    r"\((?:就是|也就是|即|就|俗称)[^()]{2,24}(?:那[个种张块些件份]|的(?:东西|牌子?|本子?|证|表|事))\)"
)
_LEVEL_TWICE = re.compile(  # 「浦东新区区民政局」, but not 「上海市市场监管局」
    r"(?<=[一-龥])([市区县旗镇]) ?\1(?=民政)"
    r"|(?<=[一-龥])([市区县旗镇]) ?\2(?![域划别分间长场容级直属民]|政(?!府|协|法|务))"
)
_SOME = re.compile(
    "(?<=[那这])几(?=[个位样家处件条张项])|(?<=[十好])几(?=[年个次家天])"
)  # 「那几个人」 asks for no number


def years_in_figures(text: str) -> str:
    """A question with years in figures, as documents write them: 二零二四 → 2024."""
    return _SPOKEN_YEAR.sub(lambda match: match.group(0).translate(_DIGITS), text)


def without_manner(text: str) -> str:
    """A question without what only says how to tell the answer, or describes the look of a thing that it names."""
    return _DESCRIBED.sub("", _TELL_APART.sub("", text))


def level_once(text: str) -> str:
    """A question without a level of a place typed twice: 浦东新区区民政局 → 浦东新区民政局."""
    return _LEVEL_TWICE.sub(r"\1\2", text)


def without_some(text: str) -> str:
    """A question with 些 for the 几 that counts nothing: 那些个人."""
    return _SOME.sub("些", text)


def asks_opinion(text: str) -> bool:
    """Whether a question asks for an opinion or for advice to one person, which no document gives."""
    return _OPINION.search(text) is not None
