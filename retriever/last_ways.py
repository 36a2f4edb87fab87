"""The general ways, tried where no way that knows the kind of a question found an answer."""

from __future__ import annotations

from collections.abc import Callable

from retriever.answerers.composed import answer_composed
from retriever.answerers.own_case import answer_own_case
from retriever.demands import held_to_demands
from retriever.draft import NOTHING, Draft
from retriever.focus import Focus
from retriever.question import Query
from retriever.reader import Reader

Check = Callable[[Draft, Reader], Draft]


def answer_last(query: Query, focus: Focus, allowed: Callable[[Query], bool], reader: Reader, check: Check) -> Draft:
    """What the documents most likely say, or the case of a rule that is told as a story.

    Args:
        query: the question.
        focus: its parts, and these with fewer words.
        allowed: whether a reading may be answered at all.
        reader: the documents.
        check: keeps what the evidence bears.
    """
    told = query.topic.alternatives or any(len(word) > 1 for word in query.topic.known)
    if not told and not query.bodies and not query.scope.named:
        return NOTHING  # 「不能开的呢」: one character is found everywhere
    wider = (reading for reading in focus.wider if reading is not None)
    readings = [one for one in dict.fromkeys((*focus.parts, *wider, query)) if allowed(one)]
    composed = held_to_demands(query, check(answer_composed(readings, reader), reader), reader)
    return composed if composed.found else check(answer_own_case(query, reader), reader)
