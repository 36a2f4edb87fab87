from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.baseline import CHUNK_CHARACTERS, PassageBaseline
from retriever.datatypes import Message


class BigramEncoder:
    """Counts of character bigrams in hashed buckets."""

    name = "bigrams"
    dimension = 512

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.full((len(texts), self.dimension), 1e-3, np.float32)
        for row, text in enumerate(texts):
            for first, second in pairwise(text):
                vectors[row, (ord(first) * 31 + ord(second)) % self.dimension] += 1
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        return self.encode_queries(texts)


FILLER = "各单位要加强统筹，落实责任，形成合力。" * 15
TEXTS = {"甲.txt": FILLER + "今年新增错峰停车位90个。" + FILLER, "乙.txt": "老年食堂新增4家。\n\n家庭病床签约700户。"}


def test_answers_with_the_nearest_sentence_and_its_place() -> None:
    baseline = PassageBaseline(TEXTS, BigramEncoder())
    for question, document, sentence in (
        ("错峰停车位新增多少个", "甲.txt", "今年新增错峰停车位90个。"),
        ("家庭病床签约多少户", "乙.txt", "家庭病床签约700户。"),
    ):
        answer = baseline.ask([Message("user", "先问"), Message("assistant", "先答"), Message("user", question)])
        (citation,) = answer.citations
        assert (answer.answer, answer.status) == (f"{sentence}[1]", "answered")
        assert (citation.title, citation.text) == (document, sentence)
        assert TEXTS[document][citation.start : citation.end] == sentence


def test_passages_are_cut_to_size() -> None:
    baseline = PassageBaseline(TEXTS, BigramEncoder())
    assert baseline.describe()["passages"] >= len(TEXTS["甲.txt"]) // CHUNK_CHARACTERS + 1


def test_no_text() -> None:
    with pytest.raises(ValueError, match="no passages"):
        PassageBaseline({}, BigramEncoder())
