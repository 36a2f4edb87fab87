"""The tokens of single words, each encoded once for all libraries that an encoder serves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retriever.token_vectors import QueryTokens

_WORDS_KEPT = 4096  # 1–2 KB each


class WordVectors:
    """How near words come to each other in meaning; safe for several threads."""

    def __init__(self, encode: Callable[[str], QueryTokens], *, threads: int) -> None:
        """Know the words that `encode` gives the tokens of; so many `threads` encode new ones."""
        self._encode = encode
        self._threads = threads
        self._known: dict[str, NDArray[np.float32]] = {}

    def alike(self, word: str, others: Sequence[str]) -> NDArray[np.float32]:
        """How near a word by itself comes to each of other words: `(len(others),)`, 1 for the same."""
        return np.array(self._likeness(word, others), np.float32)

    def is_near(self, word: str, others: Sequence[str], least: float) -> bool:
        """Whether a word by itself comes at least so near to one of other words."""
        known = [other for other in others if other in self._known]  # any will do: they cost nothing
        new = [other for other in others if other not in self._known]
        batches = [known, *(new[first : first + self._threads] for first in range(0, len(new), self._threads))]
        return any(value >= least for batch in batches if batch for value in self._likeness(word, batch))

    def _likeness(self, word: str, others: Sequence[str]) -> list[float]:
        known = self._vectors([word, *others])
        return [_likeness(known[word], known[other]) for other in others]

    def _vectors(self, words: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The unit vectors `(t, k)` of the tokens of each word."""
        found = {word: vectors for word in words if (vectors := self._known.get(word)) is not None}
        new = [word for word in dict.fromkeys(words) if word not in found]
        encoded = self._pool.map(self._encode, new) if len(new) > 1 else map(self._encode, new)
        for word, tokens in zip(new, encoded, strict=True):
            if len(self._known) >= _WORDS_KEPT:
                self._known.clear()
            found[word] = self._known[word] = tokens.vectors
        return found

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="words")


def _likeness(word: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    similar = word @ other.T
    return float((similar.max(axis=1).mean() + similar.max(axis=0).mean()) / 2) if similar.size else 0.0
