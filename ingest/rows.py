"""Documents as rows of the library's tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from ingest import serialization
from ingest.datatypes import CleanText, DocumentRecord, ParsedDocument, Status
from ingest.errors import LibraryError


@dataclass(frozen=True)
class Arrival:
    """What names a document that is about to be stored."""

    doc_id: str
    name: str
    sha256: str
    suffix: str


def read_record(row: sqlite3.Row) -> DocumentRecord:
    """A record from a row of `documents`; the status is the stored one."""
    return DocumentRecord(
        doc_id=row["doc_id"],
        name=row["name"],
        version=row["version"],
        sha256=row["sha256"],
        format=row["format"],
        metadata=serialization.load_metadata(row["metadata"]),
        status=cast(Status, row["status"]),
        ingested_at=row["ingested_at"],
        characters=row["characters"],
        clauses=row["clauses"],
        facts=row["facts"],
        chunks=row["chunks"],
    )


def read_parsed(row: sqlite3.Row, facts: Sequence[sqlite3.Row]) -> ParsedDocument:
    """A document's content from its joined row and the rows of its facts.

    Raises:
        LibraryError: The stored content cannot be read.
    """
    try:
        return ParsedDocument(
            metadata=serialization.load_metadata(row["metadata"]),
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
    connection.execute("UPDATE counter SET version = version + 1")
    return replaced
