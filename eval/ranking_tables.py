"""Questions with the features of all sentences that may answer them: what the ranking is fitted on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.datatypes import Question
from eval.passage_cases import PassageCase, Spans, is_gold, read_cases
from retriever.answering import Answerer
from retriever.candidates import Candidate, CandidateFinder
from retriever.datatypes import QuestionKind
from retriever.question import Query
from retriever.reader import Passage


@dataclass(frozen=True)
class Asked:
    """An asking part of a question with its n candidates.

    `features` are `(n, f)`, `clauses` `(n,)` a number for each clause, `gold` `(n,)` true for a candidate that answers.
    """

    kind: QuestionKind
    features: NDArray[np.float32]
    clauses: NDArray[np.int64]
    gold: NDArray[np.bool_]


@dataclass(frozen=True)
class Rated:
    """A question of a set with its asking parts; parts without candidates are left out. `fold` as in `PassageCase`."""

    set_name: str
    id: str
    type: str
    fold: str
    answerable: bool
    parts: tuple[Asked, ...]


def rate(answerer: Answerer, set_name: str, questions: Sequence[Question]) -> Iterator[Rated]:
    """The questions of a set, each with its candidates measured over the documents of the answerer."""
    finder = CandidateFinder(answerer.view, answerer.reader)
    for case in read_cases(answerer, questions):
        yield rate_case(finder, set_name, case)


def rate_case(finder: CandidateFinder, set_name: str, case: PassageCase) -> Rated:
    """One question with its candidates measured."""
    parts = [_asked(finder, query, case.gold) for query in case.parts if query.scope.doc_ids and query.topic.words]
    told = tuple(part for part in parts if len(part.gold))
    return Rated(set_name, case.id, case.type, case.fold, case.answerable, told)


def _asked(finder: CandidateFinder, query: Query, gold: Spans) -> Asked:
    candidates, features = finder.find(query)
    right = np.array([is_gold(_passage(candidate), gold) for candidate in candidates], bool)
    return Asked(query.kind, features, _clauses(candidates), right)


def _passage(candidate: Candidate) -> Passage:
    one = candidate
    return Passage(one.doc_id, one.clause, one.start, one.end, one.text, one.covered, 0.0)


def _clauses(candidates: Sequence[Candidate]) -> NDArray[np.int64]:
    """A number `(n,)` for the clause of each candidate; those of one clause have the same."""
    numbers: dict[tuple[str, int], int] = {}
    return np.array([numbers.setdefault((one.doc_id, one.clause), len(numbers)) for one in candidates], np.int64)
