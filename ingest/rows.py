"""Documents as rows of the library's tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from ingest import serialization
from ingest.datatypes import CleanText, DocumentRecord, ParsedDocument, Standing, Status
from ingest.errors import LibraryError

# Documents with what was corrected and decided by hand; `corrected` and `decision` are null where nothing was.
WITH_CORRECTIONS = "documents LEFT JOIN corrections USING (doc_id)"


@dataclass(frozen=True)
class Arrival:
    """What names a document that is about to be stored."""

    doc_id: str
    name: str
    sha256: str
    suffix: str


@dataclass(frozen=True)
class Entry:
    """A document by its serial number, which is never used again once the content behind it changes."""

    serial: int
    record: DocumentRecord


def find(connection: sqlite3.Connection, doc_id: str) -> Entry | None:
    """The document with this id, its status as stored or decided."""
    row = connection.execute(f"SELECT * FROM {WITH_CORRECTIONS} WHERE doc_id = ?", (doc_id,)).fetchone()
    return read_entry(row) if row else None


def read_entry(row: sqlite3.Row) -> Entry:
    """An entry from a row of `WITH_CORRECTIONS`; the status is the one decided by hand, else the stored one.

    A document that was withdrawn stays withdrawn, whatever was decided before.
    """
    metadata = serialization.load_metadata(row["metadata"])
    corrected = serialization.load_corrections(row["corrected"] or "{}")
    status, standing = cast(Status, row["status"]), Standing()
    if row["decision"] and status != "withdrawn":
        decision = json.loads(row["decision"])
        status = decision["status"]
        standing = Standing(by=decision["by"], reason=decision["reason"], manual=True)
    record = DocumentRecord(
        doc_id=row["doc_id"],
        name=row["name"],
        version=row["version"],
        sha256=row["sha256"],
        format=row["format"],
        metadata=replace(metadata, **corrected),
        status=status,
        ingested_at=row["ingested_at"],
        characters=row["characters"],
        clauses=row["clauses"],
        facts=row["facts"],
        chunks=row["chunks"],
        standing=standing,
        corrected=tuple(sorted(corrected)),
    )
    return Entry(row["serial"], record)


def read_parsed(row: sqlite3.Row, facts: Sequence[sqlite3.Row]) -> ParsedDocument:
    """A document's content from its joined row and the rows of its facts.

    Raises:
        LibraryError: The stored content cannot be read.
    """
    try:
        return ParsedDocument(
            metadata=replace(
                serialization.load_metadata(row["metadata"]),
                **serialization.load_corrections(row["corrected"] or "{}"),
            ),
            format=row["format"],
            text=row["text"],
            clean=CleanText(text=row["clean"], offsets=serialization.load_offsets(row["offsets"])),
            facts=tuple(serialization.load_fact(fact["kind"], fact["payload"]) for fact in facts),
            **serialization.load_structure(row["structure"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise LibraryError(f"文档库中“{row['name']}”的内容无法读取（{error}）。请重新导入该文件。") from error


def insert(connection: sqlite3.Connection, arrival: Arrival, parsed: ParsedDocument) -> int:
    """Write a document as the newest version of its name; returns how many versions that replaces."""
    newest = connection.execute(
        "SELECT max(version) FROM documents WHERE name = ?", (arrival.name,)
    ).fetchone()
    replaced = connection.execute(
        "UPDATE documents SET status = 'replaced' WHERE name = ? AND status = 'in_force'", (arrival.name,)
    ).rowcount
    connection.execute("DELETE FROM documents WHERE doc_id = ?", (arrival.doc_id,))
    row = {
        "doc_id": arrival.doc_id,
        "name": arrival.name,
        "version": (newest[0] or 0) + 1,
        "sha256": arrival.sha256,
        "suffix": arrival.suffix,
        "format": parsed.format,
        "status": "in_force",
        "ingested_at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "characters": len(parsed.text),
        "clauses": len(parsed.clauses),
        "facts": len(parsed.facts),
        "chunks": len(parsed.chunks),
        "metadata": serialization.dump_metadata(parsed.metadata),
    }
    columns = ", ".join(row)
    values = ", ".join(f":{column}" for column in row)
    serial = connection.execute(f"INSERT INTO documents ({columns}) VALUES ({values})", row).lastrowid
    connection.execute("UPDATE documents SET arrived = serial WHERE serial = ?", (serial,))
    _insert_content(connection, cast(int, serial), parsed)
    connection.execute("UPDATE counter SET version = version + 1")
    return replaced


def holds(connection: sqlite3.Connection, serial: int, parsed: ParsedDocument) -> bool:
    """Whether the stored content is what was read, corrections aside."""
    row = connection.execute(
        "SELECT format, metadata, text, clean, offsets, structure FROM documents JOIN contents USING (serial)"
        " WHERE serial = ?",
        (serial,),
    ).fetchone()
    facts = connection.execute(
        "SELECT kind, payload FROM facts WHERE serial = ? ORDER BY position", (serial,)
    ).fetchall()
    return (
        row["format"] == parsed.format
        and row["metadata"] == serialization.dump_metadata(parsed.metadata)
        and row["text"] == parsed.text
        and row["clean"] == parsed.clean.text
        and row["structure"] == serialization.dump_structure(parsed)
        and list(serialization.load_offsets(row["offsets"])) == list(parsed.clean.offsets)
        and [tuple(fact) for fact in facts]
        == [(serialization.fact_kind(fact), serialization.dump_fact(fact)) for fact in parsed.facts]
    )


def renew(connection: sqlite3.Connection, serial: int, parsed: ParsedDocument) -> None:
    """Put what was read anew in the place of the old content, under a new serial number."""
    connection.execute("DELETE FROM contents WHERE serial = ?", (serial,))
    connection.execute("DELETE FROM facts WHERE serial = ?", (serial,))
    fresh = renumber(connection, serial)
    connection.execute(
        "UPDATE documents SET format = ?, characters = ?, clauses = ?, facts = ?, chunks = ?, metadata = ?"
        " WHERE serial = ?",
        (
            parsed.format,
            len(parsed.text),
            len(parsed.clauses),
            len(parsed.facts),
            len(parsed.chunks),
            serialization.dump_metadata(parsed.metadata),
            fresh,
        ),
    )
    _insert_content(connection, fresh, parsed)


def renumber(connection: sqlite3.Connection, serial: int) -> int:
    """Give a document a serial number that was never used, so that an index takes it for new; returns it."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'documents'")
    fresh = int(connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'documents'").fetchone()[0])
    for table in ("documents", "contents", "facts"):
        connection.execute(f"UPDATE {table} SET serial = ? WHERE serial = ?", (fresh, serial))
    connection.execute("UPDATE counter SET version = version + 1")
    return fresh


def _insert_content(connection: sqlite3.Connection, serial: int, parsed: ParsedDocument) -> None:
    offsets = serialization.dump_offsets(parsed.clean.offsets)
    connection.execute(
        "INSERT INTO contents VALUES (?, ?, ?, ?, ?)",
        (serial, parsed.text, parsed.clean.text, offsets, serialization.dump_structure(parsed)),
    )
    connection.executemany(
        "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                serial,
                position,
                serialization.fact_kind(fact),
                fact.subject,
                json.dumps(serialization.fact_bodies(fact), ensure_ascii=False),
                serialization.dump_fact(fact),
            )
            for position, fact in enumerate(parsed.facts)
        ],
    )
