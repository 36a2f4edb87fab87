"""Tables of plain text whose cells stand apart by any number of spaces: a line of titles, rows of as many words.

Rows of figures (「2026 41 33 230」) need titles of no known kind; rows of words need titles that tables have, a column
of figures or a unit in brackets, or the line above to say that a table follows (「…一览表」, 「按下表执行：」).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Block, Cell
from ingest.table_columns import is_label

_WORD = re.compile(r"[^\s\u3000]+")
_FIGURE = re.compile(r"[≥≤<>]?\d[\d,.]*[%％]?|[—\-/／]")
_PAGE = re.compile(r"[—\-－–\s]*\d{1,3}[—\-－–\s]*|第\s*\d+\s*页.*")
_SENTENCE = re.compile("[。；：，:;|｜│┃║]")
_TITLE = re.compile(
    "(?:内容|单位|部门|名称|时间|时限|期限|截止|日期|年度|年份|数量|事项|任务|项目|指标|目标|责任|接收|序号|备注)$"
)
_CAPTION = re.compile("(?:表|名单|名录|清单|台账|一览)(?:[（(][^（）()]*[）)])?$|(?:下表|如下|分档)[^。]{0,8}[：:。]?$")
_UNIT = re.compile("[（(](?:单位[：:])?[^（）()\\d]{1,6}[)）]$")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_LONGEST_CELL = 24

Spans = list[tuple[int, int]]


def with_spaced_tables(text: str, lines: Sequence[Block]) -> list[Block]:
    """`lines` with such tables in one block each; one that a page's number cuts becomes two with the same titles."""
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        titles = _words(text, lines[position])
        end = _table_end(text, lines, position, titles)
        if not end:
            blocks.append(lines[position])
            position += 1
            continue
        part: list[Block] = [lines[position]]
        for line in lines[position + 1 : end]:
            if _is_page(text, line):
                blocks += [*([_block(text, titles, part)] if part else []), line]
                part = []
            else:
                part.append(line)
        blocks.append(_block(text, titles, part))
        position = end
    return blocks


def _table_end(text: str, lines: Sequence[Block], position: int, titles: Spans) -> int:
    """The index behind the last row of the table whose titles stand at `position`; 0 for none."""
    names = [text[start:end] for start, end in titles]
    if len(names) < _FEWEST_COLUMNS or not all(map(is_label, names)):
        return 0
    known = sum(_TITLE.search(name) is not None for name in names) > 1
    known = known or any(map(_UNIT.search, names)) or _announced(text, lines, position)
    rows, end = 0, 0
    for index in range(position + 1, len(lines)):
        if _is_page(text, lines[index]):
            continue
        cells = [text[start:stop] for start, stop in _words(text, lines[index])]
        if len(cells) != len(names) or any(len(cell) > _LONGEST_CELL or _SENTENCE.search(cell) for cell in cells):
            break
        if not (known or all(map(_FIGURE.fullmatch, cells[1:]))):
            break
        rows, end = rows + 1, index + 1
    return end if rows >= _FEWEST_ROWS else 0


def _announced(text: str, lines: Sequence[Block], position: int) -> bool:
    """Whether the line above a line of titles names a table or says that one follows."""
    return position > 0 and _CAPTION.search(text[lines[position - 1].start : lines[position - 1].end]) is not None


def _is_page(text: str, line: Block) -> bool:
    return _PAGE.fullmatch(text[line.start : line.end]) is not None


def _words(text: str, line: Block) -> Spans:
    return [match.span() for match in _WORD.finditer(text, line.start, line.end)]


def _block(text: str, titles: Spans, part: Sequence[Block]) -> Block:
    """The lines of `part` as a table under the titles, which need not stand among them."""
    rows = [words for line in part if (words := _words(text, line)) != titles]
    cells = tuple(
        Cell(number, column, start, end, header=number == 0)
        for number, row in enumerate([titles, *rows])
        for column, (start, end) in enumerate(row)
    )
    return Block("table", part[0].start, part[-1].end, cells=cells)
