"""The years that a title names: single ones, ranges, five-year plans."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(20\d{2})(?:\s?[—\-–~至到]+\s?(20\d{2}))?\s?年?")
_PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}


def years_of(text: str) -> tuple[int, ...]:
    """Years that a title names: single years, ranges, five-year plans."""
    years: list[int] = []
    for match in _YEAR.finditer(text):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        years.extend(range(first, min(last, first + 20) + 1))
    for plan, (first, last) in _PLANS.items():
        if plan in text:
            years.extend(range(first, last + 1))
    return tuple(dict.fromkeys(years))
