"""Items that a sentence announces: 「应当提交下列材料：」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from ingest.table_columns import is_number_title
from retriever.answerers.stretches import allowed_year, strip_number
from retriever.answerers.table_entries import entry_of_row
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import INDICATED, Passage, Reader, header_evidence

_GOES_ON = re.compile(
    "(?:主要|具体|集中|突出)(?:表现|体现|反映|包括|是|有|为|在)|表现[为在]|包括|分别[为是]|[（(]?一[是）)]|其一|首先|第一"
)
_FURTHER = re.compile("[（(]?[二三四五六七八九十][是）)]|其[二三四五]|其次|再次|最后|第[二三四五]|同时|此外|另外|还有")
_FOLLOWS_LIMIT = 700  # characters of what goes on with an announcing sentence
_ANNOUNCES = re.compile(
    r"(?:(?:下列|如下|以下)[^。；]{0,60}|(?:之一的?|程序|标准|流程|条件|材料|内容|系数)[^。；]{0,12})[：:，]?$"
)
_KINDS = {
    "材料": "材料|手续|资料|证件|申请|(?:交|带|准备|提供)(?:些)?(?:什么|啥|哪些)",
    "条件": "条件|要求|资格|符合|满足|谁能|谁可以|能不能|可以.{0,8}吗|什么人|哪些人|申请|够不够|才能",
    "职责": "职责|职能|责任|任务|工作|负责|[管做干]|活|什么事|哪些事|内容",
    "情形": "情形|情况|停|取消|不得|不(?:予|能|支持|给|算|报|享受|兑)|什么时候|会怎|后果|吗",
}
_PAPERS = re.compile("材料|证件")
_HANDED_IN = re.compile("(?:提交|提供|携带|递交|准备)$")
_ASKS_ITEMS = re.compile(
    "(?:什么|哪些|啥|几(?:个|种|样))(?:样的)?(?:申请)?(?:材料|条件|手续|资料|证件|资格|情形|情况)"
    "|(?:材料|条件|手续|资料|证件)(?:都|要|是|有|需要|包括)*(?:哪些|什么|啥)"
)
_BANDS = 2
_COLON = ("：", ":")
_OPEN = ("；", ";")  # what a list goes on behind
_DASHED = re.compile(r"[—–\-●■◆▪·•]+\s*[\u4e00-\u9fff“]")
TABLE_BELOW = re.compile("[见如按照]下表|下表(?:所[示列]|执行|确定)")
LIST_LIMIT = 1200  # characters of the items that a sentence announces


def announced(reader: Reader, passage: Passage) -> tuple[Statement, ...]:
    """The items below a sentence that announces them: 「应当提交下列材料：」."""
    clause = reader.clause(passage.doc_id, passage.clause)
    text = passage.text.rstrip()
    if not text.endswith(_COLON) or not (_ANNOUNCES.search(text) or len(text) < 40):
        return ()
    statements: list[Statement] = []
    room = LIST_LIMIT
    below = [child for child in reader.children(passage.doc_id, clause) if child.number]
    for child in below or _behind(reader, passage.doc_id, clause):
        own = reader.own_text(passage.doc_id, child)
        if len(own) > room:
            continue
        room -= len(own)
        evidence = Evidence(passage.doc_id, child.index, child.start, child.start + len(own))
        statements.append(Statement(own.rstrip("；。;").lstrip("-–—●■◆▪·• "), (evidence,)))
    return tuple(statements) or rows_behind(reader, passage.doc_id, clause, room)


def rows_behind(reader: Reader, doc_id: str, clause: Clause, room: int = LIST_LIMIT) -> tuple[Statement, ...]:
    """The rows of the table that a sentence announces: 「提交材料如下：」 above it; none beyond `room`."""
    clauses = reader.document(doc_id).parsed.clauses[clause.index + 1 :]
    statements: list[Statement] = []
    for row in takewhile(lambda other: other.kind == "table_row", clauses):
        told = row_told(reader, doc_id, row)
        if told is None:
            continue
        room -= len(told.text)
        if room < 0:
            return ()
        statements.append(told)
    return tuple(statements)


def row_told(reader: Reader, doc_id: str, row: Clause) -> Statement | None:
    """A table row with its first cell as its name and the others behind their titles; None for a row of titles."""
    entry = entry_of_row(reader, doc_id, row)
    if entry is None or not entry[1]:
        return None
    cells = reader.document(doc_id).parsed.rows[row.row or 0]
    told = [
        (head, value)
        for head, value in zip(cells.header, cells.values, strict=True)
        if value and not is_number_title(head)
    ]
    further = "，".join(f"{head}：{value}" if head else value for head, value in told[1:])
    text = f"{told[0][1]}（{further}）" if further else told[0][1]
    own = Evidence(doc_id, row.index, row.start, row.start + len(reader.own_text(doc_id, row)))
    return Statement(f"{text}。", (own, *header_evidence(reader, doc_id, row)), ("（", "，", "：", "）"))


def _behind(reader: Reader, doc_id: str, clause: Clause) -> list[Clause]:
    """The items behind a paragraph that announces them, where none hang below it: 「分两步：」, 「甲；」, 「乙。」."""
    found: list[Clause] = []
    behind = reader.document(doc_id).parsed.clauses[clause.index + 1 :]
    for other in (other for other in behind if other.parent == clause.parent):
        own = reader.own_text(doc_id, other)
        if own.endswith(_COLON):
            break
        open_before = bool(found) and reader.own_text(doc_id, found[-1]).endswith(_OPEN)
        if not (other.number or _DASHED.match(own) or open_before or (own.endswith(_OPEN) and not found)):
            break
        found.append(other)
    return found if len(found) > 1 else []


def with_announced(draft: Draft, reader: Reader) -> Draft:
    """An answer in which no line announces what is not told below it: 「应提交下列材料：」 is told with its items."""
    statements: list[Statement] = []
    for statement, following in zip_longest(draft.statements, draft.statements[1:]):
        words = statement.text.rstrip("。")
        items: tuple[Statement, ...] = ()
        if words.endswith(_COLON):
            items = _items_of(statement, reader)
            told = following is not None and not following.text.rstrip("。").endswith(_COLON)
            items = () if following and told and _is_among(following, items, reader) else items
        headed = words.endswith(_COLON) and (items or following is not None)
        statements += [replace(statement, text=words), *items] if headed else [statement]
        if not items and following is None and TABLE_BELOW.search(words):
            statements += _rows_of(statement, reader)
    return replace(draft, statements=tuple(statements))


def _is_among(told: Statement, items: Sequence[Statement], reader: Reader) -> bool:
    """Whether what is told next stands in the list of these items, or below one of them."""
    at = next(iter(told.evidence), None)
    if at is None or not items:
        return True
    first, last = items[0].evidence[0], items[-1].evidence[0]
    return at.doc_id == first.doc_id and first.start <= at.start < reader.clause(last.doc_id, last.clause).tree_end


def _rows_of(statement: Statement, reader: Reader) -> tuple[Statement, ...]:
    """The rows of the table right behind the paragraph that a statement stands in: 「具体标准见下表」."""
    one = next(iter(statement.evidence), None)
    return rows_behind(reader, one.doc_id, reader.clause(one.doc_id, one.clause)) if one is not None else ()


def _items_of(statement: Statement, reader: Reader) -> tuple[Statement, ...]:
    """The items that the last sentence of a statement's clause announces."""
    one = next(iter(statement.evidence), None)
    if one is None:
        return ()
    clause = reader.clause(one.doc_id, one.clause)
    spans = split_sentences(reader.document(one.doc_id).parsed.clean.text, clause.start, clause.end)
    if clause.kind == "table_row" or not spans:
        return ()
    text = reader.text(one.doc_id, *spans[-1])
    return announced(reader, Passage(one.doc_id, clause.index, *spans[-1], text, 1.0, 1.0))


