"""What a document says of itself: title, issuer, number, dates, places, years, kind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ingest.datatypes import CleanDocument, LoadedDocument, Metadata
from ingest.explained import explained_number
from ingest.gazetteer import Gazetteer
from ingest.imprint import (
    DAY,
    DOCUMENT_NUMBER,
    OFFICE,
    completed,
    iso_date,
    read_imprint,
    read_letterhead,
    read_passage,
)
from ingest.markers import starts_with_marker
from ingest.place_signs import places_beside
from ingest.places import leading_places, places_of
from ingest.plan_years import years_of
from ingest.titles import kind_of, telling_title, title_of
from ingest.validity_clauses import read_effective, read_expires, read_replaced

_DATE_LINE = re.compile(rf"^（?{DAY}")
_BARE_NUMBER = re.compile(r"[〔\[（(【]20\d{2}[〕\]）)】]\s?\d{1,4}\s?号")
_ISSUE = re.compile(  # minutes and bulletins are counted, not numbered
    r"[（(]?(?:[〔\[（(【]?20\d{2}\s?年?[〕\]）)】]?\s?)?(?:总)?第\s?\d{1,4}\s?[期号][）)]?"
    rf"|{_BARE_NUMBER.pattern}|[〔\[【]20\d{{2}}[〕\]】]\s?\d{{1,3}}"
)
_NO_ISSUER = re.compile(r"新闻|报社|融媒|宣传中心|信息中心|网络中心|[，。；：\s]")
_LABELLED_NUMBER = re.compile(rf"(?:文\s?号|发文[字文]号|文件(?:编号|字号))[\s：:\]】]*({DOCUMENT_NUMBER.pattern})")
_LABELLED_BODIES = re.compile(r"(?:发文|印发|制定|发布|制发|联合发文)(?:单位|机关|机构|部门)\s?[：:]\s?(\S{4,200})$")
_PROMULGATED = re.compile(rf"日?({DOCUMENT_NUMBER.pattern})\s?(?:公布|发布|印发)")
_ORDER = re.compile(  # 「某县人民政府令第8号」, alone on its line or in the bracket below a title
    r"(?P<order>[\u4e00-\u9fff]{2,16}令\s?第\s?\d{1,4}\s?号)"
)
_SIGNED = 30  # lines above a date that may name those who sign, each in a line of its own
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
    title = telling_title(_title(stated, lines, name, _first_sheet(document, cleaned)), lines, text)
    issuer, issued = _issue(stated, title, lines)
    known = _places(stated, places) or places_of(title, issuer, text, places)
    names = (_string(stated, "site"), PurePath(name).stem)
    known = known or places_beside(title, issuer, text, places, names=names)
    issuer = completed(issuer, [title, *lines[:12]], known)
    effective = _string(stated, "effective") or read_effective(text, issued)
    return Metadata(
        title=title,
        issuer=issuer,
        number=_stated_number(stated) or _number(lines) or explained_number(title, lines),
        issued=issued,
        effective=effective,
        expires=_string(stated, "expires") or read_expires(text, effective, issued),
        places=known,
        years=_years(stated.get("years")) or years_of(title),
        kind=_string(stated, "kind") or kind_of(title),
        source=_string(stated, "source"),
        replaces=read_replaced(title, text),
    )


def _title(stated: Mapping[str, Any], lines: Sequence[str], name: str, sheets: Sequence[str]) -> str:
    """The title that a format states, unless the text has none of it and a title of its own; else the text's."""
    written = _string(stated, "title")
    if written and not kind_of(written) and not _stands_in(written, lines):
        own = title_of(lines, "", sheets=sheets)  # the name of a site or column stands above the text of a page
        written = own if kind_of(own) else written
    return written or title_of(lines, name, sheets=sheets)


def _stands_in(title: str, lines: Sequence[str]) -> bool:
    letters = re.sub(r"\W", "", title)
    return any(letters in re.sub(r"\W", "", line) for line in lines)


