"""`zhengda eval gate`: ask dev, compare with the kept baseline, fail when a type falls."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.console import Counting, complain, ingest_progress
from eval.corpus import REAL_CORPUS, SAMPLES, CorpusError, corpus_files, find_corpus, open_library
from eval.datasets import load_questions, locate
from eval.datatypes import Question, Row
from eval.gate import (
    ALPHA,
    BASELINES,
    LEVELS,
    BaselineError,
    Change,
    answerable_in,
    compare,
    read_baseline,
    write_baseline,
)
from eval.report import write_report
from eval.run_files import run_set
from eval.significance import fall_probability
from eval.systems import System
from eval.tables import TYPE_NAMES, row_text, table
from ingest.loaders import load

SET = "dev"
LEVEL_HEADER = ("基线", "现在", "变差", "变好", "p")
_SHOWN = 20


@dataclass(frozen=True)
class GatePlan:
    """What is asked of which documents, and what it is compared with.

    On other documents than those of the set, right citations cannot be told: the snippets do not stand in them.
    """

    baseline: Path
    documents: str
    questions: tuple[Question, ...]
    levels: tuple[str, ...]


def plan_gate(corpus: Path) -> GatePlan:
    """The plan for the real documents, or for the samples.

    Raises:
        CorpusError: There is no baseline for other documents.
    """
    questions = load_questions(locate(SET))
    if corpus.resolve() == SAMPLES.resolve():
        texts = [load(path).text for path in corpus_files(corpus)]
        chosen = answerable_in(questions, texts)
        return GatePlan(BASELINES / f"{SET}-samples.json", "自带样例", chosen, ("答对",))
    if corpus.resolve() == REAL_CORPUS.resolve():
        return GatePlan(BASELINES / f"{SET}.json", "题集所问的真实文件", questions, tuple(LEVELS))
    raise CorpusError(f"回归检验只有真实文件与自带样例的基线，不能用 {corpus}。")


def run(arguments: argparse.Namespace) -> int:
    """Compare or rewrite; 0 when nothing fell, 1 when a type did or nothing could be compared."""
    model = arguments.settings.embedding_model if "settings" in arguments else ""
    try:
        corpus = find_corpus(arguments.corpus)
        plan = plan_gate(corpus)
        if corpus.resolve() == SAMPLES.resolve():
            complain(f"提示：没有题集所问的真实文件，改用自带样例，只问其中可能答得出的 {len(plan.questions)} 题。")
        cache = (arguments.data or Path("data")) / "eval"
        base, system = open_library(corpus, cache, embedding_model=model, progress=ingest_progress)
        with base:
            return check(plan, system, folder=arguments.out / "gate", update=arguments.update)
    except (BaselineError, CorpusError) as error:
        complain(f"错误：{error}")
        return 1


def check(plan: GatePlan, system: System, *, folder: Path, update: bool) -> int:
    """Ask, keep the run in `folder`, compare and print; 1 when a type fell.

    Raises:
        BaselineError: There is no baseline to compare with.
    """
    baseline = None if update else read_baseline(plan.baseline)
    rows = run_set(system, plan.questions, set_name=SET, folder=folder, progress=Counting(len(plan.questions)))
    report = write_report(folder / "report.html", SET, {system.name: rows})
    complain(f"逐题结果与报告：{report}")
    if baseline is None:
        write_baseline(plan.baseline, rows, documents=plan.documents)
        print(f"已重写基线 {plan.baseline.name}：{len(rows)} 题，答对 {sum(row.right for row in rows)} 题。")
        return 0
    changes = compare(baseline, rows, levels=plan.levels)
    known = sum(len(part) for part in baseline.values())
    compared = max(change.compared for change in changes)
    print(f"回归检验（{plan.documents}）：与基线相同的题 {compared} 道，题集共 {len(rows)} 道，基线共 {known} 道。")
    print(_change_table(changes, plan.levels))
    fallen = [change for change in changes if change.fell]
    _print_lost(changes, rows)
    print(_verdict(fallen))
    if not fallen and any(fall_probability(len(change.gained), len(change.lost)) <= ALPHA for change in changes):
        complain("提示：已明显好于基线，可用 zhengda eval gate --update 保存，以后不致退回。")
    return 1 if fallen else 0


def _change_table(changes: Sequence[Change], levels: Sequence[str]) -> str:
    """A line per type; for each level the numbers before and now, what was lost and gained, and the probability."""
    header = ["题型", "题数"]
    for level in levels:
        header += [f"{level}：{LEVEL_HEADER[0]}", *LEVEL_HEADER[1:]]
    lines: dict[str, list[str]] = {}
    for change in changes:
        line = lines.setdefault(change.type, [TYPE_NAMES[change.type], str(change.compared)])
        counts = (change.before, change.after, len(change.lost), len(change.gained))
        line += [*map(str, counts), f"{change.probability:.3f}{'↓' if change.fell else ''}"]
    return table([header, *lines.values()])


def _print_lost(changes: Sequence[Change], rows: Sequence[Row]) -> None:
    """The questions that were right and are not, whether noise or not: a person may want to look at each."""
    by_id = {row.question.id: row for row in rows}
    lost = list(dict.fromkeys(key for change in changes for key in change.lost))
    if lost:
        print(f"\n基线中对、现在不对的题（{len(lost)}）：")
    for key in lost[:_SHOWN]:
        print(row_text(by_id[key]), end="\n\n")
    if len(lost) > _SHOWN:
        print(f"另有：{'、'.join(lost[_SHOWN:])}")


def _verdict(fallen: Sequence[Change]) -> str:
    if not fallen:
        return f"\n通过：没有题型的下降超出噪声（单侧精确检验，p ≤ {ALPHA:g} 算下降）。"
    names = "、".join(
        f"{TYPE_NAMES[change.type]}（{change.level} {change.before}→{change.after}）" for change in fallen
    )
    return f"\n不通过：{names} 的下降超出噪声（p ≤ {ALPHA:g}）。确属应当如此，用 zhengda eval gate --update 重写基线。"