def with_siblings(reader: Reader, doc_id: str, clause: Clause) -> Draft:
    """An item's announcing sentence with all its items: the bands of an amount (「补贴标准：（一）…（二）…」)."""
    if clause.parent is None or clause.kind not in ("item", "heading") or not clause.number:
        return Draft()
    above = reader.clause(doc_id, clause.parent)
    spans = split_sentences(reader.document(doc_id).parsed.clean.text, above.start, above.end)
    if not spans:
        return Draft()
    start, end = spans[-1]
    head = Passage(doc_id, above.index, start, end, reader.text(doc_id, start, end), 1.0, 1.0)
    items = announced(reader, head)
    if len(items) < _BANDS or not all(re.search(r"\d", item.text) for item in items):
        return Draft()
    return Draft((Statement(strip_number(head.text), (head.evidence,)), *items), (), 1.0)


def with_what_follows(reader: Reader, passage: Passage) -> tuple[Statement, ...]:
    """A sentence that only says that there are things (「还存在一些不足。」), with the next ones that say which.

    Nothing where what follows does not go on with it (「主要表现为：…」, 「一是…」).
    """
    clause = reader.clause(passage.doc_id, passage.clause)
    clauses = reader.document(passage.doc_id).parsed.clauses
    text = reader.document(passage.doc_id).parsed.clean.text
    after = [other for other in clauses[clause.index + 1 : clause.index + 2] if other.parent == clause.parent]
    spans = [
        (owner.index, start, end)
        for owner in (clause, *after)
        for start, end in split_sentences(text, owner.start, owner.end)
        if start >= passage.end
    ]
    if not spans or not _GOES_ON.match(text[slice(*spans[0][1:])].lstrip()):
        return ()
    statements = [Statement(strip_number(passage.text.strip()), (passage.evidence,))]
    room = _FOLLOWS_LIMIT
    for order, (index, start, end) in enumerate(spans):
        told = text[start:end].strip()
        room -= len(told)
        if room < 0 or (order and not _FURTHER.match(told)):
            break
        statements.append(Statement(told, (Evidence(passage.doc_id, index, start, end),)))
    return tuple(statements) if len(statements) > 1 else ()


