"""Quantities that a question names, and the bands of rules: whether 「屋里15度」 is 「低于16℃不低于14℃」."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.numerals import parse_number

_UNITS = {  # what people say for what documents write
    "℃": "℃|摄氏度|度(?!电)",
    "平方米": "平方米|平米|平方|㎡|平(?=[，,。的大小就能可]|$)",
    "人": "个?口?人|口(?=之家|[，,的])",
    "床": "张床位?|张|个?床位",
    "户": "户",
    "层": "层楼?",
    "分": "分(?![钟类之批年])",
    "年": "年(?![级代度底前]|满|检)",
    "月": "个月|个多月",
    "天": "天|日(?!前)",
    "小时": "个?小时|个?钟头",
    "公里": "公里|千米",
    "亩": "亩",
    "吨": "吨",
    "辆": "辆|台车",
    "千瓦": "千瓦|kW|KW",
    "名": "名",
    "家": "家(?!里|庭|人|长)",
    "次": "次",
    "元": "元(?!旦)|块钱?",
}
_NUMBER = r"\d+(?:[.,]\d+)*[百千万亿]*|[一二三四五六七八九十两百千]+[万亿]*"
_SCALE = re.compile("[万亿]+$")
_SAID = re.compile(  # 1.5个亿
    r"(?<=[\d一二三四五六七八九十两百千])个?(?P<scale>[万亿])(?:元|块钱?)?(?=[，,。；的是呢吗？?规左右 ]|$)"
)
_GRANTED = re.compile(  # money that is given is no band of what somebody has
    "(?:补|奖|贴|资助|给予|罚|处以?|收取|支付|赔|贷|报销|借)[^，。；]{0,12}$"
)
_LOW = "不低于|不少于|不小于|达到|满|至少|超过|高于|大于|多于|≥|＞|>"
_HIGH = "不超过|不高于|不大于|不多于|低于|少于|小于|不足|不满|未满|未达到?|≤|＜|<"
_NUMERAL = re.compile(r"[\d一二三四五六七八九十两百千]")
_OPEN = re.compile("^(?:超过|高于|大于|多于|＞|>|低于|少于|小于|不足|不满|未满|未达到?|＜|<)$")
_LEAST, _MOST = float("-inf"), float("inf")


@dataclass(frozen=True)
class Band:
    """Numbers of one unit from `low` to `high`; the limits themselves belong to it where they are not open."""

    unit: str
    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def holds(self, number: float) -> bool:
        """Whether a number lies in the band."""
        above = number > self.low if self.low_open else number >= self.low
        below = number < self.high if self.high_open else number <= self.high
        return above and below


def with_money(question: str) -> str:
    """A question with sums of money as documents write them: 1.5个亿 → 1.5亿元."""
    return _SAID.sub(r"\g<scale>元", question)


def quantities_in(question: str) -> list[tuple[str, float, str]]:
    """Numbers with a unit that a question names: unit, number, as written; no calendar years."""
    found = []
    question = with_money(question)
    for unit in _UNITS:
        for match in _with_unit(unit).finditer(question):
            number = parse_number(match["number"])
            if number is not None and not (unit in ("年", "月", "天") and number > 1000):
                found.append((unit, number, match.group(0)))
    return found


@lru_cache(maxsize=32)  # there are fewer units
def _with_unit(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d第])(?P<number>{_NUMBER})\s?(?:多)?(?:{_UNITS[unit]})")


def band_of(text: str, unit: str) -> Band | None:
    """The one band of numbers of a unit that a stretch of text tells; None for none."""
    if _NUMERAL.search(text) is None:
        return None
    from_to, limits = _of_unit(unit)
    between = from_to.search(text)
    if between is not None and unit == "元" and _GRANTED.search(text[: between.start()]):
        return None
    if between is not None:
        scale = _SCALE.search(between["high"])
        scaled = between["low"] if scale is None or re.search("[万亿]", between["low"]) else between["low"] + scale[0]
        low, high = parse_number(scaled), parse_number(between["high"])
        return Band(unit, low, high) if low is not None and high is not None and low < high else None
    low, high, low_open, high_open = _LEAST, _MOST, False, False
    for match in limits.finditer(text):
        number = parse_number(match["a"] or match["b"] or match["c"])
        if number is None or (unit == "元" and _GRANTED.search(text[: match.start()])):
            continue
        if match["under"] or match["side"] in ("以下", "以内", "及以下"):
            high, high_open = number, bool(match["under"] and _OPEN.match(match["under"]))
        else:
            low, low_open = number, bool(match["over"] and _OPEN.match(match["over"]))
    return Band(unit, low, high, low_open, high_open) if (low, high) != (_LEAST, _MOST) and low < high else None


@lru_cache(maxsize=32)  # there are fewer units
def _of_unit(unit: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """From one number of a unit to another, and a number with what makes it a limit."""
    written = f"(?:{_UNITS[unit]})"
    to = r"\s?(?:至|到|—|–|-|~|～)\s?"
    return (
        re.compile(rf"(?P<low>{_NUMBER})\s?{written}?{to}(?P<high>{_NUMBER})\s?{written}"),
        re.compile(
            rf"(?P<under>{_HIGH})\s?(?P<a>{_NUMBER})\s?{written}|(?P<over>{_LOW})\s?(?P<b>{_NUMBER})\s?{written}"
            rf"|(?P<c>{_NUMBER})\s?{written}[（(]?(?:含|及)?[）)]?(?P<side>以上|以下|以内|及以上|及以下)"
        ),
    )
