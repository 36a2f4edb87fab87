"""What a document says of its own term, and of the documents that it puts out of force."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from ingest.numerals import parse_number

_DAY = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_BEGINS = r"(?:起)?(?:正式)?(?:施行|实施|执行|生效)"
_EFFECTIVE = re.compile(rf"自\s*{_DAY}\s*起?\s*{_BEGINS}")
_FROM_ISSUE = re.compile(rf"自(?:印发|发布|公布|下发|发文|颁布)之日{_BEGINS}")
# Of the document, not of a permit that it grants or of one measure in it: 「补贴政策，实施期限延长至2021年4月30日」.
_OWN = (
    r"(?:^|[。；;\s）)]|本(?!市|区|县|省|州|人|级|单位)[^，。；]{1,16}?[，,]?"
    r"|(?:施行|实施|执行|生效|之日起?|印发|发布)[，,])"
)
_LAST_DAY = re.compile(rf"{_OWN}\s*(?:有效期|执行期|施行期|实施期)限?[^。；]{{0,24}}?(?:至|到|截至|截止)\s*{_DAY}")
_SPAN = re.compile(
    r"(?:施行|实施|执行|生效|之日起?|本(?!市|区|县|省|人)[^，。；]{1,8})[，,]?有效期限?(?:为|是)?\s*([\d〇一二两三四五六七八九十]{1,3})\s*个?\s*(年|月)"
)

_TITLE = r"《[^《》]{2,80}(?:《[^《》]{2,80}》[^《》]{0,40}){0,2}》"
_BRACKET = r"(?:\s*[（(][^（）()]{0,40}号[^（）()]{0,20}[）)])?"
_NUMBER = r"[^\W\d_]{1,12}\s?[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?(?:第\s?)?\d{1,5}\s?号"
_REFERENCE = rf"(?:{_TITLE}{_BRACKET}|{_NUMBER})"
_LIST = rf"{_REFERENCE}(?:文件?)?(?:[、，,和与及以\s]*原?{_REFERENCE}(?:文件?)?)*"
_ENDS = r"(?:废止|停止(?:执行|施行|实施|使用)|不再(?:执行|施行|实施))"
_MANNER = r"(?:同时|届时|即行|即日起?|相应|随之|一并|予以|自行|自动|全部|均|也|现|应)"
_OPENING = r"(?:自[^。；《》]{1,24}?(?:之日|日)起?)"
_ENDED = re.compile(_ENDS)
# 《…》同时废止；《…》（…号）自本办法施行之日起停止执行
_AFTER = re.compile(
    rf"({_LIST})(?:等[^。；，《》]{{0,12}}?(?:文件|规定|办法))?[，,]?{_OPENING}?[，,]?{_MANNER}*{_ENDS}"
    r"(?=[，,。；;）)\s]|$)"
)
# 同时废止《…》、《…》
_BEFORE = re.compile(rf"(?:{_MANNER}|决定|宣布){{1,3}}{_ENDS}(?:原|了|以下|下列|文件|[：:\s])*({_LIST})(?!第)")
_REPEALING_TITLE = re.compile(rf"废止[^《》]{{0,12}}({_LIST})[^《》]{{0,4}}的(?:决定|通知|公告|通告|批复)")
# Titles of decisions that list what they repeal, item by item.
_LISTING_TITLE = re.compile(r"废止.{0,24}(?:文件|规章|规定|政策).{0,12}的(?:决定|通知|公告|通告)")
_MIXED = re.compile("修改|修订|继续|保留|有效的")
_LISTED = re.compile(
    rf"(?m)^\s*(?:[（(]?[\d一二三四五六七八九十]{{1,3}}[）)、.．]?)\s*[^《》\n。]{{0,24}}?({_TITLE}{_BRACKET})"
)
_SPLIT = re.compile(_REFERENCE)


def read_replaced(title: str, text: str) -> tuple[str, ...]:
    """Documents that a text puts out of force, as it names them, each once: 《…》, 《…》（…号）, …〔2020〕5号.

    Args:
        title: the document's title.
        text: its repaired text.
    """
    found = [match[1] for match in _REPEALING_TITLE.finditer(title)]
    if _ENDED.search(text):
        found += [match[1] for match in _AFTER.finditer(text)]
        found += [match[1] for match in _BEFORE.finditer(text)]
    if _LISTING_TITLE.search(title) and not _MIXED.search(title):
        found += [match[1] for match in _LISTED.finditer(text)]
    references = (re.sub(r"\s+", "", match[0]) for listed in found for match in _SPLIT.finditer(listed))
    own = title.strip("《》")
    return tuple(dict.fromkeys(_bare(reference) for reference in references if reference.strip("《》") != own))


def read_effective(text: str, issued: str) -> str:
    """The ISO day from which a document is in force, or the empty string.

    Args:
        text: its repaired text.
        issued: the ISO day of issue, which counts where the text says 自印发之日起.
    """
    stated = _EFFECTIVE.search(text)
    if stated:
        return _iso(stated)
    return issued if _FROM_ISSUE.search(text) and len(issued) == len("2024-01-01") else ""


def read_expires(text: str, effective: str, issued: str) -> str:
    """The ISO day that is the last of a document's term, or the empty string.

    Args:
        text: its repaired text.
        effective: the ISO day from which it is in force; a term of years counts from it.
        issued: the ISO day of issue, which counts where no other day is known.
    """
    stated = _LAST_DAY.search(text)
    if stated:
        return _iso(stated)
    span, begins = _SPAN.search(text), effective or issued
    number = parse_number(span[1]) if span else None
    if span is None or not number or len(begins) != len("2024-01-01"):
        return ""
    return _last_day(date.fromisoformat(begins), int(number) * (12 if span[2] == "年" else 1)).isoformat()


def _last_day(begins: date, months: int) -> date:
    """The day before the same day so many months later."""
    year, month = divmod(begins.year * 12 + begins.month - 1 + months, 12)
    month += 1
    after = date(year, month, min(begins.day, calendar.monthrange(year, month)[1]))
    return after - timedelta(days=1)


def _iso(match: re.Match[str]) -> str:
    """The day that a match ends in; the empty string where there is no such day."""
    year, month, day = (int(part) for part in match.groups()[-3:])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _bare(reference: str) -> str:
    """A title alone without its outer marks; with a number behind it, as written."""
    return reference[1:-1] if reference.startswith("《") and reference.endswith("》") else reference
