"""How many points a section of a scored table counts: 「红树林保护（40分）」 in a cell that several rows share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.datatypes import Clause, TableRow, Target
from ingest.table_columns import is_number_title

_WEIGHED = re.compile(
    r"(?P<name>[^（()）\d]{2,20})[（(](?:共|满分|计|占|权重|分值)?[：:]?(?P<points>\d{1,4}(?:\.\d)?)(?P<unit>分|%)[)）]"
)


def section_weights(rows: Sequence[TableRow], clause_of_row: Mapping[int, Clause]) -> list[Target]:
    """One target for each section, at the cell that names it; a section that one row holds counts, too."""
    found: dict[tuple[int, int], Target] = {}
    for index, row in enumerate(rows):
        clause = clause_of_row.get(index)
        for title, value, span in zip(row.header, row.values, row.spans, strict=True):
            match = _WEIGHED.fullmatch(value)
            if clause is None or match is None or is_number_title(title) or span in found or value == title:
                continue
            found[span] = Target(clause.index, *span, match["name"], value=match["points"], unit=match["unit"])
    return list(found.values())
