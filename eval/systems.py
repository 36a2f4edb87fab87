"""What can be asked, and the one in this process: a KnowledgeBase. Servers are in `eval.http_systems`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from retriever.datatypes import Answer, Message, SearchHit
from retriever.errors import RetrieverError


class AskError(Exception):
    """A system gave no answer; the message is Chinese."""


class System(Protocol):
    """Something that answers the last message of a conversation."""

    @property
    def name(self) -> str:
        """A short name for tables and folders."""

    @property
    def cites(self) -> bool:
        """Whether its answers carry citations; without, nothing is said about them."""

    def ask(self, messages: Sequence[Message]) -> Answer:
        """Answer the last message, a user's.

        Raises:
            AskError: The system gave no answer.
        """

    def search(self, question: str, *, k: int) -> tuple[str, ...] | None:
        """The texts of the k best passages, best first; None when it has no search of its own.

        Raises:
            AskError: The search failed.
        """

    def describe(self) -> Mapping[str, Any]:
        """Configuration and index version, for the run file."""


class AskingBase(Protocol):
    """The part of `KnowledgeBase` that an evaluation needs."""

    @property
    def index_version(self) -> str:
        """The version of the index that answers."""

    def ask(self, question: Sequence[Message]) -> Answer:
        """Answer the last message."""

    def search(self, query: str, *, k: int) -> list[SearchHit]:
        """The k best passages, best first."""


class LibrarySystem:
    """A KnowledgeBase in this process."""

    name = "zhengda"
    cites = True

    def __init__(self, base: AskingBase, *, settings: Mapping[str, Any]) -> None:
        """Wrap a library; `settings` (folder, model, corpus, …) go into the run file as they are."""
        self._base = base
        self._settings = settings

    def ask(self, messages: Sequence[Message]) -> Answer:
        """See `System`."""
        try:
            return self._base.ask(messages)
        except RetrieverError as error:
            raise AskError(str(error)) from error

    def search(self, question: str, *, k: int) -> tuple[str, ...]:
        """See `System`."""
        try:
            return tuple(hit.text for hit in self._base.search(question, k=k))
        except RetrieverError as error:
            raise AskError(str(error)) from error

    def describe(self) -> Mapping[str, Any]:
        """See `System`."""
        return {**self._settings, "index_version": self._base.index_version}
