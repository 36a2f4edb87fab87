"""Names of places that a document speaks for: provinces, cities, districts, streets, towns, zones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.data_files import words
from ingest.gazetteer import YEARS, Gazetteer, place_stem, speaks_for_all

__all__ = ["leading_places", "place_stem", "places_of"]

_HAN = "\u4e00-\u9fff"
_OPENING = re.compile(rf"(?:中共|中国共产党|关于|印发|公布|发布|《|“|\s|{YEARS})*")
_PROMULGATED = re.compile(r"(?:印发|公布|发布|下达)[^《]{0,4}《(?:关于)?")
_APPLIED = re.compile(r"(?:转发|贯彻|落实|实施|执行|学习)[^《]{0,8}《")
_TEXT_READ = 20000  # characters of a text that tell where a document comes from
_MAXIMUM = 5
_HEAD_LINES = 10
_HEAD_LINE = 80  # characters; a longer line is text
_SPEAKS = re.compile(
    r"第[一二三四五六七八九十]{1,4}届|人民政府(?!的|关于印发)|人民代表大会|人大常委会|委员会|[\u4e00-\u9fff]{1,6}村(?:村|$)"
)
_ZONE = (
    r"(?:经济技术开发区|高新技术产业开发区|新技术开发区|高新技术开发区|经济开发区|开发区|高新区|经开区|工业园区|产业园区|"
    r"旅游度假区|保税区|新区)"
)
_BARE_ZONE = re.compile("高新区|经开区|(?:经济|高新)技术(?:产业)?开发区")  # names when they follow that of a city
# Names outside the gazetteer are known by their ending alone; the look-ahead keeps 市场, 区域, 城镇化 and the like out.
_ENDING = (
    r"(?:省(?![际内外级直会份情])|自治区|市(?![场容值]|民(?!政|族|委|主|营|宗)|政(?!府|协|法|务|数))|自治[州县]|"
    rf"{_ZONE}|区(?![域间划块位别])|县(?![域城])|街道|[镇乡](?![化域村镇土愁贤亲音风]))"
)
_UNKNOWN = re.compile(rf"(?:[某甲乙丙丁戊×]|[{_HAN}]{{2,6}}?){_ENDING}")
_SMALL = re.compile(rf"[{_HAN}]{{1,6}}?(?:街道|[镇乡](?![化域村镇土愁贤亲音风])|{_ZONE})")
_IN_TOWN = re.compile(rf"[{_HAN}]城镇人民政府")  # 边城镇人民政府: what looks like 城镇 is a name there
_ROAD = re.compile(r"[东西南北中]?[一二三四五六]?[路街]|大[道街]")
_SPLIT = re.compile(r"[、，,;；\s]+")
_OWN_LEVEL = re.compile(
    r"^(省|自治区|市|区|县)(?=人民政府|委(?!员)|政府|直|级|发展|[^\W\d_]{1,6}[局厅委办](?:关于|办公室))"
)


@dataclass(frozen=True)
class _Named:
    """A chain of places named one after the other: full names, and how each is written."""

    places: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


def leading_places(text: str, gazetteer: Gazetteer | None = None) -> tuple[str, ...]:
    """Places that open a title or the name of a body, widest first: 「上海市长宁区社区治理规划」 → 上海市, 长宁区.

    Only what the text names; stems are given in full (「湖北黄石…」 → 湖北省, 黄石市). Without a gazetteer the
    shipped one is taken.
    """
    return _chain(gazetteer or Gazetteer.default(), text, _after_opening(text)).places


def places_of(title: str, issuer: str, text: str, gazetteer: Gazetteer | None = None) -> tuple[str, ...]:
    """Places that a document speaks for, widest first, from its title, its issuer, and its text.

    Places above the one named are added: 黄浦区 → 上海市, 黄浦区. Those above a street or town are taken from the
    text. Empty for documents of central bodies that name no place, and where nothing tells.

    Args:
        title: the document's title.
        issuer: the bodies that issued it, separated by 、 or white space; may be empty.
        text: its text, of which the first 20 000 characters are read.
        gazetteer: the places to know; None for those of the shipped list.
    """
    gazetteer = gazetteer or Gazetteer.default()
    text = text[:_TEXT_READ]
    by_issuer = _of_issuer(gazetteer, issuer)
    named = _of_title(gazetteer, title, by_issuer)
    context = "\n".join((title, issuer, text))
    if not named.places and not speaks_for_all(title) and not speaks_for_all(issuer):
        named = _of_own_level(gazetteer, title, text)
        named = named if named.places else _by_stem_in_title(gazetteer, title, text)
        named = named if named.places else _of_head(gazetteer, text)
    if not named.places:
        return ()
    return _completed(gazetteer, _spelled_out(gazetteer, named, text), by_issuer.places, context, text)


def _after_opening(text: str) -> int:
    """Where the name of a place may begin: after 中共, 关于印发《, a year."""
    match = _OPENING.match(text)
    return match.end() if match else 0


def _chain(gazetteer: Gazetteer, text: str, position: int) -> _Named:
    """Places that follow one another from a position on."""
    places: list[str] = []
    written: list[str] = []
    while len(places) < _MAXIMUM:
        if places and text.startswith("人民政府", position) and _SMALL.match(text, position + 4):
            position += len("人民政府")  # a street's office is one of the district's government
        step = _next(gazetteer, text, position, places[-1] if places else "")
        if step is None:
            break
        end, place = step
        places.append(place)
        written.append(text[position:end])
        position = end
    return _Named(tuple(places), tuple(written))


def _next(gazetteer: Gazetteer, text: str, position: int, above: str) -> tuple[int, str] | None:
    """The end and the full name of the place at a position: a known name, one known by its ending, a stem."""
    known = gazetteer.at(text, position, above=above, opens=True)
    if known and above in gazetteer and not gazetteer.is_within(known[1], above):
        known = None
    unknown = _by_ending(gazetteer, text, position, small=bool(above))
    if known is None:
        return unknown
    end, name = known
    if text[position:end] == name or unknown is None or unknown[0] <= end:
        return known
    # A stem: the ending behind it may belong to it (海淀街道, 南京东路街道), or to a place below it (黄石新下陆街道).
    rest = text[end : unknown[0]]
    joined = re.fullmatch(_ENDING, rest) or _ROAD.match(rest) or len(rest.removesuffix("街道")) < 2
    return unknown if joined and gazetteer.at(text, end, above=name) is None else known


def _by_ending(gazetteer: Gazetteer, text: str, position: int, *, small: bool) -> tuple[int, str] | None:
    """A place outside the gazetteer, known by its ending; `small` allows short names of streets and towns.

    What ends in the name of a known place is none: 「暂停北京市」 opens with a verb.
    """
    for pattern in (_SMALL, _UNKNOWN) if small else (_UNKNOWN,):
        match = pattern.match(text, position)
        if match is None:
            continue
        if _is_ordinary(match.group(0), beside=small) and not _IN_TOWN.fullmatch(text[position : match.end() + 4]):
            continue
        if not any(match.group(0).endswith(name) for _, _, name in gazetteer.find(match.group(0)[2:])):
            return match.end(), match.group(0)
    return None


# 「汐城区」 is a place as 鹿城区 is one; the old, the whole and the inner town of any city (老城区) are none.
_OF_A_CITY = re.compile("[^老旧新主全各本在内外市县区镇乡进入出到离近沿绕环两三四五六整古]城区")


@lru_cache(maxsize=1)
def _ordinary() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("place_stop_words.txt"))))


def _is_ordinary(name: str, *, beside: bool) -> bool:
    """Whether words with the ending of a place are none: 推进城市, 老旧小区; `beside` says that a place precedes."""
    zone = re.search(_ZONE + "$", name)
    if zone and zone.start() == 0:
        return not (beside and _BARE_ZONE.fullmatch(name))
    if _OF_A_CITY.fullmatch(name):
        return False
    return _ordinary().search(name, 0, zone.start() if zone else len(name)) is not None


def _of_issuer(gazetteer: Gazetteer, issuer: str) -> _Named:
    """Places of the first of the bodies that names any."""
    chains = (_chain(gazetteer, body, _after_opening(body)) for body in _SPLIT.split(issuer))
    return next((chain for chain in chains if chain.places), _Named())


def _of_title(gazetteer: Gazetteer, title: str, by_issuer: _Named) -> _Named:
    """Places that a title opens with or promulgates, else those of the issuer, else those inside the title.

    A title that applies the document of another body (关于贯彻落实《上海市…》的意见) speaks for its issuer.
    """
    applied = _APPLIED.search(title)
    opening = _chain(gazetteer, title, _after_opening(title))
    if opening.places and not (applied and _after_opening(title) >= applied.end()):
        return by_issuer if _elsewhere(gazetteer, opening, by_issuer) else opening
    promulgated = _PROMULGATED.search(title)
    if promulgated and not applied:
        inside = _chain(gazetteer, title, promulgated.end() + _after_opening(title[promulgated.end() :]))
        if inside.places and not _elsewhere(gazetteer, inside, by_issuer):
            return inside
    if by_issuer.places:
        return by_issuer
    hits = [] if applied else gazetteer.find(title)
    return _chain(gazetteer, title, hits[0][0]) if hits else _Named()


def _elsewhere(gazetteer: Gazetteer, named: _Named, by_issuer: _Named) -> bool:
    """Whether a place written in short has nothing to do with the issuer's: 湘江 in a plan of 株洲 is a river."""
    short = by_issuer.places and named.written[0] != named.places[0]
    return bool(short) and gazetteer.apart(named.places[-1], by_issuer.places[-1])


