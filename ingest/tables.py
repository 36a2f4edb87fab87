"""Table rows as the outline and the facts read them: framed tables of the loaders, and tables that lost their frame."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cards import Card, find_cards
from ingest.datatypes import Block, Cell, CleanText, Line, LoadedDocument, TableRow
from ingest.table_columns import column_role, is_label, is_number_title, is_title, label_within

_CELL_END = re.compile(r"\s*[|｜]\s*$")
_ORDINAL = re.compile(r"\d{1,3}$")
_DITTO = frozenset(("同上", "〃", "″", "”", "“", "同前"))
_NOTE = re.compile("(?:备注|附注|注|说明|填表说明)[：:]?")
_NOTE_COLUMNS = 3
MINIMUM_FRAMELESS_CELLS = 6


def framed_rows(document: LoadedDocument, clean: CleanText, lines: Sequence[Line]) -> tuple[TableRow, ...]:
    """Rows of the document's table blocks, header rows excluded, merged cells carried along."""
    rows: list[TableRow] = []
    above: tuple[str, ...] = ()
    for block in document.blocks:
        if block.kind == "table" and block.cells:
            found = _block_rows(document.text, block, clean, lines, above)
            above = found[-1].header if found else above
            rows.extend(found)
    return tuple(rows)


def _block_rows(
    text: str, block: Block, clean: CleanText, lines: Sequence[Line], above: tuple[str, ...]
) -> list[TableRow]:
    """Rows of one table; `above` is the header of the table before it, which one without a header goes on with."""
    grid = _grid(block)
    width = max(column for row in grid.values() for column in row) + 1
    own_cells = {number: _own_cells(text, cells, number) for number, cells in grid.items()}
    told = [(number, cells) for number, cells in sorted(own_cells.items()) if cells]
    cards = find_cards(told, width)
    if cards:
        return [_card_row(text, card, grid, clean, lines) for card in cards]
    header_rows = {cell.row + step for cell in block.cells if cell.header for step in range(cell.row_span)}
    if _labels(own_cells[min(own_cells)]):
        header, header_rows = ("",) * width, set()
    elif len(above) == width and _is_body(own_cells[min(own_cells)]) and header_rows == {min(own_cells)}:
        header, header_rows = above, set()
    else:
        first_body = next((row for row in sorted(grid) if row not in header_rows), None)
        header = tuple(_header_text(text, grid, column, first_body or 0, header_rows) for column in range(width))
    rows = []
    starts = [line.start for line in lines]
    for number, own in told:
        if number in header_rows:
            continue
        if _is_second_header(own, width):
            header = tuple(_header_text(text, grid, column, number + 1, {number}) for column in range(width))
            continue
        cells = [_meant(text, grid, number, column) for column in range(width)]
        spans = tuple(_clean_span(clean, cell.start, cell.end) if cell else (0, 0) for cell in cells)
        values = tuple(_squeeze(clean.text[start:end]) for start, end in spans)
        position = _clean_span(clean, *_extent([cell for cell in grid[number].values() if cell.row == number]))[0]
        line = lines[max(0, bisect.bisect_right(starts, position) - 1)]
        row = _noted(TableRow(line.start, line.end, header, values, spans))
        rows.append(_labelled_row(row, clean) if _labels(own) else row)
    return rows


def _grid(block: Block) -> dict[int, dict[int, Cell]]:
    """Cells by row and column, merged ones in every place that they span."""
    grid: dict[int, dict[int, Cell]] = {}
    for cell in block.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid.setdefault(row, {})[column] = cell
    return grid


def _meant(text: str, grid: dict[int, dict[int, Cell]], number: int, column: int) -> Cell | None:
    """The cell of a row and column, or the one above that 同上 in it speaks of."""
    cell = grid[number].get(column)
    while cell is not None and _squeeze(text[cell.start : cell.end]) in _DITTO and number - 1 in grid:
        number -= 1
        cell = grid[number].get(column)
    return cell


def _own_cells(text: str, cells: dict[int, Cell], number: int) -> list[tuple[Cell, str]]:
    """The cells that begin in a row, with their texts."""
    begun = {cell.column: cell for cell in cells.values() if cell.row == number}
    return [(cell, _squeeze(text[cell.start : cell.end])) for _, cell in sorted(begun.items())]


def _labels(cells: Sequence[tuple[Cell, str]]) -> bool:
    """Whether the cells of a row carry label and value each: 「责任单位：县民政局」."""
    texts = [text for _, text in cells if text]
    labels = [label for text in texts if (label := label_within(text))]
    return len(labels) > 1 and len(labels) * 2 >= len(texts) and any(map(column_role, labels))


def _noted(row: TableRow) -> TableRow:
    """A row that is a note on the table, 「备注」 beside one cell over all other columns, with that cell alone."""
    if len(row.values) < _NOTE_COLUMNS or len(set(row.spans[1:])) > 1 or not _NOTE.fullmatch(row.values[0]):
        return row
    return replace(row, header=row.values[:1], values=row.values[1:2], spans=row.spans[1:2])


def _labelled_row(row: TableRow, clean: CleanText) -> TableRow:
    """A row whose cells carry their labels, with these as its header."""
    header, values, spans = [], [], []
    for title, value, (start, end) in zip(row.header, row.values, row.spans, strict=True):
        label = label_within(value)
        mark = re.search("[：:]", clean.text[start:end]) if label else None
        start += mark.end() if mark else 0
        header.append(label or title)
        values.append(_squeeze(clean.text[start:end]))
        spans.append((start, end))
    return replace(row, header=tuple(header), values=tuple(values), spans=tuple(spans))


