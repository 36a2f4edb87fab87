"""What is told of keywords: 「某某街道 一老一小」 asks nothing, somebody wants to read what there is on them.

The item whose heading holds the keywords is told by its measures; else the sentences that hold them all, a few of them.
"""

from __future__ import annotations

import re

from ingest.sentences import is_bracket
from retriever.answerers.method import answer_region
from retriever.answerers.stretches import allowed_year, whole
from retriever.draft import NOTHING, Draft
from retriever.matching import coverage, matches
from retriever.question import Query
from retriever.reader import INDICATED, Passage, Reader

_ASKS = re.compile(
    "谁|什么|啥|哪|几|多[少大久长高远]|怎|咋|如何|吗|么|呢|吧|是[否不]|有没有|能不能|何|[?？，,。]|想|我|请|咱|应该|可以|能|要不要|([一-龥])不\\1"
)
_ASPECTS = re.compile(  # columns and figures have ways of their own
    "单位|部门|职责|分工|任务|时间|时限|期限|日期|目标|指标|数量|[率值数额]$|名单|组长|电话|地址|标准|金额|负责人|区别|对比|进度|"
    "措施|依据|文号|增速|速度|比例|面积|原因|背景|意义|总数|条件|材料|流程"
)
_NO_TEXT = ("closing", "front", "table_row")
_HELD = 0.75  # share of the keywords that a sentence must hold with the headings above it, and of
_OWN = 0.45  # those that it must hold itself
_SHORTEST = 12  # characters of a sentence
_MOST = 3  # sentences
_ROOM = 320  # characters of them
_SAME = 0.9  # share of the best one's cover from which a sentence is told beside it


def answer_keywords(query: Query, reader: Reader) -> Draft:
    """The measures of the item, or the sentences, that keywords are about; nothing for what is a question."""
    if not is_keywords(query):
        return NOTHING
    region = answer_region(query, reader)
    size = sum(len(statement.text) for statement in region.statements)
    if size >= _SHORTEST and region.score is not None and region.score >= _HELD:
        return region
    found = [(held, passage) for passage in reader.passages(query) if (held := _held(query, reader, passage))]
    if not found:
        return NOTHING
    best = max(held for held, _ in found)
    chosen: list[Passage] = []
    for held, passage in sorted(found, key=lambda entry: -entry[0]):
        room = _ROOM - sum(len(one.text) for one in chosen)
        fits = held >= _SAME * best and len(chosen) < _MOST and (not chosen or len(passage.text) <= room)
        if fits and all(passage.doc_id == one.doc_id and passage.text != one.text for one in chosen):
            chosen.append(passage)
    chosen.sort(key=lambda passage: passage.start)
    return Draft(tuple(whole(reader, passage) for passage in chosen), (), best)


def is_keywords(query: Query) -> bool:
    """Whether a question only names things: no asking word, no aspect of them that another way tells."""
    if query.kind not in ("fact", "method") or query.figure or query.within or not query.topic.words:
        return False
    return len(query.asked) <= 24 and not _ASKS.search(query.asked) and not _ASPECTS.search(query.asked)


def _held(query: Query, reader: Reader, passage: Passage) -> float:
    """How much of the keywords a sentence holds, 0 where too little for it to be told."""
    clause = reader.clause(passage.doc_id, passage.clause)
    own = coverage(query.topic, ((passage.text, 1.0),))
    bare = passage.text.rstrip("。：") in (clause.label, clause.heading) or clause.kind in _NO_TEXT
    bare = bare or is_bracket(passage.text) or len(passage.text) < _SHORTEST
    if bare or own < _OWN or passage.support < INDICATED or not allowed_year(query, reader, passage):
        return 0.0
    # All that a document rules is about what its title names, however little that tells of the single sentence.
    layers = ((passage.text, 1.0), *((text, 1.0) for text, _ in reader.layers(passage.doc_id, clause)))
    each = zip(query.topic.words, matches(query.topic, layers), strict=True)
    missing = any(not share and len(word) > 1 for (word, _), share in each)
    return own if not missing and coverage(query.topic, layers) >= _HELD else 0.0
