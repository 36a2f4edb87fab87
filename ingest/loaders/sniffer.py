"""What a file really is, by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from ingest.loaders.faults import PARSER_FAULTS

DOCX, XLSX, PDF, OFD, ZIP, ENCRYPTED_OFFICE = "docx", "xlsx", "pdf", "ofd", "zip", "encrypted"
DOC, XLS, OLE, RTF, ODT = "doc", "xls", "ole", "rtf", "odt"
PNG, JPEG, TIFF, BMP, GIF = "png", "jpg", "tif", "bmp", "gif"
HTML, MHT = "html", "mht"

KIND_NAMES = {
    DOCX: "Word 文档（.docx）",
    XLSX: "Excel 表格（.xlsx）",
    PDF: "PDF 文件（.pdf）",
    OFD: "OFD 版式文件（.ofd）",
    ZIP: "ZIP 压缩包",
    DOC: "旧版 Word 文档（.doc）",
    XLS: "旧版 Excel 表格（.xls）",
    OLE: "旧版 Office 文档",
    RTF: "RTF 文档",
    ODT: "OpenDocument 文档（.odt）",
    PNG: "PNG 图片",
    JPEG: "JPEG 图片",
    TIFF: "TIFF 图片",
    BMP: "BMP 图片",
    GIF: "GIF 图片",
    HTML: "网页（.html）",
    MHT: "网页存档（.mht）",
}
"""Chinese names of the kinds; `sniff` answers with a Chinese name where it has no code for a kind."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b\x08", "gzip 压缩包"),
    (b"{\\rtf", RTF),
    (b"\x7fELF", "可执行程序"),
    (b"MZ\x90\x00", "可执行程序"),
    (b"SQLite format 3\x00", "SQLite 数据库"),
    (b"ID3\x03", "音频"),
    (b"ID3\x04", "音频"),
)
_OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE_PARTS = (
    ("word/", DOCX),
    ("xl/", XLSX),
    ("ppt/", "演示文稿（.pptx）"),
    ("OFD.xml", OFD),
    ("META-INF/container.xml", "EPUB 电子书"),
    ("content.xml", ODT),
)
_HTML_HEAD = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL
)
_MAIL_HEAD = re.compile(rb"(?:[\w-]{1,60}:[^\n]{0,2000}\n|[ \t][^\n]{0,2000}\n){1,60}\r?\n", re.ASCII)


def sniff(data: bytes) -> str:
    """A key of `KIND_NAMES`, `ENCRYPTED_OFFICE`, the Chinese name of another kind, or "" for likely text."""
    if data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return PDF
    if data.startswith(_ZIP_HEADS):
        return _sniff_zip(data)
    if data.startswith(_OLE_HEAD):
        return _sniff_ole(data)
    if data[4:12] in (b"ftypisom", b"ftypmp42", b"ftypqt  "):
        return "视频"
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return BMP
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "图片、音频或视频"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def sniff_text(data: bytes) -> str:
    """`HTML` or `MHT` for a text that only such a file begins with, else ""."""
    if _HTML_HEAD.match(data.removeprefix(b"\xef\xbb\xbf")[:2000]):
        return HTML
    return MHT if _is_mht(data) else ""


def _is_mht(data: bytes) -> bool:
    """Whether a file begins like a web archive: mail headers, one of them of MIME."""
    head = _MAIL_HEAD.match(data.lstrip()[:20_000].replace(b"\r\n", b"\n"))
    return head is not None and b"mime-version" in head.group().lower() and b"content-type" in head.group().lower()


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except PARSER_FAULTS:
        found = re.findall(rb"word/document\.xml|xl/workbook\.xml|ppt/presentation\.xml|OFD\.xml", data[:65536])
        names = [name.decode("ascii") for name in found]
    return kind_of_members(names)


def kind_of_members(names: Iterable[str]) -> str:
    """What a ZIP file with these members is: `ZIP` where it is no document itself."""
    listed = list(names)
    for prefix, kind in _OFFICE_PARTS:
        if any(name.startswith(prefix) for name in listed):
            return kind
    return ZIP


def _sniff_ole(data: bytes) -> str:
    """Old Office files and, in the same container, encrypted new ones; directory entries are in UTF-16."""
    for entry, kind in (
        ("EncryptedPackage", ENCRYPTED_OFFICE),
        ("WordDocument", DOC),
        ("Workbook", XLS),
        ("PowerPoint Document", "旧版演示文稿（.ppt）"),
    ):
        if entry.encode("utf-16-le") in data:
            return kind
    return OLE
