"""The row of sums of a table that shares something out, where a question asks for the whole and names no share."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from retriever.answerers.cells import cells_of
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import INDICATED, Passage, Reader, header_evidence

_KINDS = ("target", "count", "fact", "list")
_AMOUNT = re.compile("多少|几|目标|任务|指标|总数|总量|合计")
_SUM = re.compile(r"^(?:合\s?计|总\s?计|总数|全[省市县区镇乡街](?:合计|总计|道)?)$")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_WHOLE = re.compile("全[省市县区镇乡]|一共|总共|合计|总的")
_LOOKED_AT = 8  # best passages, whose tables are looked into
_FEWEST = 3  # rows beside the sums
_COVERED = 0.8  # share of the question's words that the title of the column must hold


def answer_total(query: Query, reader: Reader) -> Draft:
    """The sum in the column that a question names: 「全县城镇新增就业多少」 of a table by townships."""
    if query.kind not in _KINDS or not _AMOUNT.search(query.text):
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if _WHOLE.fullmatch(word))
    seen: set[tuple[str, int | None]] = set()
    for passage in reader.passages(query)[:_LOOKED_AT]:
        clause = reader.clause(passage.doc_id, passage.clause)
        if clause.row is None or (passage.doc_id, clause.parent) in seen:
            continue
        seen.add((passage.doc_id, clause.parent))
        rows = _rows(reader, passage.doc_id, clause)
        named = [(row, cells) for row, cells in rows if _SUM.match(cells[0][1].strip())]
        shares = [cells[0][1] for _, cells in rows if not _SUM.match(cells[0][1].strip())]
        if len(named) != 1 or len(shares) < _FEWEST or any(len(name) > 1 and name in query.text for name in shares):
            continue
        row, cells = named[0]
        titles = [(coverage(topic, ((head, 1.0),)), -len(head), head, value) for head, value in cells[1:]]
        score, _, head, value = max(titles, default=(0.0, 0, "", ""))
        said = any(_BRACKETED.sub("", title) in query.text for _, _, title, _ in titles)
        if re.search(r"\d", value) and (score >= _COVERED or (said and score >= INDICATED)):
            evidence = Evidence(row.doc_id, row.clause, row.start, row.end)
            cited = (evidence, *header_evidence(reader, row.doc_id, reader.clause(row.doc_id, row.clause)))
            return Draft((Statement(f"{cells[0][1]}，{head}：{value}。", cited),), (), score)
    return NOTHING


def _rows(reader: Reader, doc_id: str, clause: Clause) -> list[tuple[Passage, list[tuple[str, str]]]]:
    """The rows of the table that a row stands in, with their cells."""
    rows = reader.document(doc_id).parsed.rows
    header = rows[clause.row or 0].header
    found = []
    for other in reader.document(doc_id).parsed.clauses:
        if other.row is None or other.parent != clause.parent or rows[other.row].header != header:
            continue
        text = reader.own_text(doc_id, other)
        passage = Passage(doc_id, other.index, other.start, other.start + len(text), text, 0.0, 1.0)
        if cells := cells_of(reader, passage):
            found.append((passage, cells))
    return found
