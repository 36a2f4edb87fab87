"""What people change by hand: metadata that was read wrongly, and the status of a document."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ingest.datatypes import DocumentRecord, Status
from ingest.errors import CorrectionError
from ingest.gazetteer import Gazetteer

Correction = str | tuple[str, ...] | tuple[int, ...] | None
"""A field's new value; None brings back what the file says."""

DECIDABLE: tuple[Status, ...] = ("in_force", "pending", "replaced", "repealed", "expired")
"""The statuses that can be set by hand; withdrawing has a way of its own."""

_FIELD_NAMES = {
    "title": "标题",
    "issuer": "发文机关",
    "number": "文号",
    "issued": "印发日期",
    "effective": "施行日期",
    "expires": "失效日期",
    "kind": "文种",
    "places": "地方",
    "years": "年份",
}
CORRECTABLE = tuple(_FIELD_NAMES)
_DATES = ("issued", "effective", "expires")
_LONGEST = 200  # characters
_DATE = re.compile(r"(\d{4})(?:\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月)?|\s*年)?")


@dataclass(frozen=True)
class Decision:
    """A status set by hand; `by` is the id of the document that replaces or repeals, `reason` is for people."""

    status: Status
    by: str = ""
    reason: str = ""


def checked(changes: Mapping[str, Correction]) -> dict[str, Correction]:
    """Corrections in the form in which metadata hold them: trimmed, dates ISO, places with those above the first.

    Raises:
        CorrectionError: A field cannot be corrected, or its value cannot be used; the message says why.
    """
    return {name: _checked(name, value) for name, value in changes.items()}


def iso_day(text: str) -> str:
    """An ISO day, month or year from 2024年2月7日, 2024-2-7, 2024.2, 2024; "" from "".

    Raises:
        CorrectionError: It is no date.
    """
    match = _DATE.fullmatch(text.strip())
    if not text.strip():
        return ""
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = match.groups()
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise CorrectionError(f"日期“{text}”不可用，请写成 2024-02-07、2024-02 或 2024。") from error
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def check_decision(record: DocumentRecord, decision: Decision | None) -> None:
    """Refuse what cannot be decided on this document.

    Raises:
        CorrectionError: The document is withdrawn, the status has a way of its own, or a document is to replace itself.
    """
    if record.status == "withdrawn":
        raise CorrectionError(f"《{record.metadata.title}》已撤下，要恢复请重新导入该文件。")
    if decision is None:
        return
    if decision.status not in DECIDABLE:
        raise CorrectionError(f"状态不能设为“{decision.status}”。撤下文档请用 zhengda docs remove。")
    if decision.by == record.doc_id:
        raise CorrectionError("文档不能由它自己取代或废止。")
    _line(decision.reason, "理由")


def correct(connection: sqlite3.Connection, doc_id: str, changes: Mapping[str, Correction]) -> None:
    """Keep corrections beside those made before; the same bytes handed in again keep them."""
    row = connection.execute("SELECT corrected FROM corrections WHERE doc_id = ?", (doc_id,)).fetchone()
    merged = {**(json.loads(row["corrected"]) if row else {}), **changes}
    kept = {name: value for name, value in merged.items() if value is not None}
    _store(connection, doc_id, "corrected", json.dumps(kept, ensure_ascii=False))


def decide(connection: sqlite3.Connection, doc_id: str, decision: Decision | None) -> None:
    """Keep a decision on a document's status; None leaves it to the rules again."""
    values = {"status": decision.status, "by": decision.by, "reason": decision.reason} if decision else None
    _store(connection, doc_id, "decision", json.dumps(values, ensure_ascii=False) if values else "")


def _store(connection: sqlite3.Connection, doc_id: str, column: str, value: str) -> None:
    connection.execute("INSERT OR IGNORE INTO corrections (doc_id) VALUES (?)", (doc_id,))
    connection.execute(f"UPDATE corrections SET {column} = ? WHERE doc_id = ?", (value, doc_id))
    connection.execute("UPDATE counter SET version = version + 1")


def _checked(name: str, value: Correction) -> Correction:
    if name not in _FIELD_NAMES:
        raise CorrectionError(f"“{name}”不能改，能改的有：{'、'.join(CORRECTABLE)}。")
    if value is None:
        return None
    label = _FIELD_NAMES[name]
    if name == "years":
        years = tuple(int(year) for year in value)
        if not all(1900 <= year <= 2999 for year in years):
            raise CorrectionError(f"{label}须在 1900 到 2999 之间。")
        return tuple(dict.fromkeys(years))
    if name == "places":
        places = [place for place in (_line(str(place), label) for place in value) if place]
        above = Gazetteer.default().parents(places[0]) if places else ()
        return tuple(dict.fromkeys((*above, *places)))
    text = _line(str(value), label)
    if name == "title" and not text:
        raise CorrectionError("标题不能为空。")
    return iso_day(text) if name in _DATES else text


def _line(text: str, label: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST or not line.isprintable():
        raise CorrectionError(f"{label}须是不超过 {_LONGEST} 字的一行文字。")
    return line
