"""Plain text: decoding, one paragraph per line, and tables whose cells are parted by tabs, bars or spaces."""

from __future__ import annotations

import codecs
import re

from ingest.datatypes import LoadedDocument
from ingest.errors import CorruptDocumentError
from ingest.loaders.assembler import check_length, check_not_empty
from ingest.loaders.text_tables import line_blocks
from ingest.loaders.wrapped_tables import with_rows_joined

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
_MIN_COMMON_SHARE = 0.5
_MAX_BROKEN_SHARE = 0.002
_SAMPLE = 200_000
_REMEDY = "请用记事本打开确认内容，选择“另存为”，编码选“UTF-8”，再上传。"


def load_plain_text(name: str, data: bytes) -> LoadedDocument:
    """Read a text file; the text is kept as it is, all line breaks as line feeds, wrapped rows of tables on one line.

    Raises:
        CorruptDocumentError: the bytes are not text in UTF-8, UTF-16 (with byte order mark) or GB18030.
        EmptyDocumentError: there is nothing but white space.
        DocumentTooLargeError: more than `MAX_CHARACTERS` characters.
    """
    text = with_rows_joined(decode(name, data))
    check_not_empty(name, text)
    return LoadedDocument(text, tuple(line_blocks(text)), "txt")


def decode(name: str, data: bytes, *, declared: str = "") -> str:
    """Text of the bytes without byte order mark.

    `declared` is the encoding that a web page states. Web pages are cut and pasted together by machines: with
    `declared`, a few broken characters are let through as U+FFFD.

    Raises:
        CorruptDocumentError: no encoding fits, or the content is binary.
        DocumentTooLargeError: more than `MAX_CHARACTERS` characters.
    """
    text = _decode_marked(name, data)
    if text is None:
        text = _decode_unmarked(name, data, declared)
    check_length(name, len(text))
    if "\x00" in text or len(_CONTROL.findall(text, 0, _SAMPLE)) > _MAX_CONTROL_SHARE * min(len(text), _SAMPLE):
        raise CorruptDocumentError(f"文件“{name}”含有二进制内容，不是文本文件，或者编码不能识别。{_REMEDY}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_marked(name: str, data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise CorruptDocumentError(
                    f"文件“{name}”标明编码为 {encoding.upper()}，"
                    f"但第 {error.start + len(mark) + 1} 字节起不能解码，"
                    f"文件可能不完整。{_REMEDY}"
                ) from error
    return None


def _decode_unmarked(name: str, data: bytes, declared: str) -> str:
    if b"\x00" in data[:_SAMPLE]:
        raise CorruptDocumentError(f"文件“{name}”含有二进制内容，不是文本文件，或者编码不能识别。{_REMEDY}")
    for encoding in ("utf-8", declared or "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if declared:
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= _MAX_BROKEN_SHARE * len(text):
            return text
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise CorruptDocumentError(
            f"文件“{name}”既不是 UTF-8 也不是 GB18030 编码（第 {error.start + 1} 字节起不能解码）。{_REMEDY}"
        ) from error
    if not _is_plausible(text):
        raise CorruptDocumentError(f"文件“{name}”的编码不能识别，按 GB18030 解码得到的是乱码。{_REMEDY}")
    return text


def _is_plausible(text: str) -> bool:
    """Whether most of what is not ASCII belongs to GB2312, which holds nearly all characters in use.

    Any even run of high bytes is valid GB18030; other encodings then show as characters that no one uses.
    """
    foreign = [character for character in text[:_SAMPLE] if character > "\x7f"]
    common = sum(len(character.encode("gb2312", "ignore")) == 2 for character in foreign)
    return common >= _MIN_COMMON_SHARE * len(foreign)
