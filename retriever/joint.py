"""Reads a question together with the passages that come first, and says how well each of their sentences answers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from retriever.datatypes import ScoredChunk
from retriever.encoder import OnnxEncoder
from retriever.joint_model import JointModel
from retriever.late import LateInteraction
from retriever.passage_texts import passage_head
from retriever.token_vectors import TokenStates
from retriever.view import Shelf

TOKENS_READ = 700  # of questions and passages together: what two cores read in about 60 ms
_LONGEST = 400  # tokens of a passage that are read: more than a chunk has, a table row may be longer
_TOKENS_KEPT = 40_000  # tokens whose states are remembered, 768 bytes each


class JointReading:
    """Compares questions with the sentences of a few chunks, more exactly and more slowly than late interaction."""

    def __init__(self, model: JointModel, encoder: OnnxEncoder, late: LateInteraction, shelf: Shelf) -> None:
        """Read the chunks of `shelf`, whose tokens `late` knows, with a model made for this encoder."""
        self._model = model
        self._encoder = encoder
        self._late = late
        self._shelf = shelf
        self._kept: OrderedDict[tuple[str, int], TokenStates] = OrderedDict()
        self._tokens_kept = 0
        self._lock = Lock()

    def read(self, question: str, chunks: Sequence[ScoredChunk]) -> list[NDArray[np.float32]]:
        """How well the sentences of the first chunks answer: `(s,)` each, above 0 rather than nothing.

        Args:
            question: the question as it stands.
            chunks: best first; as many are read as fit into `TOKENS_READ`, one at least.

        Returns:
            Values for the chunks that were read: fewer than `chunks`, none for a question without tokens.
        """
        query, weights = self.question(question)
        if not chunks or not len(query.ids):
            return []
        first = self._first(chunks, len(query.ids))

        def read(scored: ScoredChunk) -> NDArray[np.float32]:
            return self._model.read(query, weights, *self.passage(scored))

        return list(_pool(self._encoder.threads).map(read, first))

    def question(self, question: str) -> tuple[TokenStates, NDArray[np.float32]]:
        """A question as the lower layers leave it, and the share `(q,)` of each of its tokens."""
        query = self._encoder.query_states(question)
        return query, self._late.weights(query.ids)

    def passage(self, scored: ScoredChunk) -> tuple[TokenStates, NDArray[np.int64]]:
        """A chunk as the lower layers leave it, and its stretches as in `JointHead.values`."""
        return self._states(scored), np.minimum(self._late.stretches(scored), _LONGEST)

    def _first(self, chunks: Sequence[ScoredChunk], asked: int) -> Sequence[ScoredChunk]:
        """The chunks that fit."""
        tokens = np.cumsum([asked + min(int(self._late.stretches(scored)[-1]), _LONGEST) for scored in chunks])
        return chunks[: max(1, int(np.searchsorted(tokens, TOKENS_READ, side="right")))]

    def _states(self, scored: ScoredChunk) -> TokenStates:
        """The states of a chunk, remembered: many questions come near the same chunks."""
        key = (scored.doc_id, scored.chunk.index)
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return known
        parsed = self._shelf[scored.doc_id].parsed
        head = passage_head(parsed.metadata.title, scored.chunk)
        states = self._encoder.passage_states(head + parsed.clean.text[scored.chunk.start : scored.chunk.end])
        states = TokenStates(states.hidden[:_LONGEST].astype(np.float16), states.ids[:_LONGEST])
        with self._lock:
            if key not in self._kept:
                self._kept[key] = states
                self._tokens_kept += len(states.ids)
            while self._tokens_kept > _TOKENS_KEPT and len(self._kept) > 1:
                self._tokens_kept -= len(self._kept.popitem(last=False)[1].ids)
        return states


@lru_cache(maxsize=1)
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="joint")


@lru_cache(maxsize=1)
def shipped_joint_model() -> JointModel:
    """The shipped model, loaded once for all libraries of a process.

    Raises:
        EncoderUnavailableError: A file or a package is missing.
    """
    return JointModel()
