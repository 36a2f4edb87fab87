"""ZIP archives of documents: what is in them, with names as people wrote them, within limits."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EmptyDocumentError, IngestError
from ingest.loaders.faults import PARSER_FAULTS
from ingest.loaders.limits import (
    MAX_ARCHIVE_DEPTH,
    MAX_ARCHIVE_FILES,
    MAX_FILE_BYTES,
    MAX_ZIP_BYTES,
)
from ingest.loaders.package import check_limits
from ingest.loaders.sniffer import KIND_NAMES, ZIP, kind_of_members

SUFFIX = ".zip"

_UTF8_FLAG = 0x800
_UNICODE_NAME = 0x7075
_DRIVE = re.compile(r"[A-Za-z]:")
_SHOWN_NAMES = 5


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name, folders included, and where it is: an index for each archive to open."""

    name: str
    indexes: tuple[int, ...]


@dataclass
class _Listing:
    """What is found on the way through an archive and the archives in it."""

    members: list[Member] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unpacked: int = 0


def is_archive(name: str) -> bool:
    """Whether a file's name says that it holds other files."""
    return PurePosixPath(name).suffix.lower() == SUFFIX


def list_archive(name: str, archive: Path | bytes) -> tuple[list[Member], tuple[str, ...]]:
    """Files in an archive, those of archives in it up to `MAX_ARCHIVE_DEPTH`, and warnings about what is left out.

    An archive nested deeper, or one that cannot be opened, is a member itself: reading it tells why.

    Raises:
        CorruptDocumentError: no ZIP file, or damaged.
        EncryptedDocumentError: a password is needed.
        DocumentTooLargeError: more than `MAX_ARCHIVE_FILES` files, or above a limit of `ingest.loaders.limits`.
        EmptyDocumentError: no file in it.
    """
    listing = _Listing()
    with _opened(name, archive) as opened:
        _list(name, opened, (), PurePosixPath(), listing)
    if not listing.members:
        raise EmptyDocumentError(f"压缩包“{name}”里没有可导入的文件。请检查后重新打包。")
    warnings: tuple[str, ...] = ()
    if listing.refused:
        shown = "、".join(listing.refused[:_SHOWN_NAMES]) + ("等" if len(listing.refused) > _SHOWN_NAMES else "")
        warnings = (f"压缩包“{name}”中有 {len(listing.refused)} 个文件的路径不安全，没有导入：{shown}。",)
    return listing.members, warnings


def read_member(name: str, archive: Path | bytes, member: Member) -> bytes:
    """The bytes of a member.

    Raises:
        DocumentTooLargeError: it is larger than any document may be, or an archive nested too deeply.
        CorruptDocumentError: it cannot be unpacked, or is an archive that cannot be opened.
        EncryptedDocumentError: it is an archive with a password.
    """
    content: Path | bytes = archive
    for index in member.indexes:
        with _opened(name, content) as opened:
            content = _unpacked(member.name, opened, opened.infolist()[index])
    if is_archive(member.name) and isinstance(content, bytes):
        list_archive(member.name, content)
        raise DocumentTooLargeError(
            f"压缩包“{member.name}”套在压缩包里超过 {MAX_ARCHIVE_DEPTH} 层。请解压后再导入。"
        )
    return content if isinstance(content, bytes) else content.read_bytes()


def _list(
    name: str, archive: zipfile.ZipFile, indexes: tuple[int, ...], folder: PurePosixPath, listing: _Listing
) -> None:
    for index, info in enumerate(archive.infolist()):
        written = member_name(info)
        path = PurePosixPath(written)
        if info.is_dir() or written.endswith("/") or _is_passed_over(path):
            continue
        if not _is_safe(info, written, path):
            listing.refused.append(written)
            continue
        member = Member((folder / path).as_posix(), (*indexes, index))
        may_open = is_archive(written) and len(indexes) + 1 < MAX_ARCHIVE_DEPTH
        if may_open and _list_nested(archive, info, member, listing):
            continue
        listing.unpacked += info.file_size
        if len(listing.members) >= MAX_ARCHIVE_FILES:
            raise DocumentTooLargeError(
                f"压缩包“{name}”里的文件超过 {MAX_ARCHIVE_FILES} 个的上限。请分成几个压缩包再导入。"
            )
        if listing.unpacked > MAX_ZIP_BYTES:
            raise DocumentTooLargeError(
                f"压缩包“{name}”解压后超过 {MAX_ZIP_BYTES // 1024 // 1024} MB 的上限。请分成几个压缩包再导入。"
            )
        listing.members.append(member)


def _list_nested(archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: Member, listing: _Listing) -> bool:
    """List an archive in an archive; False where it cannot be opened, so that reading it tells why."""
    found = _Listing(unpacked=listing.unpacked)
    try:
        with _opened(member.name, _unpacked(member.name, archive, info)) as nested:
            _list(member.name, nested, member.indexes, PurePosixPath(member.name).parent, found)
    except DocumentTooLargeError:
        raise
    except IngestError:
        return False
    if len(listing.members) + len(found.members) > MAX_ARCHIVE_FILES:
        raise DocumentTooLargeError(
            f"压缩包“{member.name}”里的文件太多，总数超过 {MAX_ARCHIVE_FILES} 个的上限。请分成几个压缩包再导入。"
        )
    listing.members += found.members
    listing.refused += found.refused
    listing.unpacked = found.unpacked
    return True


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as it was written: UTF-8 where that is stated, else GB18030, as Chinese systems write it."""
    name = info.orig_filename.split("\0", 1)[0]
    if not info.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        name = _unicode_name(info.extra) or _decoded(raw, name)
    return name.replace("\\", "/")


def _decoded(raw: bytes, name: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_name(extra: bytes) -> str:
    """The name in an Info-ZIP Unicode path field; "" where there is none."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_NAME and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _is_passed_over(path: PurePosixPath) -> bool:
    """What systems leave in archives: hidden files, the resource forks of macOS, thumbnails, lock files."""
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    left_over = path.name.lower() in ("thumbs.db", "desktop.ini") or path.name.startswith("~$")
    return hidden or left_over or "__MACOSX" in path.parts


def _is_safe(info: zipfile.ZipInfo, written: str, path: PurePosixPath) -> bool:
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    outside = path.is_absolute() or ".." in path.parts or _DRIVE.match(written) is not None
    return bool(path.name) and not is_link and not outside and written.isprintable()


@contextmanager
def _opened(name: str, archive: Path | bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(archive) if isinstance(archive, bytes) else archive) as opened:
            kind = kind_of_members(opened.namelist())
            if kind != ZIP:
                raise CorruptDocumentError(
                    f"压缩包“{name}”的内容其实是{KIND_NAMES.get(kind, kind)}。请改正扩展名后再导入。"
                )
            check_limits(name, opened)
            yield opened
    except PARSER_FAULTS as error:
        raise CorruptDocumentError(f"压缩包“{name}”不完整或已损坏，不能打开。请重新下载或重新打包后再导入。") from error


def _unpacked(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.file_size > MAX_FILE_BYTES:
        raise DocumentTooLargeError(
            f"文件“{name}”大小为 {info.file_size / 1024 / 1024:.0f} MB，"
            f"超过 {MAX_FILE_BYTES // 1024 // 1024} MB 的上限。请拆分成几个文件后再导入。"
        )
    try:
        return archive.read(info)
    except PARSER_FAULTS as error:
        raise CorruptDocumentError(f"压缩包里的“{name}”不能解压，可能已损坏。请重新打包后再导入。") from error
