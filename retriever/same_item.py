"""Answer a follow-up from the very item that the answer before was read from: its row, its clause, its task.

A row holds more than was told of it: who supports, what a remark adds, when it is due. A clause goes on where the
sentence that was told ends. What a follow-up asks is told by its form (a body, a duration, a count of things) and by
those of its words that the library has; everyday words for a role (搭把手, 挑头) choose the bodies of that role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.datatypes import Clause, Responsibility
from ingest.sentences import split_sentences
from ingest.table_columns import column_role
from retriever.answerers.expectation import expected
from retriever.answerers.naming import naming_evidence
from retriever.answerers.responsibility import bodies_text, bracket_evidence, shorten, task_evidence, task_name
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import query_words
from retriever.matching import Topic, coverage
from retriever.nearby import Nearby
from retriever.question import Query
from retriever.reader import Reader, header_evidence

_WHO = re.compile(
    "谁|哪(?:一|[两二三四几])?(?:家|(?:个)?(?:单位|部门|局|办|委|科|处|中心|站|所|公司|机构|口子|街道|镇))|哪些(?:单位|部门)"
    "|(?:归|找|由|属)哪|什么(?:单位|部门)"
)
_ROLE_WORDS = {
    "supporting": re.compile("搭.{0,2}手|搭档|帮.{0,2}[忙衬手]|配合|协助|协办|协同|打下手|参与|参加|辅助|支持"),
    "lead": re.compile("牵.{0,2}头|挑.{0,2}头|领.{0,2}头|打头|主抓|主办|带头|主责"),
}
_EXCEPT = re.compile("除(?:了|去|开)?(?P<named>[^，,。？?]{2,16}?)(?:以外|之外|外|，|,|还)")
_BODY_WORDS = re.compile(
    "落实|具体|责任|负责|主管|监督|审核|评分|数据|验收|管护|维护|实施|经办|承办|执行|运营|受理|建设"
)
_DURATION = re.compile("几(?:个)?(?:钟头|小时|天|工作日|日)|多(?:久|少天|少小时|长时间)")
_LASTS = re.compile(r"(?:\d+|[一二三四五六七八九十百两]+)个?(?:工作日|小时|日|天|分钟)内?")
_DOER = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|委|办|处|部|厅|街道|镇|会|中心|公司|企业|机构|单位|政府|科|室|所|站|院|校|部门|集团)"
)
_HELD = 0.6  # share of a follow-up's own words that a piece must hold
_PIECE = 160  # characters of a piece that is told
_WHO_KINDS = ("responsibility", "list", "fact", "method", "count")
_PLAIN_KINDS = ("target", "count", "deadline", "fact", "list")


@dataclass(frozen=True)
class _Item:
    clause: Clause
    evidence: Evidence
    nearby: Nearby

    @property
    def doc_id(self) -> str:
        return self.evidence.doc_id


def answer_same_item(query: Query, nearby: Nearby, reader: Reader) -> Draft:
    """What the item of the answer before says to a follow-up; nothing where it says nothing of it.

    Args:
        query: the follow-up, completed, or a further part of a question.
        nearby: the answer before.
        reader: the documents.
    """
    places = {(one.doc_id, one.clause) for one in nearby.evidence}
    if len(places) != 1 or nearby.whole or query.scope.years:
        return NOTHING
    first = nearby.evidence[0]
    item = _Item(reader.clause(first.doc_id, first.clause), first, nearby)
    own = _own_words(query, nearby)
    if _WHO.search(query.text) and query.kind in _WHO_KINDS:
        return _bodies(query, own, item, reader)
    if query.kind in _PLAIN_KINDS:
        return _piece(query, own, item, reader)
    return NOTHING


def _own_words(query: Query, nearby: Nearby) -> Topic:
    """The words of a follow-up that were not spoken of before, without vague ones."""
    spoken = (*(word for word, _ in nearby.topic.words), *query_words("vague_words.txt"))
    return query.topic.without(spoken)


def _known(own: Topic) -> Topic:
    held = tuple(pair for pair in own.words if pair[0] in own.known or pair[0] in own.others)
    return Topic(held, own.alternatives, own.known)


def _bodies(query: Query, own: Topic, item: _Item, reader: Reader) -> Draft:
    """The bodies of the item in the role asked for: a column that the question names, else the item's tasks."""
    text = query.text
    role = next((name for name, pattern in _ROLE_WORDS.items() if pattern.search(text)), "")
    named = "".join(match.group(0) for pattern in _ROLE_WORDS.values() for match in pattern.finditer(text))
    spoken = (word for word, _ in own.words if word in named or _of_role(word) or _excepted(word, text))
    telling = _known(own.without(spoken))
    if telling.words and coverage(telling, ((_whole(item, reader), 1.0),)) < _HELD:
        return NOTHING
    cell = _named_column(text, item, reader)
    if cell.found:
        return cell
    tasks = [stored for stored in reader.view.facts if _of_item(stored, item)]
    chosen = _task(tasks, telling, item, reader)
    told = _told(chosen, role, text, reader) if chosen is not None else NOTHING
    return told if told.found else _naming_sentence(telling, item, reader)


