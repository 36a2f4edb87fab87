"""The parts of a document that list something: label lines, headings with items, paragraphs with leads, tables.

A part has a name (its heading, the caption of its table, the cell that its rows share) and its entries, complete and in
order. It is read from the form of the text alone, once for each document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from ingest.datatypes import Clause, Document
from ingest.numerals import parse_number

PartKind = Literal["lines", "heads", "leads", "table", "group", "column", "values", "sums", "divisions"]

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LABEL = re.compile(
    rf"(?P<noun>[\u4e00-\u9fff]{{2,4}}?)(?:(?P<chinese>{_NUMERAL})(?=[：:、.．\s])"
    r"|(?P<digits>\d{1,2})(?=[：:、.．\s“《]|[\u4e00-\u9fff])(?![年月日个户人家项条件万亿]))"
)
_ORDINAL = re.compile(rf"第(?P<number>{_NUMERAL})(?P<noun>阶段|步|批|类|环节|板块|轮)")
_LEAD = re.compile(r"(?P<lead>[^，。；：:（）()]{3,18}(?:[（(][^（）()]{1,20}[）)])?)。(?=\S)")
_SENTENCE = re.compile(r"[^。；]{1,90}")
_NO_LABELS = frozenset(("附件", "附表", "专栏", "图表", "表格"))
_SUBHEAD = 12  # characters of a paragraph that stands for a heading
_FEWEST = 2
_ANNOUNCED = re.compile(r"[（(](?P<number>[\d０-９]{1,3}|[一二三四五六七八九十]{1,3})[项件条个][）)]\s*$")


@dataclass(frozen=True)
class Entry:
    """One thing of a list: its name, the clean span that it is read from, and the first clause behind it."""

    name: str
    clause: int
    start: int
    end: int
    until: int = 0


@dataclass(frozen=True)
class Part:
    """A list of a document.

    `noun` says what its entries are called (任务, 行动, 阶段; the title of a table's naming column), `above` are the
    headings over it, `column` the title of the column whose cell `name` is, `total` the number that the document
    itself gives, 0 where it gives none.
    """

    doc_id: str
    kind: PartKind
    name: str
    above: tuple[str, ...]
    noun: str
    entries: tuple[Entry, ...]
    column: str = ""
    total: int = 0

    @property
    def count(self) -> int:
        """How many things it lists."""
        return self.total or len(self.entries)


def text_parts(doc_id: str, document: Document) -> Iterator[Part]:
    """The lists of a document that are no tables."""
    yield from _label_lines(doc_id, document)
    yield from _below_headings(doc_id, document)
    yield from _led_paragraphs(doc_id, document)
    yield from _announced_sums(doc_id, document)


def own_text(document: Document, clause: Clause) -> str:
    """Clean text of a clause without its children."""
    return document.parsed.clean.text[clause.start : clause.end].strip()


def announced_number(label: str) -> int:
    """The number of items that a heading tells in brackets at its end, 0 where it tells none: 「县公安局（1项）」."""
    found = _ANNOUNCED.search(label)
    return int(parse_number(found["number"]) or 0) if found else 0


def _labelled(text: str) -> tuple[str, int] | None:
    """The noun and the number that a line opens with: 「任务3 …」, 「行动一：…」, 「第一阶段 …」."""
    if found := _ORDINAL.match(text):
        return found["noun"], int(parse_number(found["number"]) or 0)
    found = _LABEL.match(text)
    return (found["noun"], int(parse_number(found["chinese"] or found["digits"]) or 0)) if found else None


def _label_lines(doc_id: str, document: Document) -> Iterator[Part]:
    runs: list[tuple[str, list[tuple[int, Clause]]]] = []
    for clause in document.parsed.clauses:
        if clause.kind in ("table_row", "title", "annex", "contents", "furniture"):
            continue
        label = _labelled(own_text(document, clause))
        if label is None or label[0] in _NO_LABELS:
            continue
        noun, number = label
        run = next((held for name, held in reversed(runs) if name == noun), None)
        if run is not None and number == run[-1][0] + 1:
            run.append((number, clause))
        elif run is None or number == 1:
            runs.append((noun, [(number, clause)]))
    for noun, lines in runs:
        if len(lines) >= _FEWEST:
            clauses = [clause for _, clause in lines]
            yield Part(doc_id, "lines", *_over(document, clauses[0]), noun, _entries(document, clauses))


def _over(document: Document, clause: Clause) -> tuple[str, tuple[str, ...]]:
    """Name and headings of what stands below the same heading as a clause."""
    above = document.parsed.clauses[clause.parent] if clause.parent is not None else None
    while above is not None and not above.heading:
        above = document.parsed.clauses[above.parent] if above.parent is not None else None
    return (above.heading, above.path[:-1]) if above is not None else ("", ())


def _entries(document: Document, clauses: list[Clause]) -> tuple[Entry, ...]:
    ends = [*(clause.index for clause in clauses[1:]), 0]
    return tuple(_entry(document, clause, until) for clause, until in zip(clauses, ends, strict=True))


def _entry(document: Document, clause: Clause, until: int) -> Entry:
    own = document.parsed.clean.text[clause.start : clause.end]
    start = clause.start + len(own) - len(own.lstrip())
    found = _SENTENCE.match(own.strip())
    told = clause.label if clause.heading else found.group(0) if found else own.strip()
    end = max(start + len(told), start + (found.end() if found else 0))
    return Entry(told.strip("：: \n"), clause.index, start, min(end, clause.end), until)


def _below_headings(doc_id: str, document: Document) -> Iterator[Part]:
    """Numbered items, or headings without numbers, right below a heading."""
    below: dict[int, list[Clause]] = {}
    yield from _cards(doc_id, document)
    for clause in document.parsed.clauses:
        if clause.parent is not None and clause.kind in ("heading", "item"):
            below.setdefault(clause.parent, []).append(clause)
    for index, children in below.items():
        head = document.parsed.clauses[index]
        numbered = [child for child in children if child.number]
        bare = [child for child in children if not child.number and child.heading]
        for items in (numbered, bare):
            if len(items) >= _FEWEST and head.heading and (items is numbered or not numbered):
                yield Part(doc_id, "heads", head.heading, head.path[:-1], "", _entries(document, items))


def _cards(doc_id: str, document: Document) -> Iterator[Part]:
    """Numbered headings that each stand above a card of rows and nothing else: what the document lists."""
    clauses = document.parsed.clauses
    heads = [clause for clause in clauses if clause.parent is None and clause.kind == "heading" and clause.number]
    kinds: dict[int, set[str]] = {}
    for clause in clauses:
        if clause.parent is not None:
            kinds.setdefault(clause.parent, set()).add("card" if clause.kind == "table_row" else clause.kind)
    if len(heads) >= _FEWEST and all("card" in kinds.get(head.index, ()) for head in heads):
        yield Part(doc_id, "lines", "", (), "", _entries(document, heads))


def _led_paragraphs(doc_id: str, document: Document) -> Iterator[Part]:
    """Paragraphs that each open with what they are about: 「数据底座。建设…」, below a heading or a line like one."""
    held: list[tuple[Clause, str]] = []
    name = ""
    for clause in [*document.parsed.clauses, None]:
        text = own_text(document, clause) if clause is not None else ""
        found = _LEAD.match(text) if clause is not None and clause.kind == "paragraph" and not clause.number else None
        if clause is not None and found and (not held or held[-1][0].parent == clause.parent):
            held.append((clause, found["lead"]))
            continue
        if len(held) > 2:
            yield _of_leads(doc_id, document, name, held)
        held = []
        name = ""
        if clause is not None and found:
            held = [(clause, found["lead"])]
        elif clause is not None and clause.kind == "paragraph" and len(text) <= _SUBHEAD and "。" not in text:
            name = text


def _of_leads(doc_id: str, document: Document, name: str, held: list[tuple[Clause, str]]) -> Part:
    heading, above = _over(document, held[0][0])
    entries = tuple(
        Entry(lead, clause.index, clause.start, clause.start + len(own_text(document, clause)), clause.index + 1)
        for clause, lead in held
    )
    above = (*above, heading) if name else above
    return Part(doc_id, "leads", name or heading, above, _shared([lead for _, lead in held]), entries)


def _shared(leads: list[str]) -> str:
    """How all leads begin (数据要素×) or, brackets aside, end (专班)."""
    begin = _beginning(leads)
    end = _beginning([re.sub("[（(].*", "", lead)[::-1] for lead in leads])[::-1]
    return begin if len(begin) > _FEWEST else end if len(end) >= _FEWEST else ""


def _beginning(texts: list[str]) -> str:
    """The characters that all texts begin with."""
    return "".join(each[0] for each in takewhile(lambda each: len(set(each)) == 1, zip(*texts, strict=False)))


def _announced_sums(doc_id: str, document: Document) -> Iterator[Part]:
    """Headings that each tell how many items they hold: 「一、县公安局（1项）」."""
    levels: dict[int | None, list[Clause]] = {}
    for clause in document.parsed.clauses:
        if clause.kind in ("heading", "item") and announced_number(clause.label or own_text(document, clause)):
            levels.setdefault(clause.parent, []).append(clause)
    for clauses in levels.values():
        if len(clauses) >= _FEWEST:
            total = sum(announced_number(clause.label or own_text(document, clause)) for clause in clauses)
            yield Part(doc_id, "sums", *_over(document, clauses[0]), "", _entries(document, clauses), total=total)
