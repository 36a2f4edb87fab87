"""Facts as a workbook for spreadsheet programs (.xlsx)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from api.fact_table import COLUMNS, KINDS, fact_cells

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMPTY_SHEET = "没有"

_LONGEST_CELL = 32767  # characters; more is not allowed in the format
_ALWAYS = frozenset({"kind", "title", "path", "item", "subject", "words", "text", "sentence", "start", "end"})


def _sheet_name(rows: Sequence[Mapping[str, Any]]) -> str:
    """The kinds that the lines are of: 责任, or 责任、指标、期限."""
    kinds = {row["kind"] for row in rows}
    return "、".join(name for kind, name in KINDS.items() if kind in kinds) or EMPTY_SHEET


def facts_workbook(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A workbook of one sheet, named by the kinds of facts, one line a fact; columns that no fact fills are left out.

    The header stays in view and filters the columns, long text is wrapped, and no cell is a formula.
    """
    cells = [fact_cells(row) for row in rows]
    shown = [
        column
        for column, (_, key, _) in enumerate(COLUMNS)
        if key in _ALWAYS or any(line[column] not in ("", None) for line in cells)
    ]
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = _sheet_name(rows)
    sheet.freeze_panes = "A2"
    wrapped = Alignment(wrap_text=True, vertical="top")
    for place, column in enumerate(shown, start=1):
        label, _, width = COLUMNS[column]
        head = sheet.cell(1, place, label)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
        head.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = width
        for line, values in enumerate(cells, start=2):
            cell = sheet.cell(line, place)
            value = values[column]
            if isinstance(value, str):
                # Set as text, so that a value that begins with "=" is shown and never run.
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL] or None
                if cell.value is not None:
                    cell.data_type = "s"
                    if COLUMNS[column][1] == "url" and value.startswith(("http://", "https://")):
                        cell.hyperlink = value
            else:
                cell.value = value
            cell.alignment = wrapped
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(shown))}{len(cells) + 1}"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
