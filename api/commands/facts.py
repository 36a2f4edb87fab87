"""`zhengda facts`: what was read from the documents, one fact a line."""

from __future__ import annotations

import argparse
from typing import Any

from api.console import add_data_argument, complain, print_json
from api.fact_table import KINDS, fact_words, facts_csv


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--unit", default="", metavar="单位", help="只要与这个单位有关的，如 区民政局")
    parser.add_argument("--kind", choices=tuple(KINDS), default="", help="只要这一类")
    parser.add_argument("--doc", default="", metavar="编号", help="只要这份文档的")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON")
    form.add_argument("--csv", action="store_true", help="输出表格（CSV，可用电子表格软件打开）")
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
    if arguments.csv:
        print(facts_csv(rows), end="")
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
