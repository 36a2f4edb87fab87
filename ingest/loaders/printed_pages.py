"""Pages of print (PDF, OFD, scans): their lines and tables in reading order, tables joined over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from ingest.datatypes import PageBox
from ingest.loaders.assembler import Assembler
from ingest.loaders.page_columns import reading_order
from ingest.loaders.page_lines import Glyph, indented, read_lines
from ingest.loaders.page_tables import Box, PageTable, continues, is_single_row, joined, read_table

_PAGE_NUMBER = re.compile(r"[\s\-—–－·]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－·]*")


@dataclass
class PageItem:
    """A printed line or a table; `page` counts from 1, `box` is in fractions of the page."""

    page: int
    content: str | PageTable
    box: PageBox | None = None


@dataclass(frozen=True)
class PageContent:
    """What is printed on a page of `width` and `height` points: characters, and the cells of its ruled tables."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    tables: Sequence[Sequence[Box]] = ()


def read_page(page: PageContent) -> list[PageItem]:
    """Lines and tables of a page in reading order."""
    found = [read_table(boxes, page.glyphs) for boxes in page.tables] if page.glyphs else []
    tables = sorted((table for table in found if table is not None), key=lambda table: table.box[1])
    outside = [glyph for glyph in page.glyphs if not any(glyph.is_inside(table.box) for table in tables)]
    items: list[PageItem] = []
    for group in reading_order(outside):
        lines = read_lines(group)
        for line, text in zip(lines, indented(lines), strict=True):
            while tables and tables[0].box[1] <= line.top and _beside(tables[0].box, line.x0, line.x1):
                items.append(_table_item(page, tables.pop(0)))
            items.append(PageItem(page.number, text, _fractions(page, (line.x0, line.top, line.x1, line.bottom))))
    items.extend(_table_item(page, table) for table in tables)
    return items


def write_pages(assembler: Assembler, items: Iterable[PageItem]) -> None:
    """Write the items of all pages in order."""
    for item in _join_tables(items):
        if isinstance(item.content, str):
            assembler.add_text(item.content, page=item.page, box=item.box)
        elif is_single_row(item.content):  # framed words: no table runs on from them or into them
            text = "\n".join(cell.text for cell in item.content.table.cells)
            assembler.add_text(text, page=item.page, box=item.box)
        else:
            assembler.add_table(item.content.table, page=item.page, box=item.box)


def _beside(box: Box, x0: float, x1: float) -> bool:
    """Whether a table stands over or under a line: a line of another column leaves it for later."""
    return box[0] < x1 and x0 < box[2]


def _table_item(page: PageContent, table: PageTable) -> PageItem:
    return PageItem(page.number, table, _fractions(page, table.box))


def _fractions(page: PageContent, box: Box) -> PageBox:
    def share(position: float, size: float) -> float:
        return round(min(max(position / max(size, 1.0), 0.0), 1.0), 4)

    return (
        share(box[0], page.width),
        share(box[1], page.height),
        share(box[2], page.width),
        share(box[3], page.height),
    )


def _join_tables(items: Iterable[PageItem]) -> list[PageItem]:
    """Join tables that run on from the foot of a page to the head of the next, page numbers aside."""
    kept: list[PageItem] = []
    last: PageItem | None = None  # the last item that is not a page number
    reached = 0  # the page that it ends on
    for item in items:
        if isinstance(item.content, str):
            if not _PAGE_NUMBER.fullmatch(item.content):
                last, reached = item, item.page
        elif last and reached == item.page - 1 and _runs_on(last.content, item.content):
            last.content, reached = joined(last.content, item.content), item.page
            continue
        else:
            last, reached = item, item.page
        kept.append(item)
    return kept


def _runs_on(content: str | PageTable, following: PageTable) -> TypeGuard[PageTable]:
    return isinstance(content, PageTable) and continues(content, following)
