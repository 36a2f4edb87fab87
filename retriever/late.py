"""Late interaction: each token of a question looks for its nearest token in a sentence.

After Khattab and Zaharia 2020 (https://doi.org/10.1145/3397271.3401075), over the tokens that the encoder gives
anyway when it makes the vector of a chunk: it costs room (about 130 bytes a token), hardly any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.datatypes import Chunk
from retriever.datatypes import ScoredChunk
from retriever.passage_texts import passage_head
from retriever.token_vectors import SCALE, QueryTokens, TokenVectors, joined, one_thread_blocks
from retriever.view import Nearness, Shelf
from retriever.word_vectors import WordVectors

_FILES = ("tokens.npy", "token_ids.npy", "token_starts.npy", "token_bounds.npy")
CONTEXT = 0.9  # worth of a token of the title or the path beside one of the sentence
NEAR = 0.55  # similarity from which a token of the question counts as found


class TokenEncoder(Protocol):
    """The part of an encoder that late interaction needs."""

    words: WordVectors

    def encode_query_tokens(self, text: str) -> QueryTokens:
        """The tokens of a question."""

    def expect(self, texts: Iterable[str]) -> None:
        """Begin with questions that are about to be asked."""


class TokenIndex:
    """The tokens of all chunks of an index, in the order of its keys; read from disk as far as they are needed."""

    def __init__(self, tokens: TokenVectors, bounds: NDArray[np.int64]) -> None:
        """Hold `tokens` of n chunks behind each other; chunk i has those from `bounds[i]` to `bounds[i + 1]`."""
        self._tokens = tokens
        self._bounds = bounds

    @classmethod
    def of(cls, parts: Sequence[TokenVectors], dimension: int) -> TokenIndex:
        """An index of the tokens of each chunk."""
        bounds = np.cumsum([0, *(len(part.ids) for part in parts)]).astype(np.int64)
        return cls(joined(parts, dimension), bounds)

    @classmethod
    def load(cls, folder: Path) -> TokenIndex:
        """Open what `save` wrote, without reading the vectors.

        Raises:
            OSError: A file is missing.
            ValueError: A file is not whole.
        """
        vectors, ids, starts, bounds = (
            np.asarray(np.load(folder / name, mmap_mode="r" if number == 0 else None))
            for number, name in enumerate(_FILES)
        )
        if not len(vectors) == len(ids) == len(starts) == bounds[-1]:
            raise ValueError("token files do not fit together")
        return cls(TokenVectors(vectors, ids, starts), bounds)

    def save(self, folder: Path) -> None:
        """Write four files into a folder."""
        arrays: tuple[NDArray[Any], ...] = (self._tokens.vectors, self._tokens.ids, self._tokens.starts, self._bounds)
        for name, array in zip(_FILES, arrays, strict=True):
            np.save(folder / name, array)

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def part(self, row: int) -> TokenVectors:
        """The tokens of the chunk in a row."""
        first, last = self._bounds[row], self._bounds[row + 1]
        tokens = self._tokens
        return TokenVectors(tokens.vectors[first:last], tokens.ids[first:last], tokens.starts[first:last])

    def counts(self) -> NDArray[np.int64]:
        """How often each token occurs, by its number."""
        return np.bincount(self._tokens.ids, minlength=1)

    @property
    def total(self) -> int:
        """Number of tokens."""
        return int(self._bounds[-1])


class LateInteraction:
    """Compares questions with the sentences of chunks."""

    def __init__(self, index: TokenIndex, keys: NDArray[np.int64], encoder: TokenEncoder, shelf: Shelf) -> None:
        """Compare over `index`, whose rows belong to the chunks with these `keys`."""
        self._index = index
        self._rows = {int(key): row for row, key in enumerate(keys)}
        self._encoder = encoder
        self._shelf = shelf
        self._counts = index.counts()
        self._words = encoder.words
        self._kept: dict[int, tuple[TokenVectors, NDArray[np.int64]]] = {}

    @property
    def keys(self) -> Collection[int]:
        """The keys of the chunks."""
        return self._rows.keys()

    @property
    def tokens(self) -> int:
        """Number of tokens of all chunks."""
        return self._index.total

    def compare(self, question: str, chunks: Sequence[ScoredChunk]) -> list[Nearness]:
        """How near a question comes to the sentences of each chunk."""
        query = self._encoder.encode_query_tokens(question)
        if not chunks or not len(query.ids):
            return [_far(len(scored.chunk.sentences)) for scored in chunks]
        weights = self.weights(query.ids)
        parts, stretches = zip(*map(self._tokens_of, chunks), strict=True)
        similar = _similarities(np.concatenate([part.vectors for part in parts]), query.vectors)
        firsts = np.cumsum([0, *(len(part.ids) for part in parts[:-1])])
        maxima = _maxima(similar, [bounds + first for bounds, first in zip(stretches, firsts, strict=True)])
        with np.errstate(invalid="ignore"):  # all is finite; what a product leaves over beside rows may warn, rarely
            return [_nearness(own, weights) for own in maxima]

    def expect(self, questions: Iterable[str]) -> None:
        """Begin to encode questions that are about to be compared."""
        self._encoder.expect(questions)

    def alike(self, word: str, others: Sequence[str]) -> NDArray[np.float32]:
        """How near a word by itself comes to each of other words in meaning: `(len(others),)`, 1 for the same."""
        return self._words.alike(word, others)

    def is_near(self, word: str, others: Sequence[str], least: float) -> bool:
        """Whether a word by itself comes at least so near to one of other words in meaning."""
        return self._words.is_near(word, others, least)

    def _tokens_of(self, scored: ScoredChunk) -> tuple[TokenVectors, NDArray[np.int64]]:
        """The tokens of a chunk with its stretches, found once: many questions come near the same chunks."""
        row = self._rows[self._shelf.key(scored.doc_id, scored.chunk.index)]
        known = self._kept.get(row)
        if known is None:
            tokens = self._index.part(row)
            head = passage_head(self._shelf[scored.doc_id].parsed.metadata.title, scored.chunk)
            known = self._kept[row] = (tokens, _stretches(tokens, scored.chunk, len(head)))
        return known

    def stretches(self, scored: ScoredChunk) -> NDArray[np.int64]:
        """Where among the tokens of a chunk title and path begin, then each sentence, then the end: `(s + 2,)`."""
        return self._tokens_of(scored)[1]

    def weights(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Share of each token of a question, by the logarithm of its inverse frequency; they add up to 1."""
        counts = np.zeros(len(ids), np.float32)
        known = ids < len(self._counts)
        counts[known] = self._counts[ids[known]]
        weights: NDArray[np.float32] = np.log(1 + self._index.total / (1 + counts)).astype(np.float32)
        weights /= max(float(weights.sum()), 1e-9)
        return weights


