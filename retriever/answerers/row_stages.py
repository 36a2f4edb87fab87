"""What is to be reached in each quarter, month or half year of a row: 「四个季度分别做到哪一步」."""

from __future__ import annotations

import re

from ingest.datatypes import Clause, TableRow
from retriever.catalogue_tables import naming_column
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence

_ASKS = re.compile(
    "(?:[四4]个|[一1][到至—-][四4]|一二三四|每个?|各个?|分|逐|按|前[三3]|头[两三])季度?|季度(?:分别|各自?|都|怎么|进度|目标|安排|节点)"
    "|上下?半年(?:、|和|跟|与)?下半年|上下半年|(?:每|各|分|逐|按)(?:个)?(?:月|年度|阶段|节点|时间节点|时段)|进度(?:安排|节点|计划)"
)
_WANTS = re.compile(
    "哪一?步|哪步|分别|各自|各是|各要|各得|什么程度|怎么(?:安排|排|推进|走)|安排|目标|进度"
    "|做(?:什么|啥|到)|干(?:什么|啥|到)|节点|要求"
)
_PERIOD = re.compile("[一二三四1-4]季度|第[一二三四1-4]季|Q[1-4]|[上下]半年|\\d{1,2}月(?:底|份|末)?$|第[一二三四]阶段")
_TIME_WORDS = re.compile("季度|半年|一二三四|各自|分别|每月|阶段|节点|进度|安排|哪步|目标|列|计划")
_NAMED = 0.5  # share of the words of a question that the row's name and its document's title must hold
_OWN = 0.3  # the same by the name of the row alone
_NOTHING_SET = re.compile(r"^[—\-/无]*$")


def answer_row_stages(query: Query, reader: Reader) -> Draft:
    """The cells of all periods of the row that a question names."""
    if not _ASKS.search(query.text) or not _WANTS.search(query.text) or query.within:
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if _TIME_WORDS.search(word))
    if not topic.words:
        return NOTHING
    best: tuple[float, str, Clause, TableRow, int] | None = None
    for doc_id in sorted(query.scope.doc_ids):
        document = reader.document(doc_id)
        rows = document.parsed.rows
        if not any(len(_periods(row)) > 1 for row in rows):
            continue
        title = document.record.metadata.title
        for clause in document.parsed.clauses:
            row = rows[clause.row] if clause.row is not None else None
            if row is None or row.values == row.header or len(_periods(row)) < 2:
                continue
            column = naming_column(row.header, [row.values])
            if column is None or len(set(row.values)) < 3:
                continue
            own = coverage(topic, ((row.values[column], 1.0),))
            whole = coverage(topic, ((row.values[column], 1.0), (title, 0.95)))
            if own >= _OWN and whole >= _NAMED and (best is None or own > best[0]):
                best = own, doc_id, clause, row, column
    return NOTHING if best is None else _told(reader, *best[1:])


def _periods(row: TableRow) -> list[int]:
    return [index for index, head in enumerate(row.header) if _PERIOD.search(re.sub("[（(].*", "", head))]


def _told(reader: Reader, doc_id: str, clause: Clause, row: TableRow, column: int) -> Draft:
    own = Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))
    cited = (own, *header_evidence(reader, doc_id, clause))
    cells = [
        f"{row.header[index]}：{'未列' if _NOTHING_SET.match(row.values[index].strip()) else row.values[index]}"
        for index in _periods(row)
    ]
    statement = Statement(f"{row.values[column]}——{'；'.join(cells)}。", cited, ("未列",))
    return Draft((statement,), (), 1.0)