def _of_own_level(gazetteer: Gazetteer, title: str, text: str) -> _Named:
    """For 省人民政府关于…: the province (city, district) that the text names most, if one stands out."""
    match = _OWN_LEVEL.match(title)
    if match is None:
        return _Named()
    levels = {"省": (0,), "自治区": (0,), "市": (0, 1, 2), "区": (2,), "县": (2,)}[match.group(1)]
    names = (name for _, _, name in gazetteer.find(text))
    place = _foremost(name for name in names if name.endswith(match.group(1)) and gazetteer.level(name) in levels)
    return _Named((place,), (place,)) if place else _Named()


def _by_stem_in_title(gazetteer: Gazetteer, title: str, text: str) -> _Named:
    """Places outside the gazetteer whose stem the title holds (…的云溪实践) and that the text names in full."""
    counts: Counter[_Named] = Counter()
    for match in re.finditer(rf"(?<![{_HAN}])[{_HAN}]{{3,}}", text):
        chain = _chain(gazetteer, text, match.start())
        if chain.places and place_stem(chain.places[-1]) in title:
            counts[chain] += 1
    if not counts:
        return _Named()
    narrowest = Counter(chain.places[-1] for chain in counts.elements()).most_common(1)[0][0]
    return max((chain for chain in counts if chain.places[-1] == narrowest), key=lambda chain: len(chain.places))