def _of_role(word: str) -> bool:
    return _BODY_WORDS.search(word) is not None or any(pattern.search(word) for pattern in _ROLE_WORDS.values())


def _excepted(word: str, text: str) -> bool:
    left_out = _EXCEPT.search(text)
    return left_out is not None and word in left_out["named"]


def _of_item(stored: StoredFact, item: _Item) -> bool:
    own = stored.doc_id == item.doc_id and stored.fact.clause == item.clause.index
    return own and isinstance(stored.fact, Responsibility)


def _named_column(text: str, item: _Item, reader: Reader) -> Draft:
    """The cell of the row under the one column of bodies whose title shares a word with the question: 落实单位."""
    row = _row(item, reader)
    asked = set(_BODY_WORDS.findall(text))
    if row is None or not asked:
        return NOTHING
    found = [
        (head, value)
        for head, value in row
        if column_role(head) in ("lead", "supporting", "bodies") and any(word in _last_title(head) for word in asked)
    ]
    if len(found) != 1 or len([head for head, _ in row if column_role(head)]) < 2:
        return NOTHING
    head, value = found[0]
    return _statement(f"{_last_title(head)}：{value}", item, reader)


def _last_title(head: str) -> str:
    """The lowest title of a column below a shared one: 落实单位 of 责任单位落实单位."""
    match = re.search("(?:单位|部门|主体|分工|责任)(?=[\u4e00-\u9fff]{4})", head)
    return head[match.end() :] if match else head


def _row(item: _Item, reader: Reader) -> list[tuple[str, str]] | None:
    if item.clause.row is None:
        return None
    row = reader.document(item.doc_id).parsed.rows[item.clause.row]
    pairs = list(dict.fromkeys(zip(row.header, row.values, strict=True)))
    return [(head, value) for head, value in pairs if value and value not in ("—", "无", "-")]


def _task(tasks: list[StoredFact], telling: Topic, item: _Item, reader: Reader) -> StoredFact | None:
    """The task of an item that a follow-up asks about; of several the one whose words the question has."""
    if len(tasks) < 2:
        return tasks[0] if tasks and _tells(tasks[0], telling, item, reader) else None
    topic = telling if telling.words else item.nearby.topic
    said = "\n".join(item.nearby.said)
    ranked = [
        (coverage(topic, ((stored.fact.subject, 1.0),)) + (stored.fact.subject in said), -order, stored)
        for order, stored in enumerate(tasks)
    ]
    best, _, chosen = max(ranked)
    return chosen if best > 0 and _tells(chosen, telling, item, reader) else None


def _tells(stored: StoredFact, telling: Topic, item: _Item, reader: Reader) -> bool:
    """Whether a task is about what a follow-up names; a row has one task only."""
    if not telling.words or item.clause.row is not None:
        return True
    return coverage(telling, ((stored.fact.subject, 1.0),)) >= _HELD


def _told(stored: StoredFact, role: str, text: str, reader: Reader) -> Draft:
    fact = stored.fact
    assert isinstance(fact, Responsibility)
    if role == "supporting" and not fact.supporting:
        return NOTHING
    left_out = _EXCEPT.search(text)
    if role == "supporting":
        fact = replace(fact, lead=(), bodies=())
    elif role == "lead" and fact.lead:
        fact = replace(fact, bodies=(), supporting=())
    if left_out is not None:
        named = left_out["named"]
        fact = replace(
            fact,
            lead=tuple(body for body in fact.lead if named not in body),
            bodies=tuple(body for body in fact.bodies if named not in body),
            supporting=tuple(body for body in fact.supporting if named not in body),
        )
    bodies = bodies_text(fact)
    if not bodies:
        return NOTHING
    where = bracket_evidence(reader, stored)
    task = shorten(task_name(reader, stored), 60)
    cited = (where, *task_evidence(reader, stored, where), *naming_evidence(reader, stored, where))
    return Draft((Statement(f"{bodies}（任务：{task}）。", cited, (f"第{fact.item}项",)),), (stored,), 1.0)


