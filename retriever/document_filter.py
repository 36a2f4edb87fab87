"""Which documents pass the filters of a caller: one rule for answers and for searches."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.datatypes import DocumentRecord
from ingest.gazetteer import place_stem
from retriever.datatypes import Filters


def passes(record: DocumentRecord, filters: Filters) -> bool:
    """Whether a document is of one of the ids, places and years wanted; one that names no year is of every year.

    Places match with or without 市, 区, 县.
    """
    metadata = record.metadata
    return (
        (not filters.doc_ids or record.doc_id in filters.doc_ids)
        and (not filters.places or bool(_stems(metadata.places) & _stems(filters.places)))
        and (not filters.years or not metadata.years or not set(metadata.years).isdisjoint(filters.years))
    )


def _stems(places: Iterable[str]) -> set[str]:
    return {name for place in places for name in (place, place_stem(place))}
