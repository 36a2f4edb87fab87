"""From lines as they should read to a file as it is found: widths, stray spaces, wrapped lines, page numbers."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import dataclass

from generators.drafts import Draft, IdealLine
from ingest.datatypes import Block, Cell, LoadedDocument
from ingest.line_drafts import display_width

_HALF = str.maketrans("，：；？！（）", ",:;?!()")
_FULL = {ord(character): ord(character) + 0xFEE0 for character in "0123456789%"}
_HAN = re.compile("[一-龥]")


@dataclass(frozen=True)
class Layout:
    """What was done to a policy on its way into a file.

    `stray` is the share of places between two characters that get a space; `wrap` the characters of a line, 0 for
    whole paragraphs. With `headings` the format knows headings, with `flat` all of one level.
    """

    half: bool = False
    full: bool = False
    stray: float = 0.0
    spaced_brackets: bool = False
    invisible: bool = False
    wrap: int = 0
    indent: str = ""
    blank_lines: bool = False
    headings: bool = False
    flat: bool = False

    @classmethod
    def drawn(cls, source: random.Random) -> Layout:
        """A random one."""
        wrap = source.randint(26, 40) if source.random() < 0.2 else 0
        return cls(
            half=source.random() < 0.3,
            full=source.random() < 0.15,
            stray=source.choice((0.0, 0.0, 0.01, 0.03)),
            spaced_brackets=source.random() < 0.2,
            invisible=source.random() < 0.1,
            wrap=wrap,
            indent=source.choice(("　　", "")),
            blank_lines=source.random() < 0.2,
            headings=not wrap and source.random() < 0.2,
            flat=source.random() < 0.3,
        )

    def spoil(self, text: str, source: random.Random) -> str:
        """A line as it is found; cleaning gives back `text`."""
        if self.half:
            text = text.translate(_HALF)
        if self.full:
            text = text.translate(_FULL)
        if self.spaced_brackets:
            text = re.sub(r"([（(])(?=责任|牵头)", r" \1 ", text)
        if self.stray and len(text) > 20 and re.search("[。，；,;]", text):
            pieces = [text[0]]
            for before, after in itertools.pairwise(text):
                if source.random() < self.stray and _HAN.match(before) and _HAN.match(after):
                    pieces.append(source.choice((" ", " ", "\u3000", "\u00a0")))
                pieces.append(after)
            text = "".join(pieces)
        if self.invisible and len(text) > 4:
            place = source.randrange(1, len(text))
            text = text[:place] + source.choice(("\u200b", "\ufeff")) + text[place:]
        return text


def render(draft: Draft, layout: Layout) -> LoadedDocument:
    """The file of a policy; sets `start` and `end` of its lines."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = raw_lines = pages = 0
    crowded = False  # nothing but a blank line could show that a heading ends here
    for line in draft.lines:
        if line.blank or crowded or (layout.blank_lines and parts):
            parts.append("\n")
            length += 1
        if line.kind == "table" and not line.cell_lines:
            length, crowded = _add_table(line, parts, blocks, length), False
            continue
        raw = line.text if line.kind == "furniture" or not line.exact else layout.spoil(line.text, draft.random)
        pieces = _pieces(line, raw, layout)
        crowded = bool(layout.wrap) and line.kind == "heading" and display_width(pieces[-1]) > 0.7 * layout.wrap
        for number, piece in enumerate(pieces):
            indent = layout.indent if number == 0 and line.kind == "paragraph" else ""
            start = length + len(indent)
            if number == 0:
                line.start = start
            kind = "heading" if line.kind == "heading" and layout.headings else "paragraph"
            blocks.append(
                Block(kind, start, start + len(piece), (1 if layout.flat else line.level) if kind == "heading" else 0)
            )  # type: ignore[arg-type]
            parts.append(f"{indent}{piece}\n")
            length = start + len(piece) + 1
            line.end = length - 1
            raw_lines += 1
            if layout.wrap and raw_lines % 25 == 0:
                pages += 1
                footer = f"- {pages} -"
                blocks.append(Block("paragraph", length, length + len(footer)))
                parts.append(footer + "\n")
                length += len(footer) + 1
    return LoadedDocument("".join(parts), tuple(blocks), "txt")


def _pieces(line: IdealLine, raw: str, layout: Layout) -> list[str]:
    if line.break_at and not layout.wrap:
        return [raw[: line.break_at].strip(), raw[line.break_at :].strip()]
    if not layout.wrap or line.kind == "furniture" or not line.exact or len(raw) <= layout.wrap:
        return [raw]
    pieces, position = [], 0
    room = layout.wrap - len(layout.indent)
    while position < len(raw):
        stop = position + 1
        while stop < len(raw) and display_width(raw[position:stop]) < room:
            stop += 1
        while stop < len(raw) and (
            raw[stop] in "，。、；：）〕》”?!,;:)]"
            or (raw[stop - 1 : stop + 1].isalnum() and raw[stop - 1 : stop + 1].isascii())
        ):
            stop += 1  # no mark opens a line, no number is torn
        pieces.append(raw[position:stop].strip())
        position, room = stop, layout.wrap
    return [piece for piece in pieces if piece]


def _add_table(line: IdealLine, parts: list[str], blocks: list[Block], length: int) -> int:
    """Write a table as the loaders do: a line per row, a merged cell once, at its first row and column."""
    begin = length
    cells: list[Cell] = []
    for row_number, row in enumerate(line.rows):
        written = [(column, cell) for column, cell in enumerate(row) if cell is not None]
        pieces = []
        for column, (text, row_span, column_span) in written:
            start = length + sum(len(piece) + 3 for piece in pieces)
            header = row_number < line.header_rows
            cells.append(Cell(row_number, column, start, start + len(text), row_span, column_span, header))
            pieces.append(text)
        text = " | ".join(pieces)
        parts.append(text + "\n")
        length += len(text) + 1
    blocks.append(Block("table", begin, length - 1, cells=tuple(cells)))
    line.start, line.end = begin, length - 1
    return length
