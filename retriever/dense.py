"""Search by meaning: exact inner product over unit vectors."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retriever.datatypes import Filters, ScoredChunk
from retriever.encoder import Encoder
from retriever.view import Shelf, serial_of

METRIC = "inner product of unit vectors"


class DenseIndex:
    """Vectors of chunks, each under the key of its chunk; see `retriever.view.chunk_key`."""

    def __init__(self, keys: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Build an index in memory.

        Args:
            keys: `(n,)` int64, each once.
            vectors: `(n, d)` float32, rows L2-normalised: the inner product is then the cosine.

        Raises:
            ValueError: The shapes do not fit, or a row is not a unit vector.
        """
        if vectors.ndim != 2 or keys.shape != (len(vectors),):
            raise ValueError(f"keys {keys.shape} and vectors {vectors.shape} do not fit together")
        if not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3):
            raise ValueError("vectors are not L2-normalised")
        self._faiss = _import_faiss()
        self._index = self._faiss.IndexIDMap2(self._faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(np.ascontiguousarray(vectors), np.ascontiguousarray(keys))
        self.keys = keys

    @classmethod
    def load(cls, file: Path) -> DenseIndex:
        """Read what `save` wrote.

        Raises:
            OSError: The file cannot be read.
            RuntimeError: The file is not a whole index.
        """
        faiss = _import_faiss()
        index = cls.__new__(cls)
        index._faiss = faiss
        # From bytes: the file may be replaced while it is in use, and its path may hold any character.
        index._index = faiss.deserialize_index(np.frombuffer(file.read_bytes(), dtype=np.uint8))
        index.keys = faiss.vector_to_array(index._index.id_map)
        return index

    def save(self, file: Path) -> None:
        """Write the index to one file."""
        file.write_bytes(self._faiss.serialize_index(self._index).tobytes())

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def vectors(self) -> NDArray[np.float32]:
        """All vectors, `(n, d)` float32, in the order of `keys`."""
        inner = self._faiss.downcast_index(self._index.index)
        stored: NDArray[np.float32] = inner.reconstruct_n(0, inner.ntotal)
        return stored

    def search(
        self, vector: NDArray[np.float32], *, k: int, serials: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The k nearest chunks as (key, cosine in [-1, 1]), best first, ties by key.

        Args:
            vector: `(d,)` float32, L2-normalised.
            k: At least 1.
            serials: Only chunks of these documents; None for all. The k best of them are exact.
        """
        k = min(k, len(self.keys))
        if k == 0 or (serials is not None and not serials):
            return []
        parameters = None if serials is None else self._only(serials)
        # One question is too little work to share: on busy cores, waiting for the other threads takes ten times
        # as long as the search. The setting holds for the calling thread, so it is made on every call.
        self._faiss.omp_set_num_threads(1)
        scores, keys = self._index.search(vector.reshape(1, -1), k, params=parameters)
        found = [(int(key), float(score)) for key, score in zip(keys[0], scores[0], strict=True) if key >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _only(self, serials: Collection[int]) -> Any:  # noqa: ANN401  # faiss has no types
        wanted = self.keys[np.isin(serial_of(self.keys), list(serials))]
        return self._faiss.SearchParameters(sel=self._faiss.IDSelectorBatch(wanted))


class DenseRetriever:
    """Chunks whose vectors lie nearest to the question's; scores are cosines in [-1, 1]."""

    def __init__(self, index: DenseIndex, encoder: Encoder, shelf: Shelf) -> None:
        self._index = index
        self._encoder = encoder
        self._shelf = shelf

    def retrieve(self, query: str, *, k: int, filters: Filters | None = None) -> list[ScoredChunk]:
        """The k nearest chunks, best first."""
        if not query.strip() or not len(self._index.keys):
            return []
        vector = self._encoder.encode_queries([query])[0]
        found = self._index.search(vector, k=k, serials=self._shelf.serials(filters))
        return [self._shelf.scored(key, score) for key, score in found]


def _import_faiss() -> Any:  # noqa: ANN401  # faiss has no types
    import faiss

    return faiss
