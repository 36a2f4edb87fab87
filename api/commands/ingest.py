"""`zhengda ingest`: files and folders into the library, one line of summary each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

from api.console import add_data_argument, complain

if TYPE_CHECKING:
    from retriever.knowledge_base import IngestOutcome

OUTCOMES = {"added": "新增", "updated": "更新", "unchanged": "未变", "failed": "失败"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="路径", help="文件、目录或 .zip 压缩包，目录连同下级一起导入"
    )
    add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read everything; 1 if any file failed, the others are kept."""
    from api.opening import open_knowledge_base

    with (
        open_knowledge_base(arguments.data, arguments.settings, create=True) as knowledge_base,
        Progress() as progress,
    ):
        outcomes = knowledge_base.add(arguments.paths, progress=progress)
    for outcome in outcomes:
        print(summary(outcome))
        for warning in outcome.warnings:
            complain(f"提醒：{outcome.name}：{warning}")
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    complain(f"共 {len(outcomes)} 个文件，失败 {failed} 个。")
    if not outcomes:
        complain("错误：没有可导入的文件，请检查路径。")
    return 1 if failed or not outcomes else 0


def summary(outcome: IngestOutcome) -> str:
    """One line on what became of a file."""
    word = OUTCOMES[outcome.status]
    if outcome.record is None:
        return f"{word}\t{outcome.name}\t{outcome.error}"
    record = outcome.record
    counts = f"{record.characters} 字，{record.clauses} 条款，{record.facts} 条事实，{outcome.seconds:.1f} 秒"
    return f"{word}\t{record.doc_id}\t{outcome.name}\t《{record.metadata.title}》\t{counts}"


class Progress:
    """A bar on stderr, shown when stderr is a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] = tqdm(total=0, unit="份", desc="导入", disable=None, leave=False)

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that `done` of `total` files are read and that `name` is next."""
        self._bar.total = total
        self._bar.n = done
        self._bar.set_postfix_str(Path(name).name or "建立索引")

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *details: object) -> None:
        self._bar.close()
