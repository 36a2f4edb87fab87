"""`zhengda docs`: list, show and remove documents."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from api.console import USAGE_ERROR, add_data_argument, complain, print_json

if TYPE_CHECKING:
    from retriever.knowledge_base import KnowledgeBase

STATUS_NAMES = {
    "in_force": "有效",
    "replaced": "已被取代",
    "repealed": "已废止",
    "expired": "已过期",
    "withdrawn": "已撤下",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(title="操作", metavar="操作", dest="action")
    listing = actions.add_parser("list", help="列出文档", description="列出文档。")
    listing.add_argument("--all", action="store_true", help="连同已撤下的")
    listing.add_argument("--json", action="store_true", help="输出 JSON")
    showing = actions.add_parser("show", help="查看一份文档", description="查看一份文档。")
    showing.add_argument("id", metavar="编号", help="文档编号，见 zhengda docs list")
    form = showing.add_mutually_exclusive_group()
    form.add_argument("--outline", action="store_true", help="只要目录")
    form.add_argument("--text", action="store_true", help="只要原文")
    form.add_argument("--json", action="store_true", help="输出 JSON（含原文与条款树）")
    removing = actions.add_parser("remove", help="删除一份文档", description="删除一份文档。")
    removing.add_argument("id", metavar="编号", help="文档编号，见 zhengda docs list")
    for action in (listing, showing, removing):
        add_data_argument(action)


def run(arguments: argparse.Namespace) -> int:
    """Run one action."""
    from api.opening import open_knowledge_base

    if arguments.action is None:
        complain("错误：请写出操作：list、show 或 remove。用 zhengda docs --help 查看帮助。")
        return USAGE_ERROR
    with open_knowledge_base(arguments.data, arguments.settings) as knowledge_base:
        if arguments.action == "list":
            _list(knowledge_base, arguments)
        elif arguments.action == "show":
            _show(knowledge_base, arguments)
        else:
            title = knowledge_base.document(arguments.id).record.metadata.title
            knowledge_base.remove(arguments.id)
            complain(f"已删除《{title}》。")
    return 0


def _list(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> None:
    from api.representation import record_json

    records = knowledge_base.documents(include_withdrawn=arguments.all)
    if arguments.json:
        print_json([record_json(record) for record in records])
        return
    for record in records:
        status = STATUS_NAMES[record.status]
        print(f"{record.doc_id}\t{status}\t第{record.version}版\t《{record.metadata.title}》\t{record.name}")
    complain(f"共 {len(records)} 份。")


def _show(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> None:
    from api.representation import document_json

    document = document_json(knowledge_base.document(arguments.id))
    if arguments.json:
        print_json(document)
    elif arguments.text:
        print(document["text"])
    elif arguments.outline:
        _print_outline(document)
    else:
        _print_description(document)


def _print_outline(document: dict[str, Any]) -> None:
    for entry in document["outline"]:
        label = entry["number"] + entry["heading"]
        if label.strip():
            print("  " * max(entry["level"] - 1, 0) + label)


def _print_description(document: dict[str, Any]) -> None:
    metadata = document["metadata"]
    rows = (
        ("编号", document["doc_id"]),
        ("文件", f"{document['name']}（{document['format']}，第{document['version']}版）"),
        ("标题", metadata["title"]),
        ("发文机关", metadata["issuer"]),
        ("文号", metadata["number"]),
        ("印发日期", metadata["issued"]),
        ("施行日期", metadata["effective"]),
        ("失效日期", metadata["expires"]),
        ("地方", " ".join(metadata["places"])),
        ("年份", "、".join(map(str, metadata["years"]))),
        ("状态", STATUS_NAMES[document["status"]]),
        ("规模", f"{document['characters']} 字，{document['clauses']} 条款，{document['facts']} 条事实"),
        ("提醒", "；".join(document["warnings"])),
    )
    for name, value in rows:
        if value:
            print(f"{name}：{value}")
