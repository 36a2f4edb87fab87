"""`python -m eval.reading_fit`: how much a joint reading weighs in the order of sentences and in whether any answers.

The sets must be none that the reading model was trained on: it is surer of those than of what is asked later.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.console import complain, ingest_progress
from eval.corpus import CorpusError, open_library
from eval.datasets import DatasetError, load_questions
from eval.passage_cases import is_gold, read_cases
from eval.ranking_fit import probability
from eval.ranking_model import UNANSWERABLE, WRONG
from eval.tables import table
from retriever.answering import Answerer
from retriever.candidates import CandidateFinder
from retriever.reader import Passage
from retriever.reread import reread
from retriever.scorer import WEIGHTS_FILE, Scorer, load_scorer, support_features

USAGE_ERROR = 2
ORDERS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.4, 2.0, 3.0)  # weights tried in the order of sentences
_STEPS = 30


@dataclass(frozen=True)
class ReadPart:
    """An asking part with its n sentences.

    `sums` `(n,)` are those of the scorer, `read` `(n,)` the values of the joint reading with NaN for unread ones,
    `support` `(n,)` what the scorer adds up for each if it were the best, `gold` `(n,)` true for one that answers.
    """

    sums: NDArray[np.float32]
    read: NDArray[np.float32]
    support: NDArray[np.float32]
    gold: NDArray[np.bool_]
    answerable: bool

    def order(self, weight: float) -> NDArray[np.float32]:
        """The sums with those of the reading."""
        told: NDArray[np.float32] = self.sums + np.float32(weight) * self.told
        return told

    @property
    def told(self) -> NDArray[np.float32]:
        """The values, the least for an unread sentence."""
        least: NDArray[np.float32] = np.where(np.isnan(self.read), np.nanmin(self.read), self.read)
        return least


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print the table of orders and write the weights; 2 when a set or its documents cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading_fit", description="拟合共同阅读所占的分量。")
    parser.add_argument("--set", nargs=2, action="append", required=True, metavar=("题集", "语料目录"), help="可重复")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="目录", help="存放所建的库，默认 ./data")
    parser.add_argument("--order", type=float, help="排序中的分量；默认取命中最多的一个")
    parser.add_argument("--show", action="store_true", help="只列表，不写权重")
    options = parser.parse_args(arguments)
    try:
        parts = [part for one in options.set for part in _of_set(Path(one[0]), Path(one[1]), options.data / "eval")]
    except (DatasetError, CorpusError) as error:
        complain(f"错误：{error}")
        return USAGE_ERROR
    shares = {weight: _first_right(parts, weight) for weight in ORDERS}
    print(table([("排序分量", "首句答对"), *((f"{weight:g}", f"{share:.3f}") for weight, share in shares.items())]))
    order = options.order if options.order is not None else max(ORDERS, key=lambda weight: shares[weight])
    support, bias = fit_support(parts, order)
    print(f"排序 {order:g}，可答 {support:.3f}，常数 {bias:.3f}")
    if not options.show:
        fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
        fitted["late"]["reading"] = {"order": order, "support": round(support, 4), "bias": round(bias, 4)}
        WEIGHTS_FILE.write_text(json.dumps(fitted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _of_set(questions: Path, corpus: Path, cache: Path) -> Iterator[ReadPart]:
    complain(f"正在读取 {questions}……")
    base, _ = open_library(corpus, cache, progress=ingest_progress)
    with base:
        answerer, scorer = Answerer(base.view()), load_scorer(late=True)
        reading, finder = answerer.view.joint, CandidateFinder(answerer.view, answerer.reader)
        assert reading is not None
        for case in read_cases(answerer, load_questions(questions)):
            for query in case.parts:
                if not (query.scope.doc_ids and query.topic.words):
                    continue
                candidates, features = finder.find(query)
                if not candidates:
                    continue
                sums = scorer.sums(features, query.kind)
                read = reread(reading, query.text, candidates, sums)
                if np.isnan(read).all():
                    continue
                passages = [Passage(c.doc_id, c.clause, c.start, c.end, c.text, c.covered, 0.0) for c in candidates]
                gold = np.array([is_gold(passage, case.gold) for passage in passages], bool)
                support = _support(scorer, support_features(features, sums, query.kind))
                yield ReadPart(sums, read, support, gold, case.answerable)


def _support(scorer: Scorer, features: NDArray[np.float32]) -> NDArray[np.float32]:
    told: NDArray[np.float32] = features @ scorer.support_weights + np.float32(scorer.support_bias)
    return told


def _first_right(parts: Sequence[ReadPart], weight: float) -> float:
    """Share of the answerable parts with an answer among the sentences whose first sentence answers."""
    held = [part for part in parts if part.gold.any()]
    return sum(bool(part.gold[part.order(weight).argmax()]) for part in held) / max(len(held), 1)


def fit_support(parts: Sequence[ReadPart], order: float) -> tuple[float, float]:
    """The weight of the reading's value beside what the scorer adds up, and a constant (logistic, by Newton)."""
    tops = [(part, int(part.order(order).argmax())) for part in parts]
    values = np.array([part.told[top] for part, top in tops], np.float64)
    known = np.array([part.support[top] for part, top in tops], np.float64)
    outcome = np.array([part.answerable and bool(part.gold[top]) for part, top in tops], np.float64)
    counts = np.array([_count(part, top) for part, top in tops])
    rows = np.column_stack([values, np.ones(len(values))])
    fitted = np.zeros(2)
    for _ in range(_STEPS):
        chance = probability(known + rows @ fitted)
        gradient = rows.T @ (counts * (outcome - chance))
        curvature = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + 1e-6 * np.eye(2)
        fitted += np.linalg.solve(curvature, gradient)
    return float(fitted[0]), float(fitted[1])


def _count(part: ReadPart, top: int) -> float:
    """How much a part counts by what stands first, as where the scorer's own probability is fitted."""
    if not part.answerable:
        return UNANSWERABLE
    return 1.0 if part.gold[top] else WRONG


if __name__ == "__main__":
    sys.exit(main())
