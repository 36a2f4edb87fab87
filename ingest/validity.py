"""Which documents are in force today: repealed by another one, expired, or neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.datatypes import DocumentRecord, Metadata


def current_statuses(records: Sequence[DocumentRecord], today: date) -> list[DocumentRecord]:
    """The records with "in_force" turned into "repealed" or "expired" where that holds today.

    A document is repealed while another one that was not replaced or withdrawn names its title or number
    among those it replaces; taking that one out of the library brings it back.
    """
    repeals = [record for record in records if record.status == "in_force" and record.metadata.replaces]
    return [_current(record, repeals, today) for record in records]


def reference_key(reference: str) -> str:
    """A title or document number without white space, brackets and marks, for comparing."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", reference)).lower()


def _current(record: DocumentRecord, repeals: Sequence[DocumentRecord], today: date) -> DocumentRecord:
    if record.status != "in_force":
        return record
    if any(_repeals(other.metadata, record.metadata) for other in repeals if other.doc_id != record.doc_id):
        return replace(record, status="repealed")
    expires = record.metadata.expires
    # A month or a year as the last day runs to its end: only as much of today's date is compared.
    if expires and today.isoformat()[: len(expires)] > expires:
        return replace(record, status="expired")
    return record


def _repeals(newer: Metadata, older: Metadata) -> bool:
    if newer.issued and older.issued and newer.issued < older.issued:
        return False
    if not _names(newer, older):
        return False
    # Two editions of one title may both name it: then only the dates can tell which is the newer.
    return not _names(older, newer) or newer.issued > older.issued


def _names(newer: Metadata, older: Metadata) -> bool:
    named = {reference_key(reference) for reference in newer.replaces}
    return any(key and key in named for key in (reference_key(older.title), reference_key(older.number)))
