"""Which number to call: 「发现乱埋乱葬打什么电话」 is answered by the number that the document gives for its matter.

Who asks so tells what happened to them in words of their own; the sentence with the number seldom repeats these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_ASKS = re.compile(
    "[打拨](?:什么|啥|哪一?个|几号)(?:电话|热线|号码?)|(?:电话|热线)(?:该|要|得)?[打拨](?:什么|啥|哪个|多少|几号)"
)
_ASKING = re.compile("电话|热线|号码?|[打拨]|发现|碰到|遇到|看到")
_NUMBER = re.compile(
    r"(?:热线|电话|专线)[^，。；\d]{0,10}(?<![\d.])(?:0\d{2,3}-?)?\d{5,8}(?:转\d+)?(?![\d.万元%年])"
    r"|(?<![\d.])1[12]\d{1,3}(?:转\d+)?[^，。；\d]{0,6}(?:热线|电话|专线|平台)"
)
_NO_NUMBER = re.compile(r"0{6,}|年|办公电话|传真")
_ABOUT = 0.5  # share of what a question tells that the document of the number must hold
_MOST = 3  # documents of the place asked about
_LONGEST = 120  # characters told


def answer_hotline(query: Query, reader: Reader) -> Draft:
    """The sentence with the number that a document of the place asked about gives for what a question tells."""
    doc_ids = sorted(query.scope.doc_ids)
    if not _ASKS.search(query.text) or not (query.scope.decided or len(doc_ids) == 1) or query.kind == "chat":
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if _ASKING.fullmatch(word))
    found: list[tuple[float, float, Statement]] = []
    for doc_id in doc_ids if len(doc_ids) <= _MOST and topic.words else ():
        document = reader.document(doc_id)
        about = ((document.parsed.clean.text, 1.0), (document.record.metadata.title, 1.0))
        whole = coverage(topic, about)
        for statement in _numbers(doc_id, reader) if whole >= _ABOUT else ():
            found.append((coverage(topic, ((statement.text, 1.0),)), whole, statement))
    best = max(found, key=lambda one: one[:2], default=None)
    if best is None or sum(one[:2] == best[:2] for one in found) > 1:
        return NOTHING
    return Draft((best[2],), (), best[1], explained=True)


def _numbers(doc_id: str, reader: Reader) -> Iterator[Statement]:
    """The sentences of a document that give a number to call; not those of the page around it."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind in ("furniture", "closing", "front", "table_row"):
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            number = _NUMBER.search(text, start, end)
            if number is not None and end - start <= _LONGEST and not _NO_NUMBER.search(number[0]):
                words = strip_number(text[start:end].strip("，；。 \n"))
                yield Statement(f"{words}。", (Evidence(doc_id, clause.index, start, end),))
