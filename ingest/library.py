"""The library: the single source of truth for documents, their versions and what was read from them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

from ingest import rows
from ingest.database import Database
from ingest.datatypes import AnyFact, Document, DocumentRecord, ParsedDocument
from ingest.errors import DocumentNotFoundError, LibraryError
from ingest.serialization import load_fact
from ingest.validity import current_statuses, reference_key

FILE_NAME = "library.sqlite"
ORIGINALS = "originals"

Outcome = Literal["added", "updated", "unchanged"]

_ABANDONED_SECONDS = 3600.0
_PART_SUFFIX = ".part"


@dataclass(frozen=True)
class Stored:
    """What became of a document that was handed in; `warnings` are Chinese sentences for people."""

    record: DocumentRecord
    outcome: Outcome
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A document by its serial number, which is never used again once the content behind it changes."""

    serial: int
    record: DocumentRecord


class Library:
    """All documents in one folder: `library.sqlite` and the uploaded files in `originals/`.

    Safe for several threads and several processes. A document's status is worked out on reading: a document
    that another one in force repeals is "repealed", one past its last day is "expired".
    """

    def __init__(self, folder: Path, *, today: Callable[[], date] = date.today) -> None:
        """Open the library in `folder`, or make it.

        Raises:
            LibraryError: The folder or the file cannot be used; the message says what to do.
        """
        self._originals = folder / ORIGINALS
        self._today = today
        try:
            self._originals.mkdir(parents=True, exist_ok=True)
            self._drop_abandoned_parts()
        except OSError as error:
            raise LibraryError(f"数据目录 {folder} 不可用：{error.strerror}。请检查路径和写权限。") from error
        self._database = Database(folder / FILE_NAME)

    def close(self) -> None:
        """Close the library file."""
        self._database.close()

    def version(self) -> int:
        """A number that goes up with every change, whichever process makes it."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT version FROM counter").fetchone()[0])

    def entries(self) -> list[Entry]:
        """All documents, also replaced and withdrawn ones, in the order in which they came in."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM documents ORDER BY serial").fetchall()
        records = current_statuses([rows.read_record(row) for row in found], self._today())
        return [Entry(row["serial"], record) for row, record in zip(found, records, strict=True)]

    def entry(self, doc_id: str) -> Entry:
        """One document.

        Raises:
            DocumentNotFoundError: No document has this id.
        """
        for entry in self.entries():
            if entry.record.doc_id == doc_id:
                return entry
        raise _not_found(doc_id)

    def parsed(self, serial: int) -> ParsedDocument:
        """Everything read from the document with this serial number.

        Raises:
            DocumentNotFoundError: The content behind the serial number has changed since.
            LibraryError: The stored content cannot be read.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM documents JOIN contents USING (serial) WHERE serial = ?", (serial,)
            ).fetchone()
            facts = connection.execute(
                "SELECT kind, payload FROM facts WHERE serial = ? ORDER BY position", (serial,)
            ).fetchall()
        if row is None:
            raise _not_found(f"#{serial}")
        return rows.read_parsed(row, facts)

    def document(self, doc_id: str) -> Document:
        """A document of any status with all that was read from it.

        Raises:
            DocumentNotFoundError: No document has this id.
        """
        entry = self.entry(doc_id)
        return Document(record=entry.record, parsed=self.parsed(entry.serial))

    def original_file(self, doc_id: str) -> Path:
        """The file as it was handed in.

        Raises:
            DocumentNotFoundError: No document has this id.
            LibraryError: The file is gone.
        """
        with self._database.reading() as connection:
            row = connection.execute("SELECT sha256, suffix FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        if row is None:
            raise _not_found(doc_id)
        file: Path = self._originals / (row["sha256"] + row["suffix"])
        if not file.is_file():
            raise LibraryError(f"原始文件 {file} 不见了。请从备份恢复，或重新导入该文件。")
        return file

    def facts(self, *, doc_id: str = "", kind: str = "") -> list[tuple[str, AnyFact]]:
        """Facts with the ids of their documents, in the order of the documents and of their texts.

        Args:
            doc_id: Only this document, whatever its status; "" for all documents in force.
            kind: Only this kind; "" for all.

        Raises:
            DocumentNotFoundError: No document has the id.
        """
        wanted = [self.entry(doc_id)] if doc_id else in_force(self.entries())
        doc_ids = {entry.serial: entry.record.doc_id for entry in wanted}
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT serial, kind, payload FROM facts WHERE (?1 = '' OR kind = ?1)"
                " AND serial IN (SELECT value FROM json_each(?2)) ORDER BY serial, position",
                (kind, json.dumps(list(doc_ids))),
            ).fetchall()
        return [(doc_ids[row["serial"]], load_fact(row["kind"], row["payload"])) for row in found]

    def known(self, name: str, data: bytes) -> Stored | None:
        """The outcome "unchanged" when these bytes are in the library, None when `add` would change it."""
        name, sha256 = file_name(name), hashlib.sha256(data).hexdigest()
        with self._database.reading() as connection:
            if connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", (sha256,)).fetchone() is None:
                return None
        same = [
            entry.record
            for entry in self.entries()
            if entry.record.sha256 == sha256 and entry.record.status not in ("replaced", "withdrawn")
        ]
        for record in same:
            if record.name == name:
                return Stored(record, "unchanged")
        if same:
            warning = f"“{name}”与已入库的“{same[0].name}”内容完全相同，没有重复入库。"
            return Stored(same[0], "unchanged", (warning,))
        return None

    def add(self, name: str, data: bytes, parsed: ParsedDocument) -> Stored:
        """Keep a document; when this returns it survives the end of the process.

        The same bytes change nothing. Other bytes under a name that is in use make a new version and the old
        one "replaced". A withdrawn document that is handed in again comes back as a new version.

        Raises:
            LibraryError: The library cannot be written.
        """
        known = self.known(name, data)
        if known is not None:
            return known
        name = file_name(name)
        sha256, suffix = hashlib.sha256(data).hexdigest(), _suffix(name)
        doc_id = document_id(name, sha256)
        try:
            self._keep_original(sha256 + suffix, data)
        except OSError as error:
            raise LibraryError(f"无法保存原始文件“{name}”：{error.strerror}。请检查磁盘空间和写权限。") from error
        with self._database.writing() as connection:
            former = connection.execute("SELECT status FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            if former is None or former["status"] != "in_force":
                updated = rows.insert(connection, rows.Arrival(doc_id, name, sha256, suffix), parsed)
        record = self.entry(doc_id).record
        if former is not None and former["status"] == "in_force":  # another process was faster
            return Stored(record, "unchanged")
        warnings = self._warnings(record)
        if former is not None and former["status"] == "withdrawn":
            warnings.append(f"“{name}”此前已被撤下，这次导入使它重新生效。")
        return Stored(record, "updated" if updated else "added", tuple(warnings))

    def remove(self, doc_id: str) -> DocumentRecord:
        """Withdraw a document: it stays readable by id, and no earlier version comes back in its place.

        Raises:
            DocumentNotFoundError: No document has this id, or it is withdrawn already.
            LibraryError: The library cannot be written.
        """
        with self._database.writing() as connection:
            changed = connection.execute(
                "UPDATE documents SET status = 'withdrawn' WHERE doc_id = ? AND status != 'withdrawn'",
                (doc_id,),
            ).rowcount
            connection.execute("UPDATE counter SET version = version + ?", (changed,))
        if not changed:
            raise _not_found(doc_id)
        return self.entry(doc_id).record

    def _warnings(self, record: DocumentRecord) -> list[str]:
        title = record.metadata.title
        if record.status == "repealed":
            return [f"《{title}》已被库中另一份文件废止，默认不用于回答。"]
        if record.status == "expired":
            return [f"《{title}》的有效期已过（{record.metadata.expires}），默认不用于回答。"]
        return [
            f"库中已有同题文件《{other.record.metadata.title}》（“{other.record.name}”），两份都保留。"
            for other in in_force(self.entries())
            if other.record.doc_id != record.doc_id
            and reference_key(other.record.metadata.title) == reference_key(title)
        ]

    def _keep_original(self, file_name: str, data: bytes) -> None:
        target = self._originals / file_name
        if target.is_file() and target.stat().st_size == len(data):
            return
        descriptor, part = tempfile.mkstemp(dir=self._originals, suffix=_PART_SUFFIX)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(target)

    def _drop_abandoned_parts(self) -> None:
        """Remove what a process that was killed while writing left behind."""
        for part in self._originals.glob(f"*{_PART_SUFFIX}"):
            if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                part.unlink(missing_ok=True)


def in_force(entries: Sequence[Entry]) -> list[Entry]:
    """Those that answers may stand on."""
    return [entry for entry in entries if entry.record.status == "in_force"]


def file_name(name: str) -> str:
    """A name as the library keeps it: composed characters, slashes forward, nothing that cannot be stored."""
    storable = name.replace("\\", "/").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", storable)


def document_id(name: str, sha256: str) -> str:
    """The id of a document: a hash of its name and content."""
    return hashlib.sha256(f"{name}\0{sha256}".encode()).hexdigest()[:16]


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""


def _not_found(doc_id: str) -> DocumentNotFoundError:
    return DocumentNotFoundError(f"文档库中没有编号为“{doc_id}”的文档。可用 zhengda docs list 查看现有文档。")
