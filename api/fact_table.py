"""Facts for people: in words, and as a table for spreadsheet programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

KINDS = {
    "responsibility": "责任",
    "target": "指标",
    "deadline": "期限",
    "member": "名单",
    "definition": "定义",
    "enumeration": "组成",
}
ROLES = {"lead": "牵头", "responsible": "责任", "supporting": "配合"}
# Comparators that Chinese puts behind the figure.
AFTER_THE_FIGURE = {"以上", "以下", "以内", "之内", "左右", "上下"}
# Columns of a table, in order, each with the key of the row that fills it and its width in characters.
COLUMNS = (
    ("类别", "kind", 8),
    ("文件", "title", 28),
    ("章节", "path", 28),
    ("条目", "item", 8),
    ("事项", "subject", 32),
    ("内容", "words", 36),
    ("该单位的角色", "named", 16),
    ("牵头单位", "lead", 24),
    ("责任单位", "bodies", 28),
    ("配合单位", "supporting", 24),
    ("单位说明", "notes", 20),
    ("数值", "value", 10),
    ("比较", "comparator", 8),
    ("单位", "unit", 8),
    ("时期", "period", 14),
    ("属性", "attribute", 10),
    ("期限", "due", 18),
    ("担任", "role", 12),
    ("职务", "post", 28),
    ("含义", "meaning", 40),
    ("组成", "parts", 36),
    ("原文", "text", 44),
    ("所在句子", "sentence", 60),
    ("起", "start", 8),
    ("止", "end", 8),
    ("链接", "url", 36),
    ("文档编号", "doc_id", 20),
)
# Spreadsheet programs would run a cell that starts with one of these.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def fact_words(row: Mapping[str, Any]) -> str:
    """What a fact of `representation.facts_json` says beside its subject, in a few words."""
    match row["kind"]:
        case "responsibility":
            parts = (("牵头", row["lead"]), ("责任", row["bodies"]), ("配合", row["supporting"]))
            return "；".join(f"{name} {'、'.join(bodies)}" for name, bodies in parts if bodies)
        case "target":
            figure, comparator = row["value"] + row["unit"], row["comparator"]
            words = figure + comparator if comparator in AFTER_THE_FIGURE else comparator + figure
            return "，".join(filter(None, (words, row["period"], row["attribute"])))
        case "deadline":
            return str(row["due"])
        case "member":
            return "，".join(filter(None, (row["role"], row["post"])))
        case "definition":
            return str(row["meaning"])
        case _:
            return "、".join(row["parts"])


def named_words(row: Mapping[str, Any]) -> str:
    """The part that the body asked for has in a fact: 责任, or 责任（各街道） where it is written in another way."""
    return "；".join(f"{ROLES[part['role']]}（{part['name']}）" for part in row.get("named", ()))


def fact_cells(row: Mapping[str, Any]) -> list[str | int]:
    """A row's cells in the order of `COLUMNS`; empty strings for what its kind does not have."""
    return [_cell(row, key) for _, key, _ in COLUMNS]


def facts_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """A table with a byte order mark, without which spreadsheet programs misread Chinese; lines end with CRLF."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([label for label, _, _ in COLUMNS])
    for row in rows:
        cells = fact_cells(row)
        writer.writerow([f"'{cell}" if str(cell).startswith(FORMULA_STARTS) else cell for cell in cells])
    return "\ufeff" + table.getvalue()


def matter(row: Mapping[str, Any]) -> str:
    """What a fact is about: its subject, or the words around a figure that its subject does not explain."""
    return str(row.get("statement") or row["subject"])


def _cell(row: Mapping[str, Any], key: str) -> str | int:
    value = row.get(key, "")
    match key:
        case "subject":
            return matter(row)
        case "due":
            return str(value or row.get("period", ""))
        case "kind":
            return KINDS[value]
        case "words":
            return fact_words(row)
        case "named":
            return named_words(row)
        case "path":
            return " › ".join(value)
        case "notes":
            return "；".join(f"{body}：{note}" for body, note in value)
        case "start" | "end":
            return int(value) if value != "" else ""
    return "、".join(value) if isinstance(value, list | tuple) else str(value)
