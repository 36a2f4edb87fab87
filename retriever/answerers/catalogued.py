"""Lists and counts of a part of a document that a question names: 「重点项目有哪些」, 「蓝天那块一共几项任务」.

The parts are those of the catalogue: label lines, items below headings, tables, their sections and the rows that share
a cell. A part answers when all that the question names stands in its name, the headings above it and the document's
title; where the question names nothing but the document, the part that lists what it asks for by its noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from retriever.answerers.announced import of_kind_asked
from retriever.answerers.asked_parts import AskedPart, asked_part
from retriever.answerers.listing import answer_indicators
from retriever.answerers.part_worth import title_of, whole_list, worth_of
from retriever.answerers.procedure import answer_procedure
from retriever.answerers.stretches import strip_number
from retriever.catalogue import Entry, Part
from retriever.catalogue_tables import naming_column
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence

_EACH = re.compile("分别|各(?!家|级|类|项|个|有关)|数值|多少|投|时间|时候|什么时间")
_ADDRESSEES = re.compile("^各[^。；]{2,}[：:]$")  # a line that a letter begins with, and no caption
_DONE_SO_MANY = re.compile(
    "(?:改|建|装|修|增|添|配|补|拆|治|培育|培训|打造|创建|完成)(?:造|成|设)?了?(?:多少|几)(?:个|家|处|座|条|台|户)(?:$|[，。？?呢啊])"
)
_NUMBERED = re.compile(r"\d|[一二三四五六七八九十]+、|[①-⑳]|第|[（(]|.{2,4}[一二三四五六七八九十\d]")
_COUNTING_TERM = re.compile("[“\"‘][一二三四五六七八九十两\\d]")  # 「“五个同”是哪五个」 asks for the parts of a term
_STEPS = re.compile("步骤|流程|程序|手续")
_LONGEST = 90  # characters of an entry
_DATED = 200  # the same of one that its heading only dates
_TIME_ALONE = re.compile(
    r"(?:\d+[.、．]\s?|[（(].{1,3}[）)])?(?:20\d{2}年|\d{1,2}月|[至到—~-]|年?[上下]半年|[底前起末止、．.])+"
)
_BRIEF = 30  # the same beside a number
_BESIDE_NUMBER = 220  # characters of all entries that are told beside their number where only that is asked
_DOCUMENTS = 3  # documents whose parts are looked at where the question names no place


def answer_catalogued(query: Query, reader: Reader) -> Draft:
    """The entries of the part that a question names, or that it means by a noun, with their number."""
    asked = asked_part(query)
    if asked is None or query.within or query.kind in ("chat", "document", "compare", "definition", "member"):
        return NOTHING
    if _COUNTING_TERM.search(query.text) or (_STEPS.search(asked.noun) and answer_procedure(query, reader).found):
        return NOTHING
    if query.kind == "target" and _DONE_SO_MANY.search(query.text):
        return NOTHING  # 「老旧小区改多少个」 asks for an aim, not for how many steps a list has
    best: tuple[tuple[float, ...], Part] | None = None
    for doc_id in _documents(asked, query, reader):
        parts = reader.parts(doc_id)
        for part in parts:
            worth = worth_of(part, asked, query, reader, parts)
            if worth is not None and (best is None or worth > best[0]):
                best = worth, part
    if best is not None and not of_kind_asked(query.text, best[1].name):
        return NOTHING
    if best is None or (asked.counts and best[1].count == 1):  # nobody asks how many of what is one
        return NOTHING
    indicators = answer_indicators(query, reader) if "指标" in query.text else NOTHING
    if any(f"共{best[1].count}项" in statement.text for statement in indicators.statements[:1]):
        return indicators
    return _told(whole_list(best[1], asked, reader), asked, query, reader)


def _documents(asked: AskedPart, query: Query, reader: Reader) -> list[str]:
    """The documents whose parts may be meant: those of the place asked about, else those whose titles say most."""
    if query.scope.named:
        return sorted(query.scope.named)
    doc_ids = sorted(query.scope.doc_ids)
    if len(doc_ids) <= _DOCUMENTS:
        return doc_ids
    titled = [(coverage(query.broad, ((title_of(reader, doc_id), 1.0),)), doc_id) for doc_id in doc_ids]
    titled = sorted((entry for entry in titled if entry[0] > 0), key=lambda entry: -entry[0])[:_DOCUMENTS]
    if titled and not query.scope.decided:
        best = titled[0][0]
        titled = [entry for entry in titled if entry[0] >= best - 1e-9]
        return [doc_id for _, doc_id in titled] if len(titled) == 1 else []
    return [doc_id for _, doc_id in titled]


def _told(part: Part, asked: AskedPart, query: Query, reader: Reader) -> Draft:
    """The number with the name of the part, then each entry; where only the number is asked, short or not at all."""
    count = f"共{part.count}{asked.measure}"
    called = "" if _ADDRESSEES.search(part.name) else re.sub(r"^附件\s?\d*\s?", "", strip_number(part.name))
    called = called or title_of(reader, part.doc_id)
    called = part.noun if part.kind == "leads" and part.noun else called
    label = called if "“" in called else f"“{called}”"
    entries = _by_noun(part, asked, reader)
    lines = [_line(part, entry, order, query, reader, asked) for order, entry in enumerate(entries, 1)]
    if asked.counts and sum(len(line.text) for line in lines) > _BESIDE_NUMBER:
        cited = (*lines[0].evidence, *lines[-1].evidence)
        return Draft((Statement(f"{label}{count}。", cited, (count, label)),), (), 1.0)
    return Draft((Statement(f"{label}{count}：", (), (count, label), bears=False), *lines), (), 1.0)


def _by_noun(part: Part, asked: AskedPart, reader: Reader) -> tuple[Entry, ...]:
    """The entries of a table by the column that bears the noun asked for, where there is one."""
    parsed = reader.document(part.doc_id).parsed
    rows = [parsed.rows[row] for entry in part.entries if (row := parsed.clauses[entry.clause].row) is not None]
    if part.kind not in ("table", "group", "column") or len(rows) != len(part.entries) or not asked.noun:
        return part.entries
    column = naming_column(rows[0].header, [row.values for row in rows], asked.noun)
    if column is None:
        return part.entries
    return tuple(
        replace(entry, name=row.values[column].strip() or entry.name)
        for entry, row in zip(part.entries, rows, strict=True)
    )


def _line(part: Part, entry: Entry, order: int, query: Query, reader: Reader, asked: AskedPart) -> Statement:
    clause = reader.clause(part.doc_id, entry.clause)
    evidence: tuple[Evidence, ...] = (Evidence(part.doc_id, entry.clause, entry.start, entry.end),)
    longest = _BRIEF if asked.counts else _LONGEST
    name = entry.name.lstrip("—－-")
    dated = clause.row is None and not asked.counts and _TIME_ALONE.fullmatch(name) is not None
    if dated:
        own = reader.own_text(part.doc_id, clause)  # a time says nothing of what is to be done in it
        name, longest = strip_number(own.strip()), _DATED
        evidence = (Evidence(part.doc_id, entry.clause, clause.start, clause.start + len(own)),)
    name = name if len(name) <= longest else f"{name[: longest - 1]}…"
    number = f"{order}. "
    if clause.row is None and not dated and part.kind in ("lines", "heads", "sums") and _NUMBERED.match(name):
        number = ""
    if clause.row is None or part.kind == "sums":
        told = re.search(r"\d+项$", name)
        computed = (*([number] if number else []), *([told.group(0)] if told and clause.row is not None else []))
        return Statement(f"{number}{name}", evidence, computed)
    cells = [] if asked.counts else list(_cells_asked(query, reader, part, entry))
    text = f"{name}（{'；'.join(cells)}）" if cells else name
    evidence += header_evidence(reader, part.doc_id, clause) if cells else ()
    return Statement(f"{number}{text}", evidence, (number,))


def _cells_asked(query: Query, reader: Reader, part: Part, entry: Entry) -> Iterator[str]:
    """The further cells of a row that a question asks for: those whose titles it repeats, figures for 「数值」."""
    if not _EACH.search(query.asked):
        return
    parsed = reader.document(part.doc_id).parsed
    row = parsed.rows[parsed.clauses[entry.clause].row or 0]
    figures = re.search("数值|多少|投", query.asked) is not None
    dates = re.search("时间|时候", query.asked) is not None
    for head, value in zip(row.header, row.values, strict=True):
        if not value.strip() or not head or value == entry.name or re.search("^(?:序号|编号)$", head):
            continue
        repeated = any(head[index : index + 2] in query.asked for index in range(len(head) - 1)) and head != part.column
        figured = figures and re.search(r"^[≥≤<>约]?\s?\d", value) is not None
        dated = dates and re.search("时间|时限|期限", head) is not None
        if repeated or figured or dated:
            yield f"{head}：{value}"
