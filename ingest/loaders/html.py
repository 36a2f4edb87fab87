"""Web pages: the main text with headings, lists and tables, and the metadata that government sites give."""

from __future__ import annotations

import re

from ingest.datatypes import LoadedDocument
from ingest.errors import EmptyDocumentError
from ingest.loaders.assembler import Assembler
from ingest.loaders.datatypes import Node
from ingest.loaders.html_content import main_content, prune
from ingest.loaders.html_lists import read_list
from ingest.loaders.html_metadata import fields_shown, main_heading, page_metadata, page_title, site_of
from ingest.loaders.html_table import read_table
from ingest.loaders.html_text import HEADINGS, collapse, is_block, text_lines
from ingest.loaders.plain_text import decode
from ingest.loaders.tree import parse_html

_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_CHARSET_HEAD = 4096
_GB_NAMES = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"})
_NUMBERED = re.compile(r"\s*[\d一二三四五六七八九十(（①-⑳]")
# Articles that only a line break of the source parts, where an editor has lost the paragraphs' tags.
_BARE_ARTICLE = re.compile(r"(?<=[。；：])[^\S\n]*\n\s*(?=第[一二三四五六七八九十百零〇\d]{1,5}[条章节][\s　])")
_TITLE_WITHIN = 400
_DAY_SHOWN = re.compile("(?:发布|公开)(?:日期|时间)")
_LISTING = frozenset(("div", "dl", "ul", "ol", "section", "article", "li", "p"))
# Editors that escape what was escaped already leave 「&amp;quot;」, which a browser shows as 「&quot;」.
_ESCAPED_TWICE = re.compile(r"&amp;(quot|nbsp|[lr][ds]quo|[mn]dash|hellip|middot|emsp|ensp|times|#\d{2,5});")


def load_html(name: str, data: bytes) -> LoadedDocument:
    """Read a web page; `text` is its main text, with the page's heading before it where it has none.

    Raises:
        CorruptDocumentError: undecodable or unparsable.
        EmptyDocumentError: no text is shown, as where scripts write it.
        DocumentTooLargeError: nested deeper than `MAX_TREE_DEPTH` or longer than `MAX_CHARACTERS`.
    """
    source = decode(name, data, declared=_declared_charset(data))
    page = parse_html(name, _ESCAPED_TWICE.sub(r"&\1;", _without_server_code(source)))
    shown = prune(page)
    content = main_content(shown)
    metadata = page_metadata(page, shown)
    assembler = Assembler(name)
    heading = metadata.get("title") or main_heading(shown, page_title(page))
    metadata["title"] = heading or page_title(page)
    if site := metadata.get("site") or site_of(page):
        metadata["site"] = site
    told = "".join("".join(text_lines(content)).split())
    beginning = told[:_TITLE_WITHIN]
    headed = heading and content is not shown and "".join(heading.split()) not in beginning
    if headed:
        assembler.add_text(heading, kind="heading", level=1)
    number = metadata.get("number", "")
    if number and content is not shown and "".join(number.split()) not in beginning:
        assembler.add_text(number)  # stands in a table above the text only
    above = [] if content is shown or _DAY_SHOWN.search(beginning) else fields_shown(shown, told)
    for line in above if headed else ():
        assembler.add_text(line)
    _Writer(assembler).write(content)
    for line in () if headed or assembler.is_empty else above:
        assembler.add_text(line)
    if assembler.is_empty and any(node.tag in ("script", "iframe", "frame") for node in page.walk()):
        raise EmptyDocumentError(
            f"文件“{name}”中没有文字，网页的正文可能由脚本或框架显示。"
            "请在浏览器中打开，等正文出现后全选复制到 Word 文档，或打印成 PDF，再上传。"
        )
    return assembler.finish("html", metadata)


def _without_server_code(source: str) -> str:
    """The page without what a server should have replaced: `<% … %>` of JSP and ASP."""
    pieces = []
    position = 0
    while (start := source.find("<%", position)) >= 0 and (end := source.find("%>", start)) >= 0:
        pieces.append(source[position:start])
        position = end + 2
    return "".join(pieces) + source[position:]


class _Writer:
    """Writes elements to an assembler, one line for each line that a browser would begin."""

    def __init__(self, assembler: Assembler) -> None:
        self._assembler = assembler
        self._pieces: list[str] = []
        self._level = 0

    def write(self, node: Node) -> None:
        """Write an element with everything in it."""
        self._visit(node)
        self._flush()

    def _visit(self, node: Node) -> None:
        item = _first_number(node) if node.tag == "ol" else 0
        for child in node.children:
            if isinstance(child, str):
                self._pieces.append(child)
            elif child.tag == "br":
                self._flush()
            elif not is_block(child):
                self._visit(child)
            else:
                self._flush()
                if child.tag == "li" and node.tag == "ol":
                    self._number(child, item)
                    item += 1
                self._visit_block(child)

    def _visit_block(self, node: Node) -> None:
        table = read_table(node) if node.tag == "table" else None
        if table is not None:
            self._assembler.add_table(table)
        elif node.tag == "pre":
            for child in _lines_of_pre(node):
                self._assembler.add_text(child)
        else:
            outer, self._level = self._level, HEADINGS.get(node.tag, self._level)
            self._visit_listed(node)
            if not self._flush() and node.tag == "p":
                self._assembler.add_blank_line()
            self._level = outer

    def _visit_listed(self, node: Node) -> None:
        """Visit an element, with the table that its children show to the eye as a table."""
        listed = read_list(node) if node.tag in _LISTING else None
        if listed is None:
            self._visit(node)
            return
        self._visit(Node(node.tag, node.attributes, node.children[: listed.first]))
        self._flush()
        self._assembler.add_table(listed.table)
        self._visit(Node(node.tag, node.attributes, node.children[listed.last :]))

    def _number(self, item: Node, number: int) -> None:
        """Write the number that the browser shows before a list item, unless the text brings its own."""
        if not _NUMBERED.match("".join(text_lines(item)[:1])):
            self._pieces.append(f"{number}.")

    def _flush(self) -> bool:
        written = "".join(self._pieces)
        self._pieces.clear()
        told = False
        for part in _BARE_ARTICLE.split(written):
            line = collapse(part).rstrip()
            self._assembler.add_text(
                line.removeprefix(" "), kind="heading" if self._level else "paragraph", level=self._level
            )
            told = told or bool(line.strip())
        return told


def _lines_of_pre(node: Node) -> list[str]:
    pieces = [child for part in node.walk() for child in part.children if isinstance(child, str)]
    return "".join(pieces).split("\n")


def _declared_charset(data: bytes) -> str:
    match = _CHARSET.search(data, 0, _CHARSET_HEAD)
    charset = match.group(1).decode("ascii").lower() if match else ""
    return "gb18030" if charset in _GB_NAMES else "big5" if charset.startswith("big5") else "utf-8"


def _first_number(node: Node) -> int:
    start = node.get("start", "1")
    return int(start) if start.isdecimal() and start.isascii() and len(start) < 6 else 1
