"""The parts of a Word package (a ZIP file), read within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EncryptedDocumentError
from ingest.loaders.datatypes import Node
from ingest.loaders.faults import PARSER_FAULTS
from ingest.loaders.limits import (
    MAX_XML_BYTES,
    MAX_ZIP_BYTES,
    MAX_ZIP_MEMBERS,
    MAX_ZIP_RATIO,
    MIN_RATIO_BYTES,
)
from ingest.loaders.tree import parse_xml

_ENCRYPTED_FLAG = 0x1
_MEBIBYTE = 1024 * 1024


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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_limits(name, archive)
            package = _Package(name, archive)
            document_name = package.target("", "officeDocument") or "word/document.xml"
            document = package.part(document_name)
            if document is None:
                raise CorruptDocumentError(f"文件“{name}”中没有 Word 正文。请用 Word 或 WPS 另存为 .docx 后再上传。")
            styles, numbering, footnotes, endnotes = (
                package.part(package.target(document_name, kind))
                for kind in ("styles", "numbering", "footnotes", "endnotes")
            )
            properties = package.part(package.target("", "core-properties"))
    except PARSER_FAULTS as error:
        raise CorruptDocumentError(
            f"文件“{name}”不完整或已损坏，不能作为 Word 文档打开。"
            "请重新下载，或用 Word、WPS 修复后另存为 .docx 再上传。"
        ) from error
    return WordParts(document, styles, numbering, footnotes, endnotes, properties)


@dataclass(frozen=True)
class _Package:
    name: str
    archive: zipfile.ZipFile

    def part(self, member: str) -> Node | None:
        """Root element of a member; None where it does not exist."""
        if member not in self.archive.NameToInfo:
            return None
        if self.archive.getinfo(member).file_size > MAX_XML_BYTES:
            raise _too_large(self.name, f"正文部分解压后超过 {MAX_XML_BYTES // _MEBIBYTE} MB")
        return parse_xml(self.name, self.archive.read(member))

    def target(self, source: str, kind: str) -> str:
        """Member that `source` ("" for the package) refers to as its `kind`; "" where there is none."""
        folder, base = posixpath.split(source)
        relationships = self.part(posixpath.join(folder, "_rels", base + ".rels"))
        for relationship in relationships.elements() if relationships else ():
            if relationship.get("Type").rpartition("/")[2] == kind and relationship.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, relationship.get("Target"))).lstrip("/")
        return ""


def _check_limits(name: str, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_ZIP_MEMBERS:
        raise _too_large(name, f"内部文件超过 {MAX_ZIP_MEMBERS} 个")
    if sum(member.file_size for member in members) > MAX_ZIP_BYTES:
        raise _too_large(name, f"解压后超过 {MAX_ZIP_BYTES // _MEBIBYTE} MB")
    for member in members:
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedDocumentError(f"文件“{name}”已加密，需要密码才能打开。请去除密码后再上传。")
        if member.file_size > MIN_RATIO_BYTES and member.file_size > MAX_ZIP_RATIO * max(member.compress_size, 1):
            raise _too_large(name, f"内部文件的压缩比超过 {MAX_ZIP_RATIO} 倍")


def _too_large(name: str, what: str) -> DocumentTooLargeError:
    return DocumentTooLargeError(f"文件“{name}”{what}，超过上限。请拆分文件或删去图片，另存后再上传。")
