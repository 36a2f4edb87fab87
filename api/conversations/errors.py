"""What can go wrong with kept conversations; messages are Chinese and say what to do."""

from __future__ import annotations


class ConversationError(Exception):
    """Conversations cannot be kept or read."""


class ConversationNotFoundError(ConversationError):
    """This browser has no such conversation or turn."""
