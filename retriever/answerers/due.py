"""Dates on which things are due, and conditions on them in a question: 「年底前」, 「6月底完成的」, 「2024年8月前」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retriever.question import Query

Month = tuple[int, int]  # year, 0 when it is not said, and month 1–12

_YEAR_MONTH = re.compile(r"(?:(20\d{2})年)?(\d{1,2})月")
_SPAN = r"(?<![一二两三四五六七八九十半数几每\d])"  # 一年内 is so long, not until the end of the year
_YEAR_END = re.compile(rf"(?:(20\d{{2}})年|[今当本全]年|{_SPAN}年)(?:底|末|内)|(20\d{{2}})年$|全年")
_HALF = re.compile(r"(?:(20\d{2})年)?上半年")
_CONDITION = re.compile(
    r"(?P<date>(?:(?:20\d{2}|[今当本])年)?(?:\d{1,2}月(?:底|末|份|中旬|上旬|下旬|\d{1,2}[日号])?|年底|年末|年内|上半年|底))"
    r"(?P<before>(?:之|以)?前|内)?.{0,4}(?:完成|到期|截止|要交|做完|办完|结束|交账|落实|报)"
)


_DUE_COLUMN = re.compile(  # 「完成时限写着2026年10月底的」
    r"(?:时限|期限|时间|节点|日期)[^，。？?]{0,6}?"
    r"(?P<date>(?:(?:20\d{2}|[今当本])年)?(?:\d{1,2}月(?:底|末|份|中旬|上旬|下旬|\d{1,2}[日号])?|年底|年末))"
    r"(?P<before>(?:之|以)?前|内)?(?=的|有|[^，。？?]{0,6}哪)"
)


_LISTS = re.compile("(?:哪些|哪几[个项件条]|几[个项件条]|多少[个项件条])")


@dataclass(frozen=True)
class DueCondition:
    """A month, and whether what is due before it counts too; `words` are those of the question."""

    month: Month
    before: bool
    words: str

    def holds(self, due: Month) -> bool:
        """Whether something that is due in a month is meant; a year that one of both does not say is not compared."""
        year, month = self.month
        if year and due[0] and year != due[0]:
            return self.before and due[0] < year
        return due[1] <= month if self.before else due[1] == month


def read_due_condition(question: str, years: tuple[int, ...]) -> DueCondition | None:
    """The condition on a date that a question names; None when it names none."""
    found = _CONDITION.search(question) or _DUE_COLUMN.search(question)
    if found is None:
        return None
    month = read_due_date(found.group("date"), years[0] if years else 0)
    if month is None:
        return None
    # 「年底前」 alone means what is due at the end of the year; 「2026年底前」 all that is due until then.
    whole_year = re.search("年[底末]", found.group("date")) is not None
    before = found.group("before") is not None and (not whole_year or found.group("date").startswith("20"))
    return DueCondition(month, before, found.group("date") + (found.group("before") or ""))


def lists_due(query: Query) -> bool:
    """Whether a question asks for all that falls due at a time: 「完成时限是10月底的有哪些项目」."""
    return _LISTS.search(query.text) is not None and read_due_condition(query.text, query.scope.years) is not None


def read_due_date(text: str, year: int) -> Month | None:
    """The month in which a date, as written, ends; the last one of a span.

    Args:
        text: 「2024年5月底」, 「年底前」, 「2023年10月—2024年3月」.
        year: the year meant when the text names none; 0 for unknown.
    """
    months: list[Month] = []
    for named, month in _YEAR_MONTH.findall(text):
        if 1 <= int(month) <= 12:
            months.append((int(named) if named else months[-1][0] if months else year, int(month)))
    if months:
        return None if re.match("每", text) else months[-1]
    half = _HALF.search(text)
    if half is not None:
        return int(half.group(1) or year), 6
    end = _YEAR_END.search(text)
    if end is not None:
        return int(end.group(1) or end.group(2) or year), 12
    return None
