"""Web archives (.mht, .mhtml) as browsers save them: the page is taken out and read as any other."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.message import EmailMessage

from ingest.datatypes import LoadedDocument
from ingest.errors import CorruptDocumentError
from ingest.loaders.faults import PARSER_FAULTS
from ingest.loaders.html import load_html

_CHARSET = re.compile(rb"charset", re.IGNORECASE)
_META_WITHIN = 4096


def load_mht(name: str, data: bytes) -> LoadedDocument:
    """Read the first page of a web archive.

    Raises:
        CorruptDocumentError: no page in it, or damaged.
        IngestError: as `load_html`.
    """
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        content = _content(page) if isinstance(page, EmailMessage) else None
    except PARSER_FAULTS as error:
        raise CorruptDocumentError(f"文件“{name}”不能作为网页存档读取，可能已损坏。请重新保存网页后再上传。") from error
    if not content:
        raise CorruptDocumentError(f"文件“{name}”的网页存档里没有网页。请另存为“网页，仅 HTML”后再上传。")
    return replace(load_html(name, content), format="mht")


def _content(page: EmailMessage) -> bytes | None:
    """The page's bytes, the charset of its header written into it where it states none itself."""
    decoded = page.get_payload(decode=True)
    if not isinstance(decoded, bytes):
        return None
    charset = page.get_content_charset("")
    if charset and charset.isascii() and not _CHARSET.search(decoded[:_META_WITHIN]):
        return f'<meta charset="{charset}">'.encode() + decoded
    return decoded
