"""Clauses as the fact readers see them: own text, where the body begins, brackets, task wording."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.datatypes import Clause, CleanDocument
from ingest.numerals import item_number

_SILENT = frozenset({"furniture", "contents", "title"})
_BRACKET = re.compile(r"[（(〔\[【［）)〕\]】］\n]")
_OPENING = "（(〔[【［"
_SENTENCE_END = re.compile(r"[。！？；;\n]")
_BREAK = re.compile(r"\s*\n\s*")
_COUNTED = re.compile("[是要则]$|^第.$")
_TRIM = " \t\n\r　，,；;。：:、-—*_"


@dataclass(frozen=True)
class Passage:
    """A clause's own text; `start` is the clean offset of `text[0]`.

    `unnumbered` is the index in `text` after the clause's number, `body` the one after its whole label.
    `item` is the number, as digits, of the clause or of the nearest numbered clause that it belongs to.
    """

    clause: Clause
    text: str
    start: int
    body: int
    unnumbered: int
    item: str


def read_passages(cleaned: CleanDocument, clauses: Sequence[Clause]) -> list[Passage]:
    """The passages that facts may be read from, in document order; titles, menus, contents are left out."""
    text = cleaned.clean.text
    items: list[str] = []
    passages = []
    for position, clause in enumerate(clauses):
        counted = _COUNTED.search(clause.number)  # the item stays that of the task around
        item = item_number(clause.number) if clause.number and not counted else ""
        if not item and clause.parent is not None and clause.parent < position:
            item = items[clause.parent]
        items.append(item)
        if clause.kind in _SILENT or clause.end <= clause.start:
            continue
        own = text[clause.start : clause.end]
        unnumbered = own.find(clause.number) + len(clause.number) if clause.number else 0
        passages.append(Passage(clause, own, clause.start, _body_start(own, clause), max(0, unnumbered), item))
    return passages


def _body_start(text: str, clause: Clause) -> int:
    """Index in `text` after number and heading; 0 when the label is not written there as it stands."""
    position = len(text) - len(text.lstrip())
    for part in (clause.number, clause.heading):
        found = text.find(part, position, position + len(part) + 4) if part else position
        if found < 0:
            return position
        position = found + len(part)
    if clause.heading:
        return position
    return position + len(text[position:]) - len(text[position:].lstrip(_TRIM))


def brackets(text: str) -> list[tuple[int, int]]:
    """Outermost bracketed spans of `text`, brackets included; one left open ends with its line."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        character, position = match[0], match.start()
        if character in _OPENING:
            opened.append(position)
        elif character == "\n":
            if opened:
                spans.append((opened[0], position))
            opened.clear()
        elif len(opened) == 1:
            spans.append((opened.pop(), position + 1))
        elif opened:
            opened.pop()
    if opened:
        spans.append((opened[0], len(text)))
    return spans


def sentence_start(text: str, position: int, floor: int = 0) -> int:
    """Index of the first character of the sentence that holds `position`, not before `floor`.

    Looks back 600 characters at most, so that text without punctuation costs no more than any other.
    """
    floor = max(floor, position - 600)
    mark = max(text.rfind(mark, floor, position) for mark in "。！？；;\n")
    return mark + 1 if mark >= 0 else floor


def sentence_end(text: str, position: int) -> int:
    """Index of the sentence's closing mark at or after `position`, or the end of `text`; at most 1,000 ahead."""
    limit = min(len(text), position + 1000)
    match = _SENTENCE_END.search(text, position, limit)
    return match.start() if match else limit


def tidy(text: str) -> str:
    """`text` on one line, without the punctuation around it."""
    return (_BREAK.sub("", text) if "\n" in text else text).strip(_TRIM)


def task_wording(passage: Passage, end: int, floor: int = 0, *, alone: bool = True) -> str:
    """The task that a bracket at index `end` speaks of: the heading, or the sentence before the bracket.

    `floor` is where the bracket before it ended; with several in one clause (`alone` false) each has
    its own words.
    """
    if alone and passage.clause.heading:
        if passage.unnumbered < end < passage.body and not floor:  # the heading goes on with who does it
            return tidy(passage.text[passage.unnumbered : end])
        return tidy(passage.clause.heading)
    floor = max(floor, passage.body if not passage.clause.heading or floor else 0)
    segment = tidy(passage.text[floor:end])
    if len(segment) <= 60:
        return segment
    sentences = [tidy(sentence) for sentence in _SENTENCE_END.split(segment)]
    inside = passage.text[:end].rstrip()[-1:] not in "。！？；;"
    return sentences[-1 if inside else 0]



def spans_within(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Those of the sorted clean `spans` that begin in `[start, end)`, relative to `start`."""
    first, last = bisect_left(spans, (start, 0)), bisect_left(spans, (end, 0))
    return [(begin - start, stop - start) for begin, stop in spans[first:last]]