def _of_head(gazetteer: Gazetteer, text: str) -> _Named:
    """Places of the body that speaks in the first lines: a congress, a government, a head of one, a village.

    A report to a congress is titled 政府工作报告 alone; the line below it says whose congress that is.
    """
    for line in text.split("\n")[:_HEAD_LINES]:
        for start, end, name in gazetteer.find(line) if len(line) <= _HEAD_LINE else ():
            if _SPEAKS.match(line, end):
                return _Named((name,), (line[start:end],))
            chain = _chain(gazetteer, line, start)
            if chain.places and _SPEAKS.match(line, start + len("".join(chain.written))):
                return chain
    return _Named()


def _foremost(names: Iterable[str]) -> str:
    """The name that occurs most; empty when two are level."""
    ranked = Counter(names).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""


def _spelled_out(gazetteer: Gazetteer, named: _Named, text: str) -> tuple[str, ...]:
    """The full names of a chain; of places that share a stem, the one that the text names most."""
    places: list[str] = []
    for place, written in zip(named.places, named.written, strict=True):
        choices = [place]
        if written != place:
            same = gazetteer.named_by(written)
            choices += [name for name in same if not places or gazetteer.is_within(name, places[-1])]
        places.append(max(choices, key=text.count))
    return tuple(places)


def _completed(
    gazetteer: Gazetteer, places: tuple[str, ...], issued_by: tuple[str, ...], context: str, text: str
) -> tuple[str, ...]:
    """A chain of places with those above its first one."""
    known = [index for index, place in enumerate(places) if place in gazetteer]
    if known:
        last = known[-1]
        above = gazetteer.parents(places[last], context)
        if set(places[:last]) <= set(above):
            return (*above, *places[last:])
        return (*gazetteer.parents(places[0], context), *places)
    if places[0] in issued_by:
        wider = issued_by[: issued_by.index(places[0])]
    else:
        wider = issued_by or _named_before(gazetteer, places[0], text) or _zone_seat(gazetteer, places[0])
        wider = wider or _seat_in_text(gazetteer, places[0], text)
    wider = tuple(place for place in wider if place not in places)
    return (*_completed(gazetteer, wider, (), context, ""), *places) if wider else places


def _named_before(gazetteer: Gazetteer, place: str, text: str) -> tuple[str, ...]:
    """Places that the text names right before one: 黄石市下陆区 before 新下陆街道."""
    found: tuple[str, ...] = ()
    for match in re.finditer(rf"(?<![{_HAN}])[{_HAN}]{{2,16}}?(?={re.escape(place)})", text):
        chain = _chain(gazetteer, text, match.start()).places
        if place in chain and chain.index(place) > len(found):
            found = chain[: chain.index(place)]
    return found


def _zone_seat(gazetteer: Gazetteer, place: str) -> tuple[str, ...]:
    """The place whose stem a zone bears: 黄石市 for 黄石经济技术开发区."""
    seat = gazetteer.at(place, 0, opens=True) if re.search(_ZONE + "$", place) else None
    return (seat[1],) if seat else ()


def _seat_in_text(gazetteer: Gazetteer, place: str, text: str) -> tuple[str, ...]:
    """The county, else the city, that the text of a street, town or zone names most."""
    if not re.search(rf"(?:街道|镇|乡|{_ZONE})$", place):
        return ()
    names = [name for _, _, name in gazetteer.find(text)]
    for level in (2, 1):
        seat = _foremost(name for name in names if gazetteer.level(name) == level)
        if seat:
            return (seat,)
    return ()
