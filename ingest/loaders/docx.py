"""Word documents (.docx): paragraphs and tables in order, automatic numbers written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.datatypes import LoadedDocument
from ingest.errors import CorruptDocumentError
from ingest.loaders.assembler import Assembler
from ingest.loaders.datatypes import Node, Table
from ingest.loaders.docx_numbering import NumberingCounter, read_numbering, value_of
from ingest.loaders.docx_package import WordParts, read_parts
from ingest.loaders.docx_paragraph import parts_of, read_paragraph
from ingest.loaders.docx_styles import ParagraphStyle, outline_level, read_styles
from ingest.loaders.docx_table import read_table
from ingest.loaders.properties import document_properties

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def load_docx(name: str, data: bytes) -> LoadedDocument:
    """Read a Word document.

    Text boxes and notes follow the paragraph that they are anchored in, as paragraphs of their own. Headers,
    footers and comments are left out; of tracked changes the result is read.

    Raises:
        CorruptDocumentError: not a Word package, or damaged.
        EncryptedDocumentError: the package is encrypted.
        EmptyDocumentError: no text.
        DocumentTooLargeError: above a limit of `ingest.loaders.limits`.
    """
    parts = read_parts(name, data)
    body = parts.document.child("body")
    if body is None:
        raise CorruptDocumentError(f"文件“{name}”缺少正文部分。请用 Word 或 WPS 打开，另存为 .docx 后再上传。")
    assembler = Assembler(name)
    _Writer(parts, assembler).write(body)
    loaded = assembler.finish("docx")
    metadata = document_properties(
        loaded.text, *(_property(parts.properties, tag) for tag in ("title", "creator", "created"))
    )
    return LoadedDocument(loaded.text, loaded.blocks, loaded.format, metadata)


class _Writer:
    """Writes the parts of a document to an assembler, counting automatic numbers on the way."""

    def __init__(self, parts: WordParts, assembler: Assembler) -> None:
        self._assembler = assembler
        self._styles = read_styles(parts.styles)
        self._default_style = _default_style(parts.styles)
        self._counter = NumberingCounter(read_numbering(parts.numbering))
        self._notes = {
            (kind, note.get("id")): note
            for kind, root in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
            for note in (root.elements() if root else ())
            if note.get("type") not in _SEPARATORS
        }

    def write(self, container: Node) -> None:
        """Write the paragraphs and tables of a body or text box."""
        for part in parts_of(container, "p", "tbl"):
            if part.tag == "tbl":
                self._assembler.add_table(self._table(part))
            else:
                self._write_paragraph(part)

    def _write_paragraph(self, paragraph: Node) -> None:
        content = read_paragraph(paragraph)
        properties, style = self._properties(paragraph)
        text = self._label(properties, style) + content.text
        level = outline_level(properties) or style.heading
        if content.text.strip():
            self._assembler.add_text(text, kind="heading" if level else "paragraph", level=level)
        elif not content.boxes:
            self._assembler.add_blank_line()
        for box in content.boxes:
            self.write(box)
        for note in content.notes:
            for line in self._lines(self._notes.get(note)):
                self._assembler.add_text(line)

    def _table(self, table: Node) -> Table:
        """A table with those of data that stand in its cells; other nested tables become lines of their cell."""
        nested: list[Table] = []
        read = read_table(table, lambda cell: self._lines(cell, nested))
        return replace(read, nested=tuple(nested))

    def _lines(self, container: Node | None, nested: list[Table] | None = None) -> Iterator[str]:
        """Lines of a table cell or note, text boxes flattened; tables of data go to `nested` where that is given."""
        for part in parts_of(container, "p", "tbl") if container else ():
            if part.tag == "tbl":
                table = self._table(part)
                if nested is not None and table.holds_data:
                    nested.append(table)
                    continue
                for inner_table in (table, *table.nested):
                    yield from (cell.text for cell in inner_table.cells)
                continue
            content = read_paragraph(part)
            label = self._label(*self._properties(part))
            if content.text.strip():
                yield label + content.text
            for inner in (*content.boxes, *(self._notes.get(note) for note in content.notes)):
                yield from self._lines(inner)

    def _properties(self, paragraph: Node) -> tuple[Node, ParagraphStyle]:
        properties = paragraph.child("pPr") or Node("pPr", {}, ())
        style_id = value_of(properties, "pStyle") or self._default_style
        return properties, self._styles.get(style_id, ParagraphStyle())

    def _label(self, properties: Node, style: ParagraphStyle) -> str:
        """The automatic number of a paragraph, counted on; "" where it has none or has been deleted."""
        numbering = properties.child("numPr")
        list_id = value_of(numbering, "numId") if numbering else ""
        level = value_of(numbering, "ilvl") if numbering else ""
        list_id = list_id or style.list_id
        mark = properties.child("rPr")
        if not list_id or list_id == "0" or (mark and mark.child("del")):
            return ""
        if level.isdecimal():
            return self._counter.label(list_id, int(level[:2]))
        return self._counter.label(list_id, self._counter.level_of_style(list_id, style.list_style))


def _default_style(styles: Node | None) -> str:
    for style in styles.elements() if styles else ():
        if style.tag == "style" and style.get("type") == "paragraph" and style.get("default") in ("1", "true"):
            return style.get("styleId")
    return ""


def _property(properties: Node | None, tag: str) -> str:
    node = properties.child(tag) if properties else None
    return "".join(child for child in node.children if isinstance(child, str)) if node else ""
