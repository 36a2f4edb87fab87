"""PDF files: one paragraph per printed line, ruled tables in their place; pages without text through OCR."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

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
from ingest.loaders.ocr import INSTALL, RECOGNISED, is_installed, page_names
from ingest.loaders.page_images import recognise_pages
from ingest.loaders.page_lines import Glyph, readable
from ingest.loaders.page_tables import Box
from ingest.loaders.printed_pages import PageContent, PageItem, read_page, write_pages
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
# A page with fewer characters and a picture over more of it is a scan: scanning programs stamp their name on pages.
_SCAN_CHARACTERS, _SCAN_AREA = 20, 0.5
_OCR = "或者先用 OCR 软件识别成带文字的 PDF，或上传 Word 版。"


def load_pdf(name: str, data: bytes) -> LoadedDocument:
    """Read a PDF; blocks carry their page and box, running heads and page numbers are kept as lines.

    Pages without text are read by `ingest.loaders.ocr` where it is installed. `metadata["warnings"]` names them, or
    says that they could not be read.

    Raises:
        CorruptDocumentError: truncated, damaged, or its fonts do not say which characters they show.
        EncryptedDocumentError: a password is needed to open it.
        EmptyDocumentError: no page has text, and none was recognised.
        DocumentTooLargeError: more than `MAX_PAGES` pages, `MAX_OCR_PAGES` pages to be recognised, or
            `MAX_CHARACTERS` characters.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity that it copes with
    if not _END.search(data[-_END_WITHIN:].rstrip(b"\x00\r\n ")[-_TAIL:]):
        raise CorruptDocumentError(f"文件“{name}”不完整，缺少 PDF 的结尾，可能没有下载完。请重新下载后再上传。")
    document = _open(name, data)
    found: dict[int, list[PageItem]] = {}
    scans: list[int] = []
    for number, page in enumerate(_pages(name, document), 1):
        found[number], is_scan = _read_page(name, number, page)
        if is_scan:
            scans.append(number)
    properties = [str(document.metadata.get(key) or "") for key in ("Title", "Author", "CreationDate")]
    recognised = recognise_pages(name, data, scans) if scans and is_installed() else {}
    found |= {number: read_page(content) for number, content in recognised.items() if content.glyphs}
    if not any(found.values()):
        raise EmptyDocumentError(_no_text(name, len(found), tried=bool(recognised)))
    assembler = Assembler(name)
    write_pages(assembler, [item for number in sorted(found) for item in found[number]])
    loaded = assembler.finish("pdf")
    _check_mapped(name, loaded.text)
    metadata: dict[str, Any] = document_properties(loaded.text, *properties)
    warnings = _warnings(found, scans)
    if warnings:
        metadata["warnings"] = warnings
    return LoadedDocument(loaded.text, loaded.blocks, loaded.format, metadata)


def _no_text(name: str, pages: int, *, tried: bool) -> str:
    if tried:
        return f"文件“{name}”的 {pages} 页是扫描件或图片，用 OCR 没有认出文字。请换一份清晰的文件，或上传 Word 版。"
    hint = "" if is_installed() else INSTALL
    return f"文件“{name}”的 {pages} 页都没有文字，是扫描件或图片。{hint}{_OCR if hint else '请' + _OCR[2:]}"


def _warnings(found: dict[int, list[PageItem]], scans: list[int]) -> list[str]:
    warnings = []
    read = [number for number in scans if found[number] and is_installed()]
    if read:
        warnings.append(RECOGNISED.format(pages=page_names(read)))
    empty = [number for number, items in found.items() if not items]
    if empty:
        hint = "" if is_installed() or not scans else INSTALL
        warnings.append(f"第 {page_names(empty)} 页没有文字（可能是扫描页），未能读取。{hint}")
    return warnings


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


def _read_page(name: str, number: int, page: Any) -> tuple[list[PageItem], bool]:  # noqa: ANN401
    """Items of a page, and whether it is a scan to be recognised."""
    try:
        glyphs = [_glyph(character) for character in page.dedupe_chars().chars]
        inked = sum(1 for glyph in glyphs if glyph.text.strip())
        tables = _tables(page) if inked else []
        is_drawn = bool(page.images or page.curves or page.rects)
        is_scan = _picture_share(page) > _SCAN_AREA if 0 < inked < _SCAN_CHARACTERS else is_drawn and not inked
        content = PageContent(number, float(page.width), float(page.height), glyphs, tables)
        page.close()
        return read_page(content), is_scan
    except IngestError:
        raise
    except _FAULTS as error:
        raise _damaged(name, f"，第 {number} 页不能读取") from error


def _picture_share(page: Any) -> float:  # noqa: ANN401
    areas = (float(image["width"]) * float(image["height"]) for image in page.images)
    return max(areas, default=0.0) / max(float(page.width) * float(page.height), 1.0)


def _glyph(character: dict[str, Any]) -> Glyph:
    x0, x1, top, bottom = (float(character[key]) for key in ("x0", "x1", "top", "bottom"))
    return Glyph(readable(character["text"]), x0, x1, top, bottom, max(float(character["size"]), 1.0))


def _tables(page: Any) -> list[list[Box]]:  # noqa: ANN401
    """Cells of ruled tables; a page with thousands of rules is a drawing and not searched."""
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    return [table.cells for table in page.find_tables()] if _MIN_RULES <= rules <= _MAX_RULES else []


def _check_mapped(name: str, text: str) -> None:
    if text.count("\ufffd") > _MAX_UNMAPPED_SHARE * len(text):
        raise CorruptDocumentError(f"文件“{name}”的字体没有文字编码，读出的是乱码。请重新导出 PDF，或上传 Word 版。")


def _damaged(name: str, where: str) -> CorruptDocumentError:
    return CorruptDocumentError(f"文件“{name}”已损坏{where}，不能作为 PDF 读取。请重新下载或重新导出后再上传。")
