"""A library of ten thousand passages, made of the documents at hand, to measure speed on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.baseline import load_texts
from eval.corpus import corpus_files
from retriever.knowledge_base import KnowledgeBase

PASSAGES = 10_000
_MOST_COPIES = 400
_HEAD = 10  # lines with title and number
_EVERY = 19  # of the other lines one in so many is left out


def write_copies(texts: Sequence[str], copies: int, folder: Path) -> None:
    """The texts again and again, one file each, every copy without other lines than the rest.

    Titles stay: only then are the vectors of a passage made once and not for every copy.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for copy in range(copies):
        for place, text in enumerate(texts):
            lines = text.splitlines()
            kept = [line for index, line in enumerate(lines) if index < _HEAD or index % _EVERY != copy % _EVERY]
            (folder / f"{place}-{copy}.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")


def make_large(folder: Path, corpus: Path) -> int:
    """Make the library in `folder`; how many passages it has, at least `PASSAGES` where the documents allow it."""
    texts = list(load_texts(corpus_files(corpus)).values())
    with KnowledgeBase.open(folder) as base:
        copies, held = 1, 0
        while held < PASSAGES and copies <= _MOST_COPIES:
            write_copies(texts, copies, folder / "copies")
            base.add([folder / "copies"])
            held = _passages(base)
            copies = max(copies + 1, -(-copies * PASSAGES // max(1, held)))  # some repeal others of their title
        return held


def _passages(base: KnowledgeBase) -> int:
    return sum(len(base.document(record.doc_id).parsed.chunks) for record in base.documents())
