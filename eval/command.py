"""`zhengda eval`: ask question sets, print how many answers are right."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from eval.baseline import PassageBaseline, load_texts
from eval.corpus import SAMPLES, CorpusError, corpus_files, find_corpus, open_library
from eval.datasets import SHIPPED, DatasetError, load_questions, locate
from eval.datatypes import Question, Row
from eval.report import write_report
from eval.runner import TOTAL, run_set, summarise
from eval.systems import AskError, HttpSystem, System
from eval.tables import TYPE_NAMES, headline, row_text, summary_table
from retriever.encoder import load_encoder

RUNS = Path(__file__).resolve().parent / "runs"
HOLDOUT = "holdout"
USAGE_ERROR = 2

_HELP = {
    "sets": f"{'、'.join(SHIPPED)} 或 .jsonl 文件的路径，默认 dev",
    "baseline": "同时评测对照系统 passages：定长切段，答最近一段中最近的一句",
    "url": "评测一个 HTTP 服务，不用本机的库",
    "key": "HTTP 服务的查询口令",
    "corpus": "题集所问的文件所在目录，默认 ../shared/corpus，没有则用自带样例",
    "type": "只评这一题型，可重复",
    "show": "列出答错的题（wrong）或全部题（all）",
    "show-holdout": "留出题集也列出题目；看过的留出题集不能再作检验",
    "out": "逐题结果与报告的目录，默认 eval/runs",
    "json": "以 JSON 输出汇总",
    "data": "数据目录，默认 ZHENGDA_DATA_DIR，再默认 ./data",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    types = sorted(set(TYPE_NAMES) - {TOTAL})
    parser.add_argument("sets", nargs="*", default=["dev"], metavar="题集", help=_HELP["sets"])
    parser.add_argument("--baseline", choices=("passages",), help=_HELP["baseline"])
    parser.add_argument("--url", metavar="地址", help=_HELP["url"])
    parser.add_argument("--key", default="", metavar="口令", help=_HELP["key"])
    parser.add_argument("--corpus", type=Path, metavar="目录", help=_HELP["corpus"])
    parser.add_argument("--type", action="append", default=[], choices=types, metavar="题型", help=_HELP["type"])
    parser.add_argument("--show", choices=("wrong", "all"), help=_HELP["show"])
    parser.add_argument("--show-holdout", action="store_true", help=_HELP["show-holdout"])
    parser.add_argument("--out", type=Path, default=RUNS, metavar="目录", help=_HELP["out"])
    parser.add_argument("--json", action="store_true", help=_HELP["json"])
    parser.add_argument("--data", type=Path, metavar="目录", help=_HELP["data"])


def run(arguments: argparse.Namespace) -> int:
    """Evaluate; 0 whatever the score, 1 when nothing could be asked, 2 for a wrong set."""
    try:
        sets = {Path(name).stem: _questions(name, arguments.type) for name in arguments.sets}
    except DatasetError as error:
        _complain(f"错误：{error}")
        return USAGE_ERROR
    with ExitStack() as stack:
        try:
            systems = _systems(arguments, stack)
        except (AskError, CorpusError) as error:
            _complain(f"错误：{error}")
            return 1
        for set_name, questions in sets.items():
            _evaluate(systems, set_name, questions, arguments)
    return 0


def _questions(name: str, types: Sequence[str]) -> tuple[Question, ...]:
    path = locate(name)
    questions = tuple(question for question in load_questions(path) if not types or question.type in types)
    if not questions:
        raise DatasetError(f"题集 {path} 中没有题型为 {'、'.join(types)} 的题目。")
    return questions


def _systems(arguments: argparse.Namespace, stack: ExitStack) -> list[System]:
    """The system that is evaluated, then the baseline if asked for."""
    model = arguments.settings.embedding_model if "settings" in arguments else ""
    corpus = find_corpus(arguments.corpus)
    if corpus == SAMPLES:
        _complain("提示：没有找到题集所问的真实文件，改用自带样例，得分不能与真实文件上的相比。")
    systems: list[System] = []
    if arguments.url:
        systems.append(HttpSystem(arguments.url, key=arguments.key))
    else:
        cache = (arguments.data or Path("data")) / "eval"
        base, system = open_library(corpus, cache, embedding_model=model, progress=_ingest_progress)
        stack.enter_context(base)
        systems.append(system)
    if arguments.baseline:
        _complain("正在准备对照系统……")
        systems.append(PassageBaseline(load_texts(corpus_files(corpus)), load_encoder(model)))
    return systems


def _evaluate(
    systems: Sequence[System], set_name: str, questions: Sequence[Question], arguments: argparse.Namespace
) -> None:
    """Run one set over the systems, print, and write the report."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    folder: Path = arguments.out / f"{stamp}-{set_name}"
    progress = _Progress(len(questions))
    runs = {
        system.name: run_set(system, questions, set_name=set_name, folder=folder / system.name, progress=progress)
        for system in systems
    }
    visible = set_name != HOLDOUT or arguments.show_holdout
    report = write_report(folder / "report.html", set_name, runs, show_questions=visible)
    if arguments.json:
        summaries = {name: [asdict(part) for part in summarise(rows)] for name, rows in runs.items()}
        print(json.dumps({"set": set_name, "systems": summaries}, ensure_ascii=False, indent=1))
    else:
        _print(runs, set_name, arguments.show, visible=visible)
    _complain(f"逐题结果与报告：{report}")


def _print(runs: Mapping[str, Sequence[Row]], set_name: str, show: str | None, *, visible: bool) -> None:
    """Print the tables, then the questions of the first system that `show` asks for."""
    for name, rows in runs.items():
        summaries = summarise(rows)
        print(headline(name, set_name, summaries[-1]))
        print(summary_table(summaries), end="\n\n")
    if show is not None and not visible:
        _complain("留出题集的题目不列出；确要查看请加 --show-holdout。")
        return
    for row in next(iter(runs.values())):
        if show == "all" or (show == "wrong" and not row.right):
            print(row_text(row), end="\n\n")


class _Progress:
    """Says on stderr how many questions are asked, at each tenth."""

    def __init__(self, total: int) -> None:
        self._total = total

    def __call__(self, done: int) -> None:
        if done % max(1, self._total // 10) == 0 or done == self._total:
            _complain(f"已答 {done}/{self._total}")


def _ingest_progress(done: int, total: int, name: str) -> None:
    _complain(f"导入 {done}/{total} {name}".rstrip())


def _complain(message: str) -> None:
    print(message, file=sys.stderr)
