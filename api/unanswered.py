"""Questions that the documents did not answer, counted for the office; nothing tells who asked."""

from __future__ import annotations

import csv
import io
import logging
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.fact_table import FORMULA_STARTS
from api.sqlite_file import SqliteFile
from api.streaming import ServerEvent

FILE_NAME = "unanswered.sqlite"
MAX_KEPT = 5000  # questions; those asked longest ago go first
NOT_FOUND = "not_found"

_SCHEMA = (
    """CREATE TABLE unanswered (
        question_id INTEGER PRIMARY KEY AUTOINCREMENT,
        normalised TEXT NOT NULL UNIQUE,
        question TEXT NOT NULL,
        times INTEGER NOT NULL,
        first_asked TEXT NOT NULL,
        last_asked TEXT NOT NULL,
        done INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX unanswered_by_time ON unanswered (last_asked)",
)
# What can lead to a person: mail addresses, telephones, identity cards, bank cards; not the years 2023-2025.
_PERSONAL = re.compile(
    r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|(?<![\d.])(?!20\d\d ?- ?20\d\d(?!\d))\d[\d -]{5,18}[\dXx](?![\d.])"
)
_NOT_WORDS = re.compile(r"[\W_]+")
# Particles that end a question and change nothing of what it asks.
_PARTICLES = re.compile("[吗呢啊呀吧嘛]+$")

logger = logging.getLogger("zhengda.api")


class UnansweredError(Exception):
    """The list of unanswered questions cannot be read or written; the message is Chinese."""


class UnansweredNotFoundError(UnansweredError):
    """No such question is in the list."""


@dataclass(frozen=True)
class UnansweredQuestion:
    """A question as it was asked last, how often, and when (ISO 8601, UTC); `done` is set by the office."""

    question_id: int
    question: str
    times: int
    first_asked: str
    last_asked: str
    done: bool


def _now() -> datetime:
    return datetime.now(UTC)


class UnansweredQuestions:
    """The list, in one SQLite file, safe for several threads. Every method may raise `UnansweredError`."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = _now) -> None:
        self._file = SqliteFile(folder / FILE_NAME, _SCHEMA, name="未答问题清单", error=UnansweredError)
        self._now = now

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def count(self, question: str) -> None:
        """Count a question; one that was marked done and is asked again is open again."""
        shown = masked(" ".join(question.split()))
        normalised = normalised_question(shown)
        if not normalised:
            return
        now = self._now().isoformat()
        with self._file.transaction() as connection:
            connection.execute(
                "INSERT INTO unanswered (normalised, question, times, first_asked, last_asked)"
                " VALUES (?1, ?2, 1, ?3, ?3) ON CONFLICT (normalised) DO UPDATE"
                " SET question = ?2, times = times + 1, last_asked = ?3, done = 0",
                (normalised, shown, now),
            )
            connection.execute(
                "DELETE FROM unanswered WHERE question_id IN"
                " (SELECT question_id FROM unanswered ORDER BY last_asked DESC LIMIT -1 OFFSET ?)",
                (MAX_KEPT,),
            )

    def questions(self) -> list[UnansweredQuestion]:
        """All of them, the open ones first, the most asked first."""
        with self._file.transaction() as connection:
            rows = connection.execute("SELECT * FROM unanswered ORDER BY done, times DESC, last_asked DESC").fetchall()
        return [_question(row) for row in rows]

    def mark(self, question_id: int, done: bool) -> UnansweredQuestion:
        """Mark a question as done, or as open again.

        Raises:
            UnansweredNotFoundError: No question has this id.
        """
        with self._changing(question_id) as connection:
            connection.execute("UPDATE unanswered SET done = ? WHERE question_id = ?", (done, question_id))
            row = connection.execute("SELECT * FROM unanswered WHERE question_id = ?", (question_id,)).fetchone()
        return _question(row)

    def forget(self, question_id: int) -> None:
        """Take a question off the list.

        Raises:
            UnansweredNotFoundError: No question has this id.
        """
        with self._changing(question_id) as connection:
            connection.execute("DELETE FROM unanswered WHERE question_id = ?", (question_id,))

    @contextmanager
    def _changing(self, question_id: int) -> Iterator[sqlite3.Connection]:
        with self._file.transaction() as connection:
            if not connection.execute("SELECT 1 FROM unanswered WHERE question_id = ?", (question_id,)).fetchone():
                raise UnansweredNotFoundError("清单里没有这个问题，可能已被删除，请刷新页面。")
            yield connection


def note(unanswered: UnansweredQuestions, status: str, question: str) -> None:
    """Count a question that was answered with "not found"; a list that cannot be written spoils no answer."""
    if status != NOT_FOUND:
        return
    try:
        unanswered.count(question)
    except UnansweredError as error:
        logger.error("未答问题没有记下：%s", error)


def noting(events: Iterator[ServerEvent], unanswered: UnansweredQuestions) -> Generator[ServerEvent, None, None]:
    """The events of an answer, its question counted when it is "not found"; ends its source when closed."""
    source = events if isinstance(events, Generator) else (event for event in events)
    with closing(source):
        for event in source:
            if event.name == "final":
                note(unanswered, str(event.data["status"]), str(event.data["question"]))
            yield event


def masked(question: str) -> str:
    """The question without numbers and addresses that can lead to a person."""
    return _PERSONAL.sub("***", question)


def normalised_question(question: str) -> str:
    """What tells questions apart: characters without width, case, punctuation, blanks and final particles."""
    return _PARTICLES.sub("", _NOT_WORDS.sub("", unicodedata.normalize("NFKC", question)).casefold())


def unanswered_csv(questions: Iterable[UnansweredQuestion]) -> str:
    """A table with a byte order mark, without which spreadsheet programs misread Chinese; lines end with CRLF."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["问题", "次数", "最近一次", "第一次", "已处理"])
    for question in questions:
        text = f"'{question.question}" if question.question.startswith(FORMULA_STARTS) else question.question
        writer.writerow(
            [text, question.times, question.last_asked, question.first_asked, "是" if question.done else "否"]
        )
    return "\ufeff" + table.getvalue()


def _question(row: sqlite3.Row) -> UnansweredQuestion:
    return UnansweredQuestion(
        row["question_id"], row["question"], row["times"], row["first_asked"], row["last_asked"], bool(row["done"])
    )
