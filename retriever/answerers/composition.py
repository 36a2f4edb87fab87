"""Who belongs to a group that a sentence makes up of many: 「…、网格员、志愿者等共同参与的应急工作小组」."""

from __future__ import annotations

import re

from retriever.answerers.stretches import whole
from retriever.draft import NOTHING, Draft
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader

_GROUP = "小组|专班|班子|班底|队伍|联盟|委员会|平台|架构|体系"
_ASKED = re.compile(
    rf"(?:{_GROUP}).*(?:谁|哪些(?:人|力量|单位|部门|成员)|哪几(?:类|种|方|家)|什么人|啥人)[^，。？?]{{0,6}}"
    r"(?:进来|进去|加入|参加|参与|组成|构成|进|在里|入)|(?:谁|哪些(?:人|力量)|哪几(?:类|种|方)|什么人|啥人)[^，。？?]{0,6}"
    rf"(?:组成|构成|参加|参与|加入)[^，。？?]{{0,8}}(?:{_GROUP})"
    rf"|(?:{_GROUP})(?:里面?|里头|当?中|内)*(?:都|一共|总共|应|该|要|得)*(?:有|是|包括)(?:些)?(?:谁|哪些人|什么人|啥人)"
)
_MADE_UP = re.compile(
    rf"[\u4e00-\u9fff]{{2,}}(?:、[^、，。；]{{2,}}){{2,}}等?[^、，。；]{{0,6}}(?:参与|参加|组成|构成)的[^，。；]{{0,16}}(?:{_GROUP})"
)
_LOOKED_AT = 8  # best sentences
_COVERED = 0.5  # share of the question's words that the sentence and its headings must hold


def answer_composition(query: Query, reader: Reader) -> Draft:
    """The part of a sentence that makes up the group a question names; nothing unless its members are listed there."""
    if not _ASKED.search(query.text) or not query.topic.words:
        return NOTHING
    for passage in reader.passages(query)[:_LOOKED_AT]:
        part = _part(query, passage)
        if part and passage.covered >= _COVERED:
            return Draft((whole(reader, passage, part),), (), passage.covered)
    return NOTHING


def _part(query: Query, passage: Passage) -> str:
    """The part of a sentence between semicolons that lists the members, the one that holds most of the question."""
    parts = [part for part in re.split("(?<=[；;])", passage.text) if _MADE_UP.search(part)]
    return max(parts, key=lambda part: coverage(query.topic, ((part, 1.0),)), default="")
