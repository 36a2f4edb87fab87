"""Documents named in short by their number: 「溆防指3号文」, 「14号纪要」, 「第18期」."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.datatypes import Document

_ASKED = re.compile(
    r"(?P<before>[\u4e00-\u9fff]{0,12}?)(?:那个|这个|那份|这份|的|了)*[〔\[（(]?(?P<year>20\d{2}|\d{2}(?=年))?年?[〕\]）)]?"
    r"(?:那个|那份|的)?第?(?P<serial>\d{1,4})(?:号(?:(?P<sure>文件?|令|(?=纪要))|(?=(?P<noun>通知|通告|公告|函|决定))|(?=[^\u4e00-\u9fff]|[是讲说的发印什在]|$))"
    r"|期(?=的?那?[份个次]?(?:[一-龥]{0,5}?(?:纪要|会(?![计员费])|简报|专报|通报))|的?那[份个次]|的?$|[，,。？?）)]))"
)
_NUMBER = re.compile(
    r"^(?P<letters>[^〔\[（(\d第]*)第?[〔\[（(]?(?P<year>\d{4})?年?[〕\]）)]?第?(?P<serial>\d{1,4})[号期]?$"
)
_TAIL = re.compile("(?:那个|这个|那份|这份|文件|的|字|第)+$")
_OF_NUMBERS = re.compile("[发办字规函安联政民教食环督农卫建文]$")
_LETTERS = 2  # characters of a number's letters by which a question names it


def documents_numbered(text: str, documents: Mapping[str, Document], *, placed: bool) -> tuple[tuple[str, ...], str]:
    """The documents that a question names by their number, and the question without these words.

    Args:
        text: the question.
        documents: those that may answer.
        placed: whether a place has narrowed them: then 「3号通知」 names one of them, too, and is no day of a month.
    """
    for asked in _ASKED.finditer(text):
        before = _TAIL.sub("", asked["before"])
        serial, year = int(asked["serial"]), (asked["year"] or "")[-2:]
        fitting: dict[str, int] = {}
        for doc_id, document in documents.items():
            number = _NUMBER.match(re.sub(r"\s", "", document.record.metadata.number))
            if number is None or int(number["serial"]) != serial:
                continue
            if year and number["year"] and not number["year"].endswith(year):
                continue
            fitting[doc_id] = _shared(before, number["letters"])
        best = max(fitting.values(), default=0)
        named = tuple(sorted(doc_id for doc_id, shared in fitting.items() if shared == best))
        by_letters = best >= _LETTERS
        alone = (asked["sure"] is not None or asked[0].endswith("期")) and not _has_letters(asked["before"])
        if named and (by_letters or (len(named) == 1 and (alone or (placed and asked["noun"])))):
            start = asked.start("before") + (len(before) - best if by_letters else len(asked["before"]))
            return named, f"{text[:start]} {text[asked.end() :]}"
    return (), text


def names_unknown(text: str, documents: Mapping[str, Document]) -> bool:
    """Whether a question asks of a document by letters and number that none has, nor names in its text."""
    if documents_numbered(text, documents, placed=True)[0]:
        return False
    for asked in _ASKED.finditer(text):
        if asked["sure"] and _has_letters(asked["before"]):
            told = re.compile(rf"[〕\]）)]第?{asked['serial']}号")
            return not any(told.search(document.parsed.clean.text) for document in documents.values())
    return False


def _has_letters(before: str) -> bool:
    """Whether what stands before a number is that of a number (沙府办规), not a body or a pointing word."""
    return len(before) >= _LETTERS and _TAIL.search(before) is None and _OF_NUMBERS.search(before) is not None


def head_of(document: Document) -> str:
    """What a document is called: its title, its issuer and its number."""
    metadata = document.record.metadata
    return f"{metadata.title}\n{metadata.issuer}\n{metadata.number}"


def replaced_by(document: Document) -> tuple[str, ...]:
    """What a document puts out of force, as it names it."""
    return document.record.metadata.replaces


def _shared(before: str, letters: str) -> int:
    """Characters at the end of what stands before a number in a question that stand in the number's letters."""
    size = min(len(before), len(letters))
    while size and before[-size:] not in letters:
        size -= 1
    return size
