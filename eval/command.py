"""`zhengda eval`: ask question sets, print how many answers are right; the gate and the ablations."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import eval.gate_command
import eval.public_command
from eval.ablation import ABLATIONS, AblatedSystem, ablation_table
from eval.baseline import PassageBaseline, load_texts
from eval.console import Counting, complain, ingest_progress
from eval.corpus import SAMPLES, CorpusError, corpus_files, find_corpus, open_library
from eval.datasets import SHIPPED, DatasetError, load_questions, locate
from eval.datatypes import Question, Row
from eval.http_systems import FORMS, open_http_system
from eval.report import write_report
from eval.run_files import run_set
from eval.runner import TOTAL, summarise
from eval.systems import AskError, System
from eval.tables import TYPE_NAMES, headline, measure_table, row_text, summary_table
from retriever.encoder import load_encoder

RUNS = Path(__file__).resolve().parent / "runs"
HOLDOUT = "holdout"
USAGE_ERROR = 2
# Words that stand in place of a set and have a command of their own.
TASKS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "gate": eval.gate_command.run,
    "ncp": eval.public_command.run,
}

_HELP = {
    "sets": f"{'、'.join(SHIPPED)} 或 .jsonl 文件的路径，默认 dev；写 gate 则与保存的基线比较，有题型下降时退出码为 1；"
    "写 ncp 则问一套公开题集（与 --bench 同用）",
    "baseline": "同时评测对照系统 passages：定长切段，答最近一段中最近的一句",
    "system": "评测一个 HTTP 服务，不用本机的库，如 --system http http://127.0.0.1:8000",
    "form": "HTTP 服务的接口：zhengda（POST /api/v1/ask，默认）、openai（/v1/chat/completions，只看文字）、"
    "dify（/v1/chat-messages）",
    "key": "HTTP 服务的口令",
    "model": "openai 接口的模型名",
    "ablate": "逐一去掉各环节再问，列表比较：不用事实、只按语义、只按词、不核对",
    "update": "与 gate 同用：不比较，用现在的结果重写基线",
    "bench": "与 ncp 同用：公开题集的目录，其中有 corpus.jsonl、queries.jsonl",
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
    parser.add_argument("--ablate", action="store_true", help=_HELP["ablate"])
    parser.add_argument("--system", nargs=2, metavar=("http", "地址"), help=_HELP["system"])
    parser.add_argument("--form", choices=FORMS, default="zhengda", help=_HELP["form"])
    parser.add_argument("--key", default="", metavar="口令", help=_HELP["key"])
    parser.add_argument("--model", default="", metavar="模型", help=_HELP["model"])
    parser.add_argument("--corpus", type=Path, metavar="目录", help=_HELP["corpus"])
    parser.add_argument("--bench", type=Path, metavar="目录", help=_HELP["bench"])
    parser.add_argument("--type", action="append", default=[], choices=types, metavar="题型", help=_HELP["type"])
    parser.add_argument("--show", choices=("wrong", "all"), help=_HELP["show"])
    parser.add_argument("--show-holdout", action="store_true", help=_HELP["show-holdout"])
    parser.add_argument("--update", action="store_true", help=_HELP["update"])
    parser.add_argument("--out", type=Path, default=RUNS, metavar="目录", help=_HELP["out"])
    parser.add_argument("--json", action="store_true", help=_HELP["json"])
    parser.add_argument("--data", type=Path, metavar="目录", help=_HELP["data"])


def run(arguments: argparse.Namespace) -> int:
    """Evaluate; 0 whatever the score, 1 when nothing could be asked or the gate fails, 2 for wrong usage."""
    try:
        task = _task(arguments)
        if task is not None:
            return task(arguments)
        sets = {Path(name).stem: _questions(name, arguments.type) for name in arguments.sets}
    except DatasetError as error:
        complain(f"错误：{error}")
        return USAGE_ERROR
    with ExitStack() as stack:
        try:
            systems = _systems(arguments, stack)
        except (AskError, CorpusError) as error:
            complain(f"错误：{error}")
            return 1
        asked = [_evaluate(systems, set_name, questions, arguments) for set_name, questions in sets.items()]
    return 0 if all(asked) else 1


def _task(arguments: argparse.Namespace) -> Callable[[argparse.Namespace], int] | None:
    """The command that the first word names; None for question sets.

    Raises:
        DatasetError: Words or options do not go together.
    """
    name = arguments.sets[0]
    if arguments.update and name != "gate":
        raise DatasetError("--update 只与 gate 同用。")
    if arguments.bench is not None and name != "ncp":
        raise DatasetError("--bench 只与 ncp 同用。")
    if arguments.system and (arguments.system[0] != "http" or arguments.ablate or arguments.baseline):
        raise DatasetError("--system 的写法是 --system http 地址，不能与 --ablate、--baseline 同用。")
    if name not in TASKS:
        return None
    if len(arguments.sets) > 1:
        raise DatasetError(f"{name} 不能与题集同用。")
    return TASKS[name]


def _questions(name: str, types: Sequence[str]) -> tuple[Question, ...]:
    path = locate(name)
    questions = tuple(question for question in load_questions(path) if not types or question.type in types)
    if not questions:
        raise DatasetError(f"题集 {path} 中没有题型为 {'、'.join(types)} 的题目。")
    return questions


def _systems(arguments: argparse.Namespace, stack: ExitStack) -> list[System]:
    """What is evaluated: the library, then the baseline or the ablations if asked for; or a server."""
    if arguments.system:
        url = arguments.system[1]
        return [open_http_system(url, arguments.form, key=arguments.key, model=arguments.model)]
    model = arguments.settings.embedding_model if "settings" in arguments else ""
    corpus = find_corpus(arguments.corpus)
    if corpus == SAMPLES:
        complain("提示：没有找到题集所问的真实文件，改用自带样例，得分不能与真实文件上的相比。")
    cache = (arguments.data or Path("data")) / "eval"
    base, system = open_library(corpus, cache, embedding_model=model, progress=ingest_progress)
    stack.enter_context(base)
    systems: list[System] = [system]
    if arguments.ablate:
        view = base.view()
        systems = [AblatedSystem(view, ablation, settings=system.describe()) for ablation in ABLATIONS]
    if arguments.baseline:
        complain("正在准备对照系统……")
        systems.append(PassageBaseline(load_texts(corpus_files(corpus)), load_encoder(model)))
    return systems


def _evaluate(
    systems: Sequence[System], set_name: str, questions: Sequence[Question], arguments: argparse.Namespace
) -> bool:
    """Run one set over the systems, print, and write the report; False when a system answered nothing but errors."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    folder: Path = arguments.out / f"{stamp}-{set_name}"
    runs = {
        system.name: run_set(system, questions, set_name=set_name, folder=folder, progress=Counting(len(questions)))
        for system in systems
    }
    visible = set_name != HOLDOUT or arguments.show_holdout
    report = write_report(folder / "report.html", set_name, runs, show_questions=visible)
    if arguments.json:
        summaries = {name: [asdict(part) for part in summarise(rows)] for name, rows in runs.items()}
        print(json.dumps({"set": set_name, "systems": summaries}, ensure_ascii=False, indent=1))
    else:
        _print(runs, set_name, arguments, visible=visible)
    complain(f"逐题结果与报告：{report}")
    silent = [name for name, rows in runs.items() if all(row.status == "error" for row in rows)]
    for name in silent:
        complain(f"错误：{name} 一题也没有答上。{runs[name][0].reason}")
    return not silent


def _print(
    runs: Mapping[str, Sequence[Row]], set_name: str, arguments: argparse.Namespace, *, visible: bool
) -> None:
    """Print the tables, then the questions of the first system that `--show` asks for."""
    show: str | None = arguments.show
    if arguments.ablate:
        print(ablation_table(runs), end="\n\n")
    else:
        for name, rows in runs.items():
            summaries = summarise(rows)
            print(headline(name, set_name, summaries[-1]))
            print(summary_table(summaries), end="\n\n")
            if summaries[-1].measures:
                print(measure_table(summaries), end="\n\n")
    if show is not None and not visible:
        complain("留出题集的题目不列出；确要查看请加 --show-holdout。")
        return
    for row in next(iter(runs.values())):
        if show == "all" or (show == "wrong" and not row.right):
            print(row_text(row), end="\n\n")
