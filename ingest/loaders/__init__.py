"""Files in: one loader per format, chosen by the name and checked against the content.

Limits are in `ingest.loaders.limits`: 100 MB a file, 20,000,000 characters of text, 3,000 pages,
300 MB unpacked.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from ingest.datatypes import LoadedDocument
from ingest.errors import (
    CorruptDocumentError,
    DocumentTooLargeError,
    EmptyDocumentError,
    EncryptedDocumentError,
    UnreadablePathError,
    UnsupportedFormatError,
)
from ingest.loaders.limits import MAX_FILE_BYTES
from ingest.loaders.sniffer import (
    BMP,
    DOC,
    DOCX,
    ENCRYPTED_OFFICE,
    GIF,
    HTML,
    JPEG,
    KIND_NAMES,
    MHT,
    ODT,
    OFD,
    OLE,
    PDF,
    PNG,
    RTF,
    TIFF,
    XLS,
    XLSX,
    sniff,
    sniff_text,
)

_MARKDOWN = (".md", ".markdown")
_HTML = (".html", ".htm")
_MHT = (".mht", ".mhtml")
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
_CONVERTED = (".doc", ".wps", ".rtf", ".odt", ".xls", ".et")
SUPPORTED_SUFFIXES: frozenset[str] = frozenset(
    (".txt", *_MARKDOWN, *_HTML, *_MHT, ".docx", ".xlsx", ".pdf", ".ofd", *_PICTURES, *_CONVERTED)
)

_IMAGES = frozenset({PNG, JPEG, TIFF, BMP, GIF})
_EXPECTED: dict[str, frozenset[str]] = {
    ".mht": frozenset({MHT}),
    ".mhtml": frozenset({MHT}),
    ".docx": frozenset({DOCX}),
    ".xlsx": frozenset({XLSX}),
    ".pdf": frozenset({PDF}),
    ".ofd": frozenset({OFD}),
    **dict.fromkeys(_PICTURES, _IMAGES),
    # Offices rename files freely: a .doc is as often a web page or an RTF file.
    ".doc": frozenset({DOC, OLE, RTF, HTML, MHT}),
    ".wps": frozenset({DOC, OLE, RTF}),
    ".rtf": frozenset({RTF}),
    ".odt": frozenset({ODT}),
    ".xls": frozenset({XLS, OLE, HTML, MHT}),
    ".et": frozenset({XLS, OLE}),
}
_RENAMED = frozenset({DOCX, XLSX, PDF, OFD, PNG, JPEG, TIFF, BMP, DOC, XLS})
_REMEDIES = {
    ".zip": "请先解压，再上传其中的文件。",
    ".rar": "请先解压，再上传其中的文件。",
    ".7z": "请先解压，再上传其中的文件。",
}
_FORMATS = "支持的格式：.txt、.md、.html、.mht、.docx、.xlsx、.pdf、.ofd、.doc、.wps、.rtf、.xls、图片和 .zip。"


def load(path: Path) -> LoadedDocument:
    """Read a file.

    Raises:
        UnreadablePathError: no such file, not a file, or no permission.
        IngestError: as `load_bytes`.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "是文件夹，不是文件" if stat.S_ISDIR(status.st_mode) else "不是普通文件"
            raise UnreadablePathError(f"“{path}”{what}。请选择文件夹里的具体文件。")
        _check_suffix(path.name)
        _check_size(path.name, status.st_size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadablePathError(f"找不到文件“{path}”。请检查路径和文件名。") from error
    except PermissionError as error:
        raise UnreadablePathError(f"没有权限读取文件“{path}”。请检查文件的访问权限。") from error
    except (OSError, ValueError) as error:
        raise UnreadablePathError(f"无法读取文件“{path!s}”：{error}。请检查路径和磁盘。") from error
    return load_bytes(path.name, data)


def load_bytes(name: str, data: bytes) -> LoadedDocument:
    """Read a file's content; `name` chooses the loader by its suffix and is named in errors.

    Raises:
        UnsupportedFormatError: no loader for the suffix.
        EmptyDocumentError: no text.
        CorruptDocumentError: the content is not what the suffix says, is truncated, or cannot be decoded.
        EncryptedDocumentError: the file asks for a password.
        DocumentTooLargeError: above a limit.
    """
    name = PurePosixPath(name.replace("\\", "/")).name
    suffix = _check_suffix(name)
    _check_size(name, len(data))
    if not data:
        raise EmptyDocumentError(f"文件“{name}”是空文件（0 字节）。请检查文件是否保存或下载完整。")
    _check_content(name, suffix, data)
    return _loader(suffix)(name, data)


def _loader(suffix: str) -> Callable[[str, bytes], LoadedDocument]:
    """The loader of a suffix; with what it needs (lxml, pdfplumber, PIL) it is imported for the first such file.

    Who only asks, or reads plain text, does not wait for that.
    """
    if suffix in _MARKDOWN:
        from ingest.loaders.markdown import load_markdown as load_format
    elif suffix in _HTML:
        from ingest.loaders.html import load_html as load_format
    elif suffix in _MHT:
        from ingest.loaders.mht import load_mht as load_format
    elif suffix == ".docx":
        from ingest.loaders.docx import load_docx as load_format
    elif suffix == ".xlsx":
        from ingest.loaders.xlsx import load_xlsx as load_format
    elif suffix == ".pdf":
        from ingest.loaders.pdf import load_pdf as load_format
    elif suffix == ".ofd":
        from ingest.loaders.ofd import load_ofd as load_format
    elif suffix in _PICTURES:
        from ingest.loaders.page_images import load_image as load_format
    elif suffix in _CONVERTED:
        from ingest.loaders.office import load_converted as load_format
    else:
        from ingest.loaders.plain_text import load_plain_text as load_format
    return load_format


def _check_suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUPPORTED_SUFFIXES:
        shown = f"格式 {suffix}" if suffix else "没有扩展名的文件"
        remedy = _REMEDIES.get(suffix, "请转换为其中一种格式后再上传。")
        raise UnsupportedFormatError(f"文件“{name}”不能读取：暂不支持{shown}。{_FORMATS}{remedy}")
    return suffix


def _check_size(name: str, size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise DocumentTooLargeError(
            f"文件“{name}”大小为 {size / 1024 / 1024:.0f} MB，"
            f"超过 {MAX_FILE_BYTES // 1024 // 1024} MB 的上限。请拆分成几个文件后再上传。"
        )


def _check_content(name: str, suffix: str, data: bytes) -> None:
    """Refuse content that is evidently of another kind than the suffix says."""
    kind, expected = sniff(data), _EXPECTED.get(suffix, frozenset())
    if kind == ENCRYPTED_OFFICE:
        raise EncryptedDocumentError(f"文件“{name}”已加密，需要密码才能打开。请在 Word 或 WPS 中去除密码后再上传。")
    if not kind and not expected:
        return  # text, whose own loader looks closer
    kind = kind or sniff_text(data)
    if kind in expected or (not kind and PDF in expected and b"%PDF-" in data[:1024]):
        return
    if kind in _RENAMED:
        raise CorruptDocumentError(
            f"文件“{name}”的内容其实是{KIND_NAMES[kind]}，与扩展名 {suffix} 不符。请把扩展名改为 .{kind} 后再上传。"
        )
    if kind:
        raise CorruptDocumentError(
            f"文件“{name}”的内容其实是{KIND_NAMES.get(kind, kind)}，与扩展名 {suffix} 不符。"
            f"{_FORMATS}请转换格式或改正扩展名后再上传。"
        )
    wanted = next((KIND_NAMES[item] for item in KIND_NAMES if item in expected), "")
    raise CorruptDocumentError(
        f"文件“{name}”的内容不是{wanted}，可能已损坏或扩展名有误。请重新下载，或用原来的软件另存后再上传。"
    )
