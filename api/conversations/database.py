"""The SQLite file of conversations: schema, connection, and its errors in Chinese."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.conversations.errors import ConversationError

SCHEMA_VERSION = 1
BUSY_SECONDS = 10.0

_SCHEMA = (
    """CREATE TABLE conversations (
        conversation_id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        filters TEXT NOT NULL DEFAULT '{}'
    )""",
    "CREATE INDEX conversations_by_owner ON conversations (owner, updated_at)",
    """CREATE TABLE turns (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        turn_id TEXT NOT NULL UNIQUE,
        conversation_id TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
        question TEXT NOT NULL,
        status TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        answer TEXT NOT NULL DEFAULT '{}'
    )""",
    "CREATE INDEX turns_by_conversation ON turns (conversation_id, position)",
    # Holds copies: what was said to the office stays when the asker deletes the conversation.
    """CREATE TABLE feedback (
        turn_id TEXT PRIMARY KEY,
        verdict TEXT NOT NULL,
        reason TEXT NOT NULL,
        said_at TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL
    )""",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)


class ConversationFile:
    """One connection shared by threads, made with the file at the first use."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, for what is kept all or not at all.

        Raises:
            ConversationError: The file cannot be read or written; the message says why.
        """
        with self._lock, explained(self._file):
            connection = self._connection = self._connection or self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _opened(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self._file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._prepare(connection)
        except (sqlite3.Error, ConversationError):
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA_VERSION:
            raise ConversationError(
                f"对话记录 {self._file} 的结构版本是 {version}，本程序只认识到 {SCHEMA_VERSION}。"
                "请改用写入它的程序版本，或将该文件移走后重新启动。"
            )
        if version == 0:
            for statement in _SCHEMA:
                connection.execute(statement)
        connection.execute("COMMIT")


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into ours, which say what to do.

    Raises:
        ConversationError: In place of any `sqlite3.Error` or `OSError`.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ConversationError(_explanation(file, error)) from error


def _explanation(file: Path, error: Exception) -> str:
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return f"对话记录 {file} 正被另一个程序占用，已等待 {BUSY_SECONDS:.0f} 秒，请稍后再试。"
    if "full" in text or "no space" in text:
        return f"对话记录 {file} 所在磁盘空间不足，请清理磁盘后再试；已保存的对话不受影响。"
    if "not a database" in text or "malformed" in text:
        return f"对话记录 {file} 已损坏（{error}），请从备份恢复；没有备份时，将其移走后重新启动。"
    if "readonly" in text or "read-only" in text or "permission" in text or "unable to open" in text:
        return f"对话记录 {file} 不可写，请检查该文件及所在目录的写权限。"
    return f"读写对话记录 {file} 出错：{error}。请检查磁盘和权限后再试。"
