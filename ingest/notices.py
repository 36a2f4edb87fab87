"""What people should know when a document comes into the library."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.datatypes import DocumentRecord
from ingest.references import reference_key

_STATES = {"repealed": "已废止", "expired": "已过期", "pending": "尚未施行", "replaced": "已被取代"}


def arrival_notices(record: DocumentRecord, records: Sequence[DocumentRecord]) -> list[str]:
    """Chinese sentences on a document that has just come in.

    Args:
        record: The document.
        records: All documents of the library, with the statuses that hold now.
    """
    title = record.metadata.title
    if record.status != "in_force":
        who = "人工设定" if record.standing.manual else record.standing.reason
        return [f"《{title}》{_STATES[record.status]}（{who}），默认不用于回答。"]
    others = [other for other in records if other.doc_id != record.doc_id]
    ended = [
        f"《{other.metadata.title}》由此废止，不再用于回答。"
        for other in others
        if other.standing.by == record.doc_id and other.status == "repealed" and not other.standing.manual
    ]
    same = [
        f"库中已有同题文件《{other.metadata.title}》（“{other.name}”），两份都保留。"
        for other in others
        if other.status == "in_force" and reference_key(other.metadata.title) == reference_key(title)
    ]
    return ended + same
