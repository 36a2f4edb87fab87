"""Which documents answer a question: those in force, those of the past, or those that have run out or not begun."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.answering import Answered, Answerer, last_question
from retriever.datatypes import Filters, Message
from retriever.past import NOTICE, aside_view, asks_for_past, past_view, standing_notice
from retriever.view import LibraryView


@dataclass(frozen=True)
class _Answerers:
    """One for the documents in force, one for those of the past, one for those run out or not begun."""

    current: Answerer
    past: Answerer | None
    aside: Answerer | None


_latest: list[_Answerers] = []


def answer_question(view: LibraryView, messages: Sequence[Message], *, filters: Filters | None = None) -> Answered:
    """Answer the last user message of a conversation from a view of the library, without a language model.

    Args:
        view: the library at one moment; what is derived from it is kept until another view is given.
        messages: the conversation, oldest first; assistant turns are not used.
        filters: documents that may answer.

    Raises:
        QuestionError: there is no question, or it is too long.
    """
    if not _latest or _latest[0].current.view is not view:
        past, aside = past_view(view), aside_view(view)
        _latest[:] = [_Answerers(Answerer(view), Answerer(past) if past else None, Answerer(aside) if aside else None)]
    latest = _latest[0]
    if latest.past is not None and asks_for_past(last_question(messages)):
        answered = latest.past.answer(messages, filters=filters)
        if answered.answer.status == "answered":
            return _opened(answered, f"{NOTICE}\n")
    if latest.aside is None:
        return latest.current.answer(messages, filters=filters)
    return _in_force_or_aside(latest.current, latest.aside, view, messages, filters)


def _in_force_or_aside(
    current: Answerer, aside: Answerer, view: LibraryView, messages: Sequence[Message], filters: Filters | None
) -> Answered:
    """The answer of the documents in force; with a warning that of others when only they are of the place asked about.

    So too when the documents in force hold no answer for a place that others speak for.
    """
    alone = _is_of(aside, current, messages)
    answered = (aside if alone else current).answer(messages, filters=filters)
    if not alone and answered.answer.status == "not_found" and _is_of(aside, None, messages):
        beside = aside.answer(messages, filters=filters)
        answered, alone = (beside, True) if beside.answer.status == "answered" else (answered, False)
    if not alone or answered.answer.status != "answered":
        return answered
    cited = [view.documents[citation.doc_id].record for citation in answered.answer.citations]
    return _opened(answered, f"{standing_notice(cited)}\n")


def _is_of(answerer: Answerer, other: Answerer | None, messages: Sequence[Message]) -> bool:
    """Whether a conversation names a place of one answerer's documents, and none of the other's."""
    said = "".join(entry.content for entry in messages if entry.role == "user")
    named = {place for place in answerer.lexicon.places if place in said}
    return bool(named) and (other is None or not any(place in said for place in other.lexicon.places))


def _opened(answered: Answered, opening: str) -> Answered:
    """An answer behind words that say what it is taken from."""
    answer = dataclasses.replace(answered.answer, answer=opening + answered.answer.answer)
    return dataclasses.replace(answered, answer=answer, opening=opening)
