"""Cut the text that a language model streams into sentences, each with the marks behind it."""

from __future__ import annotations

import re

_END = "。！？!?"
_OPENING, _CLOSING = "（(“《〔", "）)”》〕"
# Models write [1][2] as [1,2], [1、2] or [原文1], too.
_MARK = re.compile(r"[\[［【](?:原文|编号)?[ ]?(\d{1,3}(?:[ ]?[,，、][ ]?\d{1,3})*)[\]］】]")
_MARKS = re.compile(rf"(?:[ 　]?{_MARK.pattern})*")
_MARK_BEGUN = re.compile(r"[ 　]?(?:[\[［【][^\[\]［］【】\n]{0,24})?\Z")
# Models that think aloud first put it between these tags.
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_THOUGHT_BEGUN = re.compile(r"\A\s*<(?:t(?:h(?:i(?:n(?:k)?)?)?)?)?\Z")


class SentenceStream:
    """Collects pieces of text; gives each sentence as soon as nothing more can belong to it."""

    def __init__(self) -> None:
        self._waiting = ""

    def feed(self, piece: str) -> list[str]:
        """Add a piece; the sentences that are complete now, in order, with the line breaks around them."""
        self._waiting += piece
        if _THOUGHT_BEGUN.match(self._waiting) or _still_thinking(self._waiting):
            return []
        self._waiting = _THOUGHT.sub("", self._waiting)
        found = []
        while (end := _sentence_end(self._waiting)) is not None:
            found.append(self._waiting[:end])
            self._waiting = self._waiting[end:]
        return [sentence for sentence in found if sentence.strip()]

    def finish(self) -> str:
        """What is left when the text has ended: its last sentence, or nothing."""
        rest, self._waiting = _THOUGHT.sub("", self._waiting), ""
        return rest if rest.strip() else ""


def plain_marks(text: str) -> str:
    """A text whose marks are all of the form `[1][2]`."""
    return _MARK.sub(lambda mark: "".join(f"[{number}]" for number in re.findall(r"\d+", mark.group(1))), text)


def _still_thinking(text: str) -> bool:
    return "<think>" in text and "</think>" not in text.rpartition("<think>")[2]


def _sentence_end(text: str) -> int | None:
    """Where the first sentence ends, its marks included; None while more of it, or of its marks, may come."""
    depth = 0
    for position, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character == "\n":
            if text[:position].strip():
                return position + 1
        elif character in _END and depth == 0:
            marked = _MARKS.match(text, position + 1)
            end = marked.end() if marked is not None else position + 1
            return None if _MARK_BEGUN.match(text, end) else end
    return None
