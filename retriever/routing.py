"""Which documents answer a question: those in force, those of the past, or those that have run out or not begun."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.answering import Answered, Answerer
from retriever.datatypes import Filters, Message
from retriever.last_question import last_question
from retriever.named_aside import names_aside
from retriever.past import NOTICE, asks_for_past, past_view, standing_notice
from retriever.reread import reading_of
from retriever.view import LibraryView


@dataclass(frozen=True)
class _Answerers:
    """One for the documents in force, one for those of the past, one for those run out or not begun."""

    current: Answerer
    past: Answerer | None
    aside: Answerer | None


_ANSWERERS = "answerers"
# A document that has run out answers in the place of one in force where its sentence reads so much better: who asks for
# a subsidy of the last year is told nothing by this year's plan for something else.
_BETTER = 3.0
_SURE = 4.0  # the reading from which no other document is looked at

_making = threading.Lock()


def prepare(view: LibraryView) -> None:
    """Derive now what answering needs of a view, so that the first questions need not wait."""
    _answerers_of(view).current.speller.prepare()
    answer_question(view, [Message("user", "准备")])


def answer_question(view: LibraryView, messages: Sequence[Message], *, filters: Filters | None = None) -> Answered:
    """Answer the last user message of a conversation from a view of the library, without a language model.

    Args:
        view: the library at one moment; what is derived from it is kept with it.
        messages: the conversation, oldest first; assistant turns are not used.
        filters: documents that may answer.

    Raises:
        QuestionError: there is no question, or it is too long.
    """
    latest = _answerers_of(view)
    if latest.past is not None and asks_for_past(last_question(messages)):
        answered = latest.past.answer(messages, filters=filters)
        if answered.answer.status == "answered":
            return _opened(answered, f"{NOTICE}\n")
    if latest.aside is None:
        return latest.current.answer(messages, filters=filters)
    return _in_force_or_aside(latest.current, latest.aside, view, messages, filters)


def _answerers_of(view: LibraryView) -> _Answerers:
    """The answerers of a view; made by one thread, while the others that ask first wait for it."""
    known = view.derived.get(_ANSWERERS)
    if not isinstance(known, _Answerers):
        with _making:
            known = view.derived.get(_ANSWERERS)
            if not isinstance(known, _Answerers):
                past, aside = past_view(view), view.aside
                known = _Answerers(
                    Answerer(view), Answerer(past) if past else None, Answerer(aside) if aside else None
                )
                view.derived[_ANSWERERS] = known
    return known


def _in_force_or_aside(
    current: Answerer, aside: Answerer, view: LibraryView, messages: Sequence[Message], filters: Filters | None
) -> Answered:
    """The answer of the documents in force; with a warning that of others where those in force hold none.

    Where a conversation names a place, only documents that speak for it answer beside those in force.
    """
    said = "".join(entry.content for entry in messages if entry.role == "user")
    held, beside = _named(current, said), _named(aside, said)
    meant = held and beside and _names_aside(current, aside, messages)
    if meant or (beside and not held):
        told = aside.answer(messages, filters=filters)
        if meant or told.answer.status != "not_found" or _named(aside, last_question(messages)):
            return _warned(told, view)
    answered = current.answer(messages, filters=filters)
    found = answered.answer.status != "not_found"
    if (held and not beside) or (found and _reading(current, answered) >= _SURE):
        return answered
    other = aside.answer(messages, filters=filters)
    if other.answer.status != "answered":
        return answered
    better = not found or _reading(aside, other) - _reading(current, answered) >= _BETTER
    better = better or _went_aside(current, aside, view, messages, filters)
    return _warned(other, view) if better else answered


def _went_aside(
    current: Answerer, aside: Answerer, view: LibraryView, messages: Sequence[Message], filters: Filters | None
) -> bool:
    """Whether the question before was answered from a document that is not in force; this one goes on from there."""
    turns = [place for place, entry in enumerate(messages) if entry.role == "user" and entry.content.strip()]
    if len(turns) <= 1:
        return False
    before = _in_force_or_aside(current, aside, view, messages[: turns[-2] + 1], filters)
    return any(citation.doc_id in aside.lexicon.documents for citation in before.answer.citations)


def _reading(answerer: Answerer, answered: Answered) -> float:
    """How well what an answer stands on answers, by a joint reading; 0 where there is none."""
    if answerer.view.joint is None:
        return 0.0
    evidence = [one for statement in answered.draft.statements for one in statement.evidence]
    return reading_of(answerer.view, answered.answer.question, evidence)


def _names_aside(current: Answerer, aside: Answerer, messages: Sequence[Message]) -> bool:
    """Whether the last question names a document that is not in force by its title."""
    documents = (answerer.lexicon.documents.values() for answerer in (current, aside))
    return names_aside(last_question(messages), *documents)


def _named(answerer: Answerer, said: str) -> bool:
    """Whether a place of an answerer's documents is named."""
    return any(place in said for place in answerer.lexicon.places)


def _warned(answered: Answered, view: LibraryView) -> Answered:
    """An answer behind the standing of the documents that it is taken from."""
    if answered.answer.status != "answered":
        return answered
    cited = [view.documents[citation.doc_id].record for citation in answered.answer.citations]
    return _opened(answered, f"{standing_notice(cited)}\n")


def _opened(answered: Answered, opening: str) -> Answered:
    """An answer behind words that say what it is taken from."""
    answer = dataclasses.replace(answered.answer, answer=opening + answered.answer.answer)
    return dataclasses.replace(answered, answer=answer, opening=opening)
