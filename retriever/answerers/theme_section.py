"""What is done about a theme that is itself a heading: 「养老这块要干啥」, 「治污组管什么」.

The theme stands in one heading of the document that a question names; all that is told below it answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause
from retriever.answerers.divided import Divided, documents_of, topic_of
from retriever.answerers.whole_sections import below, items_of, plain_heading, sentences_of
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

_PART = "这一?块|那一?块|一块|这方面|那方面|方面|这边|这头|这件事|这事"
_PASSING = "今年|明年|年内|都|主要|具体|到底|究竟|得|该|打算|准备|要|需要|有|是|又|会"
_DOES = "做|干|抓|搞|管|推|安排|部署|落实|承担"
_WHAT = "(?:了|着|的是|点|些)?(?:什么|啥|哪些|哪几(?:件|项|样))(?:事情?|活儿?|工作|任务|内容|措施|举措)?"
_ASKS = re.compile(
    rf"(?P<theme>[一-龥“”]{{2,24}}?)(?:(?P<part>{_PART})(?:上)?(?:{_PASSING})*(?:(?:{_DOES}){_WHAT}|(?:有)?{_WHAT})"
    rf"|(?<=组)(?:{_PASSING})*(?:负责|{_DOES}){_WHAT}|(?<=专班)(?:{_PASSING})*(?:负责|{_DOES}){_WHAT})[呢呀啊？?]*$"
)
_PLAIN = re.compile(  # 「智慧农业有哪些重点任务」, of a plan for 「数字乡村与智慧农业」
    rf"(?P<theme>[一-龥“”]{{2,16}}?)(?:{_PASSING})*(?:{_DOES}|有)(?:了|着|的是|点|些)?"
    r"(?:什么|啥|哪些|哪几(?:件|项|样))(?:重点|主要|具体|重要)?(?:的)?(?:事情?|活儿?|工作|任务|内容|措施|举措)[呢呀啊？?]*$"
)
_JOINED = re.compile("[和与及、暨]")
_PASSED = re.compile(f"{_PASSING}|的|在|对")
_MOST = 3  # documents that are looked at where no place is named
_HELD = 0.8  # share of the theme that a heading must hold


def answer_theme(query: Query, reader: Reader) -> Draft:
    """All below the one heading that holds the theme, of the document that the question names."""
    found = _ASKS.search(query.text)
    plainly = _PLAIN.search(query.text) if found is None else None
    asked = found or plainly
    if asked is None or query.within or query.kind in ("chat", "compare"):
        return NOTHING
    topic = topic_of(_PASSED.sub(" ", asked["theme"]), reader)
    if not topic.words:
        return NOTHING
    if found is None:
        return _one_of_title(topic.without(query.scope.places), query, reader)
    best: list[tuple[float, int, str, Clause]] = []
    for doc_id in _documents(topic, query, reader):
        metadata = reader.document(doc_id).record.metadata
        about = f"{metadata.title}{metadata.issuer}"
        if any(not set(body) <= set(about) and body not in found["theme"] for body in query.bodies):
            continue
        theme = topic.without(word for word, _ in topic.words if word in about or set(word) <= set(metadata.title))
        if theme.words and doc_id in documents_of(Divided("", 0, _beside(topic, theme)), query, reader):
            best += _headings(doc_id, theme, reader)
    best.sort(key=lambda entry: (-entry[0], entry[1]))
    if not best or (len(best) > 1 and best[1][:2] == best[0][:2]):
        return NOTHING
    return _told(best[0][2], best[0][3], reader)


def _one_of_title(theme: Topic, query: Query, reader: Reader) -> Draft:
    """The section of one of the themes that a title joins: 「数字乡村与智慧农业实施方案」."""
    found: list[tuple[float, int, str, Clause]] = []
    for doc_id in _documents(theme, query, reader) if theme.words and not query.bodies else ():
        themes = _JOINED.split(reader.document(doc_id).record.metadata.title)
        named = [coverage(theme, ((one, 1.0),)) >= _HELD for one in themes]
        if len(themes) > 1 and sum(named) == 1:
            found += _headings(doc_id, theme, reader)
    items = _items(found[0][2], found[0][3], reader) if len(found) == 1 else ()
    return _told(found[0][2], found[0][3], reader) if len(items) > 1 else NOTHING


def _documents(topic: Topic, query: Query, reader: Reader) -> list[str]:
    """The documents of the place that a question names, else the few whose titles hold most of its words."""
    scope = query.scope
    if scope.named or scope.places:
        return sorted(scope.named or scope.doc_ids)
    titled = [
        (coverage(topic, ((reader.document(doc_id).record.metadata.title, 1.0),)), doc_id) for doc_id in scope.doc_ids
    ]
    return [doc_id for share, doc_id in sorted(titled, reverse=True)[:_MOST] if share > 0]


def _beside(topic: Topic, theme: Topic) -> Topic:
    """The words of a question that are not its theme."""
    return topic.without(word for word, _ in theme.words)


def _headings(doc_id: str, theme: Topic, reader: Reader) -> list[tuple[float, int, str, Clause]]:
    """The headings that hold a theme: how much of it, their level, where they are."""
    found = []
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind not in ("heading", "item") or not (heading := plain_heading(reader, doc_id, clause)):
            continue
        if (held := coverage(theme, ((heading, 1.0),))) >= _HELD:
            found.append((held, clause.level, doc_id, clause))
    return found


def _items(doc_id: str, head: Clause, reader: Reader) -> Sequence[Statement]:
    return items_of(reader, doc_id, head, below(reader, doc_id, head))


def _told(doc_id: str, head: Clause, reader: Reader) -> Draft:
    items = _items(doc_id, head, reader)
    label = f"“{head.label}”"
    if len(items) > 1:
        count = f"共{len(items)}项："
        return Draft((Statement(f"{label}{count}", (), (count, label), bears=False), *items), (), 1.0)
    told = sentences_of(reader, doc_id, head, below(reader, doc_id, head))
    return Draft((Statement(f"{label}：", (), (label,), bears=False), *told), (), 1.0) if told else NOTHING
