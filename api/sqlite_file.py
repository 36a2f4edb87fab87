"""A small SQLite file beside the library: made at first use, shared by threads, with errors in Chinese."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

BUSY_SECONDS = 10.0


class SqliteFile:
    """One connection shared by threads, made with the file at the first use.

    `schema` makes the tables of the first version, each entry of `upgrades` leads to the next; `name` is what the file
    is called in messages, and every error is an `error`.
    """

    def __init__(
        self,
        file: Path,
        schema: Sequence[str],
        upgrades: Sequence[Sequence[str]] = (),
        *,
        name: str,
        error: type[Exception],
    ) -> None:
        self._file = file
        self._steps = (schema, *upgrades)
        self._version = len(self._steps)
        self._name = name
        self._error = error
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
            Exception: Of the class given; the file cannot be read or written, and the message says why.
        """
        with self._lock, self._explained():
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
        except (sqlite3.Error, self._error):
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > self._version:
            raise self._error(
                f"{self._name} {self._file} 的结构版本是 {version}，本程序只认识到 {self._version}。"
                "请改用写入它的程序版本，或将该文件移走后重新启动。"
            )
        for statement in (statement for step in self._steps[version:] for statement in step):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {self._version}")
        connection.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn errors of SQLite and of the disk into ours, which say what to do."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise self._error(_explanation(self._name, self._file, error)) from error


def _explanation(name: str, file: Path, error: Exception) -> str:
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return f"{name} {file} 正被另一个程序占用，已等待 {BUSY_SECONDS:.0f} 秒，请稍后再试。"
    if "full" in text or "no space" in text:
        return f"{name} {file} 所在磁盘空间不足，请清理磁盘后再试；已保存的不受影响。"
    if "not a database" in text or "malformed" in text:
        return f"{name} {file} 已损坏（{error}），请从备份恢复；没有备份时，将其移走后重新启动。"
    if "readonly" in text or "read-only" in text or "permission" in text or "unable to open" in text:
        return f"{name} {file} 不可写，请检查该文件及所在目录的写权限。"
    return f"读写{name} {file} 出错：{error}。请检查磁盘和权限后再试。"
