"""What a file really is, by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

from ingest.loaders.faults import PARSER_FAULTS

DOCX, PDF, ENCRYPTED_OFFICE = "docx", "pdf", "encrypted"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF87a", "GIF 图片"),
    (b"GIF89a", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b\x08", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x7fELF", "可执行程序"),
    (b"MZ\x90\x00", "可执行程序"),
    (b"SQLite format 3\x00", "SQLite 数据库"),
    (b"ID3\x03", "音频"),
    (b"ID3\x04", "音频"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OFFICE_PARTS = (
    ("word/", "docx"),
    ("xl/", "Excel 表格（.xlsx）"),
    ("ppt/", "演示文稿（.pptx）"),
    ("OFD.xml", "OFD 版式文件（.ofd）"),
    ("META-INF/container.xml", "EPUB 电子书"),
    ("content.xml", "OpenDocument 文档（.odt）"),
)
_HTML_HEAD = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL
)


def sniff(data: bytes) -> str:
    """`DOCX`, `PDF`, `ENCRYPTED_OFFICE`, the Chinese name of another kind, or "" for likely text."""
    if data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return PDF
    if data.startswith(_ZIP):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data[4:12] in (b"ftypisom", b"ftypmp42", b"ftypqt  "):
        return "视频"
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return "BMP 图片"
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "图片、音频或视频"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def is_html(data: bytes) -> bool:
    """Whether the first tag is one that only web pages begin with."""
    return _HTML_HEAD.match(data.removeprefix(b"\xef\xbb\xbf")[:2000]) is not None


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except PARSER_FAULTS:
        found = re.findall(rb"word/document\.xml|xl/workbook\.xml|ppt/presentation\.xml", data[:65536])
        names = [name.decode("ascii") for name in found]
    for prefix, kind in _OFFICE_PARTS:
        if any(name.startswith(prefix) for name in names):
            return kind
    return "ZIP 压缩包"


def _sniff_ole(data: bytes) -> str:
    """Old Office files and, in the same container, encrypted new ones; directory entries are in UTF-16."""
    for entry, kind in (
        ("EncryptedPackage", ENCRYPTED_OFFICE),
        ("WordDocument", "旧版 Word 文档（.doc）"),
        ("Workbook", "旧版 Excel 表格（.xls）"),
        ("PowerPoint Document", "旧版演示文稿（.ppt）"),
    ):
        if entry.encode("utf-16-le") in data:
            return kind
    return "旧版 Office 文档"
