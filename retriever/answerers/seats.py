"""Who is made what, and which place has what: sentences that tie a name to its holder or to its place.

A task about a named post, or a heading that names a thing, holds all words of such a question and answers none of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from retriever.answerers.prose import answer_fact
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import Reader
from retriever.same_measure import ASKS_HOLDER, HELD_BY

_VERBS = re.compile("担任|兼任|出任|任|当")
_OF_PLACE = re.compile(
    "(?:是|在|属于?)[^，。？?]{0,8}哪(?:一)?个(?P<noun>社区|村|街道|小区|镇|乡)(?:的|里)?(?:[^\u4e00-\u9fff]|$)"
)


def answer_holder(query: Query, reader: Reader) -> Draft:
    """The sentence that says who is made what the question names: 「全面推广…党员担任“第二楼组长”」."""
    if not ASKS_HOLDER.search(query.text):
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if _VERBS.fullmatch(word))
    return answer_fact(replace(query, kind="fact", topic=topic), reader, needs=HELD_BY)


def answer_seat(query: Query, reader: Reader) -> Draft:
    """The sentence that names the place of what is asked about right before it: 「升级铜花社区“睦邻议事厅”」."""
    asked = _OF_PLACE.search(query.text)
    if asked is None:
        return NOTHING
    named = rf"(?<![各乡本该每全个城市县区村下在所的])[\u4e00-\u9fff]{{2,6}}{asked['noun']}(?=[“《\u4e00-\u9fff])"
    return answer_fact(query, reader, needs=re.compile(named))
