"""What a question must be before it reaches the knowledge base, for HTTP and the command line alike."""

from __future__ import annotations

MAX_QUESTION = 2000


def check_question(text: str, field: str) -> None:
    """Refuse a question that is empty, longer than `MAX_QUESTION` characters, or not text.

    Raises:
        ValueError: The message is Chinese and names the field.
    """
    if not text.strip():
        raise ValueError(f"“{field}”不能为空，请写出问题")
    if len(text) > MAX_QUESTION:
        raise ValueError(f"“{field}”有 {len(text)} 个字符，最多 {MAX_QUESTION} 个，请缩短")
    check_characters(text, field)


def check_characters(text: str, field: str) -> None:
    """Refuse half surrogates, which JSON and command lines can hold and UTF-8 cannot.

    Raises:
        ValueError: The message is Chinese and names the field.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"“{field}”含有不成字的字符，请删去")
