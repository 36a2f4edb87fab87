"""The question that a conversation ends with."""

from __future__ import annotations

from collections.abc import Sequence

from retriever.datatypes import Message
from retriever.errors import QuestionError
from retriever.question import QUESTION_LIMIT


def last_question(messages: Sequence[Message]) -> str:
    """The last user message.

    Raises:
        QuestionError: there is none, it is empty, or it is too long.
    """
    user = [entry.content for entry in messages if entry.role == "user"]
    if not user or not user[-1].strip():
        raise QuestionError("问题为空。请在 question 中写明要问的内容。")
    if len(user[-1]) > QUESTION_LIMIT:
        raise QuestionError(f"问题有 {len(user[-1])} 字，超过 {QUESTION_LIMIT} 字的上限。请缩短后重新提问。")
    return user[-1]
