"""How far the answer to one question is: what has been released of it, and what became of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator
from typing import Any

from api.conversations.datatypes import Turn, TurnStatus
from api.conversations.errors import ConversationError
from api.conversations.store import ConversationStore
from api.problems import status_of
from api.streaming import ServerEvent
from ingest.errors import IngestError
from retriever.errors import RetrieverError

GATHERED_SECONDS = 0.01  # events that follow the first one of a step as fast as this leave together with it

logger = logging.getLogger("zhengda.api")


class Progress:
    """Takes the events of an answer, a few at a time, and keeps the turn in the end.

    `done` tells that all are taken; `last`, the final event or an error, is held back until the turn is kept.
    """

    def __init__(self, events: Iterator[ServerEvent], gather: float) -> None:
        """Take from `events`; for `gather` seconds behind the first one of a step, more are taken in the same step."""
        self.begun = False
        self.done = False
        self.kept = False
        self.unkept = ""
        self.last: ServerEvent | None = None
        self.status: TurnStatus = "failed"
        self._answer: dict[str, Any] = {"answer": "", "citations": []}
        self._events = events
        self._gather = gather

    def step(self) -> list[ServerEvent]:
        """Work until there is something to tell: sources always with the sentence that cites them.

        The project's own errors become the last event.
        """
        self.begun = True
        told: list[ServerEvent] = []
        until = 0.0
        while not told or told[-1].name == "citation" or time.monotonic() < until:
            event = self._next()
            if event is None:
                break
            told.append(event)
            until = until or time.monotonic() + self._gather
        if self.done:
            self.close()
        return told

    def close(self) -> None:
        """End the work."""
        if isinstance(self._events, Generator):
            self._events.close()

    def keep(self, store: ConversationStore, turn: Turn) -> None:
        """Write down what became of the turn; an error is told in `unkept`, the answer goes out all the same."""
        self.kept = True
        try:
            store.finish(turn.turn_id, self.status, self._answer)
        except ConversationError as error:
            self.unkept = f"这个答案没有存入历史记录：{error}"
            logger.error("%s", self.unkept)

    def _next(self) -> ServerEvent | None:
        """The next event to release; None at the end, which puts what is left into `last`."""
        try:
            event = next(self._events, None)
        except (IngestError, RetrieverError) as error:
            self.done, self._answer = True, {"detail": str(error)}
            self.last = ServerEvent("error", {"status": status_of(error), "detail": str(error)})
            return None
        if event is None:
            self.done = True
        elif event.name == "final":
            self.done, self.last = True, event
            self.status, self._answer = event.data["status"], dict(event.data)
            return None
        elif event.name == "sentence":
            self._answer["answer"] += event.data["text"]
        elif event.name == "citation":
            self._answer["citations"].append(event.data)
        elif event.name == "restart":
            self._answer = {"answer": "", "citations": []}
        return event
