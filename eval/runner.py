"""Ask a system every question of a set: rows first, sums second."""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.datatypes import CitedText, Question, Row, Summary
from eval.metrics import bootstrap_interval, cited_share, figures, judge, percentile, unborne_figures
from eval.systems import AskError, System
from retriever.datatypes import Answer, Message

ROWS_FILE = "rows.jsonl"
RUN_FILE = "run.json"
TOTAL = "total"

Clock = Callable[[], float]


def ask_question(system: System, question: Question, *, clock: Clock = time.perf_counter) -> Row:
    """Ask one question after its history; the system's own answers stand between the user's turns.

    Only the last turn is timed. A system that raises gives a row of status "error", which is never right.
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
    except AskError as error:
        return _failed(question, str(error), (clock() - started) * 1000)
    return _row(question, answer, (clock() - started) * 1000)


def _row(question: Question, answer: Answer, milliseconds: float) -> Row:
    verdict = judge(question, answer.answer, answer.status)
    texts = [citation.text for citation in answer.citations]
    sources = [" > ".join((citation.title, *citation.path)) for citation in answer.citations]
    share = cited_share(question.cite, texts)
    # A count is drawn by the system from many passages: its figure need not stand in any of them.
    stated = () if question.type == "count" or answer.status != "answered" else figures(answer.answer)
    return Row(
        question=question,
        answer=answer.answer,
        status=answer.status,
        citations=tuple(CitedText(*pair) for pair in zip(sources, texts, strict=True)),
        right=verdict.right,
        reason=verdict.reason,
        cited=share > 0,
        cited_share=share,
        figures=len(stated),
        unborne=unborne_figures(answer.answer, [*texts, *sources]) if stated else (),
        length=len(answer.answer),
        milliseconds=milliseconds,
    )


def _failed(question: Question, message: str, milliseconds: float) -> Row:
    return Row(
        question=question,
        answer="",
        status="error",
        citations=(),
        right=False,
        reason=f"系统出错：{message}",
        cited=False,
        cited_share=0.0,
        figures=0,
        unborne=(),
        length=0,
        milliseconds=milliseconds,
    )


def ask_all(
    system: System, questions: Iterable[Question], *, progress: Callable[[int], None] | None = None
) -> Iterator[Row]:
    """Rows in the order of the questions, each as soon as it is known."""
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
    shares = [row.cited_share for row in answerable]
    stated = sum(row.figures for row in rows)
    return Summary(
        type=name,
        questions=len(rows),
        answerable=len(answerable),
        right=sum(row.right for row in rows),
        cited=sum(row.cited for row in answerable),
        right_and_cited=sum(row.right and row.cited for row in answerable),
        cited_share=sum(shares) / len(shares) if shares else 0.0,
        refused_rightly=sum(row.right for row in rows if not row.question.answerable),
        refused_wrongly=sum(row.status in ("not_found", "refused") for row in answerable),
        errors=sum(row.status == "error" for row in rows),
        figures=stated,
        figures_borne=stated - sum(len(row.unborne) for row in rows),
        median_length=round(percentile([row.length for row in rows], 0.5)),
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        interval=bootstrap_interval([float(row.right) for row in rows]),
    )


def run_set(
    system: System,
    questions: Sequence[Question],
    *,
    set_name: str,
    folder: Path,
    progress: Callable[[int], None] | None = None,
) -> tuple[Row, ...]:
    """Ask all questions and keep the run: `rows.jsonl`, written row by row, then `run.json`.

    Args:
        system: What is asked.
        questions: The set, in order.
        set_name: Name of the set, for the run file.
        folder: Made if missing; an earlier run in it is replaced.
        progress: Gets the number of questions asked so far.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with (folder / ROWS_FILE).open("w", encoding="utf-8") as file:
        for row in ask_all(system, questions, progress=progress):
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            file.flush()
            rows.append(row)
    (folder / RUN_FILE).write_text(
        json.dumps(_run_record(system, set_name, rows), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return tuple(rows)


def _run_record(system: System, set_name: str, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "set": set_name,
        "system": system.name,
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
        "configuration": dict(system.describe()),
        "python": sys.version.split()[0],
        "machine": platform.machine(),
        "summary": [asdict(summary) for summary in summarise(rows)],
    }
