"""The text of one Word paragraph as it is shown: insertions kept, deletions and hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.loaders.datatypes import Node
from ingest.loaders.docx_numbering import is_on

_SKIPPED = frozenset({"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt", "sectPr"})
_LITERAL = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = frozenset({"footnoteReference", "endnoteReference"})


@dataclass(frozen=True)
class ParagraphText:
    """Text with tabs and line breaks; text boxes anchored in it and notes referred to, as `(kind, id)`."""

    text: str
    boxes: tuple[Node, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass
class _Collector:
    pieces: list[str] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def visit(self, node: Node) -> None:
        for child in node.elements():
            if child.tag in _SKIPPED or (child.tag == "r" and is_on(child.child("rPr"), "vanish")):
                continue
            if child.tag == "t":
                self.pieces.extend(piece for piece in child.children if isinstance(piece, str))
            elif child.tag in _LITERAL:
                self.pieces.append(_LITERAL[child.tag])
            elif child.tag == "sym":
                self.pieces.append("•")
            elif child.tag == "txbxContent":
                self.boxes.append(child)
            elif child.tag in _NOTES:
                self.notes.append((child.tag.removesuffix("Reference"), child.get("id")))
            else:
                self.visit(chosen(child))


def read_paragraph(paragraph: Node) -> ParagraphText:
    """Text, text boxes and notes of a `w:p`."""
    collector = _Collector()
    collector.visit(paragraph)
    return ParagraphText("".join(collector.pieces), tuple(collector.boxes), tuple(collector.notes))


def chosen(node: Node) -> Node:
    """The first of alternative renderings (`mc:AlternateContent`); other nodes as they are."""
    if node.tag != "AlternateContent":
        return node
    return next(node.elements(), Node("Choice", {}, ()))


def parts_of(container: Node, *tags: str) -> Iterator[Node]:
    """Children with one of the names, also inside content controls and insertions; not in deletions."""
    for child in container.elements():
        if child.tag in tags:
            yield child
        elif child.tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent"):
            yield from parts_of(chosen(child), *tags)
