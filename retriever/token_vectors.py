"""Vectors of the single tokens of a text, small enough to be kept: what late interaction compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PROJECTION_FILE = Path("projection.npz")
SCALE = 254.0  # a coordinate of 0.5 becomes 127; larger ones, rare in a unit vector of 128, are cut
_LARGEST = 127
_ONE_THREAD = 200_000  # multiplications up to which a product is not shared between threads


@dataclass(frozen=True)
class TokenVectors:
    """The tokens of one text.

    Attributes:
        vectors: `(t, k)` int8, unit vectors times `SCALE`.
        ids: `(t,)` int32, numbers of the tokens in the vocabulary.
        starts: `(t,)` int32, index in the text of each token's first character, not falling.
    """

    vectors: NDArray[np.int8]
    ids: NDArray[np.int32]
    starts: NDArray[np.int32]

    def packed(self) -> bytes:
        """All of it as bytes, for `unpacked`."""
        return self.vectors.tobytes() + self.ids.astype("<i4").tobytes() + self.starts.astype("<i4").tobytes()

    @classmethod
    def unpacked(cls, data: bytes, dimension: int) -> TokenVectors:
        """What `packed` wrote, for vectors of k = `dimension`.

        Raises:
            ValueError: The bytes are no such thing.
        """
        count, rest = divmod(len(data), dimension + 8)
        if rest:
            raise ValueError(f"{len(data)} bytes hold no whole number of tokens of dimension {dimension}")
        split = count * dimension
        return cls(
            np.frombuffer(data[:split], np.int8).reshape(count, dimension),
            np.frombuffer(data[split : split + 4 * count], "<i4"),
            np.frombuffer(data[split + 4 * count :], "<i4"),
        )


@dataclass(frozen=True)
class EncodedPassages:
    """Passages as an encoder gives them: `vectors` `(n, d)` float32, and the tokens of each, if it has any."""

    vectors: NDArray[np.float32]
    tokens: tuple[TokenVectors, ...] = ()

    def __len__(self) -> int:
        return len(self.vectors)


@dataclass(frozen=True)
class QueryTokens:
    """The tokens of a question: unit `vectors` `(t, k)` float32, `ids` and `starts` as in `TokenVectors`."""

    vectors: NDArray[np.float32]
    ids: NDArray[np.int32]
    starts: NDArray[np.int32]

    def quantised(self) -> TokenVectors:
        """The same in 8 bits, as they are kept of passages."""
        coordinates = np.clip(np.rint(self.vectors * SCALE), -_LARGEST, _LARGEST)
        return TokenVectors(coordinates.astype(np.int8), self.ids, self.starts)


@dataclass(frozen=True)
class TokenStates:
    """The tokens of a text as the lower layers of a model leave them: `hidden` `(t, d)`, `ids` `(t,)`."""

    hidden: NDArray[np.floating]
    ids: NDArray[np.int32]


@dataclass(frozen=True)
class States:
    """What a model gives for one text: `hidden` `(t, d)`, and which tokens are its own and where they stand.

    `offsets` `(t, 2)` are the first character of each token and the one behind its last; `own` leaves out the
    control tokens. `middle` `(t, d)` is what the lower layers tell, where it was asked for.
    """

    hidden: NDArray[np.float32]
    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    own: NDArray[np.bool_]
    middle: NDArray[np.float32] | None = None

    def behind(self, prompt: int) -> NDArray[np.bool_]:
        """Which tokens `(t,)` are its own and stand behind a prompt of so many characters."""
        kept: NDArray[np.bool_] = self.own & (self.offsets[:, 1] > prompt)
        return kept

    def halfway(self, prompt: int) -> TokenStates:
        """Its own tokens behind a prompt of so many characters, as the lower layers leave them.

        Raises:
            ValueError: These were not asked for.
        """
        if self.middle is None:
            raise ValueError("the states of the lower layers were not asked for")
        kept = self.behind(prompt)
        return TokenStates(self.middle[kept], self.ids[kept].astype(np.int32))

    def pooled(self) -> NDArray[np.float32]:
        """The unit vector `(d,)` of the text: the mean over all its tokens."""
        mean: NDArray[np.float32] = self.hidden.mean(axis=0)
        return mean / np.float32(np.linalg.norm(mean))


class Projection:
    """Shortens the hidden states of a model: directions in which tokens differ most are kept, the rest is left out.

    The mean of all tokens goes first: the states of such models all point one way, which says nothing.
    """

    def __init__(self, mean: NDArray[np.float32], matrix: NDArray[np.float32]) -> None:
        """Make a projection from `mean` `(d,)` and `matrix` `(d, k)`."""
        self._mean = mean
        self._matrix = matrix
        self.dimension = int(matrix.shape[1])

    @classmethod
    def load(cls, file: Path) -> Projection:
        """Read what `save` wrote.

        Raises:
            OSError: The file cannot be read.
            KeyError: It is no projection.
        """
        with np.load(file) as arrays:
            return cls(arrays["mean"].astype(np.float32), arrays["matrix"].astype(np.float32))

    @classmethod
    def fit(cls, states: NDArray[np.float32], dimension: int) -> Projection:
        """The `dimension` principal directions of hidden states `(n, d)`, each made a unit vector first."""
        unit: NDArray[np.float32] = _unit(states)
        mean: NDArray[np.float32] = unit.mean(axis=0)
        centred = _unit(np.asarray(unit - mean, np.float32))
        _, vectors = np.linalg.eigh(centred.T @ centred)
        return cls(mean, np.ascontiguousarray(vectors[:, ::-1][:, :dimension], np.float32))

    def save(self, file: Path) -> None:
        """Write it in half precision."""
        np.savez_compressed(file, mean=self._mean.astype(np.float16), matrix=self._matrix.astype(np.float16))

    def shorten(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit vectors `(t, k)` for hidden states `(t, d)`."""
        centred: NDArray[np.float32] = _unit(states) - self._mean
        short = np.empty((len(states), self.dimension), np.float32)
        for block in one_thread_blocks(len(states), self._matrix.size):
            np.matmul(centred[block], self._matrix, out=short[block])
        return _unit(short)

    def tokens(self, states: States, prompt: int) -> QueryTokens:
        """The tokens of a text behind a prompt of so many characters."""
        kept = states.behind(prompt)
        starts = np.maximum(states.offsets[kept, 0] - prompt, 0).astype(np.int32)
        return QueryTokens(self.shorten(states.hidden[kept]), states.ids[kept].astype(np.int32), starts)


def no_tokens(dimension: int) -> TokenVectors:
    """The tokens of an empty text."""
    return TokenVectors(np.zeros((0, dimension), np.int8), np.zeros(0, np.int32), np.zeros(0, np.int32))


def one_thread_blocks(rows: int, size: int) -> Iterator[slice]:
    """Blocks of the rows of a matrix that is to be multiplied by another of `size` numbers.

    They are so small that the library of matrices keeps each product on one thread: on busy cores, waiting for a
    second one takes ten times as long as the work.
    """
    step = max(1, _ONE_THREAD // max(size, 1))
    return (slice(first, first + step) for first in range(0, rows, step))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(norms, np.float32(1e-9))
    return unit


def joined(parts: Sequence[TokenVectors], dimension: int) -> TokenVectors:
    """Tokens of several texts behind each other; `starts` stay as they are."""
    if not parts:
        return no_tokens(dimension)
    return TokenVectors(
        np.concatenate([part.vectors for part in parts]),
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.starts for part in parts]),
    )
