"""The sections of a document that tell an aspect of it as a whole, told by their items, sentences or rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.datatypes import Clause, Target
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.answerers.target import row_text
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.reader import Reader, header_evidence

_HEADLINE = 16  # characters of a paragraph without a stop that stands for a heading
_STOPS = re.compile("[。；：:，,]")
_ORDINAL = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章节部]分?|[一二三四五六七八九十壹贰叁肆伍]{1,3}[、\s]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,2}(?:\.\d{1,2})*[.、\s]?|专栏\d*)\s*"
)
_NOTE = re.compile("^(?:注|备注|说明)[：:]")
_LEAD = re.compile(r"(?:关于[^，。；：:]{3,34}|[^，。；：:]{3,18})(?=。.)")
_DATED = re.compile(r"\d月|\d年")
_FEWEST = 3  # items that are told as what a document asks for
_BEHIND = 5  # characters that an item says behind its heading
LONGEST = 290  # characters of a section from which items are told by their headings alone


def plain_heading(reader: Reader, doc_id: str, clause: Clause) -> str:
    """What a clause is headed by, without its number; empty for one that heads nothing."""
    if clause.kind in ("heading", "item") and clause.heading:
        return _ORDINAL.sub("", clause.heading).strip()
    if clause.kind not in ("paragraph", "front"):
        return ""
    own = reader.own_text(doc_id, clause).strip()
    return _ORDINAL.sub("", own).strip() if len(own) <= _HEADLINE and not _STOPS.search(own) else ""


def section_of(reader: Reader, doc_id: str, under: Sequence[re.Pattern[str]]) -> Clause | None:
    """The first clause whose heading one of an aspect's patterns matches whole."""
    return next(sections_of(reader, doc_id, under), None)


def sections_of(reader: Reader, doc_id: str, under: Sequence[re.Pattern[str]]) -> Iterator[Clause]:
    """The clauses whose headings an aspect's patterns match whole, by the order of these, then of the document."""
    headed = [(clause, plain_heading(reader, doc_id, clause)) for clause in reader.document(doc_id).parsed.clauses]
    for pattern in under:
        yield from (clause for clause, heading in headed if heading and pattern.fullmatch(heading))


def below(reader: Reader, doc_id: str, head: Clause) -> list[Clause]:
    """All clauses of a section, in order; of a line that stands for a heading those up to the next such line."""
    clauses = reader.document(doc_id).parsed.clauses
    found: list[Clause] = []
    real = head.kind in ("heading", "item")
    for clause in clauses[head.index + 1 :]:
        if clause.kind in ("furniture", "contents"):
            continue
        if clause.kind in ("closing", "annex", "title"):
            break
        if real and (clause.start >= head.tree_end or _is_line(reader, doc_id, clause)):
            break
        if not real and (clause.kind == "heading" or _is_line(reader, doc_id, clause)):
            break
        found.append(clause)
    return found


def _is_line(reader: Reader, doc_id: str, clause: Clause) -> bool:
    return clause.kind == "paragraph" and bool(plain_heading(reader, doc_id, clause))


def items_of(reader: Reader, doc_id: str, head: Clause, section: Sequence[Clause]) -> list[Statement]:
    """The headed items right below a section's heading, else its paragraphs that open with what they are about."""
    children = [clause for clause in section if clause.parent == head.index and clause.heading and clause.number]
    children = children or [clause for clause in section if clause.parent == head.index and clause.kind == "heading"]
    if len(children) > 1:
        return [labelled(reader, doc_id, child) for child in children]
    led = led_lines(reader, doc_id, section)
    return led if len(led) > 1 else []


def led_lines(reader: Reader, doc_id: str, clauses: Sequence[Clause]) -> list[Statement]:
    """What the paragraphs are about that open with it: 「数据底座。建设…」, 「关于资金筹措。市财政局要…」."""
    led = []
    for clause in clauses:
        own = reader.own_text(doc_id, clause).strip()
        lead = _LEAD.match(own) if clause.kind in ("paragraph", "front") else None
        if lead is not None:
            led.append(Statement(lead.group(0), (Evidence(doc_id, clause.index, clause.start, clause.end),)))
    return led


def line_heads(reader: Reader, doc_id: str) -> list[Clause]:
    """The headings of a document without numbers, and the short lines between its paragraphs that stand for some."""
    clauses = reader.document(doc_id).parsed.clauses
    title = max((clause.index for clause in clauses if clause.kind == "title"), default=-1)
    found = []
    for clause, following in pairwise(clauses[title + 1 :]):
        if clause.kind not in ("heading", "paragraph", "front") or not plain_heading(reader, doc_id, clause):
            continue
        told = following.kind in ("paragraph", "item", "table_row", clause.kind)
        if told and not plain_heading(reader, doc_id, following):
            found.append(clause)
    return found


