"""How much of a question whole documents hold: what a passage alone does not tell.

A question about a notice repeats words of its title, its opening and several of its items; the passage that answers
holds but some of them. BM25 over pairs of characters, worked out for the few documents that a search has brought.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.datatypes import Document
from retriever.tokenizer import tokenize
from retriever.view import Held

# Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019
_SATURATION, _LENGTH = 1.2, 0.75
_MOST_TERMS = 80  # of a question; a pasted page says nothing new with more
_CHARACTER_BITS = 21
_NO_PAIR = -1


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
        self._kept: dict[str, _CountedPairs] = {}

    def compare(self, question: str, doc_ids: Collection[str]) -> dict[str, Held]:
        """What each document holds of a question."""
        terms = list(dict.fromkeys(tokenize(question).bigrams[:_MOST_TERMS]))
        weights, codes = [self._rarity(term) for term in terms], _codes_of(terms)
        return {doc_id: self._held(doc_id, weights, self._pairs(doc_id).counts(terms, codes)) for doc_id in doc_ids}

    def _held(self, doc_id: str, weights: Sequence[float], counts: Sequence[int]) -> Held:
        length = len(self._documents[doc_id].parsed.chunks) / self._usual
        normal = _SATURATION * (1 - _LENGTH + _LENGTH * length)
        score = held = 0.0
        for weight, times in zip(weights, counts, strict=True):
            if times:
                score += weight * times * (_SATURATION + 1) / (times + normal)
                held += weight
        return Held(score, held / (sum(weights) or 1.0))

    def _rarity(self, term: str) -> float:
        count = min(self._frequency(term), self._chunks)
        return math.log(1 + (self._chunks - count + 0.5) / (count + 0.5))

    def _pairs(self, doc_id: str) -> _CountedPairs:
        """The pairs of title and text as `tokenize` compares them: the same few documents are asked about again."""
        known = self._kept.get(doc_id)
        if known is None:
            parsed = self._documents[doc_id].parsed
            whole = f"{parsed.metadata.title}\n{parsed.clean.text}"
            known = self._kept[doc_id] = _CountedPairs(unicodedata.normalize("NFKC", whole).lower())
        return known


class _CountedPairs:
    """How often pairs of characters stand in a text: counted once, for many questions look for many pairs."""

    def __init__(self, text: str) -> None:
        self._text = text
        characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        self._codes, self._counts = np.unique(characters[:-1] << _CHARACTER_BITS | characters[1:], return_counts=True)

    def counts(self, terms: Sequence[str], codes: NDArray[np.int64]) -> list[int]:
        """How often each of some terms stands in the text, as `str.count` has it; `codes` as from `_codes_of`."""
        if not len(self._codes):
            return [self._text.count(term) for term in terms]
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        counts: list[int] = np.where(self._codes[at] == codes, self._counts[at], 0).tolist()
        for place in np.flatnonzero(codes == _NO_PAIR).tolist():
            counts[place] = self._text.count(terms[place])
        return counts


def _codes_of(terms: Sequence[str]) -> NDArray[np.int64]:
    """A number for each term that is a pair; for words of Latin letters, and 人人, which may overlap itself, none."""
    return np.array(
        [
            ord(term[0]) << _CHARACTER_BITS | ord(term[1]) if len(term) == 2 and term[0] != term[1] else _NO_PAIR
            for term in terms
        ],
        np.int64,
    )
