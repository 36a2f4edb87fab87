"""How sure the search alone is that the library holds what a question asks, whatever is answered from it.

A library of hundreds of notices has something near every question; what is answered from it then may look right and be
about something else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from retriever.completed import Completed
from retriever.datatypes import Evidence, ScoredChunk
from retriever.draft import Draft
from retriever.view import LibraryView

_LOOKED_AT = 60  # chunks
# Fitted on every other question of a public set: 383 that its 599 notices answer, 400 near them that they do not.
_BIAS = -10.65
_CHUNK = 2.01
_SENTENCE = 10.69
_SHARE = 3.74
_MARGIN = 1.66
_MANY = 50  # documents from which on something near every question is found
# Of 433 answers to questions that the set's notices do not answer 160 fall below, of 689 to questions that they do 15,
# eight of these wrong ones.
_FAR = 0.15
# Late interaction of a question with a sentence, below which the two have nothing to do with each other. Of 53 wrong
# refusals over five invented libraries the nearest sentence held the answer in 20, all above; of questions far off the
# theme (a recipe, a train ticket) most stay below.
_NEAR = 0.42


@dataclass(frozen=True)
class _Document:
    """The best of a document's passages: late interaction with it and with a sentence, the search's score."""

    chunk: float
    sentence: float
    score: float
    share: float


def confidence(view: LibraryView, question: str) -> float:
    """Probability 0–1 that the documents in force hold what a question asks; 0 when nothing is found."""
    found = view.retriever.retrieve(question, k=_LOOKED_AT)
    if not found or view.whole is None:
        return 0.0
    held = view.whole.compare(question, {scored.doc_id for scored in found})
    near = view.late.compare(question, found) if view.late is not None else None
    documents: dict[str, _Document] = {}
    for place, scored in enumerate(found):
        chunk = near[place].chunk if near else 0.0
        sentence = float(near[place].around.max(initial=0.0)) if near else 0.0
        before = documents.get(scored.doc_id) or _Document(0.0, 0.0, scored.score, held[scored.doc_id].share)
        documents[scored.doc_id] = _Document(
            max(before.chunk, chunk), max(before.sentence, sentence), before.score, before.share
        )
    first, *others = documents.values()
    margin = first.score - (others[0].score if others else 0.0)
    sure = _BIAS + _CHUNK * first.chunk + _SENTENCE * first.sentence + _SHARE * first.share + _MARGIN * margin
    return 1 / (1 + math.exp(-sure))


def unless_far(view: LibraryView, asked: Completed, draft: Draft) -> Draft:
    """An answer from a large library; a refusal where the search says that it hardly holds what is asked.

    A question that leans on an earlier one says too little by itself to be judged.
    """
    if not draft.found or len(view.documents) < _MANY or asked.leans or asked.previous is not None:
        return draft
    if confidence(view, asked.question) >= _FAR:
        return draft
    return Draft(nearest=draft.first_evidence)


def is_near(view: LibraryView, question: str, evidence: Evidence) -> bool:
    """Whether a passage has so much to do with a question that one who asked it wants to see it."""
    if view.late is None:
        return True
    chunks = view.documents[evidence.doc_id].parsed.chunks
    own = [chunk for chunk in chunks if chunk.start < evidence.end and evidence.start < chunk.end]
    near = view.late.compare(question, [ScoredChunk(evidence.doc_id, chunk, 0.0) for chunk in own])
    return any(
        value >= _NEAR
        for chunk, measured in zip(own, near, strict=True)
        for (start, end), value in zip(chunk.sentences, measured.around, strict=True)
        if start < evidence.end and evidence.start < end
    )