def headed_items(reader: Reader, doc_id: str) -> Draft:
    """The numbered items below one heading that each open with what they are about."""
    groups: dict[int | None, list[Clause]] = {}
    for clause in reader.document(doc_id).parsed.clauses:
        own = reader.own_text(doc_id, clause).strip()
        short = 0 < len(clause.heading) <= _HEADLINE and not _STOPS.search(clause.heading)
        if clause.kind == "item" and short and clause.number and len(own) > len(clause.label) + _BEHIND:
            groups.setdefault(clause.parent, []).append(clause)
    items = max(groups.values(), key=len, default=[])
    if len(items) < _FEWEST:
        return NOTHING
    count = f"共{len(items)}项："
    lines = [labelled(reader, doc_id, clause) for clause in items]
    return Draft((Statement(count, (), (count,), bears=False), *lines), (), 1.0)


def labelled(reader: Reader, doc_id: str, clause: Clause) -> Statement:
    """A heading with its number as a line of a list."""
    own = reader.own_text(doc_id, clause)
    at = own.find(clause.heading)
    end = clause.start + (at + len(clause.heading) if at >= 0 and clause.heading else len(own))
    evidence = (Evidence(doc_id, clause.index, clause.start, end),)
    return Statement(clause.label if clause.heading else own.strip(), evidence)


def sentences_of(reader: Reader, doc_id: str, head: Clause | None, section: Sequence[Clause]) -> list[Statement]:
    """The sentences of a section, those of its heading's own clause first; headings alone where it is long."""
    whole = list(_sentences(reader, doc_id, head, section, short=False))
    if sum(len(told.text) for told in whole) <= LONGEST:
        return whole
    told: list[Statement] = []
    for statement in _sentences(reader, doc_id, head, section, short=True):
        if told and sum(len(each.text) for each in told) + len(statement.text) > LONGEST:
            break
        told.append(statement)
    return told


def _sentences(
    reader: Reader, doc_id: str, head: Clause | None, section: Sequence[Clause], *, short: bool
) -> Iterator[Statement]:
    for clause, first in ((head, True), *((clause, False) for clause in section)):
        if clause is None or clause.kind == "table_row" or (clause.kind == "heading" and not first):
            continue
        spans = split_sentences(reader.document(doc_id).parsed.clean.text, clause.start, clause.end)
        if first and spans:
            spans = spans if clause.kind == "item" and len(spans) > 1 else []
            own = strip_number(reader.text(doc_id, *spans[0])).strip("。：: ") if spans else ""
            spans = spans[1:] if own == clause.heading else spans
        elif clause.heading and len(spans) > 1:
            spans = [
                spans[0]
                if short and clause.number and not _DATED.search(clause.heading)
                else (spans[0][0], spans[-1][1])
            ]
        for start, end in spans:
            words = strip_number(reader.text(doc_id, start, end)).strip()
            if len(words) > 1 and not _NOTE.match(words):
                yield Statement(words, (Evidence(doc_id, clause.index, start, end),))


def rows_of(reader: Reader, doc_id: str, section: Sequence[Clause]) -> list[Statement]:
    """The rows of the tables in a section, each with its values."""
    rows: dict[int, list[StoredFact]] = {}
    for stored in reader.facts_of(doc_id, Target):
        rows.setdefault(stored.fact.clause, []).append(stored)
    return [_row(reader, doc_id, clause, rows[clause.index]) for clause in section if _is_row(clause, rows)]


def _is_row(clause: Clause, rows: dict[int, list[StoredFact]]) -> bool:
    return clause.kind == "table_row" and clause.index in rows


def _row(reader: Reader, doc_id: str, clause: Clause, facts: Sequence[StoredFact]) -> Statement:
    name = min((stored.fact.subject for stored in facts), key=len)
    same = [stored for stored in facts if stored.fact.subject == name]
    own = reader.own_text(doc_id, clause)
    cited = Evidence(doc_id, clause.index, clause.start, clause.start + len(own))
    return Statement(row_text(*same), (cited, *header_evidence(reader, doc_id, clause)))


def tables_of(reader: Reader, doc_id: str, heading: re.Pattern[str]) -> Iterator[list[Clause]]:
    """The rows of each table whose heading, or whose document's title, a pattern finds."""
    clauses = reader.document(doc_id).parsed.clauses
    groups: dict[int | None, list[Clause]] = {}
    for clause in clauses:
        if clause.kind == "table_row":
            groups.setdefault(clause.parent, []).append(clause)
    for parent, rows in groups.items():
        title = reader.document(doc_id).record.metadata.title
        name = clauses[parent].label if parent is not None else ""
        if heading.search(name) or (len(groups) == 1 and heading.search(title)):
            yield rows
