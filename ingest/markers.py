"""Numbers and bullets that open a clause in Chinese official documents.

The levels follow GB/T 9704 (一、 （一） 1. （1）) with those of laws and plans around them (编, 章, 节, 条) and below
them (①, ——, ●). A marker counts only at the beginning of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "〇零一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SECTIONS = {"编": 1, "部分": 2, "章": 3, "节": 4, "条": 5}

# The order of the alternatives matters: the longer marker first.
_MARKER = re.compile(
    rf"(?P<section>第\s?(?:[{_HAN}]{{1,6}}|\d{{1,3}})\s?(?P<unit>编|部分|章|节|条)(?:之[{_HAN}]{{1,2}})?)(?=[\s：:、【—]|[^\s，。；、的至]|$)"
    rf"|(?P<annex>(?:附件|附录|附表|附图)\s?(?:[{_HAN}]{{1,3}}|\d{{1,2}})?(?:\s?[-—]\s?\d{{1,2}})?)(?=[\s：:.、]|$)[：:.、]?"
    r"|(?P<attached>附)[：:]"
    rf"|(?P<han>[{_HAN}]{{1,4}})\s?[、.．](?!\d)"
    rf"|[（(]\s?(?P<han_round>[{_HAN}]{{1,4}})\s?[）)][、.]?"
    r"|[（(]\s?(?P<digit_round>\d{1,3})\s?[）)][、.]?"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?=[\s、]|[\u4e00-\u9fff])(?!\s?(?:公里|米|平方|万|亿|千|元|倍|%|个|年|小时|级))[、.]?"
    r"|(?P<digit>\d{1,3})\s?(?:[.．、](?!\d)|\.(?=\d{4}年))"
    r"|(?P<digit_half>\d{1,3})[）)]"
    rf"|(?P<circled>[{_CIRCLED}])"
    r"|(?P<letter>[a-zA-Z])[.、)）](?=\s?[\u4e00-\u9fff])"
    r"|(?P<dash>——|--|──|－－)(?!\s*$)"
    r"|(?P<bullet>[●■◆▲•·○□◇★☆※►▪➢✓*]|-(?=\s))\s?(?=\S)"
)
_RANKS = {
    "annex": 0,
    "attached": 0,
    "han": 6,
    "han_round": 7,
    "digit": 8,
    "digit_round": 9,
    "digit_half": 10,
    "circled": 11,
    "letter": 12,
    "dash": 13,
    "bullet": 14,
}
_NUMERAL = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}


@dataclass(frozen=True)
class Marker:
    """A marker at the head of a line.

    Attributes:
        style: which pattern it is ("han", "digit_round", "条", "annex", …); siblings share a style.
        rank: the usual nesting order, lower is further out; decimals (1.2.3) rank by depth.
        text: the marker as written, with its punctuation.
        value: its number, or None for bullets.
    """

    style: str
    rank: float
    text: str
    value: int | None


def read_marker(line: str) -> Marker | None:
    """The marker that opens a line, or None."""
    match = _MARKER.match(line)
    if match is None:
        return None
    style = match.lastgroup or ""
    if match.group("section"):
        style = match.group("unit")
        number = match.group("section")[1:].removesuffix(style).strip()
        return Marker(style, _SECTIONS[style], match.group(0), number_value(number.split("之")[0].rstrip(style)))
    text = match.group(0)
    if style == "decimal":
        depth = match.group("decimal").count(".")
        return Marker(f"decimal{depth}", 8 + depth / 10, text, int(match.group("decimal").rsplit(".", 1)[1]))
    return Marker(style, _RANKS[style], text, number_value(match.group(style)))


def starts_with_marker(line: str) -> bool:
    """Whether a line opens with a clause marker."""
    return _MARKER.match(line) is not None


def number_value(text: str) -> int | None:
    """The value of a marker's digits, Chinese numerals below 1,000, or a circled digit; None for anything else."""
    text = "".join(character for character in text if not character.isspace())
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits.group(0))
    if text[:1] in _CIRCLED and text:
        return _CIRCLED.index(text[0]) + 1
    characters = [character for character in text if character in _HAN]
    if not characters:
        return None
    if not any(character in "十百" for character in characters):
        return int("".join(str(_NUMERAL[character]) for character in characters))
    total, current = 0, 0
    for character in characters:
        if character in "十百":
            total += (current or 1) * {"十": 10, "百": 100}[character]
            current = 0
        else:
            current = _NUMERAL[character]
    return total + current
