"""`zhengda search`: passages near a query."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from api.checks import check_question
from api.console import USAGE_ERROR, add_data_argument, complain, print_json, whole_number

MAX_HITS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("query", metavar="内容", help="要找的内容")
    parser.add_argument("-k", type=whole_number(1, MAX_HITS), default=10, metavar="段数", help="最多几段，默认 10")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Search and print, best first."""
    from api.opening import open_knowledge_base

    try:
        check_question(arguments.query, "内容")
    except ValueError as error:
        complain(f"错误：{error}。")
        return USAGE_ERROR
    with open_knowledge_base(arguments.data, arguments.settings) as knowledge_base:
        hits = knowledge_base.search(arguments.query, k=arguments.k)
    if arguments.json:
        print_json([asdict(hit) for hit in hits])
        return 0
    for rank, hit in enumerate(hits, start=1):
        print(f"{rank}. 《{hit.title}》 {' › '.join(hit.path)}（{hit.score:.3f}）")
        print(f"   {' '.join(hit.text.split())}")
    if not hits:
        complain("没有找到相近的段落。")
    return 0