def announcing(query: Query, reader: Reader, passages: list[Passage]) -> Passage | None:
    """The sentence that announces the items asked for, when the best passage is it or one of the items."""
    for passage in passages[:6]:
        clause = reader.clause(passage.doc_id, passage.clause)
        for index in (clause.index, clause.parent):
            if index is None:
                continue
            above = reader.clause(passage.doc_id, index)
            own = reader.own_text(passage.doc_id, above)
            if (
                own.endswith(_COLON)
                and above.tree_end > above.end
                and coverage(query.topic, ((own, 1.0), *reader.layers(passage.doc_id, above)[1:])) >= 0.5
            ):
                spans = split_sentences(reader.document(passage.doc_id).parsed.clean.text, above.start, above.end)
                start, end = spans[-1]
                return Passage(
                    passage.doc_id,
                    above.index,
                    start,
                    end,
                    reader.text(passage.doc_id, start, end),
                    passage.covered,
                    passage.score,
                    passage.support,
                )
    return None


def asks_for_items(question: str) -> bool:
    """Whether a question asks for what rules list below an article: its materials, conditions, cases."""
    return _ASKS_ITEMS.search(question) is not None


def answer_announced(query: Query, reader: Reader) -> Draft:
    """All items that a sentence announces: conditions, materials, steps, standards."""
    if asks_for_items(query.text):
        # 材料 and 条件 stand everywhere, but here they are what is asked.
        query = replace(query, topic=query.broad)
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    head = announcing(query, reader, passages)
    if head is None or head.support < INDICATED or not of_kind_asked(query.text, head.text):
        return _listed_inline(query, passages)
    items = announced(reader, head)
    if len(items) < 2:
        return _listed_inline(query, passages)
    return Draft((Statement(strip_number(head.text), (head.evidence,)), *items), (), head.covered)


def _listed_inline(query: Query, passages: list[Passage]) -> Draft:
    """An article that lists what it announces in its own sentence: 「应当提交下列材料：身份证、合同。」."""
    for passage in passages[:6]:
        head, colon, rest = passage.text.partition("：")
        announces = _ANNOUNCES.search(f"{head}：") or (_PAPERS.search(query.text) and _HANDED_IN.search(head))
        lists = colon and "、" in rest and announces and passage.support >= INDICATED
        if lists and of_kind_asked(query.text, f"{head}："):
            return Draft((Statement(strip_number(passage.text), (passage.evidence,)),), (), passage.covered)
    return Draft()


def of_kind_asked(question: str, head: str) -> bool:
    """Whether items are of the kind asked for: a list of materials does not tell which houses may have a lift."""
    kind = next((kind for kind in _KINDS if kind in head.rpartition("，")[2]), None)
    if kind not in (None, "材料") and _PAPERS.search(question) and kind not in question:
        return False  # 「申请材料」 are no conditions
    return kind is None or re.search(_KINDS[kind], question) is not None
