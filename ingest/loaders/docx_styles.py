"""Word's paragraph styles: which of them are headings and which number their paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.loaders.datatypes import Node
from ingest.loaders.docx_numbering import value_of

_HEADING_NAME = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_MAX_CHAIN = 20


@dataclass(frozen=True)
class ParagraphStyle:
    """What a style and those it is based on say; `heading` is 1–9, 0 for body text; `list_id` may be ""."""

    heading: int = 0
    list_id: str = ""
    list_style: str = ""


def read_styles(root: Node | None) -> dict[str, ParagraphStyle]:
    """Paragraph styles by their id."""
    nodes = {node.get("styleId"): node for node in root.elements() if node.tag == "style"} if root else {}
    return {style_id: _resolve(style_id, nodes) for style_id in nodes}


def outline_level(properties: Node | None) -> int:
    """The heading level (1–9) that paragraph properties state; 0 where they state none or body text."""
    value = value_of(properties, "outlineLvl") if properties else ""
    return int(value) + 1 if value in ("0", "1", "2", "3", "4", "5", "6", "7", "8") else 0


def _resolve(style_id: str, nodes: dict[str, Node]) -> ParagraphStyle:
    heading = 0
    list_id = list_style = ""
    for _ in range(_MAX_CHAIN):
        node = nodes.get(style_id)
        if node is None:
            break
        name = value_of(node, "name")
        named = _HEADING_NAME.fullmatch(name)
        heading = heading or outline_level(node.child("pPr")) or (int(named[1]) if named else 0)
        heading = heading or (1 if name.lower() == "title" else 0)
        numbering = node.find("pPr", "numPr")
        if numbering and not list_id:
            list_id, list_style = value_of(numbering, "numId"), style_id
        style_id = value_of(node, "basedOn")
    return ParagraphStyle(heading, list_id, list_style)
