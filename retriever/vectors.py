"""Vectors of passages, kept so that no text is encoded twice with the same model."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retriever.encoder import Encoder, Progress

_BUSY_SECONDS = 30.0
_SCHEMA = """CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, text_hash)
) WITHOUT ROWID"""

logger = logging.getLogger(__name__)


class VectorCache:
    """Encode passages through a file that remembers them; the file may be deleted at any time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def encode(
        self, encoder: Encoder, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of passages, `(n, d)` float32, rows L2-normalised.

        Args:
            encoder: Its name keeps the vectors of different models apart.
            texts: n passages.
            progress: Called with the number of texts encoded so far, remembered ones not counted.
        """
        hashes = [hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16] for text in texts]
        vectors = self._remembered(encoder, set(hashes))
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in vectors}
        if missing:
            encoded = encoder.encode_passages(list(missing.values()), progress=progress)
            new = dict(zip(missing, encoded, strict=True))
            self._remember(encoder, new)
            vectors.update(new)
        if not texts:
            return np.zeros((0, encoder.dimension), dtype=np.float32)
        return np.stack([vectors[key] for key in hashes])

    def _remembered(self, encoder: Encoder, hashes: set[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found: dict[bytes, NDArray[np.float32]] = {}

        def read(connection: sqlite3.Connection) -> None:
            query = "SELECT vector FROM vectors WHERE model = ? AND text_hash = ?"
            for key in hashes:
                row = connection.execute(query, (encoder.name, key)).fetchone()
                vector = None if row is None else np.frombuffer(row[0], dtype="<f4")
                if vector is not None and len(vector) == encoder.dimension:
                    found[key] = vector.astype(np.float32)

        self._use(read)
        return found

    def _remember(self, encoder: Encoder, vectors: dict[bytes, NDArray[np.float32]]) -> None:
        rows = [(encoder.name, key, vector.astype("<f4").tobytes()) for key, vector in vectors.items()]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

        self._use(write)

    def _use(self, action: Callable[[sqlite3.Connection], None]) -> None:
        """Run `action` on the file; one that cannot be used only costs time, so that is logged and no more."""
        try:
            with closing(sqlite3.connect(self._file, timeout=_BUSY_SECONDS)) as connection:
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(_SCHEMA)
                action(connection)
        except sqlite3.OperationalError as error:
            logger.warning("向量缓存 %s 暂不可用（%s），改为重新计算", self._file, error)
        except sqlite3.DatabaseError as error:
            logger.warning("向量缓存 %s 已损坏（%s），删除后重新计算", self._file, error)
            self._file.unlink(missing_ok=True)
