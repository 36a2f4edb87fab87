"""Plain BM25 over whole texts, for comparison: what any search engine gives without this project."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Terms = Callable[[str], Sequence[str]]


class PlainBM25:
    """Ranks whole texts.

    Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019, with k1 = 1.2 and b = 0.75.
    """

    saturation = 1.2
    length = 0.75

    def __init__(self, texts: Sequence[str], terms: Terms) -> None:
        """Index `texts` by the terms that `terms` makes of them."""
        self._terms = terms
        self._held: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = np.zeros(len(texts), np.float64)
        for place, text in enumerate(texts):
            counted = Counter(terms(text))
            lengths[place] = counted.total()
            for term, times in counted.items():
                self._held[term].append((place, times))
        self._normal = self.saturation * (1 - self.length + self.length * lengths / max(lengths.mean(), 1.0))

    def scores(self, question: str) -> NDArray[np.float64]:
        """Scores `(n,)` of at least 0, one for each text."""
        found = np.zeros(len(self._normal), np.float64)
        for term, asked in Counter(self._terms(question)).items():
            held = self._held.get(term, [])
            rarity = math.log(1 + (len(found) - len(held) + 0.5) / (len(held) + 0.5))
            for place, times in held:
                found[place] += asked * rarity * times * (self.saturation + 1) / (times + self._normal[place])
        return found
