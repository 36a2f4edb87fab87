"""Rows told by how many bodies stand in a cell: 「需要两家以上配合的有哪些」, 「没有配合单位的有几项」."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.table_columns import column_role
from retriever.grids import EMPTY, Grid, GridRow, plain

_MANY = re.compile(
    r"(?P<exactly>只有?|仅有?|就)?(?P<number>[一二两三四五六七八九]|\d|多|好几)(?:家|个(?=单位|部门|局|科室))"
    r"(?:单位|部门|局|科室)?(?P<over>以上|及以上|或以上)?[^，。？]{0,6}?(?P<role>配合|协办|协助|参与|牵头|主办|责任|负责|承担)"
)
_NONE = re.compile("(?:没有?|无须?|不用|不需要?|无需)(?:别的|其他|任何)?(?:单位|部门)?(?P<role>配合|协办|协助|参与)")
_COLUMN = {"配合": "supporting", "协办": "supporting", "协助": "supporting", "参与": "supporting"}
_BETWEEN = re.compile("[、，,；;]")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "多": 2, "好几": 2}


def rows_of_many(text: str, grid: Grid) -> tuple[int, tuple[GridRow, ...]] | None:
    """The column of bodies that a question counts in, with the rows that hold as many."""
    said = _MANY.search(text) or _NONE.search(text)
    if said is None:
        return None
    wanted = _COLUMN.get(said["role"], "lead")
    roles = [column_role(column.title) for column in grid.columns]
    if wanted == "lead" and "lead" not in roles:
        wanted = "bodies"
    if roles.count(wanted) != 1:
        return None
    column = roles.index(wanted)
    counts = [bodies_in(row.values[column]) for row in grid.rows]
    if said.re is _NONE:
        held = [count == 0 for count in counts]
    else:
        number = _DIGITS.get(said["number"]) or int(said["number"])
        exactly = said["exactly"] or not (said["over"] or said["number"] in ("多", "好几"))
        held = [count == number if exactly else count >= number for count in counts]
    return column, tuple(row for row, keep in zip(grid.rows, held, strict=True) if keep)


def said_of_many(text: str) -> str:
    """The words of a question that say how many bodies; empty for none."""
    said = _MANY.search(text) or _NONE.search(text)
    return said.group() if said else ""


def bodies_in(cell: str) -> int:
    """How many bodies a cell names; 各乡镇 is one name."""
    return 0 if cell in EMPTY else sum(bool(part.strip()) for part in _BETWEEN.split(cell))


@lru_cache(maxsize=256)
def yes_no_forms(title: str, value: str) -> tuple[str, ...]:
    """How a question says that something has or is what a title asks after: 有无电梯, 无 as 没有电梯, 没电梯."""
    asked = re.match("有无|是否", title)
    if asked is None or value not in ("有", "无", "是", "否", "没有", "不是"):
        return ()
    noun = plain(title[2:])
    if value in ("有", "是"):
        return tuple(f"{word}{noun}" for word in ("有", "带", "是", "已", "装了", "配了", "属于"))
    return tuple(f"{word}{noun}" for word in ("没有", "没", "无", "不带", "未", "不是", "不", "没装", "不属于", "非"))
