"""PDF files with a text layer: one paragraph per printed line, ruled tables in their place."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.datatypes import LoadedDocument
from ingest.errors import (
    CorruptDocumentError,
    DocumentTooLargeError,
    EmptyDocumentError,
    EncryptedDocumentError,
    IngestError,
)
from ingest.loaders.assembler import Assembler
from ingest.loaders.faults import PARSER_FAULTS
from ingest.loaders.limits import MAX_PAGES
from ingest.loaders.pdf_layout import Glyph, indented, read_lines, readable
from ingest.loaders.pdf_table import PageTable, continues, is_single_row, joined, read_table
from ingest.loaders.properties import document_properties

_FAULTS: tuple[type[Exception], ...] = (
    *PARSER_FAULTS,
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
)
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_END_WITHIN, _TAIL = 65536, 2048
_MIN_RULES, _MAX_RULES = 4, 3000
_MAX_UNMAPPED_SHARE = 0.2
_PAGE_NUMBER = re.compile(r"[\s\-—–－·]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－·]*")
_OCR = "请先用 OCR 软件识别成带文字的 PDF，或上传 Word 版。"


@dataclass
class _Item:
    """A printed line or a table of a page, from top to bottom."""

    page: int
    top: float
    content: str | PageTable


def load_pdf(name: str, data: bytes) -> LoadedDocument:
    """Read a PDF; blocks carry their page, running heads and page numbers are kept as lines.

    `metadata["warnings"]` names pages without text among pages that have some.

    Raises:
        CorruptDocumentError: truncated, damaged, or its fonts do not say which characters they show.
        EncryptedDocumentError: a password is needed to open it.
        EmptyDocumentError: no page has text (a scan).
        DocumentTooLargeError: more than `MAX_PAGES` pages or `MAX_CHARACTERS` characters.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity that it copes with
    if not _END.search(data[-_END_WITHIN:].rstrip(b"\x00\r\n ")[-_TAIL:]):
        raise CorruptDocumentError(f"文件“{name}”不完整，缺少 PDF 的结尾，可能没有下载完。请重新下载后再上传。")
    document = _open(name, data)
    pages = _pages(name, document)
    items: list[_Item] = []
    empty: list[int] = []
    for number, page in enumerate(pages, 1):
        found = _read_page(name, number, page)
        items.extend(found)
        if not found:
            empty.append(number)
    properties = [str(document.metadata.get(key) or "") for key in ("Title", "Author", "CreationDate")]
    if not items:
        raise EmptyDocumentError(f"文件“{name}”的 {len(pages)} 页都没有文字，是扫描件或图片。{_OCR}")
    assembler = Assembler(name)
    for item in _join_tables(items):
        if isinstance(item.content, str):
            assembler.add_text(item.content, page=item.page)
        elif is_single_row(item.content):  # framed words: no table runs on from them or into them
            assembler.add_text("\n".join(cell.text for cell in item.content.table.cells), page=item.page)
        else:
            assembler.add_table(item.content.table, page=item.page)
    loaded = assembler.finish("pdf")
    _check_mapped(name, loaded.text)
    metadata: dict[str, Any] = document_properties(loaded.text, *properties)
    if empty:
        shown = "、".join(map(str, empty[:10])) + ("等" if len(empty) > 10 else "")
        metadata["warnings"] = [f"第 {shown} 页没有文字（可能是扫描页），未能读取。"]
    return LoadedDocument(loaded.text, loaded.blocks, loaded.format, metadata)


def _open(name: str, data: bytes) -> Any:  # noqa: ANN401 - pdfplumber carries no type information
    try:
        return pdfplumber.open(io.BytesIO(data))
    except _FAULTS as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise EncryptedDocumentError(f"文件“{name}”已加密，需要密码才能打开。请去除密码后另存，再上传。") from error
        raise _damaged(name, "") from error


def _pages(name: str, document: Any) -> list[Any]:  # noqa: ANN401
    try:
        pages = list(document.pages)
    except _FAULTS as error:
        raise _damaged(name, "") from error
    if not pages:
        raise _damaged(name, "，找不到任何一页")
    if len(pages) > MAX_PAGES:
        raise DocumentTooLargeError(
            f"文件“{name}”有 {len(pages)} 页，超过 {MAX_PAGES} 页的上限。请拆分成几个文件后再上传。"
        )
    return pages


def _read_page(name: str, number: int, page: Any) -> list[_Item]:  # noqa: ANN401
    try:
        glyphs = [_glyph(character) for character in page.dedupe_chars().chars]
        tables = list(_tables(page, glyphs))
        page.close()
    except IngestError:
        raise
    except _FAULTS as error:
        raise _damaged(name, f"，第 {number} 页不能读取") from error
    outside = [glyph for glyph in glyphs if not any(glyph.is_inside(table.box) for table in tables)]
    lines = read_lines(outside)
    items = [_Item(number, line.top, text) for line, text in zip(lines, indented(lines), strict=True)]
    items.extend(_Item(number, table.box[1], table) for table in tables)
    return sorted(items, key=lambda item: item.top)


def _glyph(character: dict[str, Any]) -> Glyph:
    x0, x1, top, bottom = (float(character[key]) for key in ("x0", "x1", "top", "bottom"))
    return Glyph(readable(character["text"]), x0, x1, top, bottom, max(float(character["size"]), 1.0))


def _tables(page: Any, glyphs: list[Glyph]) -> Iterator[PageTable]:  # noqa: ANN401
    """Ruled tables; a page with thousands of rules is a drawing and not searched."""
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    if glyphs and _MIN_RULES <= rules <= _MAX_RULES:
        for table in page.find_tables():
            found = read_table(table.cells, glyphs)
            if found is not None:
                yield found


def _join_tables(items: list[_Item]) -> list[_Item]:
    """Join tables that run on from the foot of a page to the head of the next, page numbers aside."""
    kept: list[_Item] = []
    last: _Item | None = None  # the last item that is not a page number
    reached = 0  # the page that it ends on
    for item in items:
        if isinstance(item.content, str):
            if not _PAGE_NUMBER.fullmatch(item.content):
                last, reached = item, item.page
        elif last and reached == item.page - 1 and _runs_on(last.content, item.content):
            last.content, reached = joined(last.content, item.content), item.page
            continue
        else:
            last, reached = item, item.page
        kept.append(item)
    return kept


def _runs_on(content: str | PageTable, following: PageTable) -> TypeGuard[PageTable]:
    return isinstance(content, PageTable) and continues(content, following)


def _check_mapped(name: str, text: str) -> None:
    if text.count("\ufffd") > _MAX_UNMAPPED_SHARE * len(text):
        raise CorruptDocumentError(f"文件“{name}”的字体没有文字编码，读出的是乱码。请重新导出 PDF，或上传 Word 版。")


def _damaged(name: str, where: str) -> CorruptDocumentError:
    return CorruptDocumentError(f"文件“{name}”已损坏{where}，不能作为 PDF 读取。请重新下载或重新导出后再上传。")
