"""Who is in charge of a document as a whole: 「这个方案谁牵头」 is answered by no single task of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Member, Responsibility
from ingest.sentences import split_sentences
from retriever.answerers.member import member_evidence
from retriever.answerers.stretches import strip_number
from retriever.answerers.task_told import bracket_evidence
from retriever.answerers.theme_tasks import answer_theme_tasks
from retriever.answerers.whole_rule import by_rule
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import query_words
from retriever.matching import coverage, matches
from retriever.question import Query
from retriever.reader import Reader

_CALLED = re.compile(
    "方案|规划|计划|通知|意见|清单|台账|要点|任务(?:分解)?表|责任表|分工|办法|条例|规定|细则|纪要|报告|文件|行动|工作任务|每月一题"
)
_ASKS = re.compile(
    "(?:谁|哪(?:个|家|些|几[个家]))[^，。？]{0,6}?(?:负责|牵头|主管|统筹|主抓|抓|管|总负责|负总责|主办)"
    "|(?:负责|牵头|主管|统筹|主抓|主办)(?:的)?(?:单位|部门|人)?(?:是|有)?(?:谁|哪)|(?:牵头|责任|主管|主办)(?:单位|部门)"
    "|归谁|归哪|由谁|由哪"
)
_DRAWN_UP = re.compile("编制|起草|制定|印发|发布|出台|解释|签发|审批|谁写|谁发")
_WHOLE = 0.85  # share of the question's words that the title must hold
_OF_TASK = 0.85  # share of them from which the name of a task holds them, too
_SAME_NAME = 0.4  # share of the characters of a task's name that the question's words make up, if it is asked about
_HEADS = ("组长", "总指挥", "指挥长", "召集人", "总召集人", "主任")
_SEAT = "办公室设在"
_ORGANISING = re.compile(
    "组织(?:领导|保障|实施|推进|体系|架构|机制)|加强领导|(?:保障|推进)(?:措施|机制)|工作机制|职责分工"
)
_LEADS = re.compile(
    "(?:统筹(?:协调|推进|指导|负责)|牵头抓总|总牵头|负总责|抓总|负责(?:统筹|总体|日常|组织|综合|牵头)"
    "|牵头(?:组织|负责|推进|会同|协调))(?!安排|[^，。；]{0,8}(?:资金|经费|资源|物资|力量))"
)
_FEWEST = 3  # tasks from which a document is a list of them
_TOLD = 6  # bodies that are told with their number of tasks


def answer_whole_plan(query: Query, reader: Reader) -> Draft:
    """The group that leads a plan with its office, or how its tasks are shared out.

    Only where a question names nothing but the document, and no task of it bears the same name.
    """
    if not _ASKS.search(query.text) or _DRAWN_UP.search(query.text) or query.item or query.within:
        return NOTHING
    doc_id = _document(query, reader)
    if not doc_id or any(body not in reader.document(doc_id).record.metadata.title for body in query.bodies):
        return NOTHING
    tasks = [stored for stored in reader.facts(query, Responsibility) if stored.doc_id == doc_id]
    if len({stored.fact.clause for stored in tasks}) < _FEWEST:
        return NOTHING
    if not _CALLED.search(query.text) and any(_is_named(query, stored) for stored in tasks):
        return NOTHING
    led = _led_by(query, reader, doc_id)
    led = led if led.found else _organised(reader, doc_id)
    led = led if led.found else by_rule(reader, doc_id, tasks)
    if not led.found and not _CALLED.search(query.text):
        led = answer_theme_tasks(query, reader, doc_id, tasks)
    return led if led.found else _shared_out(reader, doc_id, tasks)


def _is_named(query: Query, stored: StoredFact) -> bool:
    """Whether a question bears the name of a task, not only words that its document has everywhere."""
    name = re.split("[，。；：]", stored.fact.subject)[0]
    told = sum(len(word) for word, _ in query.topic.words if word in name)
    return told >= _SAME_NAME * len(name) and coverage(query.topic, ((name, 1.0),)) >= _OF_TASK


def _organised(reader: Reader, doc_id: str) -> Draft:
    """The sentence on the organisation of the work that says which body has all of it in hand."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        named = any(_ORGANISING.search(label) for label in (*clause.path, clause.label))
        if clause.kind == "table_row" or not (named or clause.kind == "front"):
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            leads = _LEADS.search(text[start:end])
            if leads and reader.lexicon.bodies.find(text[start : start + leads.start()]):
                said = strip_number(text[start:end].strip()).rstrip("。；")
                return Draft((Statement(f"{said}。", (Evidence(doc_id, clause.index, start, end),)),), (), 1.0)
    return NOTHING


