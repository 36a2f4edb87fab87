"""What a coined term counts (一长两员: one 长, two 员), and whether a stretch of text names as many things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.numerals import parse_number

_NUMERAL = "一二三四五六七八九十两双"
_PART = re.compile(
    rf"(?P<count>[{_NUMERAL}]|\d{{1,2}})(?:个|项|大|条|种|类|名|支|道)?(?P<noun>[^{_NUMERAL}\d+、，和“”]{{1,8}})、?"
)
_ONES = re.compile(rf"(?P<count>[{_NUMERAL}])个一(?![{_NUMERAL}])")  # 「六个一」 counts things of which each is one
_LEAD = re.compile(rf"^[^{_NUMERAL}\d]{{1,6}}(?=[{_NUMERAL}])")
_PLUS = re.compile(r"[\dNnXx](?:\+[\dNnXx])+")
_PIECES = re.compile("[，、；。：:（）“”|]|以及|和|与|及")
_SEGMENTS = re.compile("[，；。：:（）|]")
_COLOURS = re.compile("[红橙黄绿蓝白黑紫灰]色?")
_MEASURE = "(?:条|本|场|堂|所|名|个|支|项|条|套|类|种|人|位|家|张|间|处|座|次|级|本|册)"
_OPEN = "若干|多[名个支类方种]|其他|各[类方级]|不少于|[NnXx][名个支项类种]"
_OPENING = 4  # characters of a piece within which its key stands behind a verb: 做到有规划
_LONGEST = 20  # characters of one thing in a row of things
_FEW, _SEVERAL = 3, 4
_GENUS = re.compile("^[一-龥]{0,10}?(?=[，：:由即是])[，：:]?")
_OF_VERB = re.compile("^.*?(?:即|是|指|为|由|包括|配备|配套|分为|做到|落实|实行|涵盖|设立)(?=.{2})")


@dataclass(frozen=True)
class Counted:
    """The parts of a term with their numbers; `plus` where it is of figures alone (1+2+N)."""

    parts: tuple[tuple[int, str], ...]
    plus: bool = False

    @property
    def total(self) -> int:
        """How many things it counts in all."""
        return sum(count for count, _ in self.parts)


def counted_of(term: str) -> Counted | None:
    """What a term counts; None where it counts nothing, or one of each (一村一策)."""
    if plus := _PLUS.match(term):
        figures = plus.group(0).split("+")
        return Counted(tuple((int(one) if one.isdigit() else 0, one) for one in figures), plus=True)
    ones = _ONES.search(term)
    if ones:
        return Counted(((_number(ones["count"]), "一"),))
    found = [(_number(match["count"]), match["noun"]) for match in _PART.finditer(_LEAD.sub("", term))]
    if not found or max(count for count, _ in found) < 2:
        return None
    return Counted(tuple(found))


def _number(numeral: str) -> int:
    return 2 if numeral == "双" else int(parse_number(numeral) or 0)


def names_parts(stretch: str, term: str, counted: Counted) -> bool:
    """Whether a stretch of text, the term itself aside, names what a term counts."""
    text = stretch.replace(term, "")
    if counted.plus:
        return all(_figure_told(text, figure) for _, figure in counted.parts)
    if counted.parts[0][1] == "一":
        return len(re.findall(f"一{_MEASURE}(?!一)", text)) == counted.total
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
    if all(_keyed(pieces, noun) >= count or (count == 1 and noun[0] in text) for count, noun in counted.parts):
        return True
    if len(counted.parts) == 1 and "色" in counted.parts[0][1][:1]:
        return len({colour[0] for colour in _COLOURS.findall(text)}) == counted.total
    return False


def stands_beside(text: str, term: str, counted: Counted) -> bool:
    """Whether a row of as many things as a term counts stands right before or behind it in a text."""
    for at in re.finditer(re.escape(term), text):
        before, after = text[: at.start()].rstrip("“\""), text[at.end() :].lstrip("”\"")
        last = re.split("[，；：:。]", before)[-1]
        if joined_before(last, counted) or ("、" in last and lists_as_many(last, counted)):
            return True
        if (genus := _GENUS.match(after)) is None:
            continue
        after = after[genus.end() :]
        if lists_as_many(after, counted) or _in_one_sentence(after, counted):
            return True
    return False


def lists_as_many(text: str, counted: Counted) -> bool:
    """Whether one of the first stretches of a text is a row of as many things as counted."""
    total = counted.total
    if counted.plus or total < _FEW:
        return False
    segments = [segment for segment in _SEGMENTS.split(text) if segment.strip("，、 ”")]
    for segment in segments[:2]:
        for separator in ("、", "、|以及|和|与|及"):
            parts = [part for part in re.split(separator, _OF_VERB.sub("", segment)) if part.strip()]
            if len(parts) == total and all(len(part) <= _LONGEST for part in parts[:-1]):
                return True
    return False


def _in_one_sentence(text: str, counted: Counted) -> bool:
    """Whether all stretches of what is left of a sentence are as many: 「清垃圾、清污水，改变不良习惯」."""
    parts = [part for part in re.split("[、，]", re.split("[。；]", text)[0]) if part.strip("” ")]
    return not counted.plus and counted.total >= _SEVERAL and "、" in text and len(parts) == counted.total


def joined_before(text: str, counted: Counted) -> bool:
    """Whether the words before a term name as many things that bear what it counts: 「甲网点与乙网点“两网融合”」."""
    count, noun = counted.parts[0]
    things = re.split("、|与|和|及|同", text)
    return count > 1 and len(counted.parts) == 1 and len(things) == count and all(noun[0] in thing for thing in things)


def shares_word(text: str, counted: Counted) -> tuple[int, int] | None:
    """Where a text has a row of just as many things as counted, each with the word counted: 「三个必须」 of 必须."""
    count, noun = counted.parts[0]
    spans = [match.span() for match in re.finditer("[^，、；。：“”（）|\n]+", text)]
    run: list[tuple[int, int]] = []
    for span in [*spans, (len(text), len(text))]:
        apart = bool(run) and re.search("[。；|\n“”（）]", text[run[-1][1] : span[0]]) is not None
        if not apart and noun in text[slice(*span)]:
            run.append(span)
            continue
        if len(run) == count:
            return run[0][0], run[-1][1]
        run = [span] if noun in text[slice(*span)] else []
    return None


def _figure_told(text: str, figure: str) -> bool:
    labelled = re.search(rf"[“‘]{figure}[”’](?:是|即|指|为|：|代表|，|个)", text)
    if labelled or not figure.isdigit():
        return labelled is not None or re.search(_OPEN, text) is not None
    return re.search(rf"(?<![\d.+]){figure}{_MEASURE}", text) is not None


def _keyed(pieces: list[str], noun: str) -> int:
    """How many pieces bear what a term counts: 不发生 in them, 员 at their end, 有 at their start."""
    if len(noun) > 1:
        whole = sum(noun in piece for piece in pieces)
        opening = sum(noun[:2] in piece for piece in pieces) if len(noun) > _FEW else 0
        best = max(whole, opening)
        return best if best > 1 else max(best, _at_edges(pieces, noun[0]), _at_edges(pieces, noun[-1]))
    return _at_edges(pieces, noun)


def _at_edges(pieces: list[str], key: str) -> int:
    edges = sum(piece.startswith(key) or piece.endswith(key) for piece in pieces)
    led = sum(not piece.startswith(key) and not piece.endswith(key) and key in piece[:_OPENING] for piece in pieces[:3])
    return edges + min(led, 1)
