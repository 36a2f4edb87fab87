"""Two documents of one place beside each other: 「实事清单定的户数和服务方案里的一样吗」."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from retriever.answerers.compare import beside
from retriever.answerers.grid_answers import answer_grid
from retriever.answerers.sides import ASKS_DIFFERENCE
from retriever.draft import NOTHING, Draft
from retriever.lexicon import Lexicon
from retriever.question import Query, understand
from retriever.reader import Reader

_MENTION = re.compile(
    r"(?P<name>(?:(?!按照|依照|[和跟与同的在里是把对比年按])[\u4e00-\u9fff]){2,10}?"
    r"(?:实施方案|方案|清单|规划|办法|意见|细则|条例|要点|计划(?!多少|几)))(?:上|里|中)?(?:写|定|说|规定|要求)?的?"
)
_JOINS = re.compile("[，,、和跟与同]+$")
_SAME = re.compile("一不一样|一样不一样|一致(?:吗|不)?|是不是一样")
_WHICH = re.compile(  # 「…，哪个有效期更长」 asks of a document's own facts
    "哪一?[个份部](?:文件)?的?(?P<what>[一-龥]{2,8}?)(?:更|比较|最)?[长短早晚久高低多少大小](?:一?些|一?点)?(?:[呢啊呀？?]|$)"
)
_OPEN = re.compile("多少|几(?!乎)|谁|哪|什么|啥|怎|如何|何时|多久")
_FIGURES = ("target", "count", "fact", "compare")
_SIDES = 2

Mention = tuple[str, str, int, int]  # document, name, where it stands


def names_documents(query: Query, lexicon: Lexicon) -> list[Mention]:
    """Two documents that a question names, each by words of its title; none for fewer, or for several places."""
    if len(query.scope.places) > 1 or query.kind in ("chat", "reverse"):
        return []
    if query.kind == "document" and not _WHICH.search(query.text):
        return []
    found: list[Mention] = []
    for match in _MENTION.finditer(query.text):
        place = "".join(query.scope.places[:1])
        name = match["name"].removeprefix(place)
        named = understand(f"{place}{name}", lexicon).scope.named
        if len(named) == 1:
            found.append((named[0], name, match.start(), match.end()))
    apart = len({doc_id for doc_id, *_ in found}) == len(found) == _SIDES
    return found if apart else []


def by_documents(query: Query, reader: Reader, answer: Callable[[Query], Draft]) -> Draft:
    """What each of two documents says of one thing, one line each."""
    mentions = names_documents(query, reader.lexicon)
    if not mentions:
        return NOTHING
    text = query.text
    opening = text[: mentions[0][2]]
    ends = [mentions[1][2], len(text)]
    own = [_plain(text[end:stop]) for (*_, end), stop in zip(mentions, ends, strict=True)]
    shared = next((words for words in own if words), "")
    drafts = []
    for (doc_id, name, *_), words in zip(mentions, own, strict=True):
        asked = f"{opening}{words if len(words) > 1 else shared}"
        side = _of_itself(f"{opening}{name}", text, reader.lexicon)
        side = side or understand(asked if _OPEN.search(asked) else f"{asked}是多少", reader.lexicon)
        side = replace(side, scope=replace(query.scope, doc_ids=frozenset((doc_id,)), named=(doc_id,), decided=True))
        told = answer_grid(side, reader) if side.kind in _FIGURES else NOTHING
        drafts.append(told if told.found else answer(side))
    if not all(draft.found for draft in drafts):
        return NOTHING
    return beside(text, [name for _, name, *_ in mentions], drafts)


def _of_itself(name: str, text: str, lexicon: Lexicon) -> Query | None:
    """What a question asks of a document itself where it asks which of two has it longer, or earlier: 有效期, 发布."""
    which = _WHICH.search(text)
    readings = (understand(f"{name}{which['what']}{more}", lexicon) for more in ("", "时间")) if which else ()
    return next((reading for reading in readings if reading.kind == "document"), None)


def _plain(words: str) -> str:
    """What is asked of one document, without the words that set it beside the other."""
    return _JOINS.sub("", ASKS_DIFFERENCE.sub("", _SAME.sub("", words)).strip("，,？? ")).strip("，, ")
