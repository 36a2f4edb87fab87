"""Markdown: front matter, headings, tables, and the text as a reader sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.datatypes import LoadedDocument
from ingest.loaders.assembler import Assembler
from ingest.loaders.datatypes import Table, TableCell
from ingest.loaders.front_matter import split_front_matter
from ingest.loaders.plain_text import decode

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*$")  # --- under a line is meant as a rule more often than as a heading
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_DELIMITER_CELL = re.compile(r":?-+:?")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+\"[^\"\n]*\")?\)")
_BARE_LINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_CODE = re.compile(r"`([^`\n]+)`")
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")
_STRONG_UNDERSCORES = re.compile(r"(?<![\w_])__(?=\S)([^_\n]+)(?<=\S)__(?![\w_])")
_EMPHASIS = re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?!\*)")
_STRUCK = re.compile(r"~~([^~\n]+)~~")


@dataclass
class _Reader:
    """The lines of a body and the next one to read."""

    lines: list[str]
    position: int = 0


def load_markdown(name: str, data: bytes) -> LoadedDocument:
    """Read a Markdown file; `text` is the body without the marks of headings, emphasis and links.

    Raises:
        CorruptDocumentError: undecodable bytes or bad front matter.
        EmptyDocumentError: there is no text after the front matter.
        DocumentTooLargeError: more than `MAX_CHARACTERS` characters.
    """
    metadata, body = split_front_matter(name, decode(name, data))
    assembler = Assembler(name)
    reader = _Reader(_without_comments(body).split("\n"))
    while reader.position < len(reader.lines):
        _read_block(reader, assembler)
    return assembler.finish("md", metadata)


def _read_block(reader: _Reader, assembler: Assembler) -> None:
    lines, position = reader.lines, reader.position
    line = _QUOTE.sub("", lines[position], count=1)
    following = lines[position + 1] if position + 1 < len(lines) else ""
    reader.position += 1
    fence = _FENCE.match(line)
    heading = _HEADING.match(line)
    if fence:
        _read_code(reader, assembler, fence.group(1))
    elif heading:
        text = re.sub(r"(?:^|[ \t])#+$", "", line[heading.end() :].rstrip())
        assembler.add_text(_inline(text), kind="heading", level=len(heading.group(1)))
    elif "|" in line and _is_delimiter(following) and len(_split_row(line)) == len(_split_row(following)):
        _read_table(reader, assembler, line)
    elif line.strip() and _UNDERLINE.match(following):
        reader.position += 1
        assembler.add_text(_inline(line), kind="heading", level=1)
    elif not line.strip() or _RULE.match(line):
        assembler.add_blank_line()
    else:
        assembler.add_text(_inline(line))


def _read_code(reader: _Reader, assembler: Assembler, fence: str) -> None:
    while reader.position < len(reader.lines):
        line = reader.lines[reader.position]
        reader.position += 1
        if line.strip().startswith(fence):
            return
        assembler.add_text(line)


def _read_table(reader: _Reader, assembler: Assembler, header: str) -> None:
    rows = [_split_row(header)]
    width = len(rows[0])
    reader.position += 1
    while reader.position < len(reader.lines) and "|" in reader.lines[reader.position]:
        rows.append(_split_row(reader.lines[reader.position]))
        reader.position += 1
    cells = [
        TableCell(number, column, _inline(text))
        for number, row in enumerate(rows)
        for column, text in enumerate([*row, *[""] * (width - len(row))])
    ]
    assembler.add_table(Table(tuple(cells), header_rows=1))


def _is_delimiter(line: str) -> bool:
    return "-" in line and "|" in line and all(_DELIMITER_CELL.fullmatch(cell) for cell in _split_row(line))


def _split_row(line: str) -> list[str]:
    """Texts of the cells; a bar after a backslash belongs to the text."""
    stripped = line.strip().removeprefix("|")
    if stripped.endswith("|") and not stripped.endswith("\\|"):
        stripped = stripped[:-1]
    return [cell.replace("\0", "|").strip() for cell in stripped.replace("\\|", "\0").split("|")]


def _inline(text: str) -> str:
    """A line without the marks of emphasis, links, code and escapes."""
    text = _BREAK.sub("\n", text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _CODE.sub(r"\1", _BARE_LINK.sub(r"\1", text))
    text = _STRONG_UNDERSCORES.sub(r"\1", _STRONG.sub(r"\1", text))
    text = _STRUCK.sub(r"\1", _EMPHASIS.sub(r"\1", text))
    return _ESCAPED.sub(r"\1", text)


def _without_comments(text: str) -> str:
    pieces = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces.append(text[position:start])
        position = end + 3
    return "".join(pieces) + text[position:]
