"""HTML and XML parsed into our own nodes, so that only this module knows the XML library."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.errors import CorruptDocumentError, DocumentTooLargeError
from ingest.loaders.datatypes import Node
from ingest.loaders.faults import PARSER_FAULTS
from ingest.loaders.limits import MAX_TREE_DEPTH

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")


def parse_html(name: str, text: str) -> Node:
    """The root element of a web page, however badly it is written; comments are left out.

    Raises:
        CorruptDocumentError: the parser gives up.
        DocumentTooLargeError: elements are nested deeper than `MAX_TREE_DEPTH`.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    source = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    try:
        root = etree.fromstring(source, parser) if source.strip() else None
    except PARSER_FAULTS as error:
        raise CorruptDocumentError(
            f"文件“{name}”不能作为网页解析。请在浏览器中打开原网页，重新另存为“网页，仅 HTML”后再上传。"
        ) from error
    return Node("html", {}, ()) if root is None else _copy(name, root, 1)


def parse_xml(name: str, data: bytes) -> Node:
    """The root element of an XML part; external and internal entities are not resolved.

    Raises:
        CorruptDocumentError: the XML is not well-formed.
        DocumentTooLargeError: elements are nested deeper than `MAX_TREE_DEPTH`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except PARSER_FAULTS as error:
        if "depth" in str(error):
            raise _too_deep(name) from error
        raise CorruptDocumentError(
            f"文件“{name}”的内部结构已损坏，不能读取。请用 Word 或 WPS 打开并修复，另存一份后再上传。"
        ) from error
    return _copy(name, root, 1)


def iterate_xml(name: str, data: bytes, *tags: str) -> Iterator[Node]:
    """Elements of these names in an XML part, each when it is complete; what is between them is not kept.

    Raises:
        CorruptDocumentError: the XML is not well-formed.
        DocumentTooLargeError: elements are nested deeper than `MAX_TREE_DEPTH`.
    """
    events = etree.iterparse(
        io.BytesIO(data),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            yield _copy(name, element, 1)
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise _too_deep(name) from error
        raise CorruptDocumentError(
            f"文件“{name}”的内部结构已损坏，不能读取。请用原来的软件打开并修复，另存一份后再上传。"
        ) from error


def _copy(name: str, element: Any, depth: int) -> Node:  # noqa: ANN401 - any ElementTree-like element
    if depth > MAX_TREE_DEPTH:
        raise _too_deep(name)
    children: list[Node | str] = []
    if element.text:
        children.append(element.text)
    for child in element:
        if isinstance(child.tag, str):
            children.append(_copy(name, child, depth + 1))
        if child.tail:
            children.append(child.tail)
    attributes = {_local(key): value for key, value in element.items()}
    return Node(_local(element.tag), attributes, tuple(children))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _too_deep(name: str) -> DocumentTooLargeError:
    return DocumentTooLargeError(
        f"文件“{name}”的元素嵌套超过 {MAX_TREE_DEPTH} 层的上限。请打开文件，把正文复制到新文档中保存后再上传。"
    )
