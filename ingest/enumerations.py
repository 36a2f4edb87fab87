"""Counted terms with their parts: 「甲、乙、丙“三大计划”」, 「“街道—社区—小区”三级体系」, 「一是…二是…」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.datatypes import Enumeration
from ingest.numerals import parse_number
from ingest.passages import Passage, sentence_start, task_wording, tidy
from ingest.points import counted_points

_NUMERAL = "[二两三四五六七八九十]|十[一二三四五六]"
_NUMERALS = re.compile("[一二两三四五六七八九十](?<!第.)")
_QUOTED_TERM = re.compile(r"“(?P<term>[^“”\n]{2,16})”(?P<genus>[一-龥]{0,6})")
_COUNTED = re.compile(
    # It begins with a class of characters, at which alone the search stops.
    r"(?P<count>[二两三四五六七八九十\d](?<!第.)(?<!\d.)(?:(?<=十)[一二三四五六]|(?<=\d)\d)?)(?P<measure>大|种|个|项|类|级|张|位一体|位|条|方面|重|支|步|屏|维)"
    r"(?P<noun>[^，。；、（）“”：\n的和与及]{0,12}(?:“[^”\n]{2,12}”[^，。；、（）“”：\n的和与及]{1,16})?)"
)
_SHORT_TERM = re.compile(rf"(?<=”)(?P<term>(?P<count>{_NUMERAL})[一-龥]{{1,2}}?)(?=为|的|之|相|是|[，。；：、])")
_HEAD = re.compile(
    ".{0,10}(?:方式|步骤|机制|体系|架构|计划|模块|模式|力量|清单|制度|层面|元素|网络|阵地|阶段|环节|平台|工程|行动|队伍|数据库|原则"
    "|任务|措施|举措|工作|中心|组织|能力|要求|标准|途径|渠道|重点|领域|主体|关系|组|居民小区|居民区)"
)
_LEADING = re.compile(
    r"^(?:落实好|深入推进|全面推进|加快推进|推进|推动落实|推动|充分凝聚|凝聚|健全优化|优化|健全|完善|持续充实|充实|全面落实|落实|全面实施|实施|聚焦于?|围绕"
    r"|按照|采取|设计|充分发挥|发挥|整合|建立健全|建立|建设|构建|通过|以|对|形成了?|打造|推行|实行|深化|强化|注重|坚持|创造了|促进|统筹|包括"
    r"|加强|有力|谋划|落实好|增强|广泛|组织|借助|将|把|持续|全面|深入|充分|进一步|切实|全力|着力|依托|结合|做好|抓好|重点|发扬|涵盖|贯通|健全完善|纵向|横向|分为|分|有|和|以及|由|是指)+"
)
# Verbs that may as well belong to the first part (治理提能): they go where it is longer than the others.
_LONGER_BY = re.compile(
    "^(?:归集|汇集|清理|开展|整治|排查|收集|梳理|设置|设立|下设|划分为|明确|严查|查处|拆除|治理|做到|是指|指(?![定导挥标数]))+"
)
# What opens a list inside the words before it: 汛中巡查做到雨前、雨中、雨后.
_OPENS = re.compile(
    "^.*(?:聚焦于?|围绕|包括|做好|做到|按照|依照|遵循|是指|分为|涵盖|归集|清理|即|的|由(?=[省市区县镇乡街村]))(?=.)"
)
# What says something of all parts behind the last one: …、渣土车辆密闭运输均达到百分之百.
_OF_ALL = re.compile("(?:均|都)(?:要|须|应)?(?:达到|实现|做到|达|为).*$|全[国省市区县]$")
_NOUN_END = re.compile("按照|按|由|进行|共同|同步")
_LONGEST_LIST = 220
_LONGEST_PART = 60  # characters of a part that bears a number
_ORDER, _CIRCLED = r"(?:\d|[一二三四五六七八九十])", "①-⑳"
_FIRST_PART = re.compile(rf"：(?:[（(]{_ORDER}[）)]|[{_CIRCLED}])")
_BRACKETED = re.compile(r"[（(]([^（）()\n]{3,200})[）)]")
_TOLD_AFTER = re.compile(
    r"(?:，|：|——)?(?:即|分别是|分别为|包括|主要包括|就是|：)(?:：)?([^。；\n]{3,220})"
)


def extract_enumerations(passages: Sequence[Passage]) -> list[Enumeration]:
    """Counted terms whose parts, in number as counted, stand beside them; each term once per clause."""
    facts: list[Enumeration] = []
    for passage in passages:
        seen: set[tuple[str, ...]] = set()
        for term, parts, start, end in sorted(_terms(passage), key=lambda found: found[2]):
            if parts not in seen:
                seen.add(parts)
                facts.append(
                    Enumeration(
                        passage.clause.index, passage.start + start, passage.start + end, term, passage.item, parts
                    )
                )
    return facts


def _terms(passage: Passage) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    text = passage.text
    least = passage.unnumbered
    for match in _QUOTED_TERM.finditer(text):
        counts = _counts(match["term"])
        if not counts:
            continue
        found = _list_after(text, match.end("term") + 1, match.end(), counts)
        if not found and text[max(0, match.start() - 1) : match.start()] not in tuple("、和与及"):
            found = _list_before(text, match.start(), counts, least)
        if found:
            parts, start, end = found
            yield match["term"], parts, min(start, match.start()), max(end, match.end("term") + 1)
    for match in _SHORT_TERM.finditer(text) if "”" in text else ():  # 「“甲、乙、丙、丁”四养为主线」
        found = _list_before(text, match.start(), [int(parse_number(match["count"]) or 0)], least)
        if found and text[match.start() - 1] == "”":
            yield match["term"], found[0], found[1], match.end()
    floor = least
    for match in _COUNTED.finditer(text):
        previous, floor = floor, match.end()
        count = int(parse_number(match["count"]) or 0)
        if not 2 <= count <= 16:
            continue
        found = _list_before(text, match.start(), [count], previous)
        found = found or _list_after(text, match.end(), match.end(), [count])
        if found:
            parts, start, end = found
            head = _HEAD.match(match["noun"])
            noun = head[0] if head and "“" not in match["noun"] else _NOUN_END.split(match["noun"])[0]
            term = match["count"] + match["measure"] + noun
            term = term if noun else _counted_of(text[start : match.start()]) + term
            yield term, parts, min(start, match.start()), max(end, match.end())
    yield from _marked(passage)


def _counted_of(listed: str) -> str:
    """What a bare number counts: 「基本保障类业态包括便利店、…、药店10类」."""
    named = re.match(r"([^，。；：、\n]{2,16}?)(?:主要)?包括", listed)
    return named[1] if named else ""


def _counts(term: str) -> list[int]:
    """What a quoted term counts: its first numeral, or the sum of all ("三清单一攻略一导则" is five)."""
    numerals = _NUMERALS.findall(term)
    if not numerals or term[0] != numerals[0]:
        return []
    total = int(sum(parse_number(numeral) or 0 for numeral in numerals))
    return [total] if 2 <= total <= 16 else []


def _list_before(
    text: str, end: int, counts: Sequence[int], floor: int = 0
) -> tuple[tuple[str, ...], int, int] | None:
    """A list of as many parts as counted that ends right before index `end`."""
    stop = end
    while stop > 0 and text[stop - 1] in "等这共的 ":
        stop -= 1
    if stop > 0 and text[stop - 1] == "”":
        start = text.rfind("“", 0, stop)
        parts = _split_count(text[start + 1 : stop - 1], counts) if start >= 0 else None
        if parts:
            return parts, start, end
    start = max(_list_start(text, stop), min(floor, stop))
    while start < stop and text[start] in "和与及、":
        start += 1
    segment = text[start:stop]
    if "、" not in segment and "—" not in segment and "-" not in segment:
        return None
    parts = _split_count(segment, counts)
    return (_without_verb(parts), start, end) if parts else None


def _list_start(text: str, stop: int) -> int:
    """Where the list that ends at `stop` begins: after the nearest mark outside brackets and quotes."""
    depth = 0
    for index in range(stop - 1, max(-1, stop - _LONGEST_LIST), -1):
        character = text[index]
        if character in "）”":
            depth += 1
        elif character in "（“":
            if depth == 0:
                return index + 1
            depth -= 1
        elif depth == 0 and character in "，。；：！？\n":
            return index + 1
    return max(0, stop - _LONGEST_LIST)


def _list_after(text: str, quote_end: int, end: int, counts: Sequence[int]) -> tuple[tuple[str, ...], int, int] | None:
    """A list right after the term: in brackets, or after 即, 包括 or a colon."""
    if numbered := _numbered_after(text, end, counts):
        return numbered
    opened = _BRACKETED.match(text, quote_end) or _TOLD_AFTER.match(text, end)
    if not opened:
        return None
    parts = _split_count(re.sub("^(?:是指|指)", "", opened[1]), counts)
    if not parts:
        return None
    return (*parts[:-1], _OF_ALL.sub("", parts[-1]) or parts[-1]), quote_end, opened.end()


def _numbered_after(text: str, end: int, counts: Sequence[int]) -> tuple[tuple[str, ...], int, int] | None:
    """A list within the sentence behind a colon, its parts numbered: 「四种方式：（1）…；（2）…」."""
    opened = _FIRST_PART.match(text, end)
    if opened is None:
        return None
    stop = min((at for mark in "。\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    cut = re.split(rf"[；;，,、]?(?:[（(]{_ORDER}[）)]|[{_CIRCLED}])", text[end + 1 : stop])
    parts = tuple(tidy(part) for part in cut[1:])
    if len(parts) not in counts or not all(1 < len(part) <= _LONGEST_PART for part in parts):
        return None
    return parts, end, stop


def _split_count(segment: str, counts: Sequence[int]) -> tuple[str, ...] | None:
    """`segment` cut into exactly as many parts as one of `counts`, at the marks that give that number."""
    for separator in ("、", "、|以及|和", "、|以及|[和与及]", "—+|-+|→", "、|，|以及|和", "—+|-+|、|和"):
        parts = _split_outside(segment, re.compile(separator))
        if len(parts) in counts and all(1 <= len(part) <= 40 for part in parts):
            return tuple(part.removesuffix("等") for part in parts)
    return None


def _split_outside(segment: str, separator: re.Pattern[str]) -> list[str]:
    masked = re.sub("（[^）]*）|“[^”]*”", lambda match: "\0" * len(match[0]), segment)
    parts, position = [], 0
    for match in separator.finditer(masked):
        parts.append(segment[position : match.start()])
        position = match.end()
    parts.append(segment[position:])
    return [tidy(part) for part in parts if tidy(part)]


def _without_verb(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The list without the verb of its sentence, which stands before the first part."""
    first, rest = _split_outside(parts[0], re.compile("、"))[-1], parts[1:-1]
    last = _OF_ALL.sub("", parts[-1]) or parts[-1]
    others = max(len(part) for part in (*rest, last))
    opening = {part[0] for part in (*rest, last)}
    if len(opening) == 1 and rest and (shared := first.find(next(iter(opening)))) >= 0:
        return (first[shared:], *rest, last)  # 健全有制度、有标准、有队伍
    for pattern, room in ((_LEADING, -_LONGEST_LIST), (_OPENS, 1), (_LONGER_BY, 0)):
        shorter = pattern.sub("", first)
        if len(first) > others + room and (len(shorter) >= 2 or shorter in tuple("省市区县镇乡街村")):
            first = shorter
    return (first, *rest, last)


def _marked(passage: Passage) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """「一是…二是…三是…」 in one paragraph."""
    text = passage.text
    for run in counted_points(text, passage.unnumbered):
        parts = []
        for point, following in zip(run, [*run[1:], None], strict=True):
            stop = following.start if following else len(text)
            parts.append(tidy(re.split("[。；\n]", text[point.body : stop].lstrip("，、： "), maxsplit=1)[0]))
        first = run[0].start
        before = tidy(text[sentence_start(text, max(0, first - 1), passage.body) : first])
        subject = before or task_wording(passage, first)
        above = passage.clause.path[-1] if passage.clause.path else ""
        yield subject or above, tuple(parts), first, len(text.rstrip())
