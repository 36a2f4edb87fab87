"""Tables that are cards: one thing to a table, its lines labelled (建设内容 | …, 主办单位 | … | 责任人 | …)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.datatypes import Cell
from ingest.table_columns import column_role, is_label, is_title, task_rank

_TITLE_LABEL = "名称"
_LONGEST_CARD = 900  # characters: longer ones are guides to a service, each line of which is looked for by itself
_FEWEST_LABELS = 2
_LABELS_TO_ONE_KNOWN = 3  # labels of a card, at most, to each that is known as a title
# A label that counts the cards stands before what the card is about: 「实事1 | 扩充公办学位」.
_COUNTING = re.compile(
    r"(?:[一-龥]{2,4}\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?|第.{1,3}[项件个条号])[:：]?"
)


@dataclass(frozen=True)
class Card:
    """One card: rows from `first` to `last` of the grid, and (label, row, column of the value) in order."""

    first: int
    last: int
    fields: tuple[tuple[str, int, int], ...]


GridRow = Sequence[tuple[Cell, str]]
"""The cells of a row that begin in it, with their texts."""


def find_cards(rows: Sequence[tuple[int, GridRow]], width: int) -> list[Card]:
    """The cards that a table consists of; empty for a table with a header.

    Args:
        rows: row numbers with the cells that begin there; merged cells stand in their first row.
        width: the table's columns.
    """
    cards: list[Card] = []
    first, fields = -1, list[tuple[str, int, int]]()

    def close(last: int) -> None:
        if fields:
            cards.append(Card(first, last, tuple(fields)))
            fields.clear()

    previous = -1
    for number, begun in rows:
        cells = _without_group(begun)
        if len(cells) == 1 and cells[0][0].column > 0 and fields:  # its label is merged with that of the row above
            fields.append((fields[-1][0], number, cells[0][0].column))
        elif len(cells) == 1:
            close(previous)
            first = number
            fields.append((_TITLE_LABEL, number, cells[0][0].column))
        elif len(cells) == 2 and _COUNTING.fullmatch(cells[0][1]):
            close(previous)
            first = number
            fields.append((_TITLE_LABEL, number, cells[1][0].column))
        elif len(cells) % 2 or not all(map(is_label, _texts(cells)[::2])) or any(map(is_title, _texts(cells)[1::2])):
            return []
        else:
            if fields and any(label == cells[0][1] for label, _, _ in fields):
                close(previous)
            first = number if not fields else first
            fields += [(label.strip(" :："), number, cell.column) for (_, label), (cell, _) in _pairs(cells)]
        previous = number
    close(previous)
    told = [card for card in cards if len(card.fields) > 1]
    text_length = sum(len(text) for _, cells in rows for _, text in cells)
    if not told or width < 2 or text_length > _LONGEST_CARD * len(told) or not all(map(_assigns, told)):
        return []
    return told


def _without_group(cells: GridRow) -> GridRow:
    """A row's cells without one at its left that stands over several rows (基本信息)."""
    tall = len(cells) > 1 and len(cells) % 2 == 1 and cells[0][0].row_span > 1
    return cells[1:] if tall else cells


def _texts(cells: GridRow) -> list[str]:
    return [text for _, text in cells]


def _pairs(cells: GridRow) -> list[tuple[tuple[Cell, str], tuple[Cell, str]]]:
    return list(zip(cells[::2], cells[1::2], strict=True))


def _assigns(card: Card) -> bool:
    """Whether a card says who does what: a line for a body, and one for the thing or its time.

    Most of what stands at the places of labels is none where the cells are those of a table of even width.
    """
    roles = [column_role(label) for label, _, _ in card.fields]
    bodies = any(role in ("lead", "bodies") for role in roles)
    told = sum(bool(column_role(label)) or task_rank(label) is not None for label, _, _ in card.fields)
    return bodies and told >= max(_FEWEST_LABELS, len(card.fields) / _LABELS_TO_ONE_KNOWN)
