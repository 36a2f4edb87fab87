"""Rows of levels and ranks: 「到什么程度才启动一级响应」 is told by the condition in the row of that level.

Plans set their levels beside each other in a table. A question that names a level wants its own row, one that sets two
beside each other wants both, one that names none (「上涨多少算紧急」) wants the whole ladder. What else the row of a
rank says is told by the columns that hold the question's words: 「AAA级和B级多久检查一次」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.datatypes import Clause, TableRow
from retriever.answerers.levels import ASPECTS, levels_in, parts_of_levels
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.ranks import ranks_in, ranks_of
from retriever.reader import Reader, header_evidence

_MATTER = "(?:启动|触发|响应|预警|应急|紧急|事件|险情|状态|级|警报|严重|危急|异常)"
_ASKS = re.compile(
    rf"(?:到|达到?)(?:了)?(?:什么|啥|哪种|何种|怎样的?)(?:程度|地步|份上|标准|条件)[^，。]{{0,10}}{_MATTER}"
    rf"|{_MATTER}[^，。]{{0,12}}(?:到|达到?)(?:了)?(?:什么|啥|哪种|何种|怎样的?)(?:程度|地步|份上|标准|条件)"
    r"|(?:多少|多大|多高|多深|几度|几级风)[^，。]{0,12}(?:才?算|才|属于|启动|触发|进入|发布|达到)"
    r"|(?:启动|触发|发布|进入|达到|算)[^，。]{0,14}(?:条件|门槛)"
    r"|(?:条件|门槛|标准|雨量|雪量|降雨量)[^，。]{0,10}(?:差|区别|不同)"
    rf"|(?:什么|啥|哪些|哪种|何种|怎样)(?:样)?(?:的)?(?:情况|情形|条件|雨量|降雨|程度|天气|[雨雪风])[^，。]{{0,10}}{_MATTER}"
    rf"|{_MATTER}[^，。]{{0,10}}(?:条件|门槛|雨量)(?:是|有|要求)?(?:多少|什么|啥|哪些|怎么|差|不同|区别|$)"
)
_CONDITION = re.compile("条件|标准|情形|指标|判定|阈值|界限|依据")
_LEVEL_TITLE = re.compile("级别|等级|级|类别|颜色|信号")
_WORST = re.compile("最(?:高|严重|重|大|紧急|厉害)的?(?:那)?(?:一)?(?:级|档|等)?")
_COLOUR = re.compile("[红橙黄蓝](?=色)")
_LEVEL_WORD = re.compile("[一二三四]级?|级|响应|预警|启动|条件|差|程度|算|标准|达到")
_HAZARDS = frozenset("雨雪风旱雹雷震洪寒雾冻火疫霾")  # a ladder for one hazard tells nothing of another
_FEWEST, _MOST = 2, 6  # rows of a ladder
_ABOUT = 0.3  # share of a question's other words that a ladder and what stands around it must hold
_SAID = 0.7  # the same for one that asks for no condition
_FEW_COLUMNS = 3  # that are told whole where none holds a word of the question


@dataclass(frozen=True)
class _Rung:
    clause: Clause
    name: str
    ranks: frozenset[str]
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Ladder:
    doc_id: str
    rungs: tuple[_Rung, ...]


def answer_level_rows(query: Query, reader: Reader) -> Draft:
    """The conditions of the levels that a question asks for, or of all levels of a table; nothing where none fits."""
    if not _ASKS.search(query.text) or not query.scope.decided:
        return NOTHING
    about, ladder = _nearest(query, reader, conditions=True)
    rungs = _asked(query.text, ladder) if ladder is not None else ()
    if ladder is None or about < _ABOUT or not rungs:
        return NOTHING
    wanted = [_CONDITION, *(item for said, item in ASPECTS if said.search(query.text) and ranks_in(query.text))]
    heads = [head for head, _ in rungs[0].cells if any(item.search(head) for item in wanted)]
    return Draft(tuple(_told(rung, heads, ladder.doc_id, reader) for rung in rungs), (), 1.0)


def answer_rank_rows(query: Query, reader: Reader) -> Draft:
    """What the rows of the ranks that a question names say of what it asks; nothing where no table holds its words."""
    ranks = ranks_in(query.text)
    if not ranks or query.within or parts_of_levels(query, reader):
        return NOTHING
    about, ladder = _nearest(query, reader, conditions=False)
    rungs = [rung for rung in ladder.rungs if rung.ranks & ranks] if ladder is not None else []
    if ladder is None or len(rungs) != len(ranks) or about < _SAID:
        return NOTHING
    heads = _columns(query, ladder, reader)
    told = tuple(_told(rung, heads, ladder.doc_id, reader) for rung in rungs if heads)
    return Draft(told, (), 1.0, explained=True)  # 谁拍板 is not said, but what the permission to start rests with


def _nearest(query: Query, reader: Reader, *, conditions: bool) -> tuple[float, _Ladder | None]:
    """The table of levels that holds most of a question's other words, and their share."""
    topic = query.topic.without(word for word, _ in query.topic.words if _LEVEL_WORD.fullmatch(word))
    asked = "".join(match[0] for said, _ in ASPECTS for match in said.finditer(query.text))
    topic = topic.without(word for word, _ in topic.words if not conditions and word in asked)
    found = [
        (_about(query.text, topic, ladder, reader), ladder)
        for doc_id in (sorted(query.scope.doc_ids) if query.scope.decided else reader.near(query))
        for ladder in _ladders(doc_id, reader)
        if not conditions or any(_CONDITION.search(head) for head, _ in ladder.rungs[0].cells)
    ]
    return max(found, key=lambda entry: entry[0], default=(0.0, None))


