"""Values of spreadsheet cells as they are shown (ECMA-376 part 1, 18.8.30 and 18.8.31); dates as 年月日."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日",
    32: "h时mm分", 33: "h时mm分ss秒", 36: "yyyy年m月", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: "0.0E+0",
    50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 55: "yyyy年m月", 56: "m月d日",
    57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(.)', re.DOTALL)
_PLACES = "0#?.,%E+-/ @"
_GENERAL_DIGITS = 11
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_MAX_SERIAL = 2_958_466  # 10000-01-01
_FALSE_LEAP_DAY = 60  # day numbers below count from one day later: 1900 is taken for a leap year


def builtin_format(number: int) -> str:
    """Format code of a built-in number format; "General" for 0 and unknown ones."""
    return _BUILTIN.get(number, "General")


def shown(value: str, code: str, *, from_1904: bool = False) -> str:
    """A number as written in the file, shown in a format.

    Dates and times become 2024年3月5日, 2024年3月, 3月5日, 15:30, by what the format shows of them; whatever is
    no number stays as it is.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return value
    kinds = _date_parts(code)
    if kinds and 0 <= number < _MAX_SERIAL:
        return _date(float(number), kinds, from_1904)
    if kinds or code == "General" or not code:
        return _general(number)
    return _number(number, code)


@lru_cache(maxsize=1024)
def _date_parts(code: str) -> str:
    """Which of "ymdh" a format shows, "" for no date: an m beside h or s alone is minutes."""
    section = code.split(";", maxsplit=1)[0]
    plain = "".join(match[4] or "" for match in _TOKEN.finditer(section)).lower()
    if "general" in plain or not re.search("[ydhs]|m", plain) or re.search("[0#?]", plain.replace(".0", "")):
        return ""
    parts = "".join(part for part in "yd" if part in plain)
    has_time = re.search("[hs]", plain) is not None
    if "m" in plain and (parts or not has_time):
        parts += "m"
    return parts + ("h" if has_time else "")


def _date(serial: float, kinds: str, from_1904: bool) -> str:
    if not from_1904 and serial < _FALSE_LEAP_DAY:
        serial += 1
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(seconds=round(serial * 86400))
    written = f"{moment.year}年" if "y" in kinds else ""
    written += f"{moment.month}月" if "m" in kinds else ""
    written += f"{moment.day}日" if "d" in kinds else ""
    if "h" in kinds and (not written or moment.hour or moment.minute):
        written += (" " if written else "") + f"{moment.hour}:{moment.minute:02}"
    return written


def _general(number: Decimal) -> str:
    """As many digits as a wide cell shows: 0.1 + 0.2 is 0.3."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    places = max(_GENERAL_DIGITS - 1 - max(number.adjusted(), 0), 0)
    return f"{number:.{places}f}".rstrip("0").rstrip(".")


def _number(number: Decimal, code: str) -> str:
    sections = _sections(code)
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    before, digits, after = _parts(re.sub("general", "0", section, flags=re.IGNORECASE))
    if section.strip() == "@":
        return _general(number)
    if not digits.strip():
        return before + after
    if "/" in digits or "general" in section.lower():
        return before + _general(number) + after
    percent = digits.count("%") + after.count("%")
    number *= 100**percent
    mark = "E" if "E" in digits else "f"
    whole, _, fraction = digits.partition("E")[0].partition(".")
    places, fixed = len(re.findall("[0#?]", fraction)), fraction.count("0")
    plain = (fraction or whole).rstrip("%")
    number /= 1000 ** (len(plain) - len(plain.rstrip(",")))
    if mark == "E":
        return before + f"{number:.{places}E}" + after
    written = str(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) if number.adjusted() < 20 else f"{number}"
    whole_digits, point, decimals = written.partition(".")
    decimals = decimals[:fixed] + decimals[fixed:].rstrip("0")
    sign, whole_digits = ("-", whole_digits[1:]) if whole_digits.startswith("-") else ("", whole_digits)
    whole_digits = whole_digits.zfill(whole.count("0"))
    if "," in whole.rstrip(",") and whole_digits.isdecimal():
        whole_digits = f"{int(whole_digits):,}"
    return sign + before + whole_digits + (point if decimals else "") + decimals + "%" * digits.count("%") + after


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[str, ...]:
    """Sections of a format for positive, negative and zero; semicolons in quotes do not divide."""
    return tuple(re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code[:500]))


@lru_cache(maxsize=1024)
def _parts(section: str) -> tuple[str, str, str]:
    """Literal text before the digits, the digits' places, and literal text after."""
    before, digits, after = "", "", ""
    for match in _TOKEN.finditer(section):
        literal = match[1] or match[2] or match[3] or ""
        mark = match[4] or ""
        if mark and (mark in "0#?" or (mark in _PLACES and (digits or mark in ".%"))):
            digits += mark
        elif mark not in ("@", "") or literal:
            text = literal or mark
            before, after = (before, after + text) if digits else (before + text, after)
    return before, digits.rstrip(), after
