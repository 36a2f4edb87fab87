"""`python -m eval.kinds`: fit the model of a question's kind, or measure it set by set.

What is fitted: the questions of dev that stand alone, with the types of the set as kinds, and those of
`eval/datasets/kinds.jsonl`, which were written for this alone and belong to no document.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np

from eval.console import complain
from eval.datasets import DatasetError, load_questions, locate
from retriever.datatypes import QuestionKind
from retriever.kind_model import WEIGHTS_FILE, KindModel, runs_of
from retriever.question import normalise

USAGE_ERROR = 2
KINDS_FILE = Path(__file__).parent / "datasets" / "kinds.jsonl"
_SEEN = 3  # questions in which a run must stand
_LOOSENESS = 20.0  # inverse of the ridge (scikit-learn's C): the best of 5, 20, 50 by log loss on held-out sets


@dataclass(frozen=True)
class Labelled:
    """A question as it is compared, and its kind."""

    text: str
    kind: QuestionKind


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit or measure; 0 when done, 2 when a set cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.kinds", description="拟合或测量问题类型的模型。")
    parser.add_argument("command", choices=("fit", "measure"), help="fit 写出权重；measure 每次留出一套题")
    parser.add_argument("--set", action="append", default=[], metavar="题集", help="再加一套题，可重复")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE, metavar="文件", help="权重文件")
    options = parser.parse_args(arguments)
    try:
        sets = {name: from_questions(locate(name)) for name in ("dev", *options.set)}
    except DatasetError as error:
        complain(f"错误：{error}")
        return USAGE_ERROR
    sets["kinds"] = from_kinds(KINDS_FILE)
    if options.command == "measure":
        for name, held in sets.items():
            rest = [one for other, questions in sets.items() if other != name for one in questions]
            print(_measured(name, fit(rest), held))
        return 0
    model = fit([one for questions in sets.values() for one in questions])
    np.savez_compressed(
        options.out,
        kinds=np.array(model.kinds),
        runs=np.array(list(model.runs)),
        weights=model.weights.astype(np.float16),
        bias=model.bias,
    )
    complain(f"已写出 {options.out}（{len(model.runs):,} 个字串，{len(model.kinds)} 类）")
    return 0


def from_questions(path: Path) -> list[Labelled]:
    """The questions of a set that stand alone and have a kind for their type.

    Raises:
        DatasetError: The file is no question set.
    """
    kinds = get_args(QuestionKind)
    alone = [one for one in load_questions(path) if not one.history and one.type in kinds]
    return [Labelled(normalise(one.q), one.type) for one in alone]  # type: ignore[arg-type]  # is a kind


def from_kinds(path: Path) -> list[Labelled]:
    """The questions of a file with nothing but questions (`q`) and kinds (`type`)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Labelled(normalise(row["q"]), row["type"]) for row in rows]


def fit(questions: Sequence[Labelled]) -> KindModel:
    """The model under which the kinds of the questions are likeliest, with a ridge on its weights."""
    from scipy.sparse import csr_matrix  # only fitting needs it: not among what a slim install has
    from sklearn.linear_model import LogisticRegression

    each = [runs_of(one.text) for one in questions]
    seen = Counter(run for runs in each for run in runs)
    rows = {run: row for row, run in enumerate(sorted(run for run, count in seen.items() if count >= _SEEN))}
    held = [[rows[run] for run in sorted(runs) if run in rows] for runs in each]
    values = np.concatenate([np.full(len(one), 1 / np.sqrt(max(1, len(one)))) for one in held])
    ends = np.cumsum([0, *map(len, held)])
    matrix = csr_matrix((values, np.concatenate([np.array(one, int) for one in held]), ends), (len(held), len(rows)))
    fitted = LogisticRegression(C=_LOOSENESS, max_iter=1000).fit(matrix, [one.kind for one in questions])
    weights, bias = fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)
    if len(fitted.classes_) == 2:  # one column, the log odds of the second
        weights, bias = np.hstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return KindModel(tuple(fitted.classes_.tolist()), rows, weights, bias)


def _measured(name: str, model: KindModel, held: Sequence[Labelled]) -> str:
    """One line: how often the likeliest kind is the one given, and the mean log loss."""
    chances = [model.chances(one.text) for one in held]
    right = sum(max(each, key=each.__getitem__) == one.kind for each, one in zip(chances, held, strict=True))
    loss = -np.mean([np.log(max(each.get(one.kind, 0.0), 1e-9)) for each, one in zip(chances, held, strict=True)])
    return f"{name}：{len(held)} 题，类型判对 {right / len(held):.1%}，对数损失 {loss:.3f}"


if __name__ == "__main__":
    raise SystemExit(main())
