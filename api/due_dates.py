"""When a target or deadline falls, read from the words of official documents, for sorting and counting."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")
# What the genre of official documents calls parts of a year, each with the month in which it ends.
_PART_ENDS = (
    (re.compile("上半年|年中|第?二季度"), 6),
    (re.compile("第?一季度"), 3),
    (re.compile("第?三季度"), 9),
    (re.compile("年底|年末|岁末|下半年|第?四季度"), 12),
)
_THIS_YEAR = re.compile("全年|今年|本年度?|(?<![一二两三四五六七八九十\\d])年内|当年")


def due_date(words: str, governed: Sequence[int]) -> str:
    """The last month ("2024-08") or year ("2024") that the words name; "" where they name none.

    Args:
        words: As a document writes it: 「2024年8月前」, 「2023年10月—2024年3月」, 「年底前」, 「全年」.
        governed: The years that the document governs; words without a year are read by it where it is one.
    """
    years = list(_YEAR.finditer(words))
    rest = words[years[-1].end() :] if years else words
    months = _MONTH.findall(rest)
    part = next((month for pattern, month in _PART_ENDS if pattern.search(rest)), 0)
    month = int(months[-1]) if months else part
    if years:
        year = int(years[-1][1])
    elif (month or _THIS_YEAR.search(words)) and len(governed) == 1:
        year = governed[0]
    else:
        return ""
    return f"{year}-{month:02d}" if month else str(year)


def due_words(date: str) -> str:
    """A date of `due_date` for people: 2024年8月, 2024年内, 未写明."""
    year, _, month = date.partition("-")
    if not year:
        return "未写明"
    return f"{year}年{int(month)}月" if month else f"{year}年内"