def _naming_sentence(telling: Topic, item: _Item, reader: Reader) -> Draft:
    """The sentence of the item that names a body for what the follow-up asks: 「…，移交供水企业运行维护」."""
    if item.clause.row is not None:
        return NOTHING
    best: tuple[float, int, int] | None = None
    text = reader.document(item.doc_id).parsed.clean.text
    for start, end in _sentences(item, reader):
        sentence = text[start:end]
        here = start <= item.evidence.start < end
        share = coverage(telling, ((sentence, 1.0),)) if telling.words else float(here)
        if share >= _HELD and _DOER.search(sentence) and (best is None or share > best[0]):
            best = share, start, end
    if best is None or best[2] - best[1] > _PIECE:
        return NOTHING
    _, start, end = best
    told = strip_number(text[start:end].strip("，；。 \n"))
    return Draft((Statement(f"{told}。", (Evidence(item.doc_id, item.clause.index, start, end),)),), (), 1.0)


def _piece(query: Query, own: Topic, item: _Item, reader: Reader) -> Draft:
    """The cell or sentence of the item that has the form asked for and holds the words of the follow-up."""
    needs = expected(query)
    if needs is None or not own.words:
        return NOTHING
    telling = _known(own)
    if item.clause.row is not None:
        return _cell(telling, needs, item, reader) if telling.words else NOTHING
    if _DURATION.search(query.text):
        return _lasting(query, own, item, reader)
    return NOTHING


def _cell(telling: Topic, needs: re.Pattern[str], item: _Item, reader: Reader) -> Draft:
    """A cell of the row that was not told yet: a remark, a further figure."""
    said = "\n".join(item.nearby.said)
    found = [
        (coverage(telling, ((value, 1.0), (head, 0.9))), head, value)
        for head, value in _row(item, reader) or []
        if needs.search(value) and value not in said and not column_role(head)
    ]
    best = max(found, default=(0.0, "", ""))
    if best[0] < _HELD:
        return NOTHING
    return _statement(f"{best[1]}：{best[2]}" if best[1] else best[2], item, reader)


def _lasting(query: Query, own: Topic, item: _Item, reader: Reader) -> Draft:
    """The one other sentence of the clause that sets a time, where it is about what the follow-up speaks of."""
    text = reader.document(item.doc_id).parsed.clean.text
    said = "\n".join((*item.nearby.said, item.nearby.topic.text))
    characters = {character for word, _ in own.words for character in word if character not in said}
    found = []
    for start, end in _clauses(item, reader):
        stretch = text[start:end].strip("，；。 \n")
        if stretch and stretch not in said and _LASTS.search(stretch) and characters & set(stretch):
            found.append((start, end))
    if len(found) != 1:
        return NOTHING
    start, end = found[0]
    told = strip_number(text[start:end].strip("，；。 \n"))
    return Draft((Statement(f"{told}。", (Evidence(item.doc_id, item.clause.index, start, end),)),), (), 1.0)


def _clauses(item: _Item, reader: Reader) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons of an item's sentences."""
    text = reader.document(item.doc_id).parsed.clean.text
    for start, end in _sentences(item, reader):
        position = start
        for piece in re.split("(?<=[；;])", text[start:end]):
            yield position, position + len(piece)
            position += len(piece)


def _sentences(item: _Item, reader: Reader) -> list[tuple[int, int]]:
    clause = item.clause
    return list(split_sentences(reader.document(item.doc_id).parsed.clean.text, clause.start, clause.end))


def _whole(item: _Item, reader: Reader) -> str:
    """All that an item says: its text, the titles of its columns, the headings above it."""
    own = reader.readable(item.doc_id, item.clause, item.clause.start, item.clause.end)
    tasks = [stored.fact.subject for stored in reader.view.facts if _of_item(stored, item)]
    return "\n".join((own, *item.clause.path, *tasks))


def _statement(text: str, item: _Item, reader: Reader) -> Draft:
    clause = item.clause
    where = Evidence(item.doc_id, clause.index, clause.start, clause.start + len(reader.own_text(item.doc_id, clause)))
    headed = header_evidence(reader, item.doc_id, clause)
    return Draft((Statement(f"{text.rstrip('。')}。", (where, *headed)),), (), 1.0)
