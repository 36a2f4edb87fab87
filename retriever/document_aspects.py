"""What a question asks of a document as a whole: its issuer, day, number, basis, annexes, chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from retriever.question_patterns import read_patterns

ASPECTS_FILE = Path(__file__).parent / "data" / "document_aspects.txt"
_STRONG = "!"


@lru_cache(maxsize=1)
def _shipped() -> dict[str, re.Pattern[str]]:
    return read_patterns(ASPECTS_FILE)


def aspects_in(question: str, *, sure: bool = False) -> tuple[str, ...]:
    """The aspects of a document that a question asks for, in the order in which it names them.

    With `sure` only those in wordings that no other question has.
    """
    return tuple(name for name, _, _ in _found(question, sure=sure))


def without_aspects(question: str) -> str:
    """A question without the words that ask for aspects of a document."""
    for _, start, end in sorted(_found(question, sure=False), key=lambda found: -found[1]):
        question = f"{question[:start]} {question[end:]}"
    return question


@lru_cache(maxsize=256)  # each question is looked at from many sides
def _found(question: str, *, sure: bool) -> tuple[tuple[str, int, int], ...]:
    """Name, start and end of each aspect, by start; each at its first place, sure wordings before others."""
    found: dict[str, tuple[int, int]] = {}
    for strong in (True, False) if not sure else (True,):
        for section, pattern in _shipped().items():
            name = section.removesuffix(_STRONG)
            if section.endswith(_STRONG) is not strong or name in found:
                continue
            match = pattern.search(question)
            while match is not None and not strong and _taken(match, found.values()):
                match = pattern.search(question, match.start() + 1)  # 「谁印发 哪天」: 印发 belongs to what goes before
            if match is not None:
                found[name] = match.span()
    return tuple(sorted(((name, *span) for name, span in found.items()), key=lambda entry: entry[1]))


def _taken(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in spans)
