"""What passes between the stages of a question's way through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ingest.datatypes import AnyFact, Chunk

QuestionKind = Literal[
    "responsibility",  # who does it
    "reverse",  # which tasks a body has
    "target",  # how much, how many
    "deadline",  # until when
    "method",  # how
    "definition",  # what a term means
    "list",  # which parts
    "count",  # how many parts, tasks, bodies
    "filter",  # which tasks have a property
    "member",  # who holds a post, which post somebody holds
    "compare",
    "document",  # issuer, date, number, structure of a document
    "fact",  # anything else that prose may answer
    "chat",  # greetings, thanks
]
BodyRole = Literal["lead", "responsible", "supporting"]
AnswerStatus = Literal["answered", "not_found", "refused"]
Mode = Literal["auto", "extractive", "generative"]
Generated = Literal["none", "yes", "fallback"]


@dataclass(frozen=True)
class Filters:
    """Narrow a search; an empty tuple does not filter. A place matches a document whose places contain it."""

    doc_ids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Message:
    """One turn of a conversation."""

    role: Literal["user", "assistant", "system"]
    content: str


@dataclass(frozen=True)
class ScoredChunk:
    """A chunk found for a query; `score` is a similarity, higher is better, comparable within one result list."""

    doc_id: str
    chunk: Chunk
    score: float


@dataclass(frozen=True)
class StoredFact:
    """A fact with the document that holds it.

    In a list for one body, `named` tells the roles and the names as written under which that body stands in it.
    """

    doc_id: str
    fact: AnyFact
    named: tuple[tuple[BodyRole, str], ...] = ()


@dataclass(frozen=True)
class Evidence:
    """A stretch of a document that an answer stands on; offsets are clean."""

    doc_id: str
    clause: int
    start: int
    end: int
    score: float = 0.0


@dataclass(frozen=True)
class Citation:
    """A numbered source; `text` is verbatim `document.text[start:end]`, offsets are original, `n` starts at 1.

    `page` counts from 1 and is None where the format has no pages. `box` is where the paragraphs of the text stand on
    that page: left, top, right, bottom as fractions (0 to 1) of its width and height; None where that is unknown.
    """

    n: int
    doc_id: str
    title: str
    issuer: str
    number: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    url: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Answer:
    """What leaves the system for one question.

    `generated` tells whether a language model worded the answer ("yes"), was asked to and failed ("fallback", with the
    reason in `notice`: the answer is the extractive one), or had no part in it ("none"). `notice` may also tell that
    「今年」 was answered from documents of another year. `nearest` is what comes nearest where nothing was found; it is
    no source of the answer.
    """

    answer: str
    status: AnswerStatus
    citations: tuple[Citation, ...]
    facts: tuple[dict[str, Any], ...]
    question: str
    suggestions: tuple[str, ...]
    index_version: str
    took_ms: float
    kind: QuestionKind = "fact"
    generated: Generated = "none"
    notice: str = ""
    nearest: Citation | None = None


@dataclass(frozen=True)
class CitationEvent:
    """A source that the next sentence is the first to cite."""

    citation: Citation


@dataclass(frozen=True)
class SentenceEvent:
    """A piece of the answer that has passed the checks, with its marks and line breaks: the pieces joined are it."""

    text: str


@dataclass(frozen=True)
class RestartEvent:
    """What came so far does not hold; the answer begins anew. `notice` says why, in Chinese."""

    notice: str


@dataclass(frozen=True)
class FinalEvent:
    """The whole answer, always last."""

    answer: Answer


AnswerEvent = CitationEvent | SentenceEvent | RestartEvent | FinalEvent


@dataclass(frozen=True)
class SearchHit:
    """A passage found by `KnowledgeBase.search`; offsets are original."""

    doc_id: str
    title: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    score: float
    url: str
