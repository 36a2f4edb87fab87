"""Whether a question names a document that is not in force, though others of its place are."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.datatypes import Document
from retriever.numbered import replaced_by

_LEAST, _MORE = 4, 2  # pairs of characters of its title that a question must hold, and more than of any in force


def names_aside(question: str, in_force: Iterable[Document], aside: Iterable[Document]) -> bool:
    """Whether a question holds clearly more of the title of a document out of force than of any in force.

    What such a document puts out of force itself counts as a name of it: only it tells.
    """
    asked = _pairs(question)
    beside = max((_held(document, asked) for document in aside), default=0)
    return beside >= _LEAST and beside >= _MORE + max((_held(document, asked) for document in in_force), default=0)


def _held(document: Document, asked: frozenset[str]) -> int:
    names = (document.record.metadata.title, *replaced_by(document))
    return max(len(_pairs(name) & asked) for name in names)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))
