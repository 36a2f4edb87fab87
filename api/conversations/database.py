"""The SQLite file of conversations: its tables."""

from __future__ import annotations

from pathlib import Path

from api.conversations.errors import ConversationError
from api.sqlite_file import SqliteFile

_SCHEMA = (
    """CREATE TABLE conversations (
        conversation_id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        filters TEXT NOT NULL DEFAULT '{}'
    )""",
    "CREATE INDEX conversations_by_owner ON conversations (owner, updated_at)",
    """CREATE TABLE turns (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        turn_id TEXT NOT NULL UNIQUE,
        conversation_id TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
        question TEXT NOT NULL,
        status TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        answer TEXT NOT NULL DEFAULT '{}'
    )""",
    "CREATE INDEX turns_by_conversation ON turns (conversation_id, position)",
    # Holds copies: what was said to the office stays when the asker deletes the conversation.
    """CREATE TABLE feedback (
        turn_id TEXT PRIMARY KEY,
        verdict TEXT NOT NULL,
        reason TEXT NOT NULL,
        said_at TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL
    )""",
)

_UPGRADES = (
    (
        "ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
        # What may be read by those who have the link: the turns up to a position, so that later ones stay private.
        """CREATE TABLE shares (
            share_id TEXT PRIMARY KEY,
            conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations ON DELETE CASCADE,
            up_to INTEGER NOT NULL
        )""",
    ),
)


class ConversationFile(SqliteFile):
    """Conversations, their turns, and what was said of them; errors are `ConversationError`."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, _SCHEMA, _UPGRADES, name="对话记录", error=ConversationError)
