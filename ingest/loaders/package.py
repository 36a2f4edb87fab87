"""Office Open XML packages (ZIP files of XML parts), read within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
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

_ENCRYPTED_FLAG = 0x1
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Package:
    """An open package; `name` is the file's, for errors."""

    name: str
    archive: zipfile.ZipFile

    def data(self, member: str) -> bytes | None:
        """Bytes of a member; None where it does not exist.

        Raises:
            DocumentTooLargeError: more than `MAX_XML_BYTES` bytes.
        """
        if member not in self.archive.NameToInfo:
            return None
        if self.archive.getinfo(member).file_size > MAX_XML_BYTES:
            raise _too_large(self.name, f"正文部分解压后超过 {MAX_XML_BYTES // _MEBIBYTE} MB")
        return self.archive.read(member)

    def part(self, member: str) -> Node | None:
        """Root element of a member; None where it does not exist."""
        from ingest.loaders.tree import parse_xml  # lxml, which archives of plain text and questions do without

        data = self.data(member)
        return None if data is None else parse_xml(self.name, data)

    def targets(self, source: str) -> dict[str, tuple[str, str]]:
        """What `source` ("" for the package) refers to: `(kind, member)` by relationship id."""
        folder, base = posixpath.split(source)
        relationships = self.part(posixpath.join(folder, "_rels", base + ".rels"))
        found = {}
        for relationship in relationships.elements() if relationships else ():
            if relationship.get("TargetMode") != "External":
                kind = relationship.get("Type").rpartition("/")[2]
                member = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target"))).lstrip("/")
                found[relationship.get("Id")] = (kind, member)
        return found

    def target(self, source: str, kind: str) -> str:
        """Member that `source` ("" for the package) refers to as its `kind`; "" where there is none."""
        return next((member for found, member in self.targets(source).values() if found == kind), "")


@contextmanager
def opened(name: str, data: bytes, *, remedy: str) -> Iterator[Package]:
    """A package to read from; what the standard parsers raise on damaged bytes becomes an error that ends in `remedy`.

    Raises:
        CorruptDocumentError: truncated or damaged.
        EncryptedDocumentError: members are encrypted.
        DocumentTooLargeError: above a limit of `ingest.loaders.limits`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_limits(name, archive)
            yield Package(name, archive)
    except PARSER_FAULTS as error:
        raise CorruptDocumentError(f"文件“{name}”不完整或已损坏，{remedy}") from error


def check_limits(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is encrypted or unpacks to too much.

    Raises:
        EncryptedDocumentError: members are encrypted.
        DocumentTooLargeError: above a limit of `ingest.loaders.limits`.
    """
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
