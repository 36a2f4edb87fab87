"""A line of a loaded document while it is repaired."""

from __future__ import annotations

import re
from dataclasses import dataclass

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
NAME_LINE = re.compile(
    rf"^(?:[{CJK} ]{{1,10}}[:：] *)?(?:[{CJK}](?: ?[{CJK}·]){{1,3}}) +[^。；]{{3,}}"
    r"(?:长|任|记|人|员|师|管|官|部|授|席|干|事|代表|专家|校|士|）)$"
)


@dataclass
class Draft:
    """A line under repair: text and the original offset of each of its characters.

    `width` is the room that it took as found, in full-width characters; `indented` and `after_blank` say what stood
    before it.
    """

    text: str
    offsets: list[int]
    kind: str
    level: int
    page: int | None
    after_blank: bool
    indented: bool = False
    width: float = 0.0

    def delete(self, pattern: re.Pattern[str], start: int = 0) -> None:
        """Drop all characters from `start` on that the pattern matches."""
        matches = list(pattern.finditer(self.text, start))
        if not matches:
            return
        pieces, offsets, last = [], [], 0
        for match in matches:
            pieces.append(self.text[last : match.start()])
            offsets.extend(self.offsets[last : match.start()])
            last = match.end()
        pieces.append(self.text[last:])
        offsets.extend(self.offsets[last:])
        self.text, self.offsets = "".join(pieces), offsets

    def join_runs(self, pattern: re.Pattern[str]) -> None:
        """Drop the spaces inside every stretch that the pattern matches."""
        keep = [True] * len(self.text)
        for match in pattern.finditer(self.text):
            for position in range(match.start(), match.end()):
                keep[position] = self.text[position] != " "
        if not all(keep):
            self.offsets = [offset for offset, kept in zip(self.offsets, keep, strict=True) if kept]
            self.text = "".join(character for character, kept in zip(self.text, keep, strict=True) if kept)


def display_width(text: str) -> float:
    """Room that a line takes, in full-width characters: ASCII counts half."""
    wide = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return (len(text) + wide) / 2
