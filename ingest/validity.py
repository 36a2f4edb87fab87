"""Which documents are in force today: not yet begun, replaced, repealed by another one, expired, or none of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ingest.datatypes import DocumentRecord, Metadata, Standing
from ingest.references import names_exactly, names_loosely, number_key, read_name


def current_statuses(records: Sequence[DocumentRecord], today: date) -> list[DocumentRecord]:
    """The records with the stored status turned into the one that holds today, and why.

    A document is repealed once another one that has begun, and was not replaced or withdrawn, names its title or
    number among those it replaces; taking that one out of the library brings it back. A version gives way to the
    next one of its name on the day that the next one begins. What was decided by hand stays.
    """
    standing = _versions(records, today)
    repealed = _repealed(standing)
    return [_current(record, repealed, today) for record in standing]


def is_before(today: date, day: str) -> bool:
    """Whether `today` lies before an ISO day, month or year."""
    return bool(day) and today.isoformat()[: len(day)] < day


def is_after(today: date, day: str) -> bool:
    """Whether `today` lies after an ISO day, month or year; a month or a year runs to its end."""
    return bool(day) and today.isoformat()[: len(day)] > day


def _versions(records: Sequence[DocumentRecord], today: date) -> list[DocumentRecord]:
    """Versions of one name: the newest that has begun is in force, later ones are pending, earlier ones replaced."""
    begun: dict[str, DocumentRecord] = {}
    for record in sorted(records, key=lambda record: record.version):
        if not is_before(today, record.metadata.effective) or record.standing.manual:
            begun[record.name] = record
    found = []
    for record in records:
        newest = begun.get(record.name)
        if record.standing.manual or record.status == "withdrawn":
            found.append(record)
        elif is_before(today, record.metadata.effective):
            reason = f"自 {record.metadata.effective} 起施行"
            found.append(replace(record, status="pending", standing=Standing(reason=reason)))
        elif record.status == "replaced" and newest is not None and newest.doc_id != record.doc_id:
            reason = f"已有同名文件的第 {newest.version} 版"
            found.append(replace(record, standing=Standing(by=newest.doc_id, reason=reason)))
        else:
            found.append(replace(record, status="in_force"))
    return found


class _Shelf:
    """Documents by what a reference may give of them."""

    def __init__(self, records: Sequence[DocumentRecord]) -> None:
        self._found: dict[str, list[DocumentRecord]] = defaultdict(list)
        for record in records:
            name = read_name(record.metadata.title, record.metadata.places)
            for key in {name.key, name.core, number_key(record.metadata.number)} - {""}:
                self._found[key].append(record)

    def meant(self, speaker: DocumentRecord) -> Iterator[DocumentRecord]:
        """The documents that one says it replaces."""
        for reference in speaker.metadata.replaces:
            name = read_name(reference, speaker.metadata.places)
            others = {
                record.doc_id: record
                for key in (name.key, name.core, name.number)
                for record in self._found.get(key, ())
                if record.doc_id != speaker.doc_id and _may_repeal(speaker.metadata, record.metadata)
            }
            exact = [record for record in others.values() if names_exactly(reference, record.metadata)]
            loose = [
                record
                for record in others.values()
                if names_loosely(reference, record.metadata, speaker.metadata)
            ]
            # A reference without a year that could mean the editions of several years means none for certain.
            if exact or len({record.metadata.title for record in loose}) == 1:
                yield from exact or loose


def _repealed(records: Sequence[DocumentRecord]) -> dict[str, DocumentRecord]:
    """The repealing document by the id of the repealed one."""
    shelf = _Shelf(records)
    repealed: dict[str, DocumentRecord] = {}
    for speaker in records:
        if speaker.metadata.replaces and speaker.status not in ("pending", "replaced", "withdrawn"):
            for record in shelf.meant(speaker):
                repealed.setdefault(record.doc_id, speaker)
    return repealed


def _may_repeal(newer: Metadata, older: Metadata) -> bool:
    if newer.issued and older.issued and newer.issued < older.issued:
        return False
    # Two editions of one title may both name it: then only the dates can tell which is the newer.
    return not _names(older, newer) or newer.issued > older.issued


def _names(speaker: Metadata, document: Metadata) -> bool:
    return any(names_exactly(reference, document) for reference in speaker.replaces)


def _current(
    record: DocumentRecord, repealed: Mapping[str, DocumentRecord], today: date
) -> DocumentRecord:
    if record.status != "in_force" or record.standing.manual:
        return record
    speaker = repealed.get(record.doc_id)
    if speaker is not None:
        reason = f"被《{speaker.metadata.title}》废止"
        return replace(record, status="repealed", standing=Standing(by=speaker.doc_id, reason=reason))
    if is_after(today, record.metadata.expires):
        return replace(record, status="expired", standing=Standing(reason=f"有效期至 {record.metadata.expires}"))
    return record
