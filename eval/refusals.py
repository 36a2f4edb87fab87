"""Tell a refusal from an answer where a system gives nothing but text."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from eval.matching import normalise, strip_markers

WORDS_FILE = Path(__file__).parent / "data" / "refusals.txt"
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])")


@lru_cache(maxsize=1)
def refusal_words() -> tuple[str, ...]:
    """The wordings of `data/refusals.txt`, which an office may add to."""
    lines = (line.strip() for line in WORDS_FILE.read_text(encoding="utf-8").splitlines())
    return tuple(normalise(line).text for line in lines if line and not line.startswith("#"))


def is_refusal(answer: str) -> bool:
    """Whether the first sentence says that the documents do not hold it; an empty answer does.

    Only the first sentence counts: an answer may well end with what it has not found besides.
    """
    sentences = (sentence for sentence in _SENTENCE_END.split(strip_markers(answer)) if normalise(sentence).text)
    first = normalise(next(sentences, "")).text
    return not first or any(word in first for word in refusal_words())
