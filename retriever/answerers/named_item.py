"""What an item says that a question names: 「“做好配套设施建设”讲了什么」, 「第三条」, 「考核评估那条怎么说的」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.datatypes import Clause, Responsibility
from retriever.answerers.deadline import answer_deadline
from retriever.answerers.method import region_told
from retriever.answerers.regions import Region, below
from retriever.answerers.runs import run_of_items
from retriever.answerers.task_told import responsibility_of
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft
from retriever.matching import coverage, read_topic
from retriever.question import Query
from retriever.reader import Reader

_LEAST = 6  # characters of a heading that names one item wherever it stands
_IN_QUOTES = 4  # the same between quotation marks
_QUOTED = re.compile("[“\"‘「《]([^”\"’」》]+)[”\"’」》]")
_NUMBERED = re.compile(
    r"第\s?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,4})\s?(?:项|条|点)(?:重点|主要|具体)?(?:任务|工作|措施|举措|内容)?"
)
_CONTENT = re.compile(
    "(?:都|主要|具体|到底|又|是)*(?:讲|说|写|提|规定|要求|包括|安排)(?:的|了|到)?(?:是)?(?:什么|啥|哪些|些什么)(?!时候|单位|部门)|是(?:什么|啥|干什么的|关于什么的)$|内容"
    "|怎么(?:做|干|弄|搞|推进|开展|落实|规定|说|写|讲)|如何|举措|措施|做法|展开|介绍|说说|详细|有(?:什么|哪些)(?:要求|安排|规定)"
)
_POINTED = re.compile("(?:[那这]一?|的)(?:条|点|项|块|章|节|段|部分|方面)|部分")
_OF_CONTENT = ("fact", "method", "definition", "list")
_WHO = re.compile(
    "谁(?:来)?(?:负责|牵头|管|抓|干|承担)|(?:责任|牵头|配合|负责)(?:单位|部门)|哪(?:个|些|几个|家)?(?:单位|部门|局)"
)
_IDLE = re.compile(
    "请问?|完成|办结|落实|分别|各自?|帮我|一下|方案|规划|意见|文件|通知|办法|条例|清单|里面?|[中上这那呢吗啊的了要都把由]|一?[条项点块]|任务|工作|部分"
    "|具体|主要|关于|对于|有关"
)
_FIGURES = re.compile(
    "(?:指标|目标|任务量?|数量)+(?:值|要求)?(?:是|有|为)?(?:多少|几|哪些|什么|啥)+|(?:指标|目标|内容)$"
)
_WHEN = re.compile("什么时候|啥时候|何时|多久|哪天|几月|(?:完成|办结)?(?:时间|时限|期限)|截止")
_FEW = 6  # documents of a place in which a number may name an item
_REST = 0.4  # share of a question's other words that the item or its document must hold


def answer_named_item(query: Query, reader: Reader) -> Draft:
    """The measures of the item that a question names, or who does it; nothing where it names none or asks otherwise.

    One that leans on the turn before names it by words of its own: 「资金支持那条说啥」.
    """
    if query.kind in ("chat", "compare", "document") or query.within:
        return NOTHING
    asked = re.sub(r"\s", "", query.text)
    if not any(asks.search(asked) for asks in (_CONTENT, _WHO, _WHEN, _FIGURES)) and not _ends_in_number(asked):
        return NOTHING  # most questions: the headings of a large library are many
    pointed = any(_POINTED.search(text) and _CONTENT.search(text) for text in (asked, query.asked))
    if query.context.words and not pointed:
        return NOTHING
    found = list(_named(asked, query, reader))
    if len({(doc_id, clause.index) for doc_id, clause, _ in found}) != 1:
        return NOTHING
    doc_id, clause, name = found[0]
    rest = _QUOTED.sub(lambda match: match[1], asked).replace(name, " ")
    who, when = _WHO.search(rest), _WHEN.search(rest)
    content = _CONTENT.search(rest) or _FIGURES.search(rest)
    content = content or (_NUMBERED.search(asked) if _ends_in_number(asked) else None)
    if (content is None and who is None and when is None) or not _speaks_of(rest, doc_id, clause, query, reader):
        return NOTHING
    if who is not None:
        at = Evidence(doc_id, clause.index, clause.start, clause.end)
        return responsibility_of(at, reader) if content is None and when is None else NOTHING
    if when is not None:
        return _due(doc_id, clause, query, reader) if content is None and name in query.text else NOTHING
    region = Region(doc_id, tuple(below(reader, doc_id, clause)), clause, 1.0)
    statements = region_told(query, reader, region)
    return Draft(tuple(statements), (), 1.0, explained=True) if statements else NOTHING


def _ends_in_number(asked: str) -> bool:
    """Whether a question is nothing but where an item stands: 「某某方案第20项」."""
    number = _NUMBERED.search(asked)
    return number is not None and number.end() == len(asked.rstrip("？?。呢"))


def _due(doc_id: str, clause: Clause, query: Query, reader: Reader) -> Draft:
    """By when the item is to be done, as it says itself."""
    own = frozenset((doc_id, index) for index in (clause.index, *(one.index for one in below(reader, doc_id, clause))))
    topic = read_topic(clause.heading, reader.lexicon)
    scope = replace(query.scope, doc_ids=frozenset((doc_id,)), decided=True)
    return answer_deadline(replace(query, within=own, topic=topic, broad=topic, scope=scope), reader)


def _named(asked: str, query: Query, reader: Reader) -> Iterator[tuple[str, Clause, str]]:
    """Items that a question names, with the words that name them: the longest headings, else by a number."""
    plain = _QUOTED.sub(lambda match: match[1], asked)
    quoted = set(_QUOTED.findall(asked))
    headed = [
        (len(name), doc_id, clause, name)
        for doc_id in sorted(query.scope.doc_ids)
        for clause in reader.document(doc_id).parsed.clauses
        if clause.number and clause.kind in ("item", "heading") and len(clause.heading) >= _IN_QUOTES
        if (name := re.sub(r"\s", "", clause.heading)) in plain
        if len(name) >= _LEAST or (name in quoted and len(name) >= _IN_QUOTES)
    ]
    longest = max((size for size, _, _, _ in headed), default=0)
    yield from ((doc_id, clause, name) for size, doc_id, clause, name in headed if size == longest)
    if headed:
        return
    if _POINTED.search(asked) and query.kind in _OF_CONTENT:
        yield from _pointed_at(query, reader)
    number = _NUMBERED.search(plain)
    if number is None or len(query.scope.doc_ids) > _FEW:
        return
    wanted = re.compile(rf"第?{number['number']}(?:条|[.．、])?$")
    numbered = [
        (doc_id, clause)
        for doc_id in sorted(query.scope.doc_ids)
        for clause in reader.document(doc_id).parsed.clauses
        if clause.kind in ("item", "heading") and clause.heading and wanted.match(clause.number.strip())
    ]
    running = [(doc_id, clause) for doc_id, clause in numbered if clause in run_of_items(reader, doc_id)]
    numbered = running or numbered  # of the one list that is numbered through, not of a section's few points
    if len(numbered) > 1:  # 「第3项」 is a task rather than a stage
        tasks = [one for one in reader.facts(query, Responsibility) if one.fact.item == number["number"]]
        given = {(one.doc_id, one.fact.clause) for one in tasks}
        numbered = [(doc_id, clause) for doc_id, clause in numbered if (doc_id, clause.index) in given]
    yield from ((doc_id, clause, number[0]) for doc_id, clause in numbered)


def _pointed_at(query: Query, reader: Reader) -> Iterator[tuple[str, Clause, str]]:
    """Items whose heading holds all that a question says beside its document: 「考核评估那条」; first as it is said."""
    words = [word for word, _ in query.topic.words if len(word) > 1]
    if not words:
        return
    held = [
        (doc_id, clause)
        for doc_id in sorted(query.scope.doc_ids)
        for clause in reader.document(doc_id).parsed.clauses
        if clause.kind in ("item", "heading") and all(word in clause.heading for word in words)
    ]
    said = "".join(sorted(words, key=query.text.find))
    yield from ((doc_id, clause, said) for doc_id, clause in [one for one in held if said in one[1].heading] or held)


def _speaks_of(rest: str, doc_id: str, clause: Clause, query: Query, reader: Reader) -> bool:
    """Whether what a question says beside the item's name asks of nothing else."""
    bare = rest
    for asks in (_FIGURES, _CONTENT, _WHO, _WHEN, _IDLE):
        bare = asks.sub(" ", bare)
    for place in query.scope.places:
        bare = bare.replace(place, " ")
    topic = read_topic(bare, reader.lexicon)
    topic = topic.without(word for word, _ in topic.words if len(word) == 1)
    title = reader.document(doc_id).record.metadata.title
    return not topic.words or coverage(topic, ((title, 1.0), ("\n".join(clause.path), 1.0))) >= _REST