def _columns(query: Query, ladder: _Ladder, reader: Reader) -> list[str]:
    """Titles of the columns that tell what is asked: by its aspect, by words that they hold, else all of a few."""
    heads = [head for head, _ in ladder.rungs[0].cells]
    wanted = [item for said, item in ASPECTS if said.search(query.text)]
    if chosen := [head for head in heads if any(item.search(head) for item in wanted)]:
        return chosen
    first = ladder.rungs[0].clause
    above = "\n".join(text for text, _ in reader.layers(ladder.doc_id, first))
    words = [word for word, _ in query.topic.words if len(word) > 1 and word not in above]
    held = {
        head: sum(word in f"{head}\n{value}" for word in words) for rung in ladder.rungs for head, value in rung.cells
    }
    for rung in ladder.rungs:
        for head, value in rung.cells:
            held[head] = max(held[head], sum(word in f"{head}\n{value}" for word in words))
    most = max(held.values(), default=0)
    if most:
        return [head for head in heads if held[head] == most]
    return heads if len(heads) <= _FEW_COLUMNS and not words else []


def _ladders(doc_id: str, reader: Reader) -> Iterator[_Ladder]:
    """The tables of a document whose rows are levels with their conditions."""
    parsed = reader.document(doc_id).parsed
    rungs: list[_Rung] = []
    header: tuple[str, ...] = ()
    for clause in (*parsed.clauses, None):
        row = parsed.rows[clause.row] if clause is not None and clause.row is not None else None
        if clause is not None and row is not None and tuple(row.header) == header and header:
            rungs += _rung(clause, row)
            continue
        if len(rungs) >= _FEWEST:
            yield _Ladder(doc_id, tuple(rungs))
        rungs, header = [], tuple(row.header) if row is not None else ()
        if clause is not None and row is not None:
            rungs += _rung(clause, row)


def _rung(clause: Clause, row: TableRow) -> list[_Rung]:
    ranks = ranks_of(row)
    cells = [(head.strip(), value.strip()) for head, value in zip(row.header, row.values, strict=True)]
    names = [value for head, value in cells if _LEVEL_TITLE.search(head) and not _CONDITION.search(head)]
    names = names or [value for value in row.values[:1] if ranks]
    told = tuple((head, value) for head, value in cells if value and value != head and value not in names[:1])
    named = bool(names) and bool(ranks or levels_in(names[0]) or _COLOUR.search(names[0]))
    return [_Rung(clause, names[0], ranks, told)] if named and told else []


def _about(text: str, topic: Topic, ladder: _Ladder, reader: Reader) -> float:
    """Share 0–1 of a question's words that a ladder, its heading and the title of its document hold."""
    first = ladder.rungs[0].clause
    told = "\n".join(reader.own_text(ladder.doc_id, rung.clause) for rung in ladder.rungs)
    before = [
        reader.own_text(ladder.doc_id, clause)
        for clause in reader.document(ladder.doc_id).parsed.clauses[max(0, first.index - 3) : first.index]
        if clause.kind != "table_row"
    ]
    around = ((told, 1.0), ("\n".join(before), 1.0), *reader.layers(ladder.doc_id, first))
    if (_HAZARDS & set(text)) - set("".join(said for said, _ in around)):
        return 0.0
    return coverage(topic, around) if topic.words else 1.0


def _asked(text: str, ladder: _Ladder) -> Sequence[_Rung]:
    """The rungs of the levels that a question names, the first where it asks for the worst; else all of them."""
    if levels := levels_in(text):
        return [rung for rung in ladder.rungs if set(levels_in(rung.name)) & set(levels)]
    if colours := _COLOUR.findall(text):
        return [rung for rung in ladder.rungs if any(colour in rung.name for colour in colours)]
    if _WORST.search(text):
        return [rung for rung in ladder.rungs if levels_in(rung.name) == (1,) or "红" in rung.name]
    return ladder.rungs if len(ladder.rungs) <= _MOST else ()


def _told(rung: _Rung, heads: Sequence[str], doc_id: str, reader: Reader) -> Statement:
    said = "；".join(f"{head}：{value.rstrip('。；')}" for head, value in rung.cells if head in heads)
    end = rung.clause.start + len(reader.own_text(doc_id, rung.clause))
    row = Evidence(doc_id, rung.clause.index, rung.clause.start, end)
    return Statement(f"{rung.name}，{said}。", (row, *header_evidence(reader, doc_id, rung.clause)))
