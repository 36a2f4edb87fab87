"""Whether a reference to a document (《…》, a document number) means a given one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ingest.datatypes import Metadata
from ingest.gazetteer import place_stem

_NUMBER = re.compile(r"([^\W\d_]{1,12})\W*((?:19|20)\d{2})\W*(?:第\W*)?0*(\d{1,5})\W*号")
_TITLE = re.compile(r"《(.*)》", re.DOTALL)
_EDITION = re.compile(r"[（(〔\[【][^）)〕\]】]*?(?:试行|暂行|修订|修正|修改|稿|版|年)[^）)〕\]】]*[）)〕\]】]")
_YEARS = re.compile(r"((?:19|20)\d{2})(?:\s*[—\-–~至到]+\s*((?:19|20)\d{2}))?\s*年?度?")
_NOTICE = re.compile(r"(?:印发|发布|公布|下发|颁布|颁发|实行|施行)(?:关于)?(.{4,}?)的(?:通知|公告|通告|决定|令)$")
_ISSUER = re.compile(r"^[^《》]{0,24}?(?:人民政府|政府|委员会|办公室|党委|党工委|办事处|局|厅|委)(?=关于)")
_SHORTEST = 4  # characters of a title without its trimmings; shorter ones could mean anything


@dataclass(frozen=True)
class Name:
    """A title or document number taken apart.

    `key` is the title without marks and white space, `core` the title also without place, year and edition.
    """

    key: str
    core: str
    years: frozenset[str]
    number: str


def reference_key(reference: str) -> str:
    """A title without white space, brackets and marks, for comparing."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", reference)).lower()


@lru_cache(maxsize=16384)
def number_key(text: str) -> str:
    """The first document number in a text in one way of writing (甲府|2020|5), or the empty string."""
    match = _NUMBER.search(text)
    return "|".join(match.groups()) if match else ""


@lru_cache(maxsize=16384)
def read_name(text: str, places: tuple[str, ...] = ()) -> Name:
    """Take a reference or a title apart; `places` may open it and count for nothing in the core."""
    number = number_key(text)
    title = _TITLE.search(text)
    written = title[1] if title else ("" if number and _NUMBER.sub("", text).strip("文件 （）()") == "" else text)
    plain = re.sub(r"\s+", "", written)
    years = frozenset(year for match in _YEARS.findall(plain) for year in match if year)
    core = _YEARS.sub("", _EDITION.sub("", plain))
    inner = _NOTICE.search(core)
    core = reference_key(inner[1] if inner else _ISSUER.sub("", core).removeprefix("关于"))
    for place in places:
        core = _without_place(core, place)
    return Name(reference_key(plain), core, years, number)


def names_exactly(reference: str, document: Metadata) -> bool:
    """Whether a reference gives the document's title or number, marks and white space aside."""
    name, title = read_name(reference), read_name(document.title)
    number = number_key(document.number)
    if name.number and number:
        return name.number == number
    return bool(name.key) and name.key == title.key


def names_loosely(reference: str, document: Metadata, speaker: Metadata) -> bool:
    """Whether a reference in `speaker` can mean the document: equal but for place, year, edition, or notice of issue.

    Years and places that both name must agree, and so must numbers.
    """
    if _conflict(document.places, speaker.places):
        return False
    places = tuple(dict.fromkeys(document.places + speaker.places))
    name, title = read_name(reference, places), read_name(document.title, places)
    if len(name.core) < _SHORTEST or name.core != title.core:
        return False
    if name.key != title.key and title.key == read_name(speaker.title).key:
        return False  # 《…（试行）》 named by 《…》 is not another copy of 《…》
    if name.number and document.number and name.number != number_key(document.number):
        return False
    return not name.years or not title.years or name.years == title.years


def _conflict(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two chains of places, widest first, part."""
    return not set(first) <= set(second) and not set(second) <= set(first)


def _without_place(text: str, place: str) -> str:
    for name in (place, place_stem(place)):
        if text.startswith(name) and len(text) - len(name) >= _SHORTEST:
            return text[len(name) :]
    return text
