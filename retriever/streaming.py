"""An answer as a stream of events, worded by a language model where one is configured and of use."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator
from dataclasses import replace

from prompts.citations import parse
from retriever.answering import Answered
from retriever.datatypes import (
    Answer,
    AnswerEvent,
    CitationEvent,
    FinalEvent,
    Mode,
    RestartEvent,
    SentenceEvent,
)
from retriever.errors import GenerationError, NoLanguageModelError
from retriever.generator import Writer

# Running text gains by wording; bodies, figures, lists and counts are exact as they are.
_GAINING = ("method", "fact", "compare")
NOT_CONFIGURED = (
    "没有配置语言模型，不能用 generative 方式作答。"
    "请设置环境变量 ZHENGDA_LLM_BASE_URL 和 ZHENGDA_LLM_MODEL，或改用 auto、extractive。"
)

logger = logging.getLogger(__name__)


def writer_for(mode: Mode, writer: Writer | None) -> Writer | None:
    """The writer that a mode allows.

    Raises:
        NoLanguageModelError: the mode asks for one, and there is none.
    """
    if mode == "generative" and writer is None:
        raise NoLanguageModelError(NOT_CONFIGURED)
    return writer if mode != "extractive" else None


def stream_answer(answered: Answered, writer: Writer | None, mode: Mode) -> Generator[AnswerEvent, None, None]:
    """Events of an answer; what was not found is never left to a language model."""
    if writer is None or answered.answer.status != "answered" or not (mode == "generative" or _gains(answered)):
        yield from extractive_events(answered.answer)
        return
    released = False
    try:
        for event in _written(answered, writer):
            released = True
            yield event
    except GenerationError as error:
        logger.warning("%s%s", error, f"（{error.__cause__!r}）" if error.__cause__ else "")
        notice = f"{error}以下答案由程序从原文摘录。"
        if released:
            yield RestartEvent(notice)
        yield from extractive_events(
            replace(answered.answer, generated="fallback", notice=notice, took_ms=_milliseconds(answered.started))
        )


def final_answer(events: Iterator[AnswerEvent]) -> Answer:
    """The whole answer of a stream."""
    return next(event.answer for event in events if isinstance(event, FinalEvent))


def _gains(answered: Answered) -> bool:
    """Whether wording improves an answer; one in which the program itself speaks (corrects, counts) stays as it is."""
    if not all(statement.bears for statement in answered.draft.statements):
        return False
    return answered.parts > 1 or answered.query.kind in _GAINING


def _written(answered: Answered, writer: Writer) -> Iterator[AnswerEvent]:
    """Events of the answer as the model words it; raises GenerationError, also after some of them."""
    numbered = answered.renderer.numbering()
    opening, text = answered.opening, ""
    for statement in writer.write(answered):
        known = len(numbered.citations)
        piece = opening + numbered.cited(statement)
        opening = ""
        for citation in numbered.citations[known:]:
            yield CitationEvent(citation)
        yield SentenceEvent(piece)
        text += piece
    answer = replace(
        answered.answer,
        answer=text,
        citations=tuple(numbered.citations),
        generated="yes",
        took_ms=_milliseconds(answered.started),
    )
    yield FinalEvent(answer)


def extractive_events(answer: Answer) -> Generator[AnswerEvent, None, None]:
    """An answer line by line, each behind the sources that it is the first to cite."""
    citations = {citation.n: citation for citation in answer.citations}
    for line in answer.answer.splitlines(keepends=True):
        for number in (number for part in parse(line) for number in part.numbers):
            if number in citations:
                yield CitationEvent(citations.pop(number))
        yield SentenceEvent(line)
    yield FinalEvent(answer)


def _milliseconds(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
