"""The library: the single source of truth for documents, their versions and what was read from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ingest import amendments, rows
from ingest.amendments import Correction, Decision
from ingest.database import Database
from ingest.datatypes import AnyFact, Document, DocumentRecord, ParsedDocument
from ingest.errors import DocumentNotFoundError, LibraryError
from ingest.notices import arrival_notices
from ingest.originals import Originals, document_id, file_name, suffix_of
from ingest.rows import Entry
from ingest.serialization import load_fact
from ingest.validity import current_statuses

FILE_NAME = "library.sqlite"
ORIGINALS = "originals"

Outcome = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True)
class Stored:
    """What became of a document that was handed in; `warnings` are Chinese sentences for people."""

    record: DocumentRecord
    outcome: Outcome
    warnings: tuple[str, ...] = ()


class Library:
    """All documents in one folder: `library.sqlite` and the uploaded files in `originals/`.

    Safe for several threads and several processes. A document's status is worked out on reading, see
    `ingest.validity`; what people corrected or decided by hand goes before what the files say.
    """

    def __init__(self, folder: Path, *, today: Callable[[], date] = date.today) -> None:
        """Open the library in `folder`, or make it.

        Raises:
            LibraryError: The folder or the file cannot be used; the message says what to do.
        """
        self._today = today
        try:
            self._originals = Originals(folder / ORIGINALS)
        except OSError as error:
            raise LibraryError(f"数据目录 {folder} 不可用：{error.strerror}。请检查路径和写权限。") from error
        self._database = Database(folder / FILE_NAME)
        self._listed: tuple[int, date, tuple[Entry, ...]] | None = None

    def close(self) -> None:
        """Close the library file."""
        self._database.close()

    def version(self) -> int:
        """A number that goes up with every change, whichever process makes it."""
        return self._database.number("SELECT version FROM counter")

    def entries(self) -> list[Entry]:
        """All documents, also replaced and withdrawn ones, in the order in which they came in."""
        today, listed = self._today(), self._listed
        with self._database.reading() as connection:
            version = int(connection.execute("SELECT version FROM counter").fetchone()[0])
            if listed is not None and listed[:2] == (version, today):
                return list(listed[2])
            found = connection.execute(f"SELECT * FROM {rows.WITH_CORRECTIONS} ORDER BY arrived").fetchall()
        read = [rows.read_entry(row) for row in found]
        records = current_statuses([entry.record for entry in read], today)
        entries = [Entry(entry.serial, record) for entry, record in zip(read, records, strict=True)]
        self._listed = (version, today, tuple(entries))
        return entries

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
                f"SELECT * FROM {rows.WITH_CORRECTIONS} JOIN contents USING (serial) WHERE serial = ?", (serial,)
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
        return self._originals.find(row["sha256"], row["suffix"])

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
        places = {serial: place for place, serial in enumerate(doc_ids)}
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT serial, kind, payload FROM facts WHERE (?1 = '' OR kind = ?1)"
                " AND serial IN (SELECT value FROM json_each(?2)) ORDER BY serial, position",
                (kind, json.dumps(list(doc_ids))),
            ).fetchall()
        found.sort(key=lambda row: places[row["serial"]])
        return [(doc_ids[row["serial"]], load_fact(row["kind"], row["payload"])) for row in found]

    def mentioning(self, text: str) -> frozenset[str]:
        """Ids of the documents whose repaired text holds a string."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT doc_id FROM documents JOIN contents USING (serial) WHERE instr(clean, ?)", (text,)
            ).fetchall()
        return frozenset(row["doc_id"] for row in found)

    def known(self, name: str, data: bytes) -> Stored | None:
        """The outcome "unchanged" when these bytes are in the library, None when `add` would change it."""
        name, sha256 = file_name(name), hashlib.sha256(data).hexdigest()
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT doc_id FROM documents WHERE sha256 = ? AND status = 'in_force'", (sha256,)
            ).fetchall()
        if not found:
            return None
        doc_ids = {row["doc_id"] for row in found}
        same = [entry.record for entry in self.entries() if entry.record.doc_id in doc_ids]
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
        sha256 = hashlib.sha256(data).hexdigest()
        doc_id = document_id(name, sha256)
        self._originals.keep(name, sha256, data)
        with self._database.writing() as connection:
            former = connection.execute("SELECT status FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            if former is None or former["status"] != "in_force":
                updated = rows.insert(connection, rows.Arrival(doc_id, name, sha256, suffix_of(name)), parsed)
        record = self.entry(doc_id).record
        if former is not None and former["status"] == "in_force":  # another process was faster
            return Stored(record, "unchanged")
        warnings = arrival_notices(record, [entry.record for entry in self.entries()])
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

    def renew(self, doc_id: str, parsed: ParsedDocument) -> Stored:
        """Put what was read anew from a document's file in the place of what was read before.

        Id, version and everything changed by hand stay. Content that is the same is "unchanged".

        Raises:
            DocumentNotFoundError: No document has this id.
            LibraryError: The library cannot be written.
        """
        with self._database.writing() as connection:
            row = connection.execute("SELECT serial FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            if row is None:
                raise _not_found(doc_id)
            same = rows.holds(connection, row["serial"], parsed)
            if not same:
                rows.renew(connection, row["serial"], parsed)
        return Stored(self.entry(doc_id).record, "unchanged" if same else "updated")

    def correct(self, doc_id: str, changes: Mapping[str, Correction]) -> DocumentRecord:
        """Correct metadata by hand, by the names of the fields of `Metadata`; None brings back what was read.

        Raises:
            DocumentNotFoundError: No document has this id.
            CorrectionError: A field cannot be corrected, or its value cannot be used.
            LibraryError: The library cannot be written.
        """
        changes = amendments.checked(changes)
        with self._database.writing() as connection:
            before = rows.find(connection, doc_id)
            if before is None:
                raise _not_found(doc_id)
            amendments.correct(connection, doc_id, changes)
            after = rows.find(connection, doc_id)
            if after is not None and after.record.metadata.title != before.record.metadata.title:
                # The title is part of what is searched: the index must read this document again.
                rows.renumber(connection, after.serial)
        return self.entry(doc_id).record

    def decide(self, doc_id: str, decision: Decision | None) -> DocumentRecord:
        """Set a document's status by hand; None leaves it to the rules again.

        Raises:
            DocumentNotFoundError: No document has this id, or `decision.by`.
            CorrectionError: The document is withdrawn, or the status cannot be set by hand.
            LibraryError: The library cannot be written.
        """
        amendments.check_decision(self.entry(doc_id).record, decision)
        if decision is not None and decision.by:
            self.entry(decision.by)
        with self._database.writing() as connection:
            amendments.decide(connection, doc_id, decision)
        return self.entry(doc_id).record


def in_force(entries: Sequence[Entry]) -> list[Entry]:
    """Those that answers may stand on."""
    return [entry for entry in entries if entry.record.status == "in_force"]


def _not_found(doc_id: str) -> DocumentNotFoundError:
    return DocumentNotFoundError(f"文档库中没有编号为“{doc_id}”的文档。可用 zhengda docs list 查看现有文档。")
