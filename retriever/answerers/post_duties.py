"""What somebody in a post does: 「楼组长平时要干些啥」 is told by the sentence on the duties."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.prose import answer_fact
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_ASKED = re.compile(
    "(?P<post>[一-龥]{1,8}?(?:[长员者工岗师]|管家|书记|主任|干部|代表|人))(?:们|同志)?(?:平时|平常|平日|日常|每天|每月|主要|具体|一般|到底|究竟|都|要|得|该|应该|应当|需要|须|会)*"
    "(?:干|做|忙|管|负责)(?:些|点|的|哪些|什么|啥)+(?:工作|事情?|活儿?)?(?:的|呢|呀|啊)?$"
)
_DUTY = re.compile("职责|负责|承担|履行|主要任务|工作任务|主要工作|“[一二三四五六七八九十][员项件]”")
_NAME = 3  # last characters of a post by which a sentence names it
_ROOM = 200  # characters of the sentences on them


def asks_post_duties(text: str) -> bool:
    """Whether a question asks what those in a post do."""
    return _ASKED.search(text) is not None


def answer_post_duties(query: Query, reader: Reader) -> Draft:
    """The sentence on the duties of a post, with those behind it in its paragraph that go on about them."""
    asked = _ASKED.search(query.text)
    if asked is None:
        return NOTHING
    draft = answer_fact(query, reader, needs=_DUTY)
    first = draft.first_evidence
    if not any(asked["post"][-_NAME:] in statement.text for statement in draft.statements):
        return NOTHING  # 承担 of a fee is nobody's duty
    if first is None or len(draft.statements) != 1:
        return draft if draft.found else NOTHING
    clause = reader.clause(first.doc_id, first.clause)
    if clause.kind == "table_row":
        return draft
    spans = split_sentences(reader.document(first.doc_id).parsed.clean.text, clause.start, clause.end)
    own = next((index for index, span in enumerate(spans) if span[0] <= first.start < span[1]), len(spans))
    told = list(draft.statements)
    room = _ROOM - len(told[0].text)
    for start, end in spans[own + 1 :]:
        text = reader.text(first.doc_id, start, end).strip()
        room -= len(text)
        if room < 0 or text.startswith(("（", "(")):
            break
        told.append(Statement(strip_number(text), (Evidence(first.doc_id, clause.index, start, end),)))
    return replace(draft, statements=tuple(told))
