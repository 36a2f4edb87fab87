"""The parts of a Word package that matter to the text."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import CorruptDocumentError
from ingest.loaders.datatypes import Node
from ingest.loaders.package import opened

_REMEDY = "不能作为 Word 文档打开。请重新下载，或用 Word、WPS 修复后另存为 .docx 再上传。"


@dataclass(frozen=True)
class WordParts:
    """Root elements of the parts that matter to the text; None where the package has no such part."""

    document: Node
    styles: Node | None
    numbering: Node | None
    footnotes: Node | None
    endnotes: Node | None
    properties: Node | None


def read_parts(name: str, data: bytes) -> WordParts:
    """Open a package and parse its parts.

    Raises:
        CorruptDocumentError: truncated or damaged, or without a document part.
        EncryptedDocumentError: members are encrypted.
        DocumentTooLargeError: above a limit of `ingest.loaders.limits`.
    """
    with opened(name, data, remedy=_REMEDY) as package:
        document_name = package.target("", "officeDocument") or "word/document.xml"
        document = package.part(document_name)
        if document is None:
            raise CorruptDocumentError(f"文件“{name}”中没有 Word 正文。请用 Word 或 WPS 另存为 .docx 后再上传。")
        styles, numbering, footnotes, endnotes = (
            package.part(package.target(document_name, kind))
            for kind in ("styles", "numbering", "footnotes", "endnotes")
        )
        properties = package.part(package.target("", "core-properties"))
    return WordParts(document, styles, numbering, footnotes, endnotes, properties)
