"""The ledger as a Word document: one table, each line with its sentence and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.fact_table import KINDS, fact_words, matter
from api.word_document import WordDocument

COLUMNS = ("序号", "类别", "事项", "内容", "责任单位", "期限", "原句", "出处")
# Of the width of the table; the sentences need the most room.
_SHARES = (4, 5, 16, 13, 15, 9, 24, 14)


def ledger_document(rows: Sequence[Mapping[str, Any]], conditions: str, today: date) -> bytes:
    """A landscape document of the rows of `ledger.ledger_rows`; `conditions` says in Chinese how they were chosen."""
    document = WordDocument("政策台账")
    document.landscape()
    document.note(f"{conditions}。共 {len(rows)} 条，{today.year}年{today.month}月{today.day}日导出。")
    document.table(COLUMNS, [_cells(number, row) for number, row in enumerate(rows, start=1)], shares=_SHARES)
    return document.saved()


def _cells(number: int, row: Mapping[str, Any]) -> list[str]:
    parts = (("牵头", row["lead"]), ("责任", row["bodies"]), ("配合", row["supporting"]))
    units = "\n".join(f"{name}：{'、'.join(bodies)}" for name, bodies in parts if bodies)
    content = "" if row["kind"] == "responsibility" else fact_words(row)
    time = row.get("due") or row.get("period") or ""
    source = "\n".join((f"《{row['title']}》", " › ".join(row["path"])))
    return [str(number), KINDS[row["kind"]], matter(row), content, units, time, row["sentence"].strip(), source]
