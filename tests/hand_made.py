"""An embedder without a model and small documents without loaders."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.datatypes import (
    Block,
    Chunk,
    Clause,
    CleanText,
    Definition,
    Metadata,
    ParsedDocument,
    Responsibility,
    Target,
)

_FACT_MARK = "责任单位："


class HashEmbedder:
    """Vectors of character bigrams by hash: equal texts are equal, texts with much in common are near."""

    def __init__(self, name: str = "hash-64", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts)

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.encoded.extend(texts)
        if progress is not None:
            progress(len(texts))
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for i in range(max(len(text) - 1, 1)):
                digest = hashlib.md5(text[i : i + 2].encode(), usedforsecurity=False).digest()
                vectors[row, digest[0] % self.dimension] += 1.0 if digest[1] % 2 else -1.0
            vectors[row, 0] += 0.01
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors


def read_lines(name: str, data: bytes, metadata: Metadata | None = None) -> ParsedDocument:
    """A document of one clause and one chunk per line; the clean text leaves out spaces.

    The first line is the title. 「任务。责任单位：甲、乙」 also gives a responsibility, a line with a digit a target.
    """
    text = data.decode()
    offsets = [i for i, character in enumerate(text) if character != " "]
    clean = CleanText("".join(text[i] for i in offsets), [*offsets, len(text)])
    title = clean.text.splitlines()[0]
    clauses, chunks, facts, blocks = [], [], [], []
    start = 0
    for line in clean.text.splitlines(keepends=True):
        end, index = start + len(line), len(clauses)
        body = start + len(line.rstrip("\n"))
        clauses.append(Clause(index, None, "item", 1, f"{index}.", "", start, end, end, (f"第{index}条",)))
        blocks.append(Block("paragraph", *clean.original_span(start, body)))
        chunks.append(Chunk(index, index, (f"第{index}条",), start, body, ((start, body),)))
        if _FACT_MARK in line:
            task, bodies = line.strip().split(_FACT_MARK)
            facts.append(Responsibility(index, start, body, task, bodies=tuple(bodies.split("、"))))
        elif any(character.isdigit() for character in line):
            value = "".join(character for character in line if character.isdigit())
            facts.append(Target(index, start, body, line.strip(), value=value, unit="个"))
        elif "是指" in line:
            facts.append(Definition(index, start, body, line.split("是指")[0], meaning=line.strip()))
        start = end
    return ParsedDocument(
        metadata=metadata or Metadata(title=title, places=("甲市",), years=(2024,)),
        format="txt",
        text=text,
        clean=clean,
        blocks=tuple(blocks),
        rows=(),
        clauses=tuple(clauses),
        facts=tuple(facts),
        chunks=tuple(chunks),
    )


PARKING = """甲区停车管理方案
新增 公共停车泊位800个。
错时共享停车由街道协调。责任单位：区交通委、区房管局
共享泊位是指在约定时段向公众开放的车位。
"""
ELDERLY = """乙区养老服务计划
新建社区食堂12家，方便老年人就餐。
为高龄独居老人提供上门照护。责任单位：区民政局、区卫生健康委
"""
