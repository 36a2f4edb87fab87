"""Passages as the lower layers of an encoder leave them, remembered for all libraries that it serves."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import numpy as np

from retriever.token_vectors import TokenStates

LONGEST = 400  # tokens of a passage that are read: more than a chunk has, a table row may be longer
TOKENS_KEPT = 40_000  # tokens whose states are remembered, 768 bytes each


class PassageStates:
    """The states of passages by their texts: many questions come near the same ones. Safe for several threads.

    Passages of two libraries, or of a library before and after a change, are mostly the same, and so are their states.
    """

    def __init__(self, encode: Callable[[str], TokenStates]) -> None:
        """Remember what `encode` gives for the text of a passage."""
        self._encode = encode
        self._kept: OrderedDict[str, TokenStates] = OrderedDict()
        self._tokens = 0
        self._lock = Lock()

    def of(self, text: str) -> TokenStates:
        """The first `LONGEST` tokens of a passage, in half precision."""
        with self._lock:
            if (known := self._kept.get(text)) is not None:
                self._kept.move_to_end(text)
                return known
        told = self._encode(text)
        states = TokenStates(told.hidden[:LONGEST].astype(np.float16), told.ids[:LONGEST])
        with self._lock:
            if text not in self._kept:
                self._kept[text] = states
                self._tokens += len(states.ids)
            while self._tokens > TOKENS_KEPT and len(self._kept) > 1:
                self._tokens -= len(self._kept.popitem(last=False)[1].ids)
        return states
