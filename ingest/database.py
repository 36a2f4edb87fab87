"""The library's SQLite file: schema, connection, and its errors in Chinese."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import LibraryError

SCHEMA_VERSION = 2
BUSY_SECONDS = 30.0

# By id, which is a hash of name and content: what people decided outlives a withdrawal and a second reading.
_CORRECTIONS = """CREATE TABLE corrections (
    doc_id TEXT PRIMARY KEY,
    corrected TEXT NOT NULL DEFAULT '{}',
    decision TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID"""

_SCHEMA = (
    "CREATE TABLE counter (version INTEGER NOT NULL)",
    "INSERT INTO counter VALUES (0)",
    # The serial number is never used twice: it names one content for good, so that an index can go by it.
    # `arrived` keeps a document's place in the list when its content gets another serial number.
    """CREATE TABLE documents (
        serial INTEGER PRIMARY KEY AUTOINCREMENT,
        doc_id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        suffix TEXT NOT NULL,
        format TEXT NOT NULL,
        status TEXT NOT NULL,
        ingested_at TEXT NOT NULL,
        characters INTEGER NOT NULL,
        clauses INTEGER NOT NULL,
        facts INTEGER NOT NULL,
        chunks INTEGER NOT NULL,
        metadata TEXT NOT NULL,
        arrived INTEGER NOT NULL DEFAULT 0,
        UNIQUE (name, version)
    )""",
    # Apart from the list: reading the list then does not touch the texts.
    """CREATE TABLE contents (
        serial INTEGER PRIMARY KEY REFERENCES documents (serial) ON DELETE CASCADE,
        text TEXT NOT NULL,
        clean TEXT NOT NULL,
        offsets BLOB NOT NULL,
        structure TEXT NOT NULL
    )""",
    """CREATE TABLE facts (
        serial INTEGER NOT NULL REFERENCES documents (serial) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        bodies TEXT NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (serial, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX facts_by_kind ON facts (kind)",
    _CORRECTIONS,
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
# What turns a file of an earlier version into one of the next.
_UPGRADES = {
    1: (
        "ALTER TABLE documents ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0",
        "UPDATE documents SET arrived = serial",
        _CORRECTIONS,
        "PRAGMA user_version = 2",
    ),
}


class Database:
    """The library file, shared by threads; other processes may write between two calls.

    One connection reads, one writes: a reader sees what was there before and need not wait for the writer.
    """

    def __init__(self, file: Path) -> None:
        """Open the file, or make it.

        Raises:
            LibraryError: It cannot be opened, is locked, damaged, or of another program version.
        """
        self._file = file
        self._reading, self._writing = threading.RLock(), threading.RLock()
        self._writer = _connected(file)
        try:
            with explained(file):
                self._prepare()
            self._reader = _connected(file)
        except LibraryError:
            self._writer.close()
            raise

    def close(self) -> None:
        """Close the connections."""
        with self._reading, self._writing:
            self._reader.close()
            self._writer.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reads that belong together: they see one state of the file."""
        with self._reading, self._transaction(self._reader, "BEGIN"):
            yield self._reader

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection, for changes that are kept all or not at all."""
        with self._writing, self._transaction(self._writer, "BEGIN IMMEDIATE"):
            yield self._writer

    def number(self, query: str) -> int:
        """The one number that a query gives."""
        with self._reading, explained(self._file):
            return int(self._reader.execute(query).fetchone()[0])

    @contextmanager
    def _transaction(self, connection: sqlite3.Connection, begin: str) -> Iterator[None]:
        with explained(self._file):
            connection.execute(begin)
            try:
                yield
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _prepare(self) -> None:
        self._check_version()
        self._writer.execute("PRAGMA foreign_keys = ON")
        # A committed document survives a power cut, not only the end of the process.
        self._writer.execute("PRAGMA synchronous = FULL")
        self._switch_to_wal()
        with self.writing() as connection:
            version = self._check_version()
            upgrades = (_UPGRADES[old] for old in range(version, SCHEMA_VERSION))
            for statements in upgrades if version else (_SCHEMA,):
                for statement in statements:
                    connection.execute(statement)

    def _check_version(self) -> int:
        """The version of the schema in the file, at most ours; 0 for a new file."""
        version = self._writer.execute("PRAGMA user_version").fetchone()[0]
        tables = self._writer.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version in (SCHEMA_VERSION, *_UPGRADES):
            return int(version)
        if version == 0 and tables == 0:
            return 0
        raise LibraryError(
            f"文档库 {self._file} 的结构版本是 {version}，本程序只认识到版本 {SCHEMA_VERSION}。"
            "请改用写入它的程序版本，或换一个空的数据目录重新导入原始文件。"
        )

    def _switch_to_wal(self) -> None:
        """Let readers and a writer of other processes work side by side.

        SQLite does not wait by itself when two processes switch at the same time.
        """
        give_up = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._writer.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.02)
            else:
                return


def _connected(file: Path) -> sqlite3.Connection:
    with explained(file):
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, which say what to do.

    Raises:
        LibraryError: In place of any `sqlite3.Error`.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise LibraryError(_explanation(file, error)) from error


def _explanation(file: Path, error: sqlite3.Error) -> str:
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return f"文档库 {file} 正被另一个程序占用，已等待 {BUSY_SECONDS:.0f} 秒。请稍后再试。"
    if "not a database" in text or "malformed" in text:
        return (
            f"文档库 {file} 已损坏或不是文档库（{error}）。请从备份恢复该文件；"
            "没有备份时，将其移走，再用 originals 目录里的原始文件重新导入。"
        )
    if "readonly" in text or "read-only" in text:
        return f"文档库 {file} 不可写。请检查该文件及所在目录的写权限。"
    if "full" in text:
        return f"文档库 {file} 所在磁盘空间不足。请清理磁盘后再试，已入库的文档不受影响。"
    if "unable to open" in text:
        return f"无法打开文档库 {file}。请检查目录是否存在、是否有读写权限。"
    return f"读写文档库 {file} 出错：{error}。请检查磁盘和权限后再试。"
