"""The general ways, where a special one told of something beside what is asked.

A special way takes a question by its wording: a procedure for 「办理流程」, a document's own question for one like it.
What it told and was refused says nothing of what the sentences hold that no special way looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from retriever.answerers.composed import answer_composed
from retriever.answerers.method import answer_method
from retriever.answerers.prose import answer_fact
from retriever.datatypes import QuestionKind
from retriever.demands import held_to_demands
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import Reader

Check = Callable[[Draft, Reader], Draft]

_OF_SENTENCES: tuple[QuestionKind, ...] = ("fact", "target", "list", "method", "deadline")
_OF_PEOPLE = re.compile("谁|哪(?:些|几)?[个位名]?人|组成|成员")  # whom a sentence names only their own ways can judge


def answer_plainly(query: Query, refused: Draft, reader: Reader, check: Check) -> Draft:
    """What sentences answer, other than those of the answer that was refused; nothing where none does surely.

    Args:
        query: the question.
        refused: the answer that tells of something else.
        reader: the documents.
        check: keeps what the evidence bears.
    """
    if query.kind not in _OF_SENTENCES or _OF_PEOPLE.search(query.text) or query.within or not refused.found:
        return NOTHING
    told = {(each.doc_id, each.clause) for statement in refused.statements for each in statement.evidence}
    ways: list[Callable[[], Draft]] = [lambda: answer_composed([query], reader)]
    if query.kind != "list":  # one row or sentence is no list
        ways.insert(0, lambda: answer_fact(query, reader))
    if query.kind == "method":
        ways.insert(0, lambda: answer_method(query, reader))
    for way in ways:
        draft = held_to_demands(query, check(way(), reader), reader)
        first = draft.first_evidence
        if draft.found and first is not None and (first.doc_id, first.clause) not in told:
            return draft
    return NOTHING
