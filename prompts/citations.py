"""Number the evidence of an answer and read the numbers back: `[1][3]` behind the words that they bear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile(r"\[(\d{1,3})\]|［(\d{1,3})］|【(\d{1,3})】")
_RUN = re.compile(rf"(?:\s?(?:{_MARK.pattern}))+")


@dataclass(frozen=True)
class CitedText:
    """Words of an answer with the numbers (from 1) of the evidence behind them; no numbers where none are given."""

    text: str
    numbers: tuple[int, ...]


def marks(numbers: Sequence[int]) -> str:
    """Marks for evidence numbers, each once, ascending: `[1][3]`."""
    return "".join(f"[{number}]" for number in sorted(set(numbers)))


def cite(parts: Sequence[CitedText]) -> str:
    """Join words with their marks; a mark stands before a closing full stop so that it belongs to its sentence."""
    pieces = []
    for part in parts:
        text, tail = part.text, ""
        if part.numbers and text[-1:] in "。；！？":
            text, tail = text[:-1], text[-1]
        pieces.append(text + marks(part.numbers) + tail)
    return "".join(pieces)


def parse(text: str) -> list[CitedText]:
    """Split an answer at its runs of marks; the inverse of `cite` for words without marks of their own."""
    parts: list[CitedText] = []
    position = 0
    for run in _RUN.finditer(text):
        numbers = tuple(int(next(group for group in found if group)) for found in _MARK.findall(run.group(0)))
        words, position = text[position : run.start()], run.end()
        if text[position : position + 1] in ("。", "；", "！", "？"):
            words += text[position]
            position += 1
        parts.append(CitedText(words, tuple(dict.fromkeys(numbers))))
    if position < len(text):
        parts.append(CitedText(text[position:], ()))
    return parts


def strip_marks(text: str) -> str:
    """An answer without its marks."""
    return _MARK.sub("", text)