def _extent(cells: Sequence[Cell]) -> tuple[int, int]:
    return min(cell.start for cell in cells), max(cell.end for cell in cells)


def _is_body(cells: Sequence[tuple[Cell, str]]) -> bool:
    """Whether a table's first row is no header: it begins with a number and holds no title."""
    return len(cells) > 1 and _ORDINAL.match(cells[0][1]) is not None and not any(is_title(text) for _, text in cells)


def _is_second_header(cells: Sequence[tuple[Cell, str]], width: int) -> bool:
    """Whether a row further down is the header of another table, or the same header over again."""
    texts = [text for _, text in cells if text]
    known = sum(is_title(text) and (len(text) > 2 or is_number_title(text)) for text in texts)  # 牵头 may be a mark
    return known > 1 and known * 2 >= len(texts) and len(cells) * 2 > width and all(map(is_label, texts))


def _card_row(
    text: str, card: Card, grid: dict[int, dict[int, Cell]], clean: CleanText, lines: Sequence[Line]
) -> TableRow:
    """A card as one row: its labels are the header, its lines together the row."""
    cells = [grid[row][column] for _, row, column in card.fields]
    spans = tuple(_clean_span(clean, cell.start, cell.end) for cell in cells)
    values = tuple(_squeeze(clean.text[start:end]) for start, end in spans)
    start, end = (_line_at(lines, position) for position in (min(spans)[0], max(spans)[0]))
    return TableRow(start.start, end.end, tuple(label for label, _, _ in card.fields), values, spans)


def _line_at(lines: Sequence[Line], position: int) -> Line:
    return lines[max(0, bisect.bisect_right([line.start for line in lines], position) - 1)]


def joined_lines(lines: Sequence[Line], rows: Sequence[TableRow]) -> list[Line]:
    """The lines with those of each row that takes several as one."""
    long = {row.start: row.end for row in rows}
    joined: list[Line] = []
    for line in lines:
        if joined and line.kind == "table_row" and joined[-1].kind == "table_row" and line.end <= joined[-1].end:
            continue
        end = long.get(line.start, line.end) if line.kind == "table_row" else line.end
        joined.append(replace(line, end=end) if end > line.end else line)
    return joined


def _header_text(text: str, grid: dict[int, dict[int, Cell]], column: int, end: int, rows: set[int]) -> str:
    parts: list[str] = []
    for row in sorted(rows):
        cell = grid.get(row, {}).get(column)
        if cell is not None and row < max(end, 1):
            part = _squeeze(text[cell.start : cell.end])
            if part and part not in parts:
                parts.append(part)
    return "".join(parts)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _clean_span(clean: CleanText, start: int, end: int) -> tuple[int, int]:
    """Clean span of original characters `[start, end)`."""
    return bisect.bisect_left(clean.offsets, start), bisect.bisect_left(clean.offsets, end)


def frameless_rows(text: str, lines: list[Line]) -> tuple[list[Line], tuple[TableRow, ...]]:
    """Find tables copied without their frame, one cell a line, each but a row's last ending in 「|」.

    The first run of such cells up to an unmarked one, or up to the ordinal 「1」, is the header.

    Returns:
        The lines, with those of a row merged into one of kind "table_row", and the rows.
    """
    result: list[Line] = []
    rows: list[TableRow] = []
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and lines[end].kind == "text" and _text(text, lines[end]).rstrip().endswith(("|", "｜")):
            end += 1
        cells = lines[position:end]
        width = _frameless_width(text, cells)
        if len(cells) < MINIMUM_FRAMELESS_CELLS or not width:
            result.extend(lines[position : end + 1] if end == position else cells)
            position = max(end, position + 1)
            continue
        header = tuple(_cell(text, line)[0] for line in cells[:width])
        result.append(replace(cells[0], end=cells[width - 1].end, kind="table_row"))
        for start in range(width, len(cells), width):
            group = cells[start : start + width]
            values, spans = zip(*(_cell(text, line) for line in group), strict=True)
            padding = width - len(group)
            rows.append(
                TableRow(group[0].start, group[-1].end, header, values + ("",) * padding, spans + ((0, 0),) * padding)
            )
            result.append(replace(group[0], end=group[-1].end, kind="table_row"))
        position = end
    return result, tuple(rows)


def _text(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _cell(text: str, line: Line) -> tuple[str, tuple[int, int]]:
    raw = _CELL_END.sub("", _text(text, line))
    return raw, (line.start, line.start + len(raw))


def _frameless_width(text: str, cells: Sequence[Line]) -> int:
    """Columns of a frameless table: the distance between the ordinals 1, 2, 3 …; 0 when there are none."""
    values = [_cell(text, line)[0] for line in cells]
    first = next((index for index, value in enumerate(values) if value == "1"), 0)
    if first < 2 or any(_ORDINAL.match(value) for value in values[:first]):
        return 0
    rows = (len(values) - first + first - 1) // first
    ordinals = [values[first + first * row] for row in range(rows) if first + first * row < len(values)]
    return first if ordinals == [str(number) for number in range(1, len(ordinals) + 1)] else 0
