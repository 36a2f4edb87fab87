"""A rule by grades, told to its end: 「少于2个不得分；每多1个加1分」 decides what 4 of them are worth."""

from __future__ import annotations

import re
from dataclasses import replace

from retriever.answerers.settled import whole_sentence
from retriever.draft import Draft
from retriever.question import Query
from retriever.reader import Reader

_OWN_FIGURE = re.compile(
    r"[\d一二两三四五六七八九十百千万半]+(?:\.\d+)?"
    "(?:%|％|个|家|次|人|名|天|日|年|月|岁|户|亩|吨|元|万|分|成|条|处|例|起)"
)
_WORTH = re.compile("多少|几(?:分|元|块|成|折|天|年|个)")
_GRADES = re.compile(
    "每(?:再)?(?:增加?|减少|提高|降低|超过?|超出|多|少|满|延长|缩短|上升|下降|逾期|增长|高|低)|不足|不满"
    "|(?:低于|少于|未达到?|高于|超过)[^，。；]{1,12}(?:不得|不予|不给|按|给予|扣|得|减|加)"
)


def with_grades(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer cut out of a rule by grades, told whole where a question gives its own figure and asks its worth."""
    first = draft.first_evidence
    if first is None or len(draft.statements) != 1 or not _WORTH.search(query.text):
        return draft
    if not _OWN_FIGURE.search(_WORTH.sub("", query.text)):
        return draft
    told = draft.statements[0].text
    whole = whole_sentence(first, reader)
    if whole is None or len(whole.text) <= len(told) or not _GRADES.search(whole.text.replace(told.rstrip("。"), "")):
        return draft
    return replace(draft, statements=(whole,))
