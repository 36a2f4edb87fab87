"""A process that adds documents until it is killed, and notes each one that was acknowledged."""

from __future__ import annotations

import os
from pathlib import Path

import faiss  # noqa: F401  # loaded before the forks, so that each worker is at work at once
import tantivy  # noqa: F401
from hand_made import HashEmbedder, read_lines

from retriever.knowledge_base import KnowledgeBase
from retriever.tokenizer import tokenize

tokenize("预热词典")


def add_until_killed(folder: Path, acknowledged: Path, round_number: int) -> None:
    """Add documents, replacing every third one, and append a line per document that `add_bytes` returned for."""
    note = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with KnowledgeBase.open(folder, encoder=HashEmbedder(), reader=read_lines) as knowledge_base:
        for number in range(10_000):
            text = f"第{round_number}轮第{number}号方案\n" + "".join(
                f"第{line}条新增泊位{number * line}个。\n" for line in range(20)
            )
            name = f"{round_number}-{number - number % 3}.txt" if number % 3 == 2 else f"{round_number}-{number}.txt"
            outcome = knowledge_base.add_bytes(name, text.encode())
            assert outcome.record is not None
            os.write(note, f"{outcome.record.doc_id}\n".encode())
