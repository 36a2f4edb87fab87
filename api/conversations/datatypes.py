"""What is kept of conversations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

TurnStatus = Literal[
    "pending",  # being answered, or the server ended before it was
    "answered",
    "not_found",
    "refused",
    "stopped",  # by the asker: `answer` holds what had been released
    "failed",
]
Verdict = Literal["right", "wrong"]


@dataclass(frozen=True)
class Turn:
    """A question with its answer.

    `answer` has the fields of the response of `POST /api/v1/ask`; of a stopped turn only some, of a pending or failed
    one none. `verdict` and `reason` are the asker's own, empty where nothing was said.
    """

    turn_id: str
    conversation_id: str
    question: str
    status: TurnStatus
    asked_at: str
    answer: Mapping[str, Any] = field(default_factory=dict)
    verdict: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Conversation:
    """A line of the history; `turns` counts them, times are ISO in UTC.

    `share_id` names the link under which others may read it, "" where there is none; `excerpt` is the part of a
    question or answer in which the words looked for stand, "" where they stand in the title or none were given.
    """

    conversation_id: str
    title: str
    created_at: str
    updated_at: str
    turns: int
    filters: Mapping[str, Any] = field(default_factory=dict)
    pinned: bool = False
    share_id: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class Feedback:
    """What an asker said of an answer, with a copy of both: it outlives the conversation."""

    turn_id: str
    verdict: Verdict
    reason: str
    said_at: str
    question: str
    answer: Mapping[str, Any]
