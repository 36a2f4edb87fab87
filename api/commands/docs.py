"""`zhengda docs`: list, show, correct, read again and remove documents."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from api.console import USAGE_ERROR, add_data_argument, complain, print_json, whole_number

if TYPE_CHECKING:
    from ingest.datatypes import DocumentRecord
    from retriever.knowledge_base import KnowledgeBase

STATUS_NAMES = {
    "in_force": "有效",
    "pending": "尚未施行",
    "replaced": "已被取代",
    "repealed": "已废止",
    "expired": "已过期",
    "withdrawn": "已撤下",
}
FIELD_NAMES = {
    "title": "标题",
    "issuer": "发文机关",
    "number": "文号",
    "issued": "印发日期",
    "effective": "施行日期",
    "expires": "失效日期",
    "places": "地方",
    "years": "年份",
    "kind": "文种",
}
AUTOMATIC = "auto"
SETTABLE = ("in_force", "pending", "replaced", "repealed", "expired", AUTOMATIC)
ID_HELP = "文档编号，见 zhengda docs list"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(title="操作", metavar="操作", dest="action")
    listing = _action(actions, "list", "列出文档", with_id=False)
    listing.add_argument("--all", action="store_true", help="连同已撤下的和各旧版")
    listing.add_argument("--json", action="store_true", help="输出 JSON")
    showing = _action(actions, "show", "查看一份文档")
    form = showing.add_mutually_exclusive_group()
    form.add_argument("--outline", action="store_true", help="只要目录")
    form.add_argument("--text", action="store_true", help="只要原文")
    form.add_argument("--facts", action="store_true", help="只要读出的事实")
    form.add_argument("--json", action="store_true", help="输出 JSON（含原文与条款树）")
    deciding = _action(actions, "status", "人工设定一份文档的状态")
    choices = "；".join(f"{status} {STATUS_NAMES.get(status, '按文件自动判断')}" for status in SETTABLE)
    deciding.add_argument("status", choices=SETTABLE, metavar="状态", help=choices)
    deciding.add_argument("--by", default="", metavar="编号", help="取代或废止它的文档")
    deciding.add_argument("--reason", default="", metavar="理由", help="记下的理由")
    _add_correction(_action(actions, "set", "改正一份文档的基本情况"))
    rereading = _action(actions, "reparse", "用现在的程序重新读取已存的原件", with_id=False)
    rereading.add_argument("ids", nargs="*", metavar="编号", help="文档编号，不写则是全部")
    _action(actions, "remove", "删除一份文档")


def _action(actions: Any, name: str, summary: str, *, with_id: bool = True) -> argparse.ArgumentParser:  # noqa: ANN401
    parser: argparse.ArgumentParser = actions.add_parser(name, help=summary, description=summary + "。")
    if with_id:
        parser.add_argument("id", metavar="编号", help=ID_HELP)
    add_data_argument(parser)
    return parser


def _add_correction(parser: argparse.ArgumentParser) -> None:
    for option, name in (("--title", "title"), ("--issuer", "issuer"), ("--number", "number"), ("--kind", "kind")):
        parser.add_argument(option, dest=name, metavar=FIELD_NAMES[name], help=f"改{FIELD_NAMES[name]}")
    for option, name in (("--date", "issued"), ("--effective", "effective"), ("--expires", "expires")):
        parser.add_argument(option, dest=name, metavar="日期", help=f"改{FIELD_NAMES[name]}，如 2024-02-07")
    parser.add_argument("--place", dest="places", action="append", metavar="地方", help="改地方，由大到小，可重复")
    parser.add_argument(
        "--year", dest="years", action="append", type=whole_number(1900, 2999), metavar="年份", help="改年份，可重复"
    )
    parser.add_argument(
        "--reset",
        action="append",
        default=[],
        choices=tuple(FIELD_NAMES),
        metavar="项目",
        help="撤销改正，恢复文件中读到的，可重复：" + "、".join(FIELD_NAMES),
    )


def run(arguments: argparse.Namespace) -> int:
    """Run one action."""
    from api.opening import open_knowledge_base

    if arguments.action is None:
        complain(f"错误：请写出操作：{'、'.join(_ACTIONS)}。用 zhengda docs --help 查看帮助。")
        return USAGE_ERROR
    with open_knowledge_base(arguments.data, arguments.settings) as knowledge_base:
        return _ACTIONS[arguments.action](knowledge_base, arguments)


def _list(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> int:
    from api.representation import record_json

    records = knowledge_base.documents(include_withdrawn=arguments.all)
    if arguments.json:
        print_json([record_json(record) for record in records])
        return 0
    for record in records:
        print("\t".join(_columns(record)))
    complain(f"共 {len(records)} 份。")
    return 0


def _columns(record: DocumentRecord) -> tuple[str, ...]:
    metadata = record.metadata
    return (
        record.doc_id,
        STATUS_NAMES[record.status],
        f"第{record.version}版",
        metadata.issued or "（日期不明）",
        metadata.issuer or "（机关不明）",
        f"《{metadata.title}》",
        record.name,
    )


def _show(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> int:
    from api.representation import document_json, facts_json

    document = document_json(knowledge_base.document(arguments.id))
    if arguments.json:
        print_json(document)
    elif arguments.text:
        print(document["text"])
    elif arguments.outline:
        _print_outline(document)
    elif arguments.facts:
        from api.commands.facts import print_facts

        print_facts(facts_json(knowledge_base.facts(doc_id=arguments.id), knowledge_base.document))
    else:
        _print_description(document)
    return 0


def _status(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> int:
    from ingest.amendments import Decision

    automatic = arguments.status == AUTOMATIC
    if automatic and (arguments.by or arguments.reason):
        complain("错误：恢复自动判断时不能写 --by 或 --reason。")
        return USAGE_ERROR
    decision = None if automatic else Decision(arguments.status, arguments.by, arguments.reason.strip())
    record = knowledge_base.decide(arguments.id, decision)
    how = "按文件判断" if automatic else "人工设定"
    complain(f"《{record.metadata.title}》：{STATUS_NAMES[record.status]}（{how}）。")
    return 0


def _set(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> int:
    changes: dict[str, Any] = dict.fromkeys(arguments.reset)
    for name in FIELD_NAMES:
        value = getattr(arguments, name)
        if value is not None:
            changes[name] = tuple(value) if isinstance(value, list) else value
    if not changes:
        complain("错误：请写出要改的项目，如 --title、--date。用 zhengda docs set --help 查看帮助。")
        return USAGE_ERROR
    record = knowledge_base.correct(arguments.id, changes)
    for name in changes:
        complain(f"{FIELD_NAMES[name]}：{_shown(getattr(record.metadata, name)) or '（空）'}")
    return 0


def _reparse(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> int:
    from api.commands.ingest import Progress, summary

    with Progress() as progress:
        outcomes = knowledge_base.reparse(arguments.ids, progress=progress)
    for outcome in outcomes:
        print(summary(outcome))
        for warning in outcome.warnings:
            complain(f"提醒：{outcome.name}：{warning}")
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    complain(f"共 {len(outcomes)} 份，失败 {failed} 份。")
    return 1 if failed else 0


def _remove(knowledge_base: KnowledgeBase, arguments: argparse.Namespace) -> int:
    title = knowledge_base.document(arguments.id).record.metadata.title
    knowledge_base.remove(arguments.id)
    complain(f"已删除《{title}》。")
    return 0


_ACTIONS = {
    "list": _list,
    "show": _show,
    "status": _status,
    "set": _set,
    "reparse": _reparse,
    "remove": _remove,
}


def _print_outline(document: dict[str, Any]) -> None:
    for entry in document["outline"]:
        label = entry["number"] + entry["heading"]
        if label.strip():
            print("  " * max(entry["level"] - 1, 0) + label)


def _print_description(document: dict[str, Any]) -> None:
    standing = document["standing"]
    by = f"见 {standing['by']}" if standing["by"] else ""
    notes = "，".join(filter(None, (standing["reason"], by, "人工设定" if standing["manual"] else "")))
    file = f"{document['name']}（{document['format']}，第{document['version']}版）"
    rows = [("编号", document["doc_id"]), ("文件", file)]
    for name, label in FIELD_NAMES.items():
        value = _shown(document["metadata"][name])
        rows.append((label, f"{value}（已人工改正）" if name in document["corrected"] else value))
    rows += [
        ("状态", STATUS_NAMES[document["status"]] + (f"（{notes}）" if notes else "")),
        ("取代", "；".join(document["metadata"]["replaces"])),
        ("规模", f"{document['characters']} 字，{document['clauses']} 条款，{document['facts']} 条事实"),
        ("提醒", "；".join(document["warnings"])),
    ]
    for label, value in rows:
        if value:
            print(f"{label}：{value}")


def _shown(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
