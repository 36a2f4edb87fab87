"""Puts lines and tables together to a text with its blocks; tables look the same in every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ingest.datatypes import Block, BlockKind, Cell, LoadedDocument, PageBox
from ingest.errors import DocumentTooLargeError, EmptyDocumentError
from ingest.loaders.datatypes import Table, TableCell
from ingest.loaders.limits import MAX_CHARACTERS

CELL_SEPARATOR = " | "

_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ufeff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_HEADER_ROWS = 3
_MAX_CAPTIONS = 3
_NOTE = re.compile(r"[：:]|\d{4}[年.\-/]\d{1,2}")
_LONGEST_TITLE = 12  # characters of a title in a second row of headers


class Assembler:
    """Collects a document's lines and tables in order.

    Each block is one line of the text, a table as many as it has rows; white space around a line stays in the text
    but outside the block.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add_text(
        self,
        text: str,
        *,
        kind: BlockKind = "paragraph",
        level: int = 0,
        page: int | None = None,
        box: PageBox | None = None,
    ) -> None:
        """Add a paragraph or heading; each line becomes a block, empty lines are left out."""
        for line in lines_of(text):
            start = self._length + len(line) - len(line.lstrip())
            self._blocks.append(Block(kind, start, self._length + len(line.rstrip()), level, page, box=box))
            self._append(line.rstrip() + "\n")

    def add_blank_line(self) -> None:
        """Keep an empty paragraph: it shows where a section ends; several in a row count as one."""
        if self._parts and self._parts[-1] != "\n":
            self._append("\n")

    def add_table(self, table: Table, *, page: int | None = None, box: PageBox | None = None) -> None:
        """Add a table: one line per row, merged cells written once, at their first row and column.

        Rows of one cell across the whole width above the header become paragraphs, and so do all rows of a
        single column. The tables nested in it follow as tables of their own.
        """
        captions, cells = _split_captions(table.cells)
        for caption in captions:
            self.add_text(caption, page=page, box=box)
        header_rows = max(table.header_rows - len(captions), _guess_header_rows(cells))
        rows: dict[int, list[TableCell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(replace(cell, text=_one_line(cell.text)))
        start = self._length
        placed: list[Cell] = []
        for number, row in sorted(rows.items()):
            if any(cell.text for cell in row):
                placed.extend(self._add_row(row, header=number < header_rows))
        if placed:
            self._blocks.append(Block("table", start, self._length - 1, page=page, cells=tuple(placed), box=box))
        for inner in table.nested:
            self.add_table(inner, page=page, box=box)

    @property
    def is_empty(self) -> bool:
        """Whether no block has been added yet."""
        return not self._blocks

    def finish(self, format_name: str, metadata: Mapping[str, Any] | None = None) -> LoadedDocument:
        """The document.

        Raises:
            EmptyDocumentError: nothing but white space and invisible characters was added.
        """
        text = "".join(self._parts)
        check_not_empty(self._name, text)
        return LoadedDocument(text, tuple(self._blocks), format_name, dict(metadata or {}))

    def _add_row(self, row: list[TableCell], *, header: bool) -> list[Cell]:
        placed = []
        for position, cell in enumerate(row):
            if position:
                self._append(CELL_SEPARATOR)
            start = self._length
            self._append(cell.text)
            placed.append(
                Cell(cell.row, cell.column, start, self._length, cell.row_span, cell.column_span, header=header)
            )
        self._append("\n")
        return placed

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        check_length(self._name, self._length)


def lines_of(text: str) -> list[str]:
    """The non-empty lines of a text, without characters that no one can see or store."""
    readable = _LONE_SURROGATE.sub("\ufffd", _UNREADABLE.sub("", text))
    return [line for line in _LINE_BREAK.split(readable) if line.strip()]


def check_length(name: str, length: int) -> None:
    """Refuse a text of more than `MAX_CHARACTERS` characters.

    Raises:
        DocumentTooLargeError: the text is longer.
    """
    if length > MAX_CHARACTERS:
        raise DocumentTooLargeError(
            f"文件“{name}”的文字超过 {MAX_CHARACTERS // 10_000} 万字的上限。请拆分成几个文件后再上传。"
        )


def check_not_empty(name: str, text: str) -> None:
    """Refuse a text without a visible character.

    Raises:
        EmptyDocumentError: the text is empty or holds only white space and invisible characters.
    """
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise EmptyDocumentError(f"文件“{name}”中没有文字。请检查文件内容，换一份有正文的文件再上传。")


def _one_line(text: str) -> str:
    return " ".join(line.strip() for line in lines_of(text))


def _split_captions(cells: Iterable[TableCell]) -> tuple[list[str], list[TableCell]]:
    """Take off the rows above the header: one cell across the whole width, or who made the table and when."""
    remaining = list(cells)
    width = max((cell.column + cell.column_span for cell in remaining), default=0)
    if width == 1:
        return [cell.text for cell in remaining], []
    captions: list[str] = []
    while remaining and len(captions) < _MAX_CAPTIONS:
        first = [cell for cell in remaining if cell.row == 0]
        if remaining[0].column_span != width and not _is_note(first, remaining, width):
            break
        height = remaining[0].row_span
        captions.append(" ".join(cell.text for cell in first if cell.text.strip()))
        remaining = [replace(cell, row=cell.row - height) for cell in remaining if cell.row > 0]
    return captions, remaining


def _is_note(first: list[TableCell], cells: list[TableCell], width: int) -> bool:
    """Whether the first row is a note over few columns (制表单位：…), the one below it the fuller header."""
    told = [cell for cell in first if cell.text.strip()]
    below = [cell for cell in cells if cell.row == 1 and cell.text.strip()]
    few = 0 < len(told) <= width // 2 and len(below) > len(told) and len(below) > width // 2
    return few and all(cell.row_span == 1 for cell in first) and any(_NOTE.search(cell.text) for cell in told)


def _guess_header_rows(cells: list[TableCell]) -> int:
    """One, or as many as the first row with what its groups of columns stand over.

    A group shows by a taller cell beside it, or, where empty cells stand for merged ones, by a second row that says
    something below groups alone.
    """
    first = [cell for cell in cells if cell.row == 0]
    height = max((cell.row_span for cell in first), default=1)
    groups = [cell for cell in first if cell.column_span > 1]
    if any(cell.row_span < height for cell in groups):
        return min(height, _MAX_HEADER_ROWS)
    second = [cell for cell in cells if cell.row == 1]
    grouped = {column for cell in groups for column in range(cell.column, cell.column + cell.column_span)}
    below = [cell for cell in second if cell.text.strip()]
    titles = 0 < len(below) < len(second) and all(len(cell.text.strip()) <= _LONGEST_TITLE for cell in below)
    more = any(cell.row > 1 for cell in cells)
    return 2 if titles and more and height == 1 and all(cell.column in grouped for cell in below) else 1
