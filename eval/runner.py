"""Ask a system every question of a set: rows first, sums second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from eval.datatypes import CitedText, Question, Row, Summary
from eval.judging import judge
from eval.metrics import bootstrap_interval, figures, percentile, unborne_figures
from eval.scoring import SEARCH_DEPTH, measure_means, score_answer, score_search
from eval.systems import AskError, System
from retriever.datatypes import Answer, Message

TOTAL = "total"

Clock = Callable[[], float]
Progress = Callable[[int], None]


def ask_question(
    system: System, question: Question, *, searching: bool = True, clock: Clock = time.perf_counter
) -> Row:
    """Ask one question after its history; the system's own answers stand between the user's turns.

    Only the last turn is timed. A system that raises gives a row of status "error", which is never right.

    Args:
        system: What is asked.
        question: What to ask.
        searching: Also look for the completed question with the system's search, untimed, to measure the ranking.
        clock: Seconds.
    """
    messages: list[Message] = []
    started = clock()
    try:
        for turn in question.history:
            messages.append(Message("user", turn))
            messages.append(Message("assistant", system.ask(tuple(messages)).answer))
        messages.append(Message("user", question.q))
        started = clock()
        answer = system.ask(tuple(messages))
        milliseconds = (clock() - started) * 1000
        passages = None
        if searching and question.answerable:
            passages = system.search(answer.question or question.q, k=SEARCH_DEPTH)
    except AskError as error:
        return _failed(question, str(error), (clock() - started) * 1000, cites=system.cites)
    return _row(question, answer, passages, milliseconds, cites=system.cites)


def _row(
    question: Question, answer: Answer, passages: Sequence[str] | None, milliseconds: float, *, cites: bool
) -> Row:
    verdict = judge(question, answer.answer, answer.status)
    texts = [citation.text for citation in answer.citations]
    sources = [" > ".join((citation.title, *citation.path)) for citation in answer.citations]
    scores = score_answer(question, answer.answer, answer.status, texts, sources, cites=cites)
    if passages is not None:
        scores |= score_search(question, passages)
    checked = scores.get("number_fidelity") is not None
    return Row(
        question=question,
        answer=answer.answer,
        status=answer.status,
        citations=tuple(CitedText(*pair) for pair in zip(sources, texts, strict=True)),
        right=verdict.right,
        reason=verdict.reason,
        cited=(scores.get("citation_recall") or 0.0) > 0,
        figures=len(figures(answer.answer)) if checked else 0,
        unborne=unborne_figures(answer.answer, [*texts, *sources]) if checked else (),
        length=len(answer.answer),
        milliseconds=milliseconds,
        scores=scores,
    )


def _failed(question: Question, message: str, milliseconds: float, *, cites: bool) -> Row:
    return Row(
        question=question,
        answer="",
        status="error",
        citations=(),
        right=False,
        reason=f"系统出错：{message}",
        cited=False,
        figures=0,
        unborne=(),
        length=0,
        milliseconds=milliseconds,
        scores=score_answer(question, "", "error", (), (), cites=cites),
    )


def ask_all(system: System, questions: Iterable[Question], *, progress: Progress | None = None) -> Iterator[Row]:
    """Rows in the order of the questions, each as soon as it is known; `progress` gets the number asked so far."""
    for number, question in enumerate(questions, start=1):
        yield ask_question(system, question)
        if progress is not None:
            progress(number)


def summarise(rows: Sequence[Row]) -> tuple[Summary, ...]:
    """One summary per type, in the order in which the types first occur, then the total."""
    types = dict.fromkeys(row.question.type for row in rows)
    parts = [_summary(name, [row for row in rows if row.question.type == name]) for name in types]
    return (*parts, _summary(TOTAL, rows))


def _summary(name: str, rows: Sequence[Row]) -> Summary:
    answerable = [row for row in rows if row.question.answerable]
    times = [row.milliseconds for row in rows]
    stated = sum(row.figures for row in rows)
    return Summary(
        type=name,
        questions=len(rows),
        answerable=len(answerable),
        right=sum(row.right for row in rows),
        cited=sum(row.cited for row in answerable),
        right_and_cited=sum(row.right and row.cited for row in answerable),
        refused_rightly=sum(row.right for row in rows if not row.question.answerable),
        refused_wrongly=sum(row.status in ("not_found", "refused") for row in answerable),
        errors=sum(row.status == "error" for row in rows),
        figures=stated,
        figures_borne=stated - sum(len(row.unborne) for row in rows),
        median_length=round(percentile([row.length for row in rows], 0.5)),
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        interval=bootstrap_interval([float(row.right) for row in rows]),
        measures=measure_means([row.scores for row in rows]),
    )
