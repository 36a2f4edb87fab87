"""Vectors of passages and of their tokens, kept so that no text is encoded twice with the same model."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from retriever.encoder import Encoder, OnnxEncoder, Progress, token_dimension
from retriever.token_vectors import EncodedPassages, TokenVectors

_BUSY_SECONDS = 30.0
_SCHEMA = """CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, text_hash)
) WITHOUT ROWID"""

logger = logging.getLogger(__name__)


class VectorCache:
    """Encode passages through a file that remembers them; the file may be deleted at any time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def encode(self, encoder: Encoder, texts: Sequence[str], *, progress: Progress | None = None) -> EncodedPassages:
        """Vectors of passages, rows L2-normalised, with those of their tokens where the encoder gives them.

        Args:
            encoder: Its name keeps the vectors of different models apart.
            texts: n passages.
            progress: Called with the number of texts encoded so far, remembered ones not counted.
        """
        hashes = [hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16] for text in texts]
        kept = self._remembered(encoder, set(hashes))
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in kept}
        if missing:
            new = dict(zip(missing, _encode(encoder, list(missing.values()), progress), strict=True))
            self._remember(encoder, new)
            kept.update(new)
        if not texts:
            return EncodedPassages(np.zeros((0, encoder.dimension), dtype=np.float32))
        vectors = np.stack([np.frombuffer(kept[key][: 4 * encoder.dimension], "<f4") for key in hashes])
        size = token_dimension(encoder)
        tokens = [TokenVectors.unpacked(kept[key][4 * encoder.dimension :], size) for key in hashes] if size else []
        return EncodedPassages(vectors.astype(np.float32), tuple(tokens))

    def _remembered(self, encoder: Encoder, hashes: set[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        size = token_dimension(encoder)

        def read(connection: sqlite3.Connection) -> None:
            query = "SELECT vector FROM vectors WHERE model = ? AND text_hash = ?"
            for key in hashes:
                row = connection.execute(query, (encoder.name, key)).fetchone()
                rest = -1 if row is None else len(row[0]) - 4 * encoder.dimension
                if rest == 0 if not size else rest >= 0 and rest % (size + 8) == 0:
                    found[key] = row[0]

        self._use(read)
        return found

    def _remember(self, encoder: Encoder, encoded: dict[bytes, bytes]) -> None:
        rows = [(encoder.name, key, value) for key, value in encoded.items()]

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


def _encode(encoder: Encoder, texts: Sequence[str], progress: Progress | None) -> list[bytes]:
    """What is kept of each text: its vector, then its tokens where the encoder gives them."""
    if isinstance(encoder, OnnxEncoder) and encoder.token_dimension:
        encoded = encoder.encode_passage_tokens(texts, progress=progress)
    else:
        encoded = EncodedPassages(encoder.encode_passages(texts, progress=progress))
    tokens = [part.packed() for part in encoded.tokens] or [b""] * len(texts)
    return [vector.astype("<f4").tobytes() + rest for vector, rest in zip(encoded.vectors, tokens, strict=True)]
