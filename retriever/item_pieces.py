"""What else an item says: when it is due, a remark in its row, a time that another of its sentences sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.datatypes import Deadline
from ingest.table_columns import column_role
from retriever.answerers.deadline import deadline_statement
from retriever.answerers.expectation import expected
from retriever.draft import NOTHING, Draft
from retriever.item import HELD, Item, known_of
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import segments

_WHEN = re.compile("什么时候|啥时候|何时|几时|几月|哪个?月|最[迟晚]|截止|期限|时限|时间节点")
_DOING = re.compile("(?:干|弄|搞|做|办|整|算|到|活|活儿|完|好|成|完成|落实|到位|最[迟晚]|到底|节点|时间)+")
_SOON = "立即|随时|当场|当日|限时|即[接到时报收][即]?[办时处]"
_FORMS = (  # what is asked, and the form in which a clause tells it
    (
        re.compile("几(?:个)?(?:钟头|小时|天|工作日|日)|多(?:久|少天|少小时|长时间)"),
        re.compile(r"(?:\d+|[一二三四五六七八九十百两]+)个?(?:工作日|小时|日|天|分钟)内?"),
    ),
    (re.compile("多快"), re.compile(rf"(?:\d+|[一二三四五六七八九十百两]+)个?(?:工作日|小时|日|天|分钟)内?|{_SOON}")),
    (re.compile("几[名位]|(?:几|多少)个?人"), re.compile(r"(?:\d+|[一二三四五六七八九十百两]+)[名位人]")),
)
_WEAK = "不没要有是为了在多少大小人时间内外上下前后"  # characters that tell nothing
_KINDS = ("target", "count", "deadline", "fact", "list")


def answer_piece(query: Query, own: Topic, item: Item) -> Draft:
    """The time limit, cell or sentence of the item that a follow-up asks for; nothing where none fits.

    Args:
        query: the follow-up.
        own: its words that were not spoken of before.
        item: what was told before.
    """
    if query.kind not in _KINDS:
        return NOTHING
    if _WHEN.search(query.text) and (due := _due(own, item)).found:
        return due
    needs = expected(query)
    if not own.words:
        return NOTHING
    if item.clause.row is not None:
        return _cell(known_of(own), needs, item) if needs is not None else NOTHING
    told = next((tells for asks, tells in _FORMS if asks.search(query.text)), None)
    return _formed(own, item, told) if told is not None else NOTHING


def _due(own: Topic, item: Item) -> Draft:
    """When the item is due, where it has one time limit and the follow-up names nothing that it does not hold."""
    telling = known_of(own.without(word for word, _ in own.words if _DOING.fullmatch(word)))
    if telling.words and coverage(telling, ((item.whole, 1.0),)) < HELD:
        return NOTHING
    found = item.facts(Deadline)
    if len(found) != 1 or not isinstance(found[0].fact, Deadline) or found[0].fact.due in item.said:
        return NOTHING
    return Draft((deadline_statement(found[0], item.reader),), (found[0],), 1.0)


def _cell(telling: Topic, needs: re.Pattern[str], item: Item) -> Draft:
    """A cell of the row that was not told yet: a remark, a further figure."""
    found = [
        (coverage(telling, ((value, 1.0), (head, 0.9))), head, value)
        for head, value in item.row()
        if needs.search(value) and value not in item.said and not column_role(head)
    ]
    share, head, value = max(found, default=(0.0, "", ""))
    if not telling.words or share < HELD:
        return NOTHING
    return item.cell(f"{head}：{value}" if head else value)


def _formed(own: Topic, item: Item, told: re.Pattern[str]) -> Draft:
    """The stretch of the clause with a time, or so many people, about what the follow-up speaks of.

    People say 温度 for 室温: of few stretches, all in one clause, the characters that they share tell which is meant.
    """
    asked = f"{item.nearby.topic.text}{_WEAK}"
    characters = {character for word, _ in own.words for character in word if character not in asked}
    found = [span for span in _clauses(item) if told.search(item.text[slice(*span)])]
    shared = [len(characters & set(item.text[slice(*span)])) for span in found]
    best = max(shared, default=0)
    if best == 0 or shared.count(best) > 1:
        return NOTHING
    start, end = found[shared.index(best)]
    again = item.text[start:end].strip("，；。 \n") in item.said
    if len(found) > 1 or not again:
        return item.stretch(start, end)
    spans = [(start + a, start + b) for a, b in segments(item.text[start:end])]
    pieces = [span for span in spans if told.search(item.text, *span)]
    if len(pieces) != 1 or len(spans) < 2 or item.text[slice(*pieces[0])].rstrip("，、；。 \n").endswith("的"):
        return NOTHING  # 「时长达到一百小时、三百小时的，分别认定为…」 says nothing without what follows
    return item.stretch(*pieces[0])


def _clauses(item: Item) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons of an item's sentences."""
    for start, end in item.sentences():
        position = start
        for piece in re.split("(?<=[；;])", item.text[start:end]):
            yield position, position + len(piece)
            position += len(piece)
