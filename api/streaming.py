"""An answer as server-sent events: only what has been verified is ever released."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing, closing
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter
from fastapi.responses import StreamingResponse
from starlette.types import Send

from api.answers import answer_json, citation_json, statuses_of
from retriever.datatypes import CitationEvent, Filters, FinalEvent, Message, Mode, RestartEvent, SentenceEvent
from retriever.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Turnstile:
    """How many answers are worked on at once: at their first step, which finds the answer, and at later ones."""

    first: CapacityLimiter
    later: CapacityLimiter


@dataclass(frozen=True)
class ServerEvent:
    """One event of a stream.

    An answer is `citation` and `sentence` events (the sentences joined are the answer's text) and one `final`
    event with all of it; `restart` tells that the sentences so far do not hold.
    """

    name: str
    data: Mapping[str, Any]

    def encoded(self) -> bytes:
        """The event as the protocol writes it; JSON has no line breaks of its own."""
        return f"event: {self.name}\ndata: {json.dumps(self.data, ensure_ascii=False)}\n\n".encode()


class EventStream(StreamingResponse):
    """A response of events that ends its source when the client goes away."""

    def __init__(self, events: AsyncGenerator[bytes, None]) -> None:
        # A proxy that gathers a response before passing it on would make a stream useless.
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(events, media_type="text/event-stream; charset=utf-8", headers=headers)
        self._events = events

    async def stream_response(self, send: Send) -> None:
        """Send the events; the source is closed also when sending is cancelled."""
        async with aclosing(self._events):
            await super().stream_response(send)


def answer_events(
    knowledge_base: KnowledgeBase, messages: Sequence[Message], filters: Filters | None, mode: Mode
) -> Iterator[ServerEvent]:
    """Answer the last message; each step of the iterator works until it has something verified to tell."""
    statuses: dict[str, str] = {}
    # A client that leaves ends the work, that of a language model too.
    with closing(knowledge_base.ask_stream(list(messages), filters=filters, mode=mode)) as events:
        for event in events:
            match event:
                case CitationEvent():
                    statuses = statuses or statuses_of(knowledge_base)
                    yield ServerEvent("citation", citation_json(event.citation, statuses))
                case SentenceEvent():
                    yield ServerEvent("sentence", {"text": event.text})
                case RestartEvent():
                    yield ServerEvent("restart", {"notice": event.notice})
                case FinalEvent():
                    yield ServerEvent("final", answer_json(knowledge_base, event.answer))
