"""Reads a question together with the passages that come first, and says how well each of their sentences answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from retriever.datatypes import ScoredChunk
from retriever.encoder import OnnxEncoder
from retriever.joint_model import JointModel
from retriever.late import LateInteraction
from retriever.passage_states import LONGEST, TOKENS_KEPT
from retriever.passage_texts import passage_text
from retriever.token_vectors import TokenStates
from retriever.view import Shelf

TOKENS_READ = 400  # of questions and passages together
_VALUES_KEPT = 500  # pairs of a question and a chunk whose values are remembered: a question is read in several ways

# A question, a passage with its stretches, and the places of the sentences read in it. Passages go by their texts:
# versions of a document share most of theirs, and so do documents that copy each other.
_Pair = tuple[str, str, bytes, tuple[int, ...]]


class JointReading:
    """Compares questions with the sentences of a few chunks, more exactly and more slowly than late interaction."""

    def __init__(self, model: JointModel, encoder: OnnxEncoder, late: LateInteraction, shelf: Shelf) -> None:
        """Read the chunks of `shelf`, whose tokens `late` knows, with a model made for this encoder."""
        self._model = model
        self._encoder = encoder
        self._late = late
        self._shelf = shelf
        self._told: dict[_Pair, NDArray[np.float32]] = {}

    def prepare(self) -> None:
        """Read all passages by themselves where as many are remembered, so that the first questions find them read."""
        if self._late.tokens <= TOKENS_KEPT:
            texts = [self._text(self._shelf.scored(key, 0.0)) for key in self._late.keys]
            list(_pool(self._encoder.threads).map(self._encoder.passages.of, texts))

    def read(self, question: str, sentences: Sequence[tuple[ScoredChunk, Sequence[int]]]) -> list[NDArray[np.float32]]:
        """How well sentences answer, by chunk: above 0 rather than nothing.

        Args:
            question: the question as it stands.
            sentences: chunks, best first, each with the places `(p,)` of the sentences to read; as many chunks are
                read as fit into `TOKENS_READ`, one at least.

        Returns:
            Values `(p,)` for the chunks that were read: fewer than were given, none for a question without tokens.
        """
        query, weights = self.question(question)
        if not sentences or not len(query.ids):
            return []
        if len(self._told) > _VALUES_KEPT:
            self._told.clear()

        first = self._first(sentences, len(query.ids))
        keys = [self._pair(question, scored, places) for scored, places in first]
        told = {key: values for key in keys if (values := self._told.get(key)) is not None}
        new = {key: wanted for key, wanted in zip(keys, first, strict=True) if key not in told}
        for key, values in zip(new, self._values(query, weights, list(new.values())), strict=True):
            told[key] = self._told[key] = values
        return [told[key] for key in keys]

    def _values(
        self, query: TokenStates, weights: NDArray[np.float32], pairs: Sequence[tuple[ScoredChunk, Sequence[int]]]
    ) -> Iterator[NDArray[np.float32]]:
        """The values of some sentences of each of several chunks."""
        pool, model = _pool(self._encoder.threads), self._model
        if len(pairs) >= model.threads > 1:
            return pool.map(lambda pair: model.read(query, weights, *self._cut(*pair), beside=True), pairs)
        passages = pool.map(lambda pair: self._cut(*pair), pairs)
        return (model.read(query, weights, *passage) for passage in passages)

    def _pair(self, question: str, scored: ScoredChunk, places: Sequence[int]) -> _Pair:
        return question, self._text(scored), self._late.stretches(scored).tobytes(), tuple(places)

    def _text(self, scored: ScoredChunk) -> str:
        return passage_text(self._shelf[scored.doc_id].parsed, scored.chunk)

    def _cut(self, scored: ScoredChunk, places: Sequence[int]) -> tuple[TokenStates, NDArray[np.int64]]:
        """Title, path and some sentences of a chunk, each as it was read among the others."""
        states, bounds = self.passage(scored)
        kept, stretches = cut(bounds, places)
        return TokenStates(states.hidden[kept], states.ids[kept]), stretches

    def question(self, question: str) -> tuple[TokenStates, NDArray[np.float32]]:
        """A question as the lower layers leave it, and the share `(q,)` of each of its tokens."""
        query = self._encoder.query_states(question)
        return query, self._late.weights(query.ids)

    def passage(self, scored: ScoredChunk) -> tuple[TokenStates, NDArray[np.int64]]:
        """A chunk as the lower layers leave it, and its stretches as in `JointHead.values`."""
        return self._encoder.passages.of(self._text(scored)), np.minimum(self._late.stretches(scored), LONGEST)

    def _first(
        self, sentences: Sequence[tuple[ScoredChunk, Sequence[int]]], asked: int
    ) -> Sequence[tuple[ScoredChunk, Sequence[int]]]:
        """The chunks that fit."""
        lengths = []
        for scored, places in sentences:
            sizes = np.diff(self._late.stretches(scored))
            lengths.append(asked + int(sizes[0] + sizes[[place + 1 for place in places]].sum()))
        return sentences[: max(1, int(np.searchsorted(np.cumsum(lengths), TOKENS_READ, side="right")))]


def cut(bounds: NDArray[np.int64], places: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The tokens of title, path and some sentences of a passage, and where each of these begins among them.

    Args:
        bounds: `(s + 2,)`, the stretches of the passage as in `JointHead.values`.
        places: `(p,)`, of the sentences in the passage.

    Returns:
        Numbers of tokens, and the stretches `(p + 2,)`.
    """
    spans = [(0, int(bounds[1])), *((int(bounds[place + 1]), int(bounds[place + 2])) for place in places)]
    kept = np.concatenate([np.arange(first, last) for first, last in spans])
    return kept, np.cumsum([0, *(last - first for first, last in spans)])


@lru_cache(maxsize=1)
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="joint")


@lru_cache(maxsize=1)
def shipped_joint_model(threads: int) -> JointModel:
    """The shipped model, loaded once for all libraries of a process; see `JointModel`.

    Raises:
        EncoderUnavailableError: A file or a package is missing.
    """
    return JointModel(threads=threads)
