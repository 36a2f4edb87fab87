"""Rows of the file of conversations as data, and what is shown of a conversation that was searched for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from api.conversations.datatypes import Conversation, Feedback, Turn

# Characters of an excerpt, before and behind the words looked for.
_BEFORE, _BEHIND = 14, 40


def as_json(value: Mapping[str, Any]) -> str:
    """A value as it is kept in a column."""
    return json.dumps(value, ensure_ascii=False)


def conversation_of(row: sqlite3.Row, words: str = "") -> Conversation:
    """A line of the history; `words` are those looked for, of which the row then has the column `hit`."""
    return Conversation(
        row["conversation_id"], row["title"], row["created_at"], row["updated_at"], row["turns"],
        json.loads(row["filters"]), bool(row["pinned"]), row["share_id"] or "",
        excerpt(row["hit"] or "", words) if words else "",
    )  # fmt: skip


def turn_of(row: sqlite3.Row) -> Turn:
    """A question with its answer."""
    return Turn(
        row["turn_id"], row["conversation_id"], row["question"], row["status"], row["asked_at"],
        json.loads(row["answer"]), row["verdict"] or "", row["reason"] or "",
    )  # fmt: skip


def feedback_of(row: sqlite3.Row) -> Feedback:
    """What was said of an answer."""
    return Feedback(
        row["turn_id"], row["verdict"], row["reason"], row["said_at"], row["question"], json.loads(row["answer"])
    )


def excerpt(text: str, words: str) -> str:
    """The part of `text` around `words`, in one line; "" where they do not stand in it."""
    line = " ".join(text.split())
    place = line.lower().find(" ".join(words.split()).lower())
    if place < 0:
        return ""
    start, end = max(0, place - _BEFORE), place + len(words) + _BEHIND
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
