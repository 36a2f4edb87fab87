"""Word documents (.docx) in the look of an office: a title, headings, paragraphs, notes, tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# Control characters that the format cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BODY, _HEADING = "宋体", "黑体"
_SMALL = 9  # points, in wide tables
_LONG_SIDE, _SHORT_SIDE, _MARGIN = Mm(297), Mm(210), Mm(15)  # A4
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

    def landscape(self) -> None:
        """Turn the pages on their side, with narrow margins: for wide tables."""
        section = self._document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, _LONG_SIDE, _SHORT_SIDE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], *, shares: Sequence[int] | None = None
    ) -> None:
        """Add a table whose header row is repeated on every page; every row is as long as the header.

        `shares` divides the width of a landscape page between the columns and sets the text small; without it,
        columns are equal.
        """
        # All rows at once: adding one by one reads the whole table again for each.
        table = self._document.add_table(rows=len(rows) + 1, cols=len(header), style="Table Grid")
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        size = Pt(_SMALL) if shares else None
        room = _LONG_SIDE - 2 * _MARGIN
        widths = [Emu(room * share // sum(shares)) for share in shares] if shares else None
        if widths:
            table.autofit = False
            for column, width in zip(table.columns, widths, strict=True):
                column.width = width
        for row, texts in zip(table._tbl.tr_lst, (header, *rows), strict=True):
            for place, (cell, text) in enumerate(zip(row.tc_lst, texts, strict=True)):
                if widths:
                    cell.width = widths[place]
                run = Paragraph(cell.p_lst[0], table).add_run(_legal(text))
                run.bold = row is table._tbl.tr_lst[0] or None
                run.font.size = size

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
