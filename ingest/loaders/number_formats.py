"""Numbers in the formats of Word's automatic numbering (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from ingest.numerals import to_chinese

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN = 4000
_MAX_COUNT = 100_000_000


def format_number(number: int, number_format: str) -> str:
    """`number` (from 0) in a format such as "chineseCounting"; in figures where that cannot be."""
    formatter = _FORMATTERS.get(number_format)
    written = formatter(number) if formatter and 0 <= number < _MAX_COUNT else str(number)
    return written or str(number)


def _roman(number: int) -> str:
    if number >= _MAX_ROMAN:
        return ""
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa, as Word counts: the letter repeats."""
    repeat, position = divmod(number - 1, 26)
    return chr(ord("a") + position) * (repeat + 1) if 0 < number <= 26 * 5 else ""


def _from_list(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else ""


def _run(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


def _figures(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(figure)] for figure in str(number))


def _legal(number: int) -> str:
    written = to_chinese(number)
    return ("一" + written if written.startswith("十") else written).translate(_LEGAL)


_CIRCLED = _from_list(_run("①", "⑳") + _run("㉑", "㉟") + _run("㊱", "㊿"))
_FORMATTERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _from_list(_run("⑴", "⒇")),
    "decimalEnclosedFullstop": _from_list(_run("⒈", "⒛")),
    "ideographEnclosedCircle": _from_list(_run("㊀", "㊉")),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": to_chinese,
    "chineseCountingThousand": to_chinese,
    "japaneseCounting": to_chinese,
    "taiwaneseCounting": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "ideographDigital": _figures,
    "japaneseDigitalTenThousand": _figures,
    "taiwaneseDigital": _figures,
    "koreanDigital2": _figures,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographTraditional": _from_list("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from_list("子丑寅卯辰巳午未申酉戌亥"),
}
