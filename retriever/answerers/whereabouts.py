"""Where a document says something: 「飞线充电是哪一条规定的」, 「写在方案的哪一部分，第几条到第几条」."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Clause
from retriever.answerers.divided import topic_of
from retriever.answerers.penalties import answer_penalty
from retriever.answerers.runs import asks_for_numbering, run_of_items
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import SUPPORTED, Reader

_PLACE = re.compile(
    r"(?:对应|写|排|放|列|规定|属于|出自|违反|触犯|犯)?(?:了|的)?(?:在|是|于)?(?:(?:哪|什么)(?:一?[个部]|份)?(?:法规|条例|文件|办法|规定|方案|规划)的?)?"
    r"(?:第几(?:个)?大?(?:条|款|章|节|部分|点|项)(?:任务|工作)?(?:到第几(?:个)?大?(?:条|款|章|节|部分|点|项))?"
    r"|哪(?:一)?个?大?(?:条(?![路河街道例件原]|[^，。？]{0,3}线)|款|章节?|节|部分(?![人居群])))(?:里面?|中|规定)?的?"
)
_WHICH_PAPER = re.compile(
    "(?:这|该)?(?:条|项|个)?(?:规定|要求|说法|政策)?(?:是)?(?:出自|来自|写在|出现在|规定在)(?:哪|什么)(?:一?[份个部篇])?(?:文件|法规|条例|办法|通知|方案|规划)(?:里面?|中)?"
    "|(?:哪|什么)(?:一?[份个部篇])?(?:文件|法规|条例|办法|通知|方案|规划|规定)(?:里面?|中|上)?(?:有)?(?:写|规定|提|说|讲)(?:了|到|过|明|的)*"
)
_FROM_TO = re.compile("第几(?:个)?(?:条|款|项|点)(?:到|至)第几(?:个)?(?:条|款|项|点)")
_ASKED_BESIDE = re.compile("讲|说了?什么|内容是|共|多少|谁|怎么|(?:是|有|写了?)(?:什么|啥|哪些)|违反")
_IDLE = re.compile("(?:依据|根据|按照|依照)(?:的是)?|细则|法规|条例")
_HEADED = 0.8  # share of the question's words that a heading holds, from which what stands below it is meant
_OF_TASKS = re.compile("任务|清单|第几(?:个)?项")
_ITEM_ASKED = re.compile("第几(?:个)?项")
_LISTED = 0.15  # what an item of the list that runs through a document earns where a task is asked for
_ALL_TOLD = 8  # items below a heading that are told one by one
_NUMBERED = ("item", "heading")


def answer_whereabouts(query: Query, reader: Reader) -> Draft:
    """The part of a document, with the numbers of its items, or the article that says what a question names."""
    if query.scope.unknown_places:
        return NOTHING
    if _WHICH_PAPER.search(query.text):
        return _paper(query, reader)
    if _PLACE.search(query.text) is None:
        return NOTHING
    if asks_for_numbering(_FROM_TO.sub(" ", query.text)):
        return NOTHING
    rest = _IDLE.sub(" ", _PLACE.sub(" ", query.text))
    topic = replace(topic_of(rest, reader), alternatives=())
    if _ASKED_BESIDE.search(rest) or not topic.words:
        return NOTHING
    headed = _heading(topic, query, reader)
    return _told(*headed, query, reader) if headed is not None else _article(topic, query, reader)


def _paper(query: Query, reader: Reader) -> Draft:
    """The document whose sentence answers, by its title."""
    topic = replace(topic_of(_WHICH_PAPER.sub(" ", query.text), reader), alternatives=())
    passages = reader.passages(replace(query, kind="fact", topic=topic, figure=False)) if topic.words else []
    if not passages or passages[0].support < SUPPORTED:
        return NOTHING
    found = passages[0].evidence
    title = f"《{reader.document(found.doc_id).record.metadata.title}》"
    said = strip_number(reader.text(found.doc_id, found.start, found.end).strip()).rstrip("。；")
    return Draft((Statement(f"{title}：{said}。", (found,), (title,)),), (), 1.0)


def _heading(topic: Topic, query: Query, reader: Reader) -> tuple[str, Clause] | None:
    """The heading that holds the words of a question best, the outer one of several that do."""
    best: tuple[float, str, Clause] | None = None
    of_tasks = _OF_TASKS.search(query.text) is not None
    for doc_id in sorted(query.scope.named or query.scope.doc_ids):
        for clause in reader.document(doc_id).parsed.clauses:
            if clause.kind not in _NUMBERED or not clause.heading or not clause.number:
                continue
            held = coverage(topic, ((clause.heading, 1.0),))
            held += _LISTED if of_tasks and clause in run_of_items(reader, doc_id) else 0.0
            if held >= _HEADED and (best is None or held > best[0]):
                best = held, doc_id, clause
    return (best[1], best[2]) if best is not None else None


def _told(doc_id: str, clause: Clause, query: Query, reader: Reader) -> Draft:
    """The headings down to one, and the items below it."""
    title = f"《{reader.document(doc_id).record.metadata.title}》"
    evidence = (_evidence(doc_id, clause, reader),)
    named, numbered = _called(clause, query)
    line = Statement(f"{title}：{'，'.join((*clause.path[:-1], named))}。", evidence, (title, *numbered))
    items = [child for child in reader.children(doc_id, clause) if child.kind in _NUMBERED and child.heading]
    shown = items if len(items) <= _ALL_TOLD else [items[0], items[-1]]
    below = [Statement(child.label, (_evidence(doc_id, child, reader),)) for child in shown]
    return Draft((line, *below), (), 1.0, explained=True)


def _article(topic: Topic, query: Query, reader: Reader) -> Draft:
    """The article or item whose sentence answers, by its number; of a penalty the article that sets it."""
    held = answer_penalty(query, reader)
    if held.found:
        found = held.statements[0].evidence[0]
    else:
        passages = reader.passages(replace(query, kind="fact", topic=topic, figure=False))
        if not passages or passages[0].support < SUPPORTED:
            return NOTHING
        found = passages[0].evidence
    clause = reader.clause(found.doc_id, found.clause)
    if not clause.number:
        return NOTHING
    said = strip_number(reader.text(found.doc_id, found.start, found.end).strip())
    title = f"《{reader.document(found.doc_id).record.metadata.title}》"
    named, numbered = _called(clause, query)
    where = "，".join((*clause.path[:-1], named))
    return Draft((Statement(f"{title}{where}：{said.rstrip('。；')}。", (found,), (title, *numbered)),), (), 1.0)


def _called(clause: Clause, query: Query) -> tuple[str, tuple[str, ...]]:
    """What an article or item is called, as 第N项 where that is asked, with this number."""
    number = re.match(r"\d+", clause.number)
    if number is None or not _ITEM_ASKED.search(query.text):
        return clause.label.rstrip(".、．：: "), ()
    return f"第{number[0]}项 {clause.heading}", (f"第{number[0]}项",)


def _evidence(doc_id: str, clause: Clause, reader: Reader) -> Evidence:
    own = reader.own_text(doc_id, clause)
    return Evidence(doc_id, clause.index, clause.start, clause.start + len(own))
