"""Ages and bands of ages: whether a text is about people of the age that a question names."""

from __future__ import annotations

import re

_ASKED = re.compile(r"(?<![\d至到—~-])(\d{1,3})\s?周?岁(?!以上|以下|及以上|至|到|—|-)")
_ASKED_FROM = re.compile(r"(\d{1,3})\s?周?岁\s?(?:及)?以上")
_BAND = re.compile(
    r"(?P<from>\d{1,3})\s?周?岁?\s?(?:至|到|—|–|-|~|～)\s?(?P<to>\d{1,3})\s?周?岁"
    r"|(?:年?满)?(?P<least>\d{1,3})\s?周?岁\s?[（(]?(?:及|含)?[）)]?以上"
    r"|(?:不满|未满)(?P<under>\d{1,3})\s?周?岁|(?P<most>\d{1,3})\s?周?岁\s?(?:及)?以下"
    r"|(?<![未不])年?满(?P<reached>\d{1,3})\s?周?岁|(?<!\d)(?P<exact>\d{1,3})\s?周?岁|(?P<hundred>百岁)"
)
_TENS = re.compile(r"(?<!\d)(?:(?P<digit>[2-9])0|(?P<word>[二三四五六七八九])十)[多几来]周?岁")  # 九十多岁: about 95
_WORDS = "零一二三四五六七八九"
_HUNDRED, _OLDEST = 100, 200


_AGED = re.compile(r"(?<=[我妈爸奶爷姨叔伯姥婆公太人年娃])(?:今年|都|已经|快|刚|也|有){0,2}(\d{1,3})(?=了|[，,。 ])")


def with_ages(question: str) -> str:
    """A question with the ages that people give without a unit: 「我奶奶92了」."""
    return _AGED.sub(r"\1岁", question)


def ages_in(question: str) -> list[str]:
    """Ages that a question names, as written: 92岁."""
    return [match.group(0) for match in _ASKED.finditer(question)]


def _asked(question: str) -> list[int]:
    """The ages that a question names, of 九十多岁 the middle."""
    tens = (int(match["digit"] or _WORDS.index(match["word"])) for match in _TENS.finditer(question))
    return [*map(int, _ASKED.findall(question)), *(10 * ten + 5 for ten in tens)]


def fits_age(question: str, text: str) -> bool | None:
    """Whether a text names the age of a question, or a band of ages around it; None where either names none."""
    bands = [_limits(match) for match in _BAND.finditer(text)] if "岁" in text else []
    if not bands:
        return None
    whole = [int(age) for age in _ASKED_FROM.findall(question)]
    if whole:
        return any(least in whole for least, _ in bands)
    asked = _asked(question)
    if not asked:
        return None
    return any(least <= age <= most for age in asked for least, most in bands)


def narrowness(question: str, text: str) -> int:
    """Years of the narrowest band of a text that holds the age of a question; 200 for none."""
    asked = _asked(question)
    held = [
        (most - least)
        for least, most in map(_limits, _BAND.finditer(text))
        if any(least <= age <= most for age in asked)
    ]
    # Of 70岁以上 and 80岁以上 the latter is meant for people of 85.
    return min(held, default=_OLDEST)


def bands_of_ages(text: str) -> int:
    """How many bands of ages a text names."""
    return len({_limits(match) for match in _BAND.finditer(text)})


def _limits(match: re.Match[str]) -> tuple[int, int]:
    if match["from"]:
        return int(match["from"]), int(match["to"])
    if match["least"]:
        return int(match["least"]), _OLDEST
    if match["under"]:
        return 0, int(match["under"]) - 1
    if match["most"]:
        return 0, int(match["most"])
    if match["reached"]:  # 「年满80周岁的每餐补2元」
        return int(match["reached"]), _OLDEST
    return (_HUNDRED, _OLDEST) if match["hundred"] else (int(match["exact"]), int(match["exact"]))