def _similarities(tokens: NDArray[np.int8], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Similarity `(t, q)` of tokens of passages `(t, k)` and of a question `(q, k)`."""
    turned = np.ascontiguousarray(query.T) / np.float32(SCALE)
    found = np.empty((len(tokens), len(query)), np.float32)
    for block in one_thread_blocks(len(tokens), query.size):
        np.matmul(tokens[block].astype(np.float32), turned, out=found[block])
    return found


def _stretches(tokens: TokenVectors, chunk: Chunk, at: int) -> NDArray[np.int64]:
    """Where among the tokens title and path begin, then each sentence, then the end: `(s + 2,)`.

    A token belongs to the stretch in which it begins. `at` is the index in the passage of the chunk's own text.
    """
    begins = [at + start - chunk.start for start, _ in chunk.sentences]
    return np.array([0, *np.searchsorted(tokens.starts, begins), len(tokens.ids)], np.int64)


def _maxima(similar: NDArray[np.float32], stretches: Sequence[NDArray[np.int64]]) -> list[NDArray[np.float32]]:
    """The greatest similarity of each token of the question in each stretch, 0 in an empty one: `(s + 1, q)` each."""
    firsts = np.concatenate([bounds[:-1] for bounds in stretches])
    lasts = np.concatenate([bounds[1:] for bounds in stretches])
    found = np.zeros((len(firsts), similar.shape[1]), np.float32)
    filled = lasts > firsts
    if filled.any():
        # Stretches follow each other without gaps, so that the start of the next filled one ends the one before.
        found[filled] = np.maximum.reduceat(similar, firsts[filled], axis=0)
    return np.split(found, np.cumsum([len(bounds) - 1 for bounds in stretches])[:-1])


def _nearness(maxima: NDArray[np.float32], weights: NDArray[np.float32]) -> Nearness:
    """From the maxima in title and path (first row) and in each sentence."""
    own = maxima[1:]
    both = np.maximum(own, CONTEXT * maxima[0])
    chunk = maxima.max(axis=0) @ weights
    return Nearness(own @ weights, both @ weights, (both >= NEAR) @ weights, float(chunk))


def _far(sentences: int) -> Nearness:
    zeros = np.zeros(sentences, np.float32)
    return Nearness(zeros, zeros, zeros, 0.0)
