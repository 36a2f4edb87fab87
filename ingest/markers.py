"""Numbers and bullets that open a clause in Chinese official documents.

The levels follow GB/T 9704 (一、 （一） 1. （1）) with those of laws and plans around them (编, 章, 节, 条) and below
them (①, ——, ●). A marker counts only at the beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_HAN = "〇零一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ONE_SIGN = {  # numbers with their brackets or dot in one character: the first of twenty, of ten, of twenty
    "digit_round": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "han_round": "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    "digit": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
}
_SECTIONS = {"编": 1, "部分": 2, "章": 3, "节": 4, "条": 5}

# The order of the alternatives matters: the longer marker first.
_MARKER = re.compile(
    rf"(?P<section>第\s?(?:[{_HAN}]{{1,6}}|\d{{1,3}})\s?(?P<unit>编|部分|章|节|条)(?:之[{_HAN}]{{1,2}})?)(?=[\s：:、【—]|[^\s，。；、的至]|$)"
    rf"|(?P<annex>(?:附件|附录|附表|附图)\s?(?:[{_HAN}]{{1,3}}|\d{{1,2}})?(?:\s?[-—]\s?\d{{1,2}})?)(?=[\s：:.、]|$)[：:.、]?"
    r"|(?P<attached>附)[：:]"
    rf"|(?P<box>专栏\s?(?:\d{{1,2}}|[{_HAN}]{{1,3}})(?:[-—]\d{{1,2}})?)(?=[\s：:]|[^\s，。；、的中所至到])[：:]?"
    rf"|(?P<han>[{_HAN}]{{1,4}})\s?[、.．](?!\d(?!\d{{3}}年))"
    rf"|[（(]\s?(?P<han_round>[{_HAN}]{{1,4}})\s?[）)][、.]?"
    r"|[（(]\s?(?P<digit_round>\d{1,3})\s?[）)][、.]?"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?=[\s、“《]|[\u4e00-\u9fff\u2160-\u217f])(?!\s?(?:公里|米|平方|万|亿|千|元|倍|%|个|年|小时|级|亩))[、.]?"
    r"|(?P<digit>\d{1,3})\s?(?:[.．、](?!\d)|\.(?=\d{4}年))"
    r"|(?P<digit_half>\d{1,3})[）)]"
    rf"|(?P<circled>[{_CIRCLED}])"
    rf"|(?P<one_sign>[{''.join(_ONE_SIGN.values())}])"
    r"|[【〔\[［]?(?:督办|重点|交办|工作)?(?:任务|事项|项目|问题|举措|措施|行动|工程)\s?"
    rf"(?P<named>\d{{1,2}}|[{_HAN}]{{1,3}})(?:[】〕\]］]|\s?[：:])"
    r"|(?P<letter>[a-zA-Z])[.、)）](?=\s?[\u4e00-\u9fff])"
    r"|(?P<dash>——|--|──|－－)(?!\s*$)"
    r"|(?P<bullet>[●■◆▲•·○□◇★☆※►▪➢✓*]|-(?=\s|[\u4e00-\u9fff“《](?!.{1,7}[：:])))\s?(?=\S)"
)
_SENTENCE = re.compile("[。；，]|.{40}")
_ALL_DIGITS = re.compile(r"\d+")
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}")
# A number that refers to something: articles of another document, classes and levels, houses.
_REFERENCE = re.compile(
    rf"第\s?(?:[{_HAN}]{{1,6}}|\d{{1,3}})\s?(?:编|部分|章|节|条)(?:之[{_HAN}]{{1,2}})?"
    rf"(?:规定|所|第[{_HAN}\d]{{1,3}}[款项目条]|明确|要求|修改|[的和与及至到、，中]|之规定)"
    rf"|[{_HAN}]{{1,3}}[、.．][{_HAN}]{{1,3}}[类级号期批档层季代班线等星]"
)
# A chapter of plans for emergencies and of standards: 「1 总则」 above 「1.1 编制目的」; repair may have
# taken the space.
_CHAPTER = re.compile(
    r"(\d{1,2})( ?)(?=[\u4e00-\u9fff])(?!年|月|日(?!常)|号|万|亿|千|百|元|公里|平方|米|吨|亩|个|名(?!词|单)|小时|分钟"
    r"|天|岁|倍|级(?!别)|次|户|人(?!员|才|民|力)|周|位|家(?!庭)|层|项(?!目)|楼|栋|室|路)[^。；：！？|｜]{2,45}$"
)
_CHAPTER_RANK = 5.5
# Points on lines of their own; those inside a paragraph are found by `ingest.points`.
_COUNTED = re.compile(
    r"(?P<han>[一二三四五六七八九十]{1,2})(?:是|要|则)(?=[\u4e00-\u9fff“])|第(?P<nth>[一二三四五六七八九十]{1,2})(?=[，、])"
)
_COUNTED_RANK = 12.5
_ARTICLES = 5  # numbers of articles at the heads of lines that make a text one of articles
_LONGEST_BARE_CHAPTER = 24  # characters of a chapter without sections
_RANKS: dict[str, float] = {
    "annex": 0,
    "attached": 0,
    "han": 6,
    "han_round": 7,
    "box": 7.5,  # 专栏 of plans: a frame with lists of its own inside a section
    "named": 7.8,  # 任务1：, 【督办事项一】
    "digit": 8,
    "digit_round": 9,
    "digit_half": 10,
    "circled": 11,
    "letter": 12,
    "dash": 13,
    "bullet": 14,
}
_LONGEST_INSERTED = 200  # markers that are looked ahead for the rest of an interrupted list
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
    if style == "one_sign":
        style, sign = next((name, signs) for name, signs in _ONE_SIGN.items() if text in signs)
        return Marker(style, _RANKS[style], text, sign.index(text) + 1)
    if style == "decimal":
        depth = match.group("decimal").count(".")
        return Marker(f"decimal{depth}", 8 + depth / 10, text, int(match.group("decimal").rsplit(".", 1)[1]))
    return Marker(style, _RANKS[style], text, number_value(match.group(style)))


def clause_markers(lines: Sequence[str]) -> list[Marker | None]:
    """The marker of each line, without those that only look like one: 「第十二条规定…」, 「3.15晚会…」, 「一、二类…」.

    Articles, chapters and decimals (1.2) count where they follow another of their kind, lead to one, or are the first.
    """
    markers = [None if _REFERENCE.match(line) else read_marker(line) for line in lines]
    chapters = _chapters(lines, markers)
    for index, found in (*chapters.items(), *_counted(lines, markers).items()):
        markers[index] = found
    known: dict[str, set[int]] = {}
    for line, marker in zip(lines, markers, strict=True):
        if marker is not None and marker.value is not None:
            known.setdefault(_series(line, marker), set()).add(marker.value)
    depths = {series.partition(" ")[0] for series, values in known.items() if len(values) > 1}
    outers = known.get("chapter" if chapters else "digit", set())
    outer = ""  # the number of the item that the line stands in, as decimals inside it begin
    for index, (line, marker) in enumerate(zip(lines, markers, strict=True)):
        if marker is None or marker.value is None:
            continue
        if marker.style == "digit" and chapters:  # a list inside a section: chapters have no dot
            continue
        if not _belongs(line, marker, known, depths, outers, outer):
            markers[index] = None
        elif marker.style in ("digit", "chapter") or marker.style.startswith("decimal"):
            outer = _DIGITS.match(line)[0].strip()  # type: ignore[index]
    return markers


def _chapters(lines: Sequence[str], markers: Sequence[Marker | None]) -> dict[int, Marker]:
    """Chapters of a bare number by their lines: 1, 2, 3 … in order, with sections (1.1) below or prose between them.

    A table of contents gives a first run, the text a second, an annex with chapters of its own a third.
    """
    prefixes = {_prefix(line) for line, marker in zip(lines, markers, strict=True) if _is_decimal(marker)}
    runs: list[dict[int, Marker]] = []
    for index, line in enumerate(lines):
        match = _CHAPTER.match(line) if markers[index] is None else None
        if match is None:
            continue
        value = int(match[1])
        sections = match[1] in prefixes
        short = bool(match[2]) and len(line) <= _LONGEST_BARE_CHAPTER and _SENTENCE.search(line) is None
        prose = index + 1 < len(lines) and _SENTENCE.search(lines[index + 1]) is not None
        if not sections and not (short and (prose or runs)):
            continue
        marker = Marker("chapter", _CHAPTER_RANK, match[1] + match[2], value)
        if value == 1:
            runs.append({index: marker})
        elif runs and len(runs[-1]) == value - 1:
            runs[-1][index] = marker
    kept = [run for run in runs if len(run) > 1 or _opens_sections(run, lines, markers)]
    return {index: marker for run in kept for index, marker in run.items()}


def _counted(lines: Sequence[str], markers: Sequence[Marker | None]) -> dict[int, Marker]:
    """「一是…」 on one line, 「二是…」 on the next."""
    found: dict[int, Marker] = {}
    before: tuple[int, Marker] | None = None
    for index, line in enumerate(lines):
        match = _COUNTED.match(line) if markers[index] is None else None
        value = number_value(match["han"] or match["nth"]) if match else None
        if match is None or value is None:
            before = None
            continue
        marker = Marker("counted", _COUNTED_RANK, match[0], value)
        if before is not None and before[1].value == value - 1:
            found |= dict((before, (index, marker)))
        before = (index, marker) if value == 1 or index in found else None
    return found


def _opens_sections(run: dict[int, Marker], lines: Sequence[str], markers: Sequence[Marker | None]) -> bool:
    """Whether the only chapter of a text is followed by its first section."""
    below = next((index for index in range(min(run) + 1, len(lines)) if markers[index] is not None), None)
    return below is not None and _is_decimal(markers[below]) and _prefix(lines[below]) == "1"


def _is_decimal(marker: Marker | None) -> bool:
    return marker is not None and marker.style.startswith("decimal")


def _series(line: str, marker: Marker) -> str:
    """What numbers must have in common to follow one another: the style, for decimals the digits before the last."""
    return f"{marker.style} {_prefix(line)}" if marker.style.startswith("decimal") else marker.style


def _prefix(line: str) -> str:
    """The digits of a decimal before the last: "1.2" of "1.2.3"."""
    match = _DIGITS.match(line)
    return match.group(0).strip().rpartition(".")[0] if match else ""


def _belongs(
    line: str, marker: Marker, known: dict[str, set[int]], depths: set[str], outers: set[int], outer: str
) -> bool:
    """Whether a number has its place among the others.

    `depths` are styles that count, `outers` the whole numbers that decimals stand below, `outer` the item around.
    """
    value = marker.value
    decimal = marker.style.startswith("decimal")
    if marker.style == "named":
        return bool({(value or 0) - 1, (value or 0) + 1} & known[_series(line, marker)])
    if value is None or (marker.style not in _SECTIONS and not decimal):
        return True
    prefix = _prefix(line)
    if decimal and prefix.isdigit() and int(prefix) in outers and not _within(prefix, value, outer):
        return False
    series = known[_series(line, marker)]
    if value - 1 in series or value + 1 in series:
        return True
    if marker.style == "条" and len(series) >= _ARTICLES:
        return True  # an article of an excerpt, its neighbours left out
    if not decimal and marker.style != "条" and not _SENTENCE.search(line):
        return True  # the only chapter of an excerpt
    counts = "." in prefix or marker.style in depths or "chapter" in known
    return value == 1 and (not decimal or (prefix == outer and counts))


def _within(prefix: str, value: int, outer: str) -> bool:
    """Whether 「prefix.value」 can follow `outer`: 3.1 after 3, 3.2 after 3.1 or 3.1.4, but not 10.1 after 3.1."""
    while outer:
        before, _, last = outer.rpartition(".")
        if outer == prefix or (before == prefix and int(last) < value):
            return True
        outer = before
    return False


def turned_styles(markers: Sequence[Marker | None]) -> frozenset[tuple[str, str]]:
    """Pairs (outer, inner) of styles that a document nests the other way round than usual: （一） inside 1.

    A list that goes on after another one was inserted holds the inserted one: 1. 2. （一）（二） 3. And （一） after
    1. 2. stands inside 2. where nowhere 1. stands inside （一）.
    """
    found: set[tuple[str, str]] = set()
    numbered = [marker for marker in markers if marker is not None and marker.value is not None]
    pairs = list(pairwise(numbered))
    chapters = any(marker.style == "chapter" for marker in numbered)
    usual = {(inner.style, outer.style) for outer, inner in pairs if inner.value == 1}
    for index, (outer, marker) in enumerate(pairs):
        if marker.value != 1 or outer.rank <= marker.rank or outer.rank == 0:
            continue
        pair = (outer.style, marker.style)
        if (marker.style == "han_round" and pair not in usual) or (marker.style == "digit" and chapters):
            found.add(pair)
            continue
        ahead = numbered[index + 1 : index + 1 + _LONGEST_INSERTED]
        following = next((each for each in ahead if each.style == outer.style), None)
        between = ahead[: ahead.index(following)] if following is not None else []
        counted = [each.value for each in between if each.style == marker.style]
        plain = all(each.rank >= marker.rank for each in between) and counted == list(range(1, len(counted) + 1))
        if following is not None and outer.value is not None and following.value == outer.value + 1 and plain:
            found.add(pair)
    return frozenset(found)


def starts_with_marker(line: str) -> bool:
    """Whether a line opens with a clause marker."""
    return _MARKER.match(line) is not None


def number_value(text: str) -> int | None:
    """The value of a marker's digits, Chinese numerals below 1,000, or a circled digit; None for anything else."""
    text = "".join(character for character in text if not character.isspace())
    digits = _ALL_DIGITS.search(text)
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
