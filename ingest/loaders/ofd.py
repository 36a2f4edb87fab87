"""OFD files (GB/T 33190): printed lines in reading order, ruled tables in their place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import ofdkit

from ingest.datatypes import LoadedDocument
from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EmptyDocumentError, EncryptedDocumentError
from ingest.loaders.assembler import Assembler
from ingest.loaders.limits import MAX_PAGES
from ingest.loaders.ofd_rules import read_rules
from ingest.loaders.package import Package, opened
from ingest.loaders.page_lines import Glyph, readable
from ingest.loaders.printed_pages import PageContent, PageItem, read_page, write_pages
from ingest.loaders.properties import document_properties
from ingest.loaders.ruled_grid import find_tables

_REMEDY = "不能作为 OFD 版式文件打开。请重新下载或重新导出后再上传。"
_POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
_ASCENT, _DESCENT = 0.85, 0.15
_ENCRYPTION_PARTS = ("encryptions.xml", "encryptinfo.dat", "decryptseed.dat")


def load_ofd(name: str, data: bytes) -> LoadedDocument:
    """Read an OFD file; blocks carry their page and box; annotations and seals are left out.

    `metadata["warnings"]` names pages without text among pages that have some.

    Raises:
        CorruptDocumentError: not an OFD file, or damaged.
        EncryptedDocumentError: the file is encrypted.
        EmptyDocumentError: no page has text (a scan).
        DocumentTooLargeError: more than `MAX_PAGES` pages, or above a limit of `ingest.loaders.limits`.
    """
    try:
        with opened(name, data, remedy=_REMEDY) as package:
            _check_not_encrypted(name, package)
            with ofdkit.open(io.BytesIO(data)) as document:
                if len(document.pages) > MAX_PAGES:
                    raise DocumentTooLargeError(
                        f"文件“{name}”有 {len(document.pages)} 页，超过 {MAX_PAGES} 页的上限。请拆分后再上传。"
                    )
                pages = [_items(package, number, page) for number, page in enumerate(document.pages, 1)]
                info = document.info
    except ofdkit.OFDLimitError as error:
        raise DocumentTooLargeError(f"文件“{name}”的内部文件超过上限。请拆分成几个文件后再上传。") from error
    except ofdkit.OFDError as error:
        raise CorruptDocumentError(f"文件“{name}”不完整或已损坏，{_REMEDY}") from error
    if not any(pages):
        raise EmptyDocumentError(
            f"文件“{name}”的 {len(pages)} 页都没有文字，可能是扫描件。请用 OFD 阅读器导出为 PDF，或上传 Word 版。"
        )
    assembler = Assembler(name)
    write_pages(assembler, [item for items in pages for item in items])
    loaded = assembler.finish("ofd")
    metadata: dict[str, Any] = document_properties(
        loaded.text, info.title or "", info.author or "", info.creation_date or ""
    )
    empty = [str(number) for number, items in enumerate(pages, 1) if not items]
    if empty:
        shown = "、".join(empty[:10]) + ("等" if len(empty) > 10 else "")
        metadata["warnings"] = [f"第 {shown} 页没有文字（可能是扫描页），未能读取。"]
    return LoadedDocument(loaded.text, loaded.blocks, loaded.format, metadata)


def _check_not_encrypted(name: str, package: Package) -> None:
    for member in package.archive.namelist():
        if member.rpartition("/")[2].lower() in _ENCRYPTION_PARTS:
            raise EncryptedDocumentError(f"文件“{name}”已加密，不能读取。请用 OFD 阅读器解除加密后另存，再上传。")


def _items(package: Package, number: int, page: ofdkit.Page) -> list[PageItem]:
    left, top, width, height = page.box
    glyphs = list(_glyphs(page, left, top))
    tables = []
    if glyphs and page.location:
        try:
            tables = find_tables(read_rules(package.part(page.location), (left, top), _POINTS))
        except (CorruptDocumentError, DocumentTooLargeError):
            tables = []  # ofdkit mends XML that is not well-formed; its text is read without tables
    return read_page(PageContent(number, width * _POINTS, height * _POINTS, glyphs, tables))


def _glyphs(page: ofdkit.Page, left: float, top: float) -> Iterator[Glyph]:
    """Runs of text in points, those drawn twice at one place (false bold) once."""
    seen = set()
    for run in page.runs:
        key = run.text, round(run.x * 4), round(run.y * 4)
        if key in seen or not run.text.strip():
            continue
        seen.add(key)
        size = max(run.size * _POINTS, 1.0)
        x, base = (run.x - left) * _POINTS, (run.y - top) * _POINTS
        yield Glyph(
            "".join(map(readable, run.text.strip())),
            x,
            x + run.width * _POINTS,
            base - _ASCENT * size,
            base + _DESCENT * size,
            size,
        )
