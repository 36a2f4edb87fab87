"""The sentence that the whole of a told story finds, where it is far ahead of what its last clause finds alone."""

from __future__ import annotations

from collections.abc import Sequence

from retriever.answerers.expectation import expected
from retriever.answerers.stretches import stretch
from retriever.datatypes import Evidence
from retriever.draft import Draft
from retriever.question import Query
from retriever.reader import Passage, Reader

_FAR = 0.3  # score by which the first passage of the whole question must be before those that the answer stands on
_HIGH = 0.7  # score that it must have
_NEXT = 0.2  # score by which it must be before the second
_LONGEST = 180  # characters of the stretch that is told
_KINDS = ("target", "fact", "deadline", "count", "responsibility")


def ahead(draft: Draft, whole: Query, passages: Sequence[Passage], reader: Reader) -> Draft:
    """The first passage of the whole question where it is clearly ahead and bears what is asked; else the answer.

    Args:
        draft: what answers the asking clause.
        whole: the whole question, of the kind that the asking clause has.
        passages: those of the whole question, best first.
        reader: the documents.
    """
    if not draft.found or whole.kind not in _KINDS or len(draft.statements) > 1:
        return draft
    first, needs = passages[0], expected(whole)
    second = next((other.score for other in passages[1:] if other.text != first.text), 0.0)
    if first.score < _HIGH or needs is None or not needs.search(first.text) or first.score - second < _NEXT:
        return draft
    stood = [one for statement in draft.statements for one in statement.evidence]
    reached = max((_score(passage, stood) for passage in passages), default=0.0)
    if first.score - reached < _FAR:
        return draft
    return Draft((stretch(whole, reader, first, _LONGEST, needs),), (), first.score)


def _score(passage: Passage, stood: Sequence[Evidence]) -> float:
    """The score of a passage that an answer stands on; 0 for any other."""
    for one in stood:
        if one.doc_id == passage.doc_id and one.start < passage.end and passage.start < one.end:
            return passage.score
    return 0.0
