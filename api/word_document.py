"""Word documents (.docx) in the look of an office: a title, headings, paragraphs, notes, tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# Control characters that the format cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BODY, _HEADING = "宋体", "黑体"
_SOFT = RGBColor(0x55, 0x5B, 0x60)


class WordDocument:
    """A document being written, from top to bottom; text is taken as it is, never as markup."""

    def __init__(self, title: str) -> None:
        self._document = Document()
        self._document.core_properties.title = _legal(title)
        self._document.core_properties.author = "政答"
        for style, font, size in (("Normal", _BODY, 12), ("Title", _HEADING, 18), ("Heading 1", _HEADING, 14)):
            self._set_font(style, font, size)
        self._document.add_paragraph(_legal(title), style="Title")

    def heading(self, text: str) -> None:
        """Add a heading."""
        self._document.add_paragraph(_legal(text), style="Heading 1")

    def paragraph(self, text: str) -> None:
        """Add text; its line breaks become paragraphs."""
        for line in _legal(text).split("\n"):
            if line.strip():
                self._document.add_paragraph(line)

    def note(self, text: str) -> None:
        """Add a paragraph in small grey letters."""
        run = self._document.add_paragraph().add_run(_legal(text))
        run.font.size = Pt(10)
        run.font.color.rgb = _SOFT

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table with a header row; every row is as long as the header."""
        table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            cell.paragraphs[0].add_run(_legal(text)).bold = True
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = _legal(text)

    def saved(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _set_font(self, style: str, font: str, size: int) -> None:
        chosen = self._document.styles[style]
        chosen.font.name = font
        chosen.font.size = Pt(size)
        chosen.font.color.rgb = RGBColor(0, 0, 0)
        # Word takes Chinese characters from a font of their own.
        chosen.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
