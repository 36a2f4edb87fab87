"""Other readings of a question whose first one finds nothing: 「归哪几家」 asks who, 「功能几块」 asks for a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from retriever.datatypes import QuestionKind
from retriever.lexicon import Lexicon
from retriever.matching import read_topic
from retriever.question import Query
from retriever.question_patterns import wording
from retriever.scope import find_scope

_ORDER: tuple[QuestionKind, ...] = ("responsibility", "deadline", "list", "method")
_STRIPPED: tuple[QuestionKind, ...] = ("reverse", "count", "filter")  # kinds whose topic is not all that is asked about
_SETTLED: tuple[QuestionKind, ...] = ("definition", "member")  # a meaning or a person asked for is nothing else
_SORT = re.compile("(?:什么|啥|怎样|怎么样)(?:样)?的?(?:模式|机制|体系|制度|架构|格局)")  # told where the thing is
_LITTLE = 0.6  # of the weight of a word that occurs once: a question of less says too little to be turned about


def other_readings(query: Query, lexicon: Lexicon) -> Iterator[Query]:
    """The question as other kinds that its wording allows, the likeliest first."""
    if query.worded is not None:
        yield read_as(query, query.worded, lexicon)
    if query.kind == "member" and not wording("person").search(query.text):
        query = read_as(query, "fact", lexicon)  # a post is named, but nobody who holds it is asked for
    if query.kind in _STRIPPED and query.figure:
        yield read_as(query, "target", lexicon)
    if query.kind == "definition" and _SORT.search(query.text):
        yield read_as(query, "fact", lexicon)
    if query.kind in _SETTLED or query.topic.total < _LITTLE * lexicon.rarest:
        return
    for kind in _ORDER:
        if kind != query.kind and wording(f"perhaps_{kind}").search(query.text):
            yield read_as(query, kind, lexicon)


def read_as(query: Query, kind: QuestionKind, lexicon: Lexicon) -> Query:
    """The question as one of another kind, about all that it names."""
    if query.kind not in _STRIPPED:
        return replace(query, kind=kind)
    _, rest = find_scope(query.text, lexicon)
    return replace(query, kind=kind, topic=read_topic(rest, lexicon))
