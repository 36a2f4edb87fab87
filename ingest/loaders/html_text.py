"""Text of HTML elements as a browser shows it."""

from __future__ import annotations

import re

from ingest.loaders.datatypes import Node

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
UNSEEN_TAGS = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "datalist",
        "embed",
        "frame",
        "frameset",
        "head",
        "iframe",
        "input",
        "link",
        "map",
        "meta",
        "noframes",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}

_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_WHITE = re.compile("[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]"
_BREAK_IN_WIDE = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t\n]*(?={_WIDE})")


def is_seen(node: Node) -> bool:
    """Whether a browser shows the element."""
    return (
        node.tag not in UNSEEN_TAGS and "hidden" not in node.attributes and not _HIDDEN_STYLE.search(node.get("style"))
    )


def is_block(node: Node) -> bool:
    """Whether the element begins a line of its own."""
    return node.tag in BLOCK_TAGS


def collapse(text: str) -> str:
    """White space as a browser shows it: a run is one space, and nothing where Chinese text was wrapped."""
    return _WHITE.sub(" ", _BREAK_IN_WIDE.sub("", text.replace("\r", "")))


def text_lines(node: Node) -> list[str]:
    """The element's text, one entry for each line that a browser would begin, empty lines left out."""
    lines: list[str] = []
    pieces: list[str] = []

    def flush() -> None:
        line = collapse("".join(pieces)).strip()
        pieces.clear()
        if line:
            lines.append(line)

    def visit(current: Node) -> None:
        for child in current.children:
            if isinstance(child, str):
                pieces.append(child)
            elif child.tag == "br":
                flush()
            elif is_seen(child):
                if is_block(child):
                    flush()
                visit(child)
                if is_block(child):
                    flush()

    visit(node)
    flush()
    return lines
