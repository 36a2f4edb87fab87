"""Reading order of a printed page: columns of prose one after the other, all else from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.loaders.page_lines import Glyph, rows_of

_PIECE_GAP = 1.5
"""A wider gap, in font heights, divides a line into pieces."""
_GUTTERS = tuple(0.35 + 0.02 * step for step in range(16))
"""Where the space between two columns is looked for, as shares of the width of the text."""
_MIN_LINES = 5
_MIN_CHARACTERS = 9
_FULL_LINE, _MIN_FULL_SHARE = 0.85, 0.5


@dataclass(frozen=True, slots=True)
class _Piece:
    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    middle: float

    @property
    def length(self) -> int:
        return sum(len(glyph.text) for glyph in self.glyphs)


def reading_order(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Groups of characters to be read one after the other: one, or the parts above, beside and below columns.

    Two columns are taken for such where their lines are long and mostly full, as those of prose are and the cells
    of tables are not.
    """
    pieces = [piece for row in rows_of(glyphs) for piece in _pieces(row)]
    groups = _divide(pieces)
    if len(groups) == 1:
        return [list(glyphs)]  # with its spaces, which pieces leave out
    return [[glyph for piece in group for glyph in piece.glyphs] for group in groups]


def _pieces(row: list[Glyph]) -> list[_Piece]:
    ordered = sorted((glyph for glyph in row if glyph.text.strip()), key=lambda glyph: glyph.x0)
    groups: list[list[Glyph]] = []
    for glyph in ordered:
        if groups and glyph.x0 - groups[-1][-1].x1 <= _PIECE_GAP * glyph.size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [_Piece(tuple(group), group[0].x0, group[-1].x1, group[0].middle) for group in groups]


def _divide(pieces: list[_Piece]) -> list[list[_Piece]]:
    found = _best_stretch(pieces) if len(pieces) >= 2 * _MIN_LINES else None
    if found is None:
        return [pieces] if pieces else []
    gutter, top, bottom = found
    inside = [piece for piece in pieces if top < piece.middle < bottom]
    return [
        *_divide([piece for piece in pieces if piece.middle <= top]),
        [piece for piece in inside if piece.x1 <= gutter],
        [piece for piece in inside if piece.x0 >= gutter],
        *_divide([piece for piece in pieces if piece.middle >= bottom]),
    ]


def _best_stretch(pieces: list[_Piece]) -> tuple[float, float, float] | None:
    """The gutter and the heights between which two columns stand beside it, those with most lines."""
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    best: tuple[int, float, float, float] | None = None
    for share in _GUTTERS:
        gutter = left + share * (right - left)
        crossing = sorted(piece.middle for piece in pieces if piece.x0 < gutter < piece.x1)
        edges = [float("-inf"), *crossing, float("inf")]
        for top, bottom in pairwise(edges):
            inside = [piece for piece in pieces if top < piece.middle < bottom]
            sides = [piece for piece in inside if piece.x1 <= gutter], [piece for piece in inside if piece.x0 >= gutter]
            if all(map(_is_prose, sides)) and (best is None or len(inside) > best[0]):
                best = len(inside), gutter, top, bottom
    return best[1:] if best else None


def _is_prose(side: list[_Piece]) -> bool:
    if len(side) < _MIN_LINES or sum(piece.length for piece in side) < _MIN_CHARACTERS * len(side):
        return False
    widest = max(piece.x1 - piece.x0 for piece in side)
    full = sum(piece.x1 - piece.x0 >= _FULL_LINE * widest for piece in side)
    return full >= _MIN_FULL_SHARE * len(side)
