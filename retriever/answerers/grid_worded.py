"""Cells that say in words how many: 「新增停车位1500个，新建充电桩320根」 under 建设内容.

No column of figures holds them; the question names the things, not the column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.answerers.grid_columns import IS_SO
from retriever.answerers.grid_rows import Asked, Chosen
from retriever.grids import Grid
from retriever.matching import Topic, coverage
from retriever.unspoken import passing_words

_YEAR = re.compile(r"20\d{2}")
_STRETCH = re.compile("[，；。]")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十]+[个处所家座]")
_LEAST = 0.3  # share of the question's words that the stretches with figures must hold
_NEAR = 0.05  # columns that hold so little less than the best are told, too


def told_in_words(asked: Asked, grid: Grid, chosen: Chosen, years: Sequence[int]) -> list[int]:
    """The columns whose cell in the one row meant tells figures of what a question counts; none for several rows.

    A column of another year than those asked for tells nothing, nor one of what was done where no year is asked for.
    """
    if chosen.weak or len(chosen.rows) != 1:
        return []
    row = chosen.rows[0]
    words = [pair for pair in asked.topic.words if len(pair[0]) > 1 and pair[0] not in passing_words()]
    topic = Topic(tuple(pair for pair in words if not _YEAR.fullmatch(pair[0])), asked.topic.alternatives)
    shares: dict[int, float] = {}
    for index, column in enumerate(grid.columns):
        if index == grid.key or column.figures or column.counts or not _of_time(column.title, years):
            continue
        counted = [piece for piece in _STRETCH.split(row.values[index]) if _FIGURE.search(piece)]
        shares[index] = coverage(topic, (("\n".join(counted), 1.0),)) if topic.words else 0.0
    dated = [index for index, share in shares.items() if share > 0 and _YEAR.search(grid.columns[index].title)]
    rest = {index: share for index, share in shares.items() if index not in dated}
    best = max(rest.values(), default=0.0)
    others = [index for index, share in rest.items() if share >= max(_LEAST, best - _NEAR)]
    return sorted(dated + (others if len(years) > len(dated) or not dated else []))


def _of_time(title: str, years: Sequence[int]) -> bool:
    named = {int(year) for year in _YEAR.findall(title)}
    return bool(named & set(years)) if named else not IS_SO.search(title)
