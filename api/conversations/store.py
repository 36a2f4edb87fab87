"""Keeping conversations: each belongs to one browser, and only that browser sees it."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.conversations.database import ConversationFile
from api.conversations.datatypes import Conversation, Feedback, Turn, TurnStatus, Verdict
from api.conversations.errors import ConversationNotFoundError
from api.conversations.rows import as_json, conversation_of, feedback_of, turn_of

FILE_NAME = "conversations.sqlite"
TITLE_LENGTH = 40  # characters of a first question that name its conversation

_NO_CONVERSATION = "没有这段对话，可能已被删除，或属于另一个浏览器。"
_NO_SHARE = "没有这个链接，可能已被收回，或所在的对话已被删除。"
_ALL = 2**62  # above every position
_NO_TURN = "没有这个问题，可能所在的对话已被删除，或属于另一个浏览器。"
_LISTED = """SELECT c.*, s.share_id, (SELECT count(*) FROM turns t WHERE t.conversation_id = c.conversation_id)
    AS turns {hit} FROM conversations c LEFT JOIN shares s USING (conversation_id) WHERE c.owner = :owner"""
_OWNED = "SELECT 1 FROM conversations WHERE owner = ? AND conversation_id = ?"
_TURN = """SELECT t.*, f.verdict, f.reason FROM turns t JOIN conversations c USING (conversation_id)
    LEFT JOIN feedback f USING (turn_id) WHERE c.owner = ?"""
_HIT = """, (SELECT CASE WHEN t.question LIKE :q ESCAPE '\\' THEN t.question ELSE json_extract(t.answer, '$.answer') END
    FROM turns t WHERE t.conversation_id = c.conversation_id AND (t.question LIKE :q ESCAPE '\\'
    OR json_extract(t.answer, '$.answer') LIKE :q ESCAPE '\\') ORDER BY t.position LIMIT 1) AS hit"""
_MATCHES = " AND (c.title LIKE :q ESCAPE '\\' OR hit IS NOT NULL)"


def _now() -> datetime:
    return datetime.now(UTC)


class ConversationStore:
    """Conversations, turns and feedback in one SQLite file, safe for several threads.

    `owner` names a browser; whoever calls makes it unguessable. Every method may raise `ConversationError`.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = _now) -> None:
        self._file = ConversationFile(folder / FILE_NAME)
        self._now = now

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def conversations(self, owner: str, *, containing: str = "", limit: int = 200) -> list[Conversation]:
        """A browser's conversations, the pinned ones first, then the latest.

        `containing` is looked for in titles, questions and answers.
        """
        words = containing.strip()
        pattern = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        query = _LISTED.format(hit=_HIT) + _MATCHES if words else _LISTED.format(hit="")
        with self._file.transaction() as connection:
            rows = connection.execute(
                f"{query} ORDER BY c.pinned DESC, c.updated_at DESC LIMIT :limit",
                {"owner": owner, "q": f"%{pattern}%", "limit": limit},
            ).fetchall()
        return [
            replace(found, excerpt="") if words.lower() in found.title.lower() else found
            for found in (conversation_of(row, words) for row in rows)
        ]

    def conversation(self, owner: str, conversation_id: str) -> tuple[Conversation, list[Turn]]:
        """A conversation with its turns, oldest first.

        Raises:
            ConversationNotFoundError: The browser has no such conversation.
        """
        with self._file.transaction() as connection:
            return self._read(connection, owner, conversation_id)

    def change(
        self, owner: str, conversation_id: str, *, title: str | None = None, pinned: bool | None = None
    ) -> Conversation:
        """Give a conversation another title, pin it to the top or let it go; None leaves a thing as it is.

        Raises:
            ConversationNotFoundError: The browser has no such conversation.
        """
        with self._file.transaction() as connection:
            connection.execute(
                "UPDATE conversations SET title = coalesce(?, title), pinned = coalesce(?, pinned)"
                " WHERE owner = ? AND conversation_id = ?",
                (title, pinned, owner, conversation_id),
            )
            return self._read(connection, owner, conversation_id)[0]

    def share(self, owner: str, conversation_id: str) -> Conversation:
        """Let those who have the link read the conversation as it is now; sharing again adds what was asked since.

        Raises:
            ConversationNotFoundError: The browser has no such conversation.
        """
        with self._file.transaction() as connection:
            self._read(connection, owner, conversation_id)
            connection.execute(
                "INSERT INTO shares SELECT ?1, ?2, coalesce(max(position), 0) FROM turns WHERE conversation_id = ?2"
                " ON CONFLICT (conversation_id) DO UPDATE SET up_to = excluded.up_to",
                (secrets.token_urlsafe(16), conversation_id),
            )
            return self._read(connection, owner, conversation_id)[0]

    def unshare(self, owner: str, conversation_id: str) -> Conversation:
        """Take the link back.

        Raises:
            ConversationNotFoundError: The browser has no such conversation.
        """
        with self._file.transaction() as connection:
            self._read(connection, owner, conversation_id)
            connection.execute("DELETE FROM shares WHERE conversation_id = ?", (conversation_id,))
            return self._read(connection, owner, conversation_id)[0]

    def shared(self, share_id: str) -> tuple[Conversation, list[Turn]]:
        """What a link leads to: the conversation with the turns that were shared.

        Raises:
            ConversationNotFoundError: There is no such link, or it was taken back.
        """
        with self._file.transaction() as connection:
            row = connection.execute(
                "SELECT owner, conversation_id, up_to FROM shares JOIN conversations USING (conversation_id)"
                " WHERE share_id = ?",
                (share_id,),
            ).fetchone()
            if row is None:
                raise ConversationNotFoundError(_NO_SHARE)
            return self._read(connection, row["owner"], row["conversation_id"], row["up_to"])

    def delete(self, owner: str, conversation_id: str) -> None:
        """Forget a conversation.

        Raises:
            ConversationNotFoundError: The browser has no such conversation.
        """
        with self._file.transaction() as connection:
            gone = connection.execute(
                "DELETE FROM conversations WHERE owner = ? AND conversation_id = ?", (owner, conversation_id)
            )
            if not gone.rowcount:
                raise ConversationNotFoundError(_NO_CONVERSATION)

    def begin(
        self, owner: str, conversation_id: str, question: str, filters: Mapping[str, Any]
    ) -> tuple[Conversation, Turn, list[Turn]]:
        """Keep a question before it is answered, in a new conversation when `conversation_id` is empty.

        Returns:
            The conversation, the new turn, and the turns before it.

        Raises:
            ConversationNotFoundError: The browser has no such conversation.
        """
        now = self._now().isoformat()
        with self._file.transaction() as connection:
            if conversation_id:
                if connection.execute(_OWNED, (owner, conversation_id)).fetchone() is None:
                    raise ConversationNotFoundError(_NO_CONVERSATION)
            else:
                conversation_id = _new_id()
                title = _title_of(question)
                connection.execute(
                    "INSERT INTO conversations (conversation_id, owner, title, created_at, updated_at)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (conversation_id, owner, title, now, now),
                )
            connection.execute(
                "INSERT INTO turns (turn_id, conversation_id, question, status, asked_at)"
                " VALUES (?, ?, ?, 'pending', ?)",
                (_new_id(), conversation_id, question, now),
            )
            self._touch(connection, conversation_id, now, filters)
            conversation, turns = self._read(connection, owner, conversation_id)
        return conversation, turns[-1], turns[:-1]

    def begin_again(
        self, owner: str, turn_id: str, filters: Mapping[str, Any], question: str | None = None
    ) -> tuple[Conversation, Turn, list[Turn]]:
        """As `begin`, for a question already asked: its answer and the turns behind it are dropped.

        The turn gets another id, so that what was said of the old answer is not taken for the new one's; and it gets
        another `question`, where one is given, which also names a conversation that its old wording named.

        Raises:
            ConversationNotFoundError: The browser has no such turn.
        """
        now = self._now().isoformat()
        with self._file.transaction() as connection:
            row = self._turn(connection, owner, turn_id)
            conversation_id = str(row["conversation_id"])
            connection.execute(
                "DELETE FROM turns WHERE conversation_id = ? AND position > ?", (conversation_id, row["position"])
            )
            connection.execute(
                "UPDATE turns SET turn_id = ?, question = ?, status = 'pending', answer = '{}', asked_at = ?"
                " WHERE turn_id = ?",
                (_new_id(), question or row["question"], now, turn_id),
            )
            # What is asked anew is not what was shared.
            connection.execute(
                "UPDATE shares SET up_to = min(up_to, ? - 1) WHERE conversation_id = ?",
                (row["position"], conversation_id),
            )
            if question:
                connection.execute(
                    "UPDATE conversations SET title = ? WHERE conversation_id = ? AND title = ?",
                    (_title_of(question), conversation_id, _title_of(row["question"])),
                )
            self._touch(connection, conversation_id, now, filters)
            conversation, turns = self._read(connection, owner, conversation_id)
        return conversation, turns[-1], turns[:-1]

    def finish(self, turn_id: str, status: TurnStatus, answer: Mapping[str, Any]) -> None:
        """Keep what became of a question; nothing happens when its conversation was deleted meanwhile."""
        with self._file.transaction() as connection:
            connection.execute(
                "UPDATE turns SET status = ?, answer = ? WHERE turn_id = ?", (status, as_json(answer), turn_id)
            )

    def judge(self, owner: str, turn_id: str, verdict: Verdict, reason: str) -> None:
        """Keep what the asker says of an answer; a later word takes the place of an earlier one.

        Raises:
            ConversationNotFoundError: The browser has no such turn.
        """
        with self._file.transaction() as connection:
            row = self._turn(connection, owner, turn_id)
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)",
                (turn_id, verdict, reason, self._now().isoformat(), row["question"], row["answer"]),
            )

    def unjudge(self, owner: str, turn_id: str) -> None:
        """Take back what was said of an answer.

        Raises:
            ConversationNotFoundError: The browser has no such turn.
        """
        with self._file.transaction() as connection:
            self._turn(connection, owner, turn_id)
            connection.execute("DELETE FROM feedback WHERE turn_id = ?", (turn_id,))

    def feedback(self, *, verdict: str = "", limit: int = 500) -> list[Feedback]:
        """What all browsers said, the latest first; `verdict` "" is both."""
        with self._file.transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM feedback WHERE ? IN ('', verdict) ORDER BY said_at DESC LIMIT ?", (verdict, limit)
            ).fetchall()
        return [feedback_of(row) for row in rows]

    def _touch(
        self, connection: sqlite3.Connection, conversation_id: str, now: str, filters: Mapping[str, Any]
    ) -> None:
        connection.execute(
            "UPDATE conversations SET updated_at = ?, filters = ? WHERE conversation_id = ?",
            (now, as_json(filters), conversation_id),
        )

    def _read(
        self, connection: sqlite3.Connection, owner: str, conversation_id: str, up_to: int = _ALL
    ) -> tuple[Conversation, list[Turn]]:
        row = connection.execute(
            f"{_LISTED.format(hit='')} AND c.conversation_id = :id", {"owner": owner, "id": conversation_id}
        ).fetchone()
        if row is None:
            raise ConversationNotFoundError(_NO_CONVERSATION)
        rows: Sequence[sqlite3.Row] = connection.execute(
            f"{_TURN} AND t.conversation_id = ? AND t.position <= ? ORDER BY t.position",
            (owner, conversation_id, up_to),
        ).fetchall()
        return conversation_of(row), [turn_of(turn) for turn in rows]

    def _turn(self, connection: sqlite3.Connection, owner: str, turn_id: str) -> sqlite3.Row:
        row: sqlite3.Row | None = connection.execute(f"{_TURN} AND t.turn_id = ?", (owner, turn_id)).fetchone()
        if row is None:
            raise ConversationNotFoundError(_NO_TURN)
        return row


def _new_id() -> str:
    return secrets.token_hex(8)


def _title_of(question: str) -> str:
    title = " ".join(question.split())
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"
