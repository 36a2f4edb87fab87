"""Sentence spans of Chinese text."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)】》〉]*|\n|$)")
_BRACKETS = re.compile(r"^[（(〔\[【][^（()）]{0,200}[）)〕\]】]$")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, in order, trimmed of white space; offsets are those of `text`.

    A sentence ends at 。！？ with the quotes and brackets that close behind it, or at a line break.
    """
    limit = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text, start, limit):
        first, last = match.start(), match.end()
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first:
            spans.append((first, last))
    return spans


def is_bracket(text: str) -> bool:
    """Whether a stretch is one bracket, such as 「（责任单位：区民政局）」."""
    return _BRACKETS.match(text) is not None
