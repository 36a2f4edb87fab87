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
# Comparators that Chinese puts behind the figure.
AFTER_THE_FIGURE = {"以上", "以下", "以内", "之内", "左右", "上下"}
HEADER = ("类别", "条目", "事项", "内容", "文件", "章节", "原文", "链接")
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


def facts_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """A table with a byte order mark, without which spreadsheet programs misread Chinese; lines end with CRLF."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(HEADER)
    for row in rows:
        cells = (
            KINDS[row["kind"]],
            row["item"],
            row["subject"],
            fact_words(row),
            row["title"],
            " › ".join(row["path"]),
            row["text"],
            row["url"],
        )
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells])
    return "\ufeff" + table.getvalue()
