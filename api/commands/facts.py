"""`zhengda facts`: what was read from the documents, one fact a line."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api.console import add_data_argument, complain, print_json
from api.fact_table import KINDS, ROLES, fact_words, facts_csv, matter, named_words

KIND_OF = {name: kind for kind, name in KINDS.items()}
ROLE_OF = {name: role for role, name in ROLES.items()}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--unit", default="", metavar="单位", help="只要与这个单位有关的，如 区民政局；各种写法都算")
    parser.add_argument("--role", choices=tuple(ROLE_OF), default="", help="只要单位以这种身份参与的")
    parser.add_argument(
        "--kind",
        choices=(*KINDS, *KINDS.values()),
        default="",
        metavar="类别",
        help=f"只要这一类：{'、'.join(KINDS.values())}，或 {'、'.join(KINDS)}",
    )
    parser.add_argument("--doc", default="", metavar="编号", help="只要这份文档的（已废止、已取代的也可以）")
    parser.add_argument("--place", default="", metavar="地方", help="只要这个地方的文件，如 黄浦区")
    parser.add_argument("--clause", default="", metavar="条目", help="只要这一条的：编号如 17，或标题中的文字")
    parser.add_argument("--text", default="", metavar="文字", help="只要含有这些文字的，几个词用空格隔开")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON")
    form.add_argument("--csv", action="store_true", help="输出表格（CSV，可用电子表格软件打开）")
    form.add_argument("--xlsx", type=Path, metavar="文件", help="存成电子表格（.xlsx）")
    parser.add_argument(
        "--base-url", default="", metavar="网址", help="本系统的网址，如 http://10.1.2.3:8000；表格中据此写出能点开的链接"
    )
    add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """List facts in document order; counts go to stderr."""
    from api.opening import open_knowledge_base
    from api.representation import facts_json
    from retriever.fact_filter import FactFilter

    wanted = FactFilter(
        body=arguments.unit.strip(),
        role=ROLE_OF.get(arguments.role, ""),
        place=arguments.place.strip(),
        clause=arguments.clause.strip(),
        text=arguments.text.strip(),
    )
    with open_knowledge_base(arguments.data, arguments.settings) as knowledge_base:
        kind = KIND_OF.get(arguments.kind, arguments.kind)
        facts = knowledge_base.facts(doc_id=arguments.doc, kind=kind, wanted=wanted)
        rows = facts_json(facts, knowledge_base.document)
    if arguments.csv or arguments.xlsx is not None:
        rows = linked(rows, arguments.base_url)
    if arguments.json:
        print_json(rows)
    elif arguments.csv:
        print(facts_csv(rows), end="")
    elif arguments.xlsx is not None:
        if not _save(arguments.xlsx, rows):
            return 1
    else:
        print_facts(rows)
    complain(_counts(rows))
    return 0


def linked(rows: Sequence[Mapping[str, Any]], base_url: str) -> list[dict[str, Any]]:
    """The rows with links that open from a table; with none where it is not known where the pages are."""
    base = base_url.rstrip("/")
    return [{**row, "url": base + row["url"] if base else ""} for row in rows]


def _save(file: Path, rows: Sequence[Mapping[str, Any]]) -> bool:
    from api.fact_workbook import facts_workbook

    try:
        file.write_bytes(facts_workbook(rows))
    except OSError as error:
        complain(f"错误：无法写入“{file}”：{error.strerror}。请检查路径和权限，文件若已在电子表格软件中打开请先关闭。")
        return False
    complain(f"已存成 {file}。")
    return True


def print_facts(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print facts for people, under the titles of their documents."""
    document = None
    for row in rows:
        if row["doc_id"] != document:
            document = row["doc_id"]
            print(f"《{row['title']}》")
        number = f"{row['item']}. " if row["item"] else ""
        part = f"［{named_words(row)}］" if row.get("named") else ""
        due = f"，{row['due']}" if row["kind"] == "responsibility" and row["due"] else ""
        print(f"  {KINDS[row['kind']]}{part}  {number}{matter(row)}：{fact_words(row)}{due}")


def _counts(rows: Sequence[Mapping[str, Any]]) -> str:
    by_kind = Counter(row["kind"] for row in rows)
    kinds = "，".join(f"{name} {by_kind[kind]} 条" for kind, name in KINDS.items() if by_kind[kind])
    documents = len({row["doc_id"] for row in rows})
    return f"共 {len(rows)} 条（{kinds}），出自 {documents} 份文件。" if rows else "共 0 条。"
