"""A conversation as a file for other programs: every answer with its sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.conversations.datatypes import Conversation, Turn
from api.word_document import MEDIA_TYPE as WORD_MEDIA_TYPE
from api.word_document import WordDocument

NOTICE = "由政答根据所收录的文件作答，引用时请以原文为准。"
_WITHOUT_ANSWER = {
    "pending": "（没有答完）",
    "stopped": "（已停止作答）",
    "failed": "（作答时出错）",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def to_markdown(conversation: Conversation, turns: Sequence[Turn]) -> bytes:
    """The conversation as Markdown; words of questions and documents are escaped."""
    lines = [f"# {_escaped(conversation.title)}", "", NOTICE, ""]
    for turn in turns:
        lines += [f"## {_escaped(' '.join(turn.question.split()))}", "", asked_words(turn), ""]
        for line in answer_text(turn).split("\n"):
            lines += [_escaped(line), ""]
        citations = turn.answer.get("citations") or []
        if citations:
            lines += ["出处：", ""]
        for citation in citations:
            lines += [_escaped(source_line(citation)), "", f"> {_escaped(' '.join(citation['text'].split()))}", ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def to_word(conversation: Conversation, turns: Sequence[Turn]) -> bytes:
    """The conversation as a Word document."""
    document = WordDocument(conversation.title)
    document.note(NOTICE)
    for turn in turns:
        document.heading(" ".join(turn.question.split()))
        document.note(asked_words(turn))
        document.paragraph(answer_text(turn))
        citations = turn.answer.get("citations") or []
        if citations:
            document.note("出处：")
        for citation in citations:
            document.note(f"{source_line(citation)}\n{' '.join(citation['text'].split())}")
    return document.saved()


def asked_words(turn: Turn) -> str:
    """When the question was asked, by the clock of this machine."""
    asked = datetime.fromisoformat(turn.asked_at).astimezone()
    return f"{asked.year}年{asked.month}月{asked.day}日 {asked:%H:%M} 提问"


def answer_text(turn: Turn) -> str:
    """What was answered, or why there is nothing."""
    answer = str(turn.answer.get("answer") or "")
    remark = _WITHOUT_ANSWER.get(turn.status, "")
    return f"{answer}\n{remark}".strip()


def source_line(citation: Mapping[str, Any]) -> str:
    """A source in one line: 「[1] 《某方案》（某府〔2024〕1号），三、…… › 13.……，第 3 页」."""
    number = f"（{citation['number']}）" if citation.get("number") else ""
    path = "，" + " › ".join(citation["path"]) if citation.get("path") else ""
    page = f"，第 {citation['page']} 页" if citation.get("page") else ""
    return f"[{citation['n']}] 《{citation['title']}》{number}{path}{page}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    # A line that begins with "1." or "-" would become a list.
    return re.sub(r"^(\s*)(\d+)([.)])(?=\s|$)|^(\s*)([-+])(?=\s|$)", _no_list, escaped)


def _no_list(match: re.Match[str]) -> str:
    if match.group(2):
        return f"{match.group(1)}{match.group(2)}\\{match.group(3)}"
    return f"{match.group(4)}\\{match.group(5)}"


@dataclass(frozen=True)
class Export:
    """A way of writing a conversation."""

    media_type: str
    write: Callable[[Conversation, Sequence[Turn]], bytes]


EXPORTS: Mapping[str, Export] = {
    "md": Export("text/markdown; charset=utf-8", to_markdown),
    "docx": Export(WORD_MEDIA_TYPE, to_word),
}
