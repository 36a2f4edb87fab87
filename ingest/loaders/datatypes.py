"""What passes between the parts of the loaders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """An element of HTML or XML: names without namespace, text among the children in order."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Node | str, ...]

    def elements(self) -> Iterator[Node]:
        """Child elements, text left out."""
        return (child for child in self.children if isinstance(child, Node))

    def child(self, tag: str) -> Node | None:
        """First child element of this name."""
        return next((child for child in self.elements() if child.tag == tag), None)

    def find(self, *tags: str) -> Node | None:
        """The element at the end of a path of child names."""
        node: Node | None = self
        for tag in tags:
            node = node.child(tag) if node else None
        return node

    def get(self, name: str, default: str = "") -> str:
        """Value of an attribute."""
        return self.attributes.get(name, default)

    def walk(self) -> Iterator[Node]:
        """This element and its descendants, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed([child for child in node.children if isinstance(child, Node)]))


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as a format gives it; rows and columns count from 0, a merged cell stands where it begins."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells in reading order; `header_rows` is 0 where the format names no headers.

    `nested` are tables of data that stand in its cells; their text is no part of those cells.
    """

    cells: tuple[TableCell, ...]
    header_rows: int = 0
    nested: tuple[Table, ...] = ()

    @property
    def holds_data(self) -> bool:
        """Whether it has rows and columns enough to be read by a header."""
        columns = {cell.column for cell in self.cells}
        rows = {cell.row for cell in self.cells}
        return len(columns) > 1 and len(rows) > 1
