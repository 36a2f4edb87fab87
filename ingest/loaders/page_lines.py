"""Lines of a printed page from the positions of its characters, in points from the top left corner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.loaders.radicals import fold_radicals

INDENT = "\u3000\u3000"

_UNMAPPED = re.compile(r"\(cid:\d+\)")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]")
_GAP_BETWEEN_WIDE = 0.6
_GAP_BETWEEN_NARROW = 0.25
_SAME_LINE = 0.5
_MIN_INDENT, _MAX_INDENT = 1.5, 2.6
_LONG_LINE = 0.6


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or some drawn as one, and its box; `size` is the height of the font, above 0."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.bottom) / 2

    def is_inside(self, box: tuple[float, float, float, float]) -> bool:
        """Whether the middle of the character lies in a box `(x0, top, x1, bottom)`."""
        return box[0] <= (self.x0 + self.x1) / 2 <= box[2] and box[1] <= self.middle <= box[3]


@dataclass(frozen=True, slots=True)
class VisualLine:
    """A line as printed; `size` is that of its largest character."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def readable(text: str) -> str:
    """A character as the PDF maps it, radicals folded; U+FFFD where the font does not say which one it is."""
    return fold_radicals(_UNMAPPED.sub("\ufffd", text))


def read_lines(glyphs: Iterable[Glyph]) -> list[VisualLine]:
    """Lines from top to bottom; a space stands where there is one, or a gap that looks like one."""
    lines = [_read_row(sorted(row, key=lambda glyph: glyph.x0)) for row in rows_of(glyphs)]
    return [line for line in lines if line.text]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters of the same line together, lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if rows and abs(glyph.middle - rows[-1][0].middle) <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def indented(lines: Sequence[VisualLine]) -> list[str]:
    """Texts of a page's lines, two wide spaces before those indented as paragraphs begin."""
    widest = max((line.x1 - line.x0 for line in lines), default=0)
    left = min((line.x0 for line in lines if line.x1 - line.x0 >= _LONG_LINE * widest), default=0)
    return [
        INDENT + line.text if _MIN_INDENT <= (line.x0 - left) / line.size <= _MAX_INDENT else line.text
        for line in lines
    ]


def join_lines(lines: Iterable[VisualLine]) -> str:
    """A cell's lines as one: wrapped Chinese text is joined without a space."""
    joined = ""
    for line in lines:
        between = "" if not joined or (_is_wide(joined[-1]) and _is_wide(line.text[0])) else " "
        joined += between + line.text
    return joined


def _read_row(row: list[Glyph]) -> VisualLine:
    pieces: list[str] = []
    last: Glyph | None = None
    spaced = False
    for glyph in row:
        if not glyph.text.strip():
            spaced = True
            continue
        if last is not None and (spaced or _is_gap(last, glyph)):
            pieces.append(" ")
        pieces.append(glyph.text)
        last, spaced = glyph, False
    inked = [glyph for glyph in row if glyph.text.strip()] or row
    size = max(glyph.size for glyph in inked)
    top, bottom = min(glyph.top for glyph in inked), max(glyph.bottom for glyph in inked)
    return VisualLine("".join(pieces), inked[0].x0, inked[-1].x1, top, bottom, size)


def _is_gap(left: Glyph, right: Glyph) -> bool:
    narrow = not _is_wide(left.text[-1]) and not _is_wide(right.text[0])
    share = _GAP_BETWEEN_NARROW if narrow else _GAP_BETWEEN_WIDE
    return right.x0 - left.x1 > share * min(left.size, right.size)


def _is_wide(character: str) -> bool:
    return _WIDE.match(character) is not None