def _document(query: Query, reader: Reader) -> str:
    """The one document whose title holds all that a question names; empty for none or several."""
    words = query_words("counting_words.txt")
    topic = query.topic.without(word for word, _ in query.topic.words if word in words or _CALLED.fullmatch(word))
    if not topic.words:
        ids = list(query.scope.named) or sorted(query.scope.doc_ids)
        called = query.scope.decided and _CALLED.search(query.text) is not None
        return ids[0] if len(ids) == 1 and called else ""
    fitting = []
    for doc_id in sorted(query.scope.doc_ids):
        title = reader.document(doc_id).record.metadata.title
        shares = matches(topic, ((title, 1.0),))
        if min(shares) > 0 and coverage(topic, ((title, 1.0),)) >= _WHOLE:
            fitting.append(doc_id)
    listing = [doc_id for doc_id in fitting if _lists_tasks(query, reader, doc_id)]
    return listing[0] if len(listing) == 1 else ""


def _lists_tasks(query: Query, reader: Reader, doc_id: str) -> bool:
    return sum(stored.doc_id == doc_id for stored in reader.facts(query, Responsibility)) >= _FEWEST


def _led_by(query: Query, reader: Reader, doc_id: str) -> Draft:
    """The heads and the office of the only group that the document names."""
    members = [
        stored
        for stored in reader.facts(query, Member)
        if stored.doc_id == doc_id and isinstance(stored.fact, Member) and stored.fact.role in (*_HEADS, _SEAT)
    ]
    if not members or len({_group(stored) for stored in members}) > 1:
        return NOTHING
    statements = []
    for stored in members:
        fact = stored.fact
        assert isinstance(fact, Member)
        group = fact.group or "领导小组"
        told = fact.subject + (f"（{fact.post}）" if fact.post else "")
        text = f"{group}{fact.role}{'' if fact.role == _SEAT else '：'}{told}。"
        statements.append(Statement(text, (member_evidence(reader, stored),), (group, fact.role)))
    return Draft(tuple(statements), tuple(members), 1.0)


def _group(stored: StoredFact) -> str:
    return stored.fact.group if isinstance(stored.fact, Member) else ""


def _shared_out(reader: Reader, doc_id: str, tasks: Sequence[StoredFact]) -> Draft:
    """A refusal that says that each task has bodies of its own, and which have most."""
    names = reader.lexicon.bodies
    held: dict[str, list[StoredFact]] = {}
    written: dict[str, str] = {}
    for stored in tasks:
        fact = stored.fact
        assert isinstance(fact, Responsibility)
        for body in dict.fromkeys((*fact.lead, *fact.bodies)):
            key = names.normalize(body)
            written.setdefault(key, body)
            if not any(other.fact.clause == fact.clause for other in held.setdefault(key, [])):
                held[key].append(stored)
    most = sorted(held, key=lambda key: (-len(held[key]), list(held).index(key)))[:_TOLD]
    title = f"《{reader.document(doc_id).record.metadata.title}》"
    number = len({stored.fact.clause for stored in tasks})
    shares = "、".join(f"{written[key]}（{len(held[key])}项）" for key in most)
    more = f"，任务较多的是{shares}" if len(held) > len(most) else f"：{shares}"
    reason = f"{title}没有写明总的牵头单位，{number}项任务各有责任单位{more}。"
    return Draft(nearest=bracket_evidence(reader, held[most[0]][0]), reason=reason, final=True)
