"""What a joint reading is sure of, where no way that knows the kind of the question found an answer.

People who do not know a document ask in words that it does not have. The other ways count words, and refuse; the
reading model, which was trained on such questions and on near misses, still tells the sentence that answers from one
that only speaks of the same thing.
"""

from __future__ import annotations

from dataclasses import replace

from retriever.answerers.expectation import expected
from retriever.answerers.regions import names_in
from retriever.answerers.stretches import allowed_year, stretch, whole
from retriever.datatypes import QuestionKind
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import Passage, Reader

SURE = 99.0  # value of a joint reading from which a sentence is told whatever words it has
_LOOKED_AT = 3  # best sentences
_STRETCH = 180  # characters that are told of one
_ITS_OWN: tuple[QuestionKind, ...] = ("chat", "document", "filter", "compare", "count", "member", "reverse")


def answer_as_read(query: Query, reader: Reader) -> Draft:
    """The best sentence that a joint reading is sure of and that has the form asked for; nothing for none."""
    if query.kind in _ITS_OWN or not query.topic.words or not query.scope.doc_ids:
        return NOTHING
    form = expected(query)
    for passage in reader.passages(replace(query, kind="fact"))[:_LOOKED_AT]:
        if passage.read < SURE or not allowed_year(query, reader, passage) or not _names_held(query, passage, reader):
            continue
        if reader.clause(passage.doc_id, passage.clause).kind in ("closing", "front"):
            continue
        if form is not None and not form.search(passage.text):
            continue
        long = len(passage.text) > _STRETCH
        told = stretch(query, reader, passage, _STRETCH) if long else whole(reader, passage)
        return Draft((told,), (), passage.covered)
    return NOTHING


def _names_held(query: Query, passage: Passage, reader: Reader) -> bool:
    """Whether what the question names stands in or around the sentence."""
    clause = reader.clause(passage.doc_id, passage.clause)
    texts = (passage.text, *(text for text, _ in reader.layers(passage.doc_id, clause)))
    names = names_in(query, reader)
    return not names or any(name in text for name in names for text in texts)
