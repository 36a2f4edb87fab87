"""How much of a question whole documents hold: what a passage alone does not tell.

A question about a notice repeats words of its title, its opening and several of its items; the passage that answers
holds but some of them. BM25 over pairs of characters, worked out for the few documents that a search has brought.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Collection, Mapping

from ingest.datatypes import Document
from retriever.tokenizer import tokenize
from retriever.view import Held

# Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019
_SATURATION, _LENGTH = 1.2, 0.75
_MOST_TERMS = 80  # of a question; a pasted page says nothing new with more


class WholeDocuments:
    """Compares questions with whole documents; safe for several threads."""

    def __init__(
        self, documents: Mapping[str, Document], frequency: Callable[[str], int], *, chunks: int, documents_held: int
    ) -> None:
        """Compare over `documents`.

        Args:
            documents: The documents by id.
            frequency: In how many chunks of the library a pair of characters stands.
            chunks: How many chunks the library has.
            documents_held: How many documents they belong to.
        """
        self._documents = documents
        self._frequency = frequency
        self._chunks = max(1, chunks)
        self._usual = self._chunks / max(1, documents_held)
        self._texts: dict[str, str] = {}

    def compare(self, question: str, doc_ids: Collection[str]) -> dict[str, Held]:
        """What each document holds of a question."""
        terms = dict.fromkeys(tokenize(question).bigrams[:_MOST_TERMS])
        weights = {term: self._rarity(term) for term in terms}
        return {doc_id: self._held(doc_id, weights) for doc_id in doc_ids}

    def _held(self, doc_id: str, weights: Mapping[str, float]) -> Held:
        text = self._text(doc_id)
        length = len(self._documents[doc_id].parsed.chunks) / self._usual
        normal = _SATURATION * (1 - _LENGTH + _LENGTH * length)
        score = held = 0.0
        for term, weight in weights.items():
            if times := text.count(term):
                score += weight * times * (_SATURATION + 1) / (times + normal)
                held += weight
        return Held(score, held / (sum(weights.values()) or 1.0))

    def _rarity(self, term: str) -> float:
        count = min(self._frequency(term), self._chunks)
        return math.log(1 + (self._chunks - count + 0.5) / (count + 0.5))

    def _text(self, doc_id: str) -> str:
        """Title and text as `tokenize` compares them, kept: the same few documents are asked about again."""
        known = self._texts.get(doc_id)
        if known is None:
            parsed = self._documents[doc_id].parsed
            whole = f"{parsed.metadata.title}\n{parsed.clean.text}"
            known = self._texts[doc_id] = unicodedata.normalize("NFKC", whole).lower()
        return known
