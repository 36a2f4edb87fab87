"""`zhengda facts`: what was read from the documents, one fact a line."""

from __future__ import annotations

import argparse
from typing import Any

from api.console import add_data_argument, complain, print_json

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--unit", default="", metavar="单位", help="只要与这个单位有关的，如 区民政局")
    parser.add_argument("--kind", choices=tuple(KINDS), default="", help="只要这一类")
    parser.add_argument("--doc", default="", metavar="编号", help="只要这份文档的")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """List facts in document order."""
    from api.opening import open_knowledge_base
    from api.representation import facts_json

    with open_knowledge_base(arguments.data, arguments.settings) as knowledge_base:
        facts = knowledge_base.facts(doc_id=arguments.doc, kind=arguments.kind, body=arguments.unit)
        rows = facts_json(facts, knowledge_base.document)
    if arguments.json:
        print_json(rows)
        return 0
    title = None
    for row in rows:
        if row["title"] != title:
            title = row["title"]
            print(f"《{title}》")
        print(f"  {KINDS[row['kind']]}  {_item(row)}{row['subject']}：{fact_words(row)}")
    complain(f"共 {len(rows)} 条。")
    return 0


def _item(row: dict[str, Any]) -> str:
    return f"{row['item']}. " if row["item"] else ""


def fact_words(row: dict[str, Any]) -> str:
    """What a fact says beside its subject, in a few words."""
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