def _issue(stated: Mapping[str, Any], title: str, lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date: as stated, as signed, in one line below the title, as passed or promulgated; else nothing.

    The issuer may stand in a letterhead or in the title, too. A file's author counts only when it is a body: most are
    the name of a person or a program.
    """
    issuer, issued = "、".join(_string(stated, "issuer").split()), _string(stated, "issued")
    for body, day in (_signature(lines), _labelled_bodies(lines), read_imprint(lines), read_passage(lines)):
        issuer, issued = issuer or body, issued or day
    issuer = issuer or read_letterhead(title, lines) or "、".join(_string(stated, "publisher").split())
    issued = issued or _string(stated, "published")
    for named in (_string(stated, "author"), _string(stated, "source")):
        issuer = issuer or (named if OFFICE.search(named) and not _NO_ISSUER.search(named) else "")
    return issuer, issued


def year_of(metadata: Metadata) -> int:
    """The year that a document is of: the first that its title names or that of its issue; 0 where neither is known."""
    issued = int(metadata.issued[:4]) if metadata.issued[:4].isdigit() else 0
    return min(year for year in (*metadata.years, issued or 9999)) if metadata.years or issued else 0


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


def _signature(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date of the signature: the lines that end in a body's name above a line that is a date."""
    for index, line in enumerate(lines):
        match = _DATE_LINE.match(line)
        if match is None or len(line) > 20:
            continue
        bodies: list[str] = []
        for above in reversed(lines[max(0, index - _SIGNED) : index]):
            parts = above.split(" ")
            named = all(OFFICE.search(part) for part in parts) and "：" not in above
            if len(above) > 80 or not named or starts_with_marker(above):
                break
            bodies = parts + bodies
        if bodies:
            return "、".join(bodies), iso_date(*match.groups())
    dates = [match for match in map(_DATE_LINE.match, lines) if match and match.end() >= len(match.string) - 1]
    return "", iso_date(*dates[0].groups()) if dates else ""


def _labelled_bodies(lines: Sequence[str]) -> tuple[str, str]:
    """The issuers of a line 「发文单位：某局、某局」 near the top, with no day."""
    for told in filter(None, map(_LABELLED_BODIES.match, lines[:15])):
        parts = re.split("[、，,]", told[1])
        if len(parts) > 1 and all(OFFICE.search(part) for part in parts):
            return "、".join(parts), ""
    return "", ""


def _first_sheet(document: LoadedDocument, cleaned: CleanDocument) -> list[str]:
    """Lines of the first sheet of a workbook with several, whose names are headings; of others nothing."""
    if document.format not in ("xlsx", "xls", "ods"):
        return []
    named = [line for line in cleaned.lines if line.kind == "heading"]
    if len(named) < 2:
        return []
    end, text = named[1].start, cleaned.clean.text
    return [text[line.start : line.end] for line in cleaned.lines if line.kind == "text" and line.start < end]


def _stated_number(stated: Mapping[str, Any]) -> str:
    """The number that a format states, without what stands beside it in the same line."""
    written = _string(stated, "number")
    found = DOCUMENT_NUMBER.search(written)
    return found[0] if found and found.end() < len(written) else written


def _number(lines: Sequence[str]) -> str:
    for line in lines[:15]:
        match = DOCUMENT_NUMBER.search(line)
        opens = match is not None and not line[: match.start()].strip("（( ") and line[match.end() :][:1] != "文"
        if match and (opens or ("《" not in line and len(line) <= 60)):
            return match.group(0).replace(" ", "")
    for line in lines[:15]:
        told = _LABELLED_NUMBER.search(line) or (line.startswith(("（", "(")) and _PROMULGATED.search(line))
        if told:
            return told[1].replace(" ", "")
    for line in lines[:8]:
        bracket = re.search(rf"日\s?{_ORDER.pattern}公布", line) if line.startswith(("（", "(")) else None
        order = _ORDER.fullmatch(line) or bracket
        if order:
            return re.sub(r"\s", "", order["order"])
    issue = next((line for line in lines[:8] if _ISSUE.fullmatch(line)), "")
    return issue if _BARE_NUMBER.fullmatch(issue) else issue.strip("（）()")
