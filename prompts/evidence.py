"""Numbered evidence as a language model gets it: each piece between tags that its own text cannot close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = str.maketrans("<>", "〈〉")


@dataclass(frozen=True)
class Passage:
    """A piece of a document with the headings above it, outermost first."""

    title: str
    path: tuple[str, ...]
    text: str


def as_material(text: str) -> str:
    """A text without the angle brackets that tags are made of: what it says stays inside its tags."""
    return text.translate(_FENCE)


def evidence_block(passages: Sequence[Passage]) -> str:
    """The passages one after the other, numbered from 1."""
    return "\n".join(
        f'<原文 编号="{number}" 出自="《{_attribute(passage.title)}》{_attribute(" › ".join(passage.path))}">\n'
        f"{as_material(passage.text)}\n</原文>"
        for number, passage in enumerate(passages, 1)
    )


def _attribute(text: str) -> str:
    return as_material(text).replace('"', "”")
