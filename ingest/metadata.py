"""What a document says of itself: title, issuer, number, dates, places, years, kind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ingest.cleaner import repair_text
from ingest.data_files import words
from ingest.datatypes import CleanDocument, LoadedDocument, Metadata
from ingest.gazetteer import Gazetteer
from ingest.imprint import DAY, OFFICE, iso_date, read_imprint, read_letterhead, read_passage
from ingest.markers import starts_with_marker
from ingest.places import leading_places, places_of
from ingest.validity_clauses import read_effective, read_expires, read_replaced

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?(?:第\s?)?\d{1,4}\s?号")
_DATE_LINE = re.compile(rf"^（?{DAY}")
_ISSUE = re.compile(r"[（(]?(?:总)?第\s?\d{1,4}\s?[期号][）)]?")  # minutes and bulletins are counted, not numbered
_PROMULGATED = re.compile(r"现将《([^《》]{6,80}(?:《[^《》]*》[^《》]*)?)》")
_YEAR = re.compile(r"(20\d{2})(?:\s?[—\-–~至到]+\s?(20\d{2}))?\s?年?")
_PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_COPY = "副本|最终版|定稿|终稿"
_FILE_NOISE = re.compile(rf"^(?:\d{{1,3}}[._、\-\s]+)|(?:[\s_-]*(?:[（(](?:\d+|{_COPY})[）)]|{_COPY}))+$")
_KEYS = {"date": "issued", "place": "places", "year": "years", "docnumber": "number"}


def describe(
    document: LoadedDocument, cleaned: CleanDocument, *, name: str, places: Gazetteer | None = None
) -> Metadata:
    """Describe a document by what its format states, else by its text, else by its file name.

    Args:
        document: the loaded file, whose `metadata` has precedence.
        cleaned: its repaired text.
        name: the file's name; its stem is the title when the text names none.
        places: the places to know; None for those of the shipped list.
    """
    stated = {_KEYS.get(key, key): value for key, value in document.metadata.items() if value not in (None, "", [])}
    text = cleaned.clean.text
    lines = [text[line.start : line.end] for line in cleaned.lines if line.kind in ("text", "heading")]
    title = _string(stated, "title") or _title(lines, name)
    issuer, issued = _issue(stated, title, lines)
    effective = _string(stated, "effective") or read_effective(text, issued)
    return Metadata(
        title=title,
        issuer=issuer,
        number=_string(stated, "number") or _number(lines),
        issued=issued,
        effective=effective,
        expires=_string(stated, "expires") or read_expires(text, effective, issued),
        places=_places(stated, places) or places_of(title, issuer, text, places),
        years=_years(stated.get("years")) or years_of(title),
        kind=_string(stated, "kind") or kind_of(title),
        source=_string(stated, "source"),
        replaces=read_replaced(title, text),
    )


def _issue(stated: Mapping[str, Any], title: str, lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date: as stated, as signed, in one line below the title, as passed or promulgated; else nothing.

    The issuer may stand in a letterhead or in the title, too. A file's author counts only when it is a body: most are
    the name of a person or a program.
    """
    issuer, issued = _string(stated, "issuer"), _string(stated, "issued")
    for body, day in (_signature(lines), read_imprint(lines), read_passage(lines)):
        issuer, issued = issuer or body, issued or day
    issuer = issuer or read_letterhead(title, lines)
    author = _string(stated, "author")
    return issuer or (author if OFFICE.search(author) else ""), issued


def kind_of(title: str) -> str:
    """The kind of document that a title ends in (实施方案, 规划, 通知 …), or the empty string."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title).rstrip("》”\" ")
    return next((kind for kind in words("document_kinds.txt") if bare.endswith(kind)), "")


def years_of(text: str) -> tuple[int, ...]:
    """Years that a title names: single years, ranges, five-year plans."""
    years: list[int] = []
    for match in _YEAR.finditer(text):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        years.extend(range(first, min(last, first + 20) + 1))
    for plan, (first, last) in _PLANS.items():
        if plan in text:
            years.extend(range(first, last + 1))
    return tuple(dict.fromkeys(years))


def _string(stated: Mapping[str, Any], key: str) -> str:
    value = stated.get(key)
    if value is None:
        return ""
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()[:10]
    if isinstance(value, list | tuple):
        return "、".join(str(part).strip() for part in value)
    return str(value).strip()


def _places(stated: Mapping[str, Any], known: Gazetteer | None) -> tuple[str, ...]:
    value = stated.get("places")
    if isinstance(value, list | tuple):
        return tuple(str(part).strip() for part in value)
    return leading_places(str(value), known) or ((str(value),) if value else ())


def _years(value: object) -> tuple[int, ...]:
    if isinstance(value, int):
        return (value,)
    if isinstance(value, str):
        return years_of(value)
    if isinstance(value, Iterable):
        return tuple(int(part) for part in value if str(part).isdigit())
    return ()


def _title(lines: Sequence[str], name: str) -> str:
    """The title in the text: the one that a notice promulgates, a heading near the top, else the file's stem."""
    stem = repair_text(_FILE_NOISE.sub("", PurePath(name).stem)).strip()
    for line in lines[:30]:
        match = _PROMULGATED.search(line)
        if match:
            return match.group(1)
    wanted = re.sub(r"\W", "", stem)
    top = lines[:40]
    if len(wanted) >= 6:
        same = next((line for line in top if re.sub(r"\W", "", line) == wanted), None)
        if same or kind_of(stem):
            return same or next((line for line in top[:12] if _spells_out(line, wanted)), stem)
    for line in top[:12]:
        if 6 <= len(line) <= 80 and not starts_with_marker(line) and not re.search("[。；：]", line) and kind_of(line):
            return line
    if len(re.findall("[\u4e00-\u9fff]", stem)) >= 4:
        return stem
    first = next((line for line in top if not _NUMBER.search(line) and not re.search("[：:]$", line)), "")
    return first if 4 <= len(first) <= 60 and not re.search("[。；]", first) else stem


def _spells_out(line: str, short: str) -> bool:
    """Whether a line is the title that a file's name shortens: all its characters in order, and the same kind."""
    if not 6 <= len(line) <= 80 or starts_with_marker(line) or re.search("[。；：《]|目录$", line):
        return False
    kind = kind_of(line)
    if not kind or kind[-2:] != short[-2:]:
        return False
    rest = iter(line)
    return all(character in rest for character in short)


def _signature(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date of the signature: the lines that end in a body's name above a line that is a date."""
    for index, line in enumerate(lines):
        match = _DATE_LINE.match(line)
        if match is None or len(line) > 20:
            continue
        bodies: list[str] = []
        for above in reversed(lines[max(0, index - 4) : index]):
            parts = above.split(" ")
            named = all(OFFICE.search(part) for part in parts) and "：" not in above
            if len(above) > 80 or not named or starts_with_marker(above):
                break
            bodies = parts + bodies
        if bodies:
            return "、".join(bodies), iso_date(*match.groups())
    dates = [match for match in map(_DATE_LINE.match, lines) if match and match.end() >= len(match.string) - 1]
    return "", iso_date(*dates[0].groups()) if dates else ""


def _number(lines: Sequence[str]) -> str:
    for line in lines[:15]:
        match = _NUMBER.search(line)
        if match and "《" not in line and len(line) <= 60:
            return match.group(0).replace(" ", "")
    issue = next((line for line in lines[:8] if _ISSUE.fullmatch(line)), "")
    return issue.strip("（）()")
