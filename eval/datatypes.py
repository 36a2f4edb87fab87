"""What passes through an evaluation: questions, verdicts, rows, summaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from retriever.datatypes import AnswerStatus

QuestionType = Literal[
    "responsibility",
    "reverse",
    "target",
    "deadline",
    "method",
    "definition",
    "list",
    "filter",
    "count",
    "member",
    "compare",
    "document",
    "fact",
    "followup",
    "unanswerable",
]


@dataclass(frozen=True)
class Question:
    """One line of a question set.

    `must` holds groups of alternatives; an answer needs one alternative of each group, or of `min_groups`
    of them. `cite` holds verbatim snippets of the documents; `history` the user's earlier turns, oldest
    first. `reference` is a whole answer to compare with, where the set has one; it does not decide what is right.
    """

    id: str
    type: QuestionType
    q: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    cite: tuple[str, ...]
    answerable: bool
    history: tuple[str, ...] = ()
    min_groups: int | None = None
    doc: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right; `reason` says in Chinese why it is not, and is empty when it is."""

    right: bool
    reason: str = ""


@dataclass(frozen=True)
class CitedText:
    """A citation as a row keeps it; `source` is title and path, `text` the passage."""

    source: str
    text: str


@dataclass(frozen=True)
class Row:
    """One question asked of one system.

    `status` is "error" when the system raised. `cited` is whether a gold snippet stands in a cited text. `unborne`
    are the figures of the answer that no citation holds. `length` counts characters of the answer; `milliseconds`
    is the time of the last turn alone. `scores` are the measures of `eval.scoring` by name, each in 0–1; one that
    says nothing about this question is None.
    """

    question: Question
    answer: str
    status: AnswerStatus | Literal["error"]
    citations: tuple[CitedText, ...]
    right: bool
    reason: str
    cited: bool
    figures: int
    unborne: tuple[str, ...]
    length: int
    milliseconds: float
    scores: Mapping[str, float | None]


@dataclass(frozen=True)
class Measure:
    """The mean of a measure over the `questions` that it says something about, with its bootstrap interval (0–1)."""

    name: str
    questions: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Summary:
    """Sums over the rows of one type, or over all of them (`type` is then "total").

    `refused_rightly` counts the unanswerable questions that were refused, `refused_wrongly` the answerable
    ones. `interval` is the bootstrap interval of the share of right answers (0–1). Times are milliseconds.
    `measures` leaves out those that say nothing about any of the questions.
    """

    type: str
    questions: int
    answerable: int
    right: int
    cited: int
    right_and_cited: int
    refused_rightly: int
    refused_wrongly: int
    errors: int
    figures: int
    figures_borne: int
    median_length: int
    p50: float
    p95: float
    interval: tuple[float, float]
    measures: tuple[Measure, ...]

    def measure(self, name: str) -> Measure | None:
        """The measure of this name; None when it says nothing about these questions."""
        return next((measure for measure in self.measures if measure.name == name), None)
