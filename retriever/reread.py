"""What a second, slower reading tells of the candidates that come first, and of what an answer stands on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retriever.candidates import Candidate
from retriever.datatypes import Evidence, ScoredChunk
from retriever.view import LibraryView, PassageReader

# How far a sentence may stand behind the best one and still be read. On twelve sets that the model was not trained on,
# with 2, the first sentence answers in 70.4 % (unread 68.3 %); less is faster and answers as many questions.
_REACH = 1.5
# Probabilities that the documents answer which no reading carries over the limits from which an answer is given.
_HOPELESS, _CERTAIN = 0.015, 0.7
_LOOKED_AT = 3  # passages of an answer


def is_settled(sums: NDArray[np.float32], supports: NDArray[np.float32]) -> bool:
    """Whether no reading would change what is told: one sentence far ahead of all others, and no doubt about it."""
    if not len(sums):
        return True
    best = int(sums.argmax())
    alone = int((sums >= sums[best] - _REACH).sum()) == 1
    return alone and not _HOPELESS < supports[best] < _CERTAIN


def reads_as_answer(view: LibraryView, question: str, evidence: Sequence[Evidence], least: float) -> bool:
    """Whether a joint reading gives one of the first passages a value of `least`; false where there is no reading."""
    return view.joint is not None and reading_of(view, question, evidence) >= least


def reading_of(view: LibraryView, question: str, evidence: Sequence[Evidence]) -> float:
    """How well the best of the first passages answers by a joint reading, above 0 rather than nothing.

    Negative infinity where there is no passage, or no reading.
    """
    if view.joint is None:
        return -np.inf
    return max((_value(view, view.joint, question, one) for one in evidence[:_LOOKED_AT]), default=-np.inf)


def _value(view: LibraryView, reading: PassageReader, question: str, evidence: Evidence) -> float:
    """How well the best sentence of a passage answers, above 0 rather than nothing."""
    chunks = view.documents[evidence.doc_id].parsed.chunks
    for chunk in chunks:
        places = [place for place, (start, end) in enumerate(chunk.sentences) if _meet(start, end, evidence)]
        if places:
            told = reading.read(question, [(ScoredChunk(evidence.doc_id, chunk, 0.0), places)])
            return max((float(values.max()) for values in told), default=-np.inf)
    return -np.inf


def _meet(start: int, end: int, evidence: Evidence) -> bool:
    return start < evidence.end and evidence.start < end


def reread(
    reading: PassageReader, question: str, candidates: Sequence[Candidate], sums: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How well each candidate answers by a joint reading, `(n,)`, above 0 rather than nothing; NaN where unread.

    Args:
        reading: reads a few chunks.
        question: the question as it stands.
        candidates: n sentences.
        sums: `(n,)`; the chunks of the best are read first, those of sentences far behind it not at all.
    """
    order = np.argsort(-sums, kind="stable")
    wanted: dict[tuple[str, int], list[int]] = {}
    for row in order[sums[order] >= sums.max(initial=-np.inf) - _REACH]:
        wanted.setdefault((candidates[row].chunk.doc_id, candidates[row].chunk.chunk.index), []).append(int(row))
    rows = [sorted(own, key=lambda row: candidates[row].place) for own in wanted.values()]
    sentences = [(candidates[own[0]].chunk, [candidates[row].place for row in own]) for own in rows]
    values = np.full(len(candidates), np.nan, np.float32)
    for own, told in zip(rows, reading.read(question, sentences), strict=False):
        values[own] = told
    return values
