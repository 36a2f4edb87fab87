"""Chinese numerals and numbers: "三千二百" ↔ 3200, "1.5万" → 15000, "１２" → 12."""

from __future__ import annotations

import re

CHINESE_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"(\d[\d,，]*(?:\.\d+)?)([百千万亿]*)")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

CHINESE_NUMERAL = "[〇零一二两三四五六七八九十百千万亿]+"
_CHINESE = re.compile(CHINESE_NUMERAL)
_DOTTED = re.compile(r"\d+(?:\.\d+)*")
_CIRCLED = re.compile("[①-⑳]")


def parse_number(text: str) -> float | None:
    """The number that `text` writes, as a whole, in Arabic or Chinese figures; None where it is not a number.

    Multipliers after Arabic figures count ("1.5万" is 15000.0); thousands separators are dropped.
    """
    text = text.strip().translate(_FULL_WIDTH)
    arabic = _ARABIC.fullmatch(text)
    if arabic:
        value = float(arabic[1].replace(",", "").replace("，", ""))
        for unit in arabic[2]:
            value *= _SMALL_UNITS.get(unit) or _LARGE_UNITS[unit]
        return value
    return _parse_chinese(text)


def _parse_chinese(text: str) -> float | None:
    if not text:
        return None
    if all(character in CHINESE_DIGITS for character in text):  # figures read one by one: 二〇二四
        return float("".join(str(CHINESE_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[character]
        elif character in _SMALL_UNITS:
            section += (digit or 1) * _SMALL_UNITS[character]
            digit = 0
        elif character in _LARGE_UNITS:
            total = (total + section + digit) * _LARGE_UNITS[character]
            section = digit = 0
        else:
            return None
    return float(total + section + digit)


def to_chinese(number: int) -> str:
    """`number` (0 … 99,999,999) in Chinese numerals: 12 → "十二", 305 → "三百零五".

    Raises:
        ValueError: `number` lies outside the range.
    """
    if not 0 <= number < 100_000_000:
        raise ValueError(f"to_chinese: {number} 不在 0 到 99999999 之间")
    if number >= 10_000:
        rest = number % 10_000
        filler = "零" if 0 < rest < 1000 else ""
        return to_chinese(number // 10_000) + "万" + (filler + to_chinese(rest) if rest else "")
    digits = "零一二三四五六七八九"
    written = ""
    pending_zero = False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit:
            written += ("零" if pending_zero else "") + digits[digit] + unit
            pending_zero = False
        else:
            pending_zero = bool(written)
    if not written:
        return "零"
    return written.removeprefix("一") if 10 <= number < 20 else written


def item_number(label: str) -> str:
    """A clause number as digits: "17." → "17", "（三）" → "3", "2.1" → "2.1"; "" where there is none."""
    label = label.strip().translate(_FULL_WIDTH)
    arabic = _DOTTED.search(label)
    if arabic:
        return arabic[0]
    chinese = _CHINESE.search(label)
    value = _parse_chinese(chinese[0]) if chinese else None
    if value is not None:
        return str(int(value))
    circled = _CIRCLED.search(label)
    return str(ord(circled[0]) - ord("①") + 1) if circled else ""
