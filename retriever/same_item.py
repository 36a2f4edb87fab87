"""Answer a follow-up from the very item that the answer before was read from: its row, its clause, its task.

A row holds more than was told of it: who supports, what a remark adds, when it is due. A clause goes on where the
sentence that was told ends. What a follow-up asks is told by its form (a body, a duration, a count of things) and by
those of its words that the library has; everyday words for a role (搭把手, 挑头) choose the bodies of that role.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Responsibility
from retriever.answerers.naming import naming_evidence, task_evidence
from retriever.answerers.task_told import bodies_text, bracket_evidence, shorten, task_name
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.item import HELD, Item, known_of
from retriever.item_columns import named_column
from retriever.item_pieces import answer_piece
from retriever.lexicon import query_words
from retriever.matching import Topic, coverage
from retriever.nearby import Nearby
from retriever.question import Query
from retriever.reader import Reader, segments

_WHO = re.compile(
    "谁|哪(?:一|[两二三四几])?(?:家|(?:个)?(?:单位|部门|局|办|委|科|处|中心|站|所|公司|机构|口子|街道|镇))|哪些(?:单位|部门)"
    "|(?:归|找|由|属)哪|什么(?:单位|部门)|哪(?:个|位)?(?:领导|[市县区镇书]长|负责人)|哪位"
)
_ROLE_WORDS = {
    "supporting": re.compile("搭.{0,2}手|搭档|帮.{0,2}[忙衬手]|配合|协助|协办|协同|打下手|参与|参加|辅助|支持"),
    "lead": re.compile("牵.{0,2}头|挑.{0,2}头|领.{0,2}头|打头|主抓|主办|带头|主责"),
}
_EXCEPT = re.compile("除(?:了|去|开)?(?P<named>[^，,。？?]{2,16}?)(?:以外|之外|外|，|,|还)")
_BODY_WORDS = re.compile(
    "落实|具体|责任|负责|主管|监督|审核|评分|数据|验收|管护|维护|实施|经办|承办|执行|运营|受理|建设"
)
_DOER = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|委|办|处|部|厅|街道|镇|会|中心|公司|企业|机构|单位|政府|科|室|所|站|院|校|部门|集团)"
)
# Who is asked for and does not do the task: who pays for it, whom it is reported to; and what tells it.
_OTHER_DOERS = (
    (
        re.compile("(?:钱|费用?|经费|资金|款)[^，。？]{0,4}谁(?:来)?(?:出|掏|付|承担|给)|谁(?:来)?(?:出钱|掏钱|付钱|买单)"),
        re.compile("经费|资金|财政|费用|出资|自筹|自付|列支|承担"),
    ),
    (
        re.compile("(?:报|上报|报告|报送|通报)(?:给|到|往)?(?:谁|哪)"),
        re.compile("(?:报告|报送|上报|通报|报(?=[省市区县镇乡街]))(?:给|至|到)?[^，。；]{2,}"),
    ),
)
_PIECE = 160  # characters of a sentence that is told
_WHO_KINDS = ("responsibility", "list", "fact", "method", "count")


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
    item = Item(reader.clause(first.doc_id, first.clause), first, nearby, reader)
    spoken = (*(word for word, _ in nearby.topic.words), *query_words("vague_words.txt"))
    own = query.topic.without(spoken)
    if _WHO.search(query.text) and query.kind in _WHO_KINDS:
        return _bodies(query, own, item)
    return answer_piece(query, own, item)


def _bodies(query: Query, own: Topic, item: Item) -> Draft:
    """The bodies of the item in the role asked for: a column that the question names, else the item's tasks."""
    text = query.text
    for asks, tells in _OTHER_DOERS:
        if asks.search(text):
            return _piece(tells, item)
    role = next((name for name, pattern in _ROLE_WORDS.items() if pattern.search(text)), "")
    named = "".join(match.group(0) for pattern in _ROLE_WORDS.values() for match in pattern.finditer(text))
    spoken = (word for word, _ in own.words if word in named or _of_role(word) or _excepted(word, text))
    telling = known_of(own.without(spoken))
    if telling.words and coverage(telling, ((item.whole, 1.0),)) < HELD:
        return NOTHING
    column = named_column(text, item.row())
    if column is not None:
        return item.cell(f"{column[0]}：{column[1]}")
    chosen = _task(item.facts(Responsibility), telling, item)
    told = _told(chosen, role, text, item.reader) if chosen is not None else NOTHING
    return told if told.found else _naming_sentence(telling, item)


def _piece(tells: re.Pattern[str], item: Item) -> Draft:
    """The one stretch between commas of an item that tells who pays, or to whom something goes; nothing for several."""
    if item.clause.row is not None:
        return NOTHING
    found = [
        (start + a, start + b)
        for start, end in item.sentences()
        for a, b in segments(item.text[start:end])
        if tells.search(item.text[start + a : start + b])
    ]
    return item.stretch(*found[0]) if len(found) == 1 else NOTHING


def _of_role(word: str) -> bool:
    return _BODY_WORDS.search(word) is not None or any(pattern.search(word) for pattern in _ROLE_WORDS.values())


def _excepted(word: str, text: str) -> bool:
    left_out = _EXCEPT.search(text)
    return left_out is not None and word in left_out["named"]


def _task(tasks: list[StoredFact], telling: Topic, item: Item) -> StoredFact | None:
    """The task of an item that a follow-up asks about; of several the one whose words the question has."""
    if len(tasks) < 2:
        return tasks[0] if tasks and _tells(tasks[0], telling, item) else None
    topic = telling if telling.words else item.nearby.topic
    ranked = [
        (coverage(topic, ((stored.fact.subject, 1.0),)) + (stored.fact.subject in item.said), -order, stored)
        for order, stored in enumerate(tasks)
    ]
    best, _, chosen = max(ranked)
    return chosen if best > 0 and _tells(chosen, telling, item) else None


def _tells(stored: StoredFact, telling: Topic, item: Item) -> bool:
    """Whether a task is about what a follow-up names; a row has one task only."""
    if not telling.words or item.clause.row is not None:
        return True
    return coverage(telling, ((stored.fact.subject, 1.0),)) >= HELD


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


def _naming_sentence(telling: Topic, item: Item) -> Draft:
    """The sentence of the item that names a body for what the follow-up asks: 「…，移交供水企业运行维护」."""
    if item.clause.row is not None:
        return NOTHING
    best: tuple[float, int, int] | None = None
    for start, end in item.sentences():
        sentence = item.text[start:end]
        here = start <= item.evidence.start < end
        share = coverage(telling, ((sentence, 1.0),)) if telling.words else float(here)
        if share >= HELD and _DOER.search(sentence) and (best is None or share > best[0]):
            best = share, start, end
    if best is None or best[2] - best[1] > _PIECE:
        return NOTHING
    return item.stretch(best[1], best[2])
