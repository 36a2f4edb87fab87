"""`python -m eval.ranking`: fit the ranking of sentences and its probability, or measure it by cross-validation."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

import numpy as np

from eval.console import complain, ingest_progress
from eval.corpus import CorpusError, find_corpus, open_library
from eval.datasets import DatasetError, load_questions, locate
from eval.ranking_fit import Linear
from eval.ranking_model import by_question, by_set, fit_ranking, folds
from eval.ranking_network import fit_network, save_network
from eval.ranking_tables import Asked, Rated, rate
from eval.tables import table
from retriever.answering import Answerer
from retriever.scorer import NETWORK_FILE, WEIGHTS_FILE, load_scorer

USAGE_ERROR = 2
FALSE_REFUSALS = (0.02, 0.05, 0.1, 0.2)  # shares of the answerable questions at which the refusal curve is read
_FIRST, _FEW = 1, 3
_COMMANDS = "fit 写出线性权重与可答概率；network 写出排序的小网络（需要 torch）；measure 交叉验证"
Outcome = tuple[Rated, int, float]  # a question, the rank of the first answering sentence (0 for none), its chance


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit or measure; 0 when done, 2 when a set or its documents cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.ranking", description="拟合或测量句子的排序与可答概率。")
    parser.add_argument("command", choices=("fit", "network", "measure"), help=_COMMANDS)
    parser.add_argument("--only", nargs=2, metavar=("题集", "语料目录"), help="不用 dev，只用这套题（与 --set）")
    parser.add_argument(
        "--set", nargs=2, action="append", default=[], metavar=("题集", "语料目录"), help="再加一套题，可重复"
    )
    parser.add_argument("--sets", type=Path, metavar="目录", help="再加目录中的每套题：NAME.jsonl 与语料目录 NAME")
    parser.add_argument("--corpus", type=Path, metavar="目录", help="dev 所问的文件，默认 ../shared/corpus")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="目录", help="存放所建的库，默认 ./data")
    parser.add_argument("--keep-order", action="store_true", help="保留现有的排序权重，只重新拟合可答概率")
    parser.add_argument("--out", type=Path, metavar="文件", help="权重文件，默认写到包中")
    options = parser.parse_args(arguments)
    try:
        more = sorted(options.sets.glob("*.jsonl")) if options.sets else []
        named = [*([options.only] if options.only else []), *options.set]
        named += [(str(file), str(file.with_suffix(""))) for file in more]
        sources = [] if options.only else [(locate("dev"), find_corpus(options.corpus))]
        sources += [(locate(name), find_corpus(Path(corpus))) for name, corpus in named]
        rated = [one for source in sources for one in read(*source, options.data / "eval")]
    except (DatasetError, CorpusError) as error:
        complain(f"错误：{error}")
        return USAGE_ERROR
    if options.command == "measure":
        print(measure(rated))
        return 0
    default = NETWORK_FILE if options.command == "network" else WEIGHTS_FILE
    _fit(options.command, rated, options.out or default, keep_order=options.keep_order)
    return 0


def _fit(what: str, rated: Sequence[Rated], out: Path, *, keep_order: bool) -> None:
    """Write the network, or the linear weights with and without late interaction."""
    if what == "network":
        save_network(fit_network(rated, _order(late=True)), out)
    else:
        fitted = {
            name: fit_ranking(rated, late=late, order=_order(late=late) if keep_order else None).as_json()
            for name, late in (("late", True), ("words", False))
        }
        out.write_text(json.dumps(fitted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    complain(f"已写出 {out}")


def _order(*, late: bool) -> Linear:
    """The order that the scorer has now."""
    scorer = load_scorer(late=late)
    return Linear(scorer.weights.astype(np.float64), scorer.bias)


def read(questions: Path, corpus: Path, cache: Path) -> list[Rated]:
    """The questions of a file with their candidates in a folder of documents.

    Raises:
        DatasetError: The file is no question set.
        CorpusError: A document cannot be read.
    """
    name = questions.stem if questions.stem != "questions" else questions.parent.name
    complain(f"正在读取 {name}……")
    base, _ = open_library(corpus, cache, progress=ingest_progress)
    with base:
        return list(rate(Answerer(base.view()), name, load_questions(questions)))


def measure(rated: Sequence[Rated]) -> str:
    """Tables of how well questions are ranked and refused that were not fitted on: by question, by whole set."""
    ways: dict[str, Callable[[Rated], Hashable]] = {"按题交叉": by_question}
    if len({one.set_name for one in rated}) > 1:
        ways["整套留出"] = by_set
    return "\n\n".join(f"{way}\n{_table(_outcomes(rated, key))}" for way, key in ways.items())


def _outcomes(rated: Sequence[Rated], key: Callable[[Rated], Hashable]) -> list[Outcome]:
    found: list[Outcome] = []
    for kept, held in folds(rated, key):
        ranking = fit_ranking(kept, late=True)
        for one in held:
            ranks = [_rank(part, ranking.sums(part)) for part in one.parts]
            chance = max((ranking.chance(part) for part in one.parts), default=0.0)
            found.append((one, min((rank for rank in ranks if rank), default=0), chance))
    return found


def _rank(part: Asked, sums: np.ndarray) -> int:
    """Rank of the first candidate that answers, from 1; 0 when none does."""
    hits = part.gold[np.argsort(-sums, kind="stable")]
    return int(hits.argmax()) + 1 if hits.any() else 0


def _table(outcomes: Sequence[Outcome]) -> str:
    """A line for each set: hit@1, hit@3, MRR; unanswerable questions refused where so many answerable ones are."""
    curve = [f"误拒{share:.0%}时拒对" for share in FALSE_REFUSALS]
    lines: list[tuple[str, ...]] = [("题集", "有答案", "首句命中", "前三命中", "MRR", "无答案", *curve)]
    for name in dict.fromkeys(one.set_name for one, _, _ in outcomes):
        ranks = np.array([rank for one, rank, _ in outcomes if one.set_name == name and one.answerable])
        # A question without a topic (「民政局有哪些任务」) is answered from facts: no sentence decides on it.
        told = [(one.answerable, chance) for one, _, chance in outcomes if one.set_name == name and one.parts]
        chances = np.array([chance for answerable, chance in told if answerable])
        others = np.array([chance for answerable, chance in told if not answerable])
        shares = ((ranks == _FIRST).mean(), ((ranks > 0) & (ranks <= _FEW)).mean())
        reciprocal = np.where(ranks > 0, 1 / np.maximum(ranks, 1), 0).mean()
        cells = [
            f"{(others < np.quantile(chances, share)).mean():.0%}" if len(others) else "-" for share in FALSE_REFUSALS
        ]
        lines.append(
            (
                name,
                str(len(ranks)),
                *(f"{share:.1%}" for share in shares),
                f"{reciprocal:.3f}",
                str(len(others)),
                *cells,
            )
        )
    return table(lines)


if __name__ == "__main__":
    sys.exit(main())
