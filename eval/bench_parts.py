"""The measurements that run inside a fresh process of their own: `python -m eval.bench_parts PART DATA CORPUS`.

Each prints one JSON object, name of the figure → value, as its last line on stdout.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from eval.baseline import PassageBaseline, load_texts
from eval.corpus import corpus_files
from eval.datasets import load_questions, locate
from eval.datatypes import Question
from eval.large_library import make_large
from eval.metrics import percentile
from eval.runner import ask_question
from eval.systems import LibrarySystem, System
from ingest.loaders import load_bytes
from ingest.numerals import to_chinese
from ingest.pipeline import parse
from retriever.encoder import load_encoder
from retriever.knowledge_base import KnowledgeBase

PARSED_BYTES = 2_000_000
WARM_UP = 5
LARGE_EVERY = 8  # of the dev set, one question in so many is asked of the large library
_ITEM_NUMBER = re.compile(r"^\s*\d+(?=[.．、])", re.MULTILINE)


def measure_open(data: Path, corpus: Path) -> dict[str, float]:
    """Seconds from a folder on disk to a knowledge base that answers: model and index loaded."""
    started = time.perf_counter()
    with KnowledgeBase.open(data) as base:
        base.prepare()
        return {"open": time.perf_counter() - started}


def measure_answers(data: Path, corpus: Path) -> dict[str, float]:
    """Milliseconds per answer over the dev set, and those of the baseline, asked in turn in the same process."""
    questions = load_questions(locate("dev"))
    baseline = PassageBaseline(load_texts(corpus_files(corpus)), load_encoder())
    with KnowledgeBase.open(data) as base:
        base.prepare()
        own, other = measure_in_turn([LibrarySystem(base, settings={}), baseline], questions, warm_up=WARM_UP)
    return {
        "answer_p50": percentile(own, 0.5),
        "answer_p95": percentile(own, 0.95),
        "baseline_p50": percentile(other, 0.5),
        "ratio": percentile(own, 0.5) / percentile(other, 0.5),
    }


def measure_large(data: Path, corpus: Path) -> dict[str, float]:
    """Milliseconds per answer over a part of the dev set, asked of a library of ten thousand passages."""
    folder = data.parent / "large"
    passages = make_large(folder, corpus)
    questions = load_questions(locate("dev"))[::LARGE_EVERY]
    with KnowledgeBase.open(folder) as base:
        base.prepare()
        (own,) = measure_in_turn([LibrarySystem(base, settings={})], questions, warm_up=WARM_UP)
    return {"large_p50": percentile(own, 0.5), "large_p95": percentile(own, 0.95), "large_passages": float(passages)}


def measure_in_turn(systems: Sequence[System], questions: Sequence[Question], *, warm_up: int) -> list[list[float]]:
    """Milliseconds per question for each system; turns keep a busy machine from favouring one of them.

    Raises:
        RuntimeError: A system failed: times of errors are no times of answers.
    """
    times: list[list[float]] = [[] for _ in systems]
    for question in [*questions[:warm_up], *questions]:
        for own, system in zip(times, systems, strict=True):
            row = ask_question(system, question, searching=False)
            if row.status == "error":
                raise RuntimeError(f"{system.name}, {question.id}: {row.reason}")
            own.append(row.milliseconds)
    return [own[warm_up:] for own in times]


def measure_parse(data: Path, corpus: Path) -> dict[str, float]:
    """Characters per second of one core through all stages of reading one long document.

    In processor time: reading runs in one thread, and other work on the machine must not count.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = list(load_texts(corpus_files(corpus)).values())
    loaded = load_bytes("长文件.txt", long_document(texts, PARSED_BYTES).encode())
    started = time.process_time()
    parsed = parse(loaded, name="长文件.txt")
    seconds = time.process_time() - started
    return {"parse": len(parsed.text) / seconds, "parsed_characters": float(len(parsed.text))}


def long_document(texts: Sequence[str], size: int) -> str:
    """The texts over and over, at least `size` bytes in UTF-8, with numbers that run on.

    Each text becomes a chapter and its items are numbered on, so that no memory of numbered lines seen before
    makes the reading look faster than it is.
    """
    parts: list[str] = []
    written = 0
    items = count(1)
    while written < size:
        chapter = len(parts) + 1
        body = _ITEM_NUMBER.sub(lambda _: str(next(items)), texts[chapter % len(texts)])
        parts.append(f"第{to_chinese(chapter)}章 第{chapter}轮\n{body}\n")
        written += len(parts[-1].encode())
    return "".join(parts)


PARTS: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "open": measure_open,
    "answers": measure_answers,
    "parse": measure_parse,
    "large": measure_large,
}


if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))
