"""The kind of quantity that a question asks for: an area is told in 平方米 or 亩, a grant by no price."""

from __future__ import annotations

import re

_ASKED = r"[^，。？]{0,4}(?:多少|多大|多高|多长|多宽|几)"
_DIMENSIONS = (  # what is asked, and the units in which an answer tells it
    (
        re.compile(rf"面积(?:是|有|为|达到?)?{_ASKED}|占地{_ASKED}|(?:多少|几)[个万]?(?:平方|平米|亩)"),
        "平方|平米|㎡|公顷|亩|平(?=[，。；])",
    ),
    (
        re.compile(
            r"有多长(?![时期久])|全长[^，。？]{0,4}(?:多少|几)|(?:长度|总长|里程)(?:是|有|为|达到?)?[^，。？]{0,4}(?:多少|几)"
            r"|(?:多少|几)(?:公里|千米|米)长"
        ),
        "米|公里|千米|里|年|个?月|天|日|小时|分钟",
    ),
    (re.compile(r"(?:多大|多少|几)(?:岁|年纪|年龄)|年龄[^，。？]{0,3}(?:多大|多少)"), "岁|年龄|周岁"),
)
_SHARE = re.compile("比例|百分|[几多]成|倍|占[^地，。？]{0,8}(?:多少|几)")  # of an area
_GRANTS = "补(?!充|齐|办|录|报|考|课|正|种)|奖|贴|资助|津贴|扶持"
_GRANT_ASKED = re.compile(
    f"(?:{_GRANTS})[助贴励补]?[^，,。？?谁]{{0,3}}(?:多少|几|哪些|什么|啥)|(?:多少|哪些|哪几[种项]|什么|啥)[^，,。？?]{{0,2}}(?:{_GRANTS})"
)
_PRICED = re.compile(r"(?:指导价|[一-龥]费|价格|票价|租金|押金|收取|收费)[^。；]{0,16}?\d[\d.,]*元")
_PRICED_ASKED = re.compile("收费|价格|交多少|收多少|费用")
_GIVEN = re.compile(f"{_GRANTS}|减免|免|优惠|返还|财政")
_FREE_ASKED = re.compile(
    "(?:免费|收费|要钱|收钱|花钱|交钱|掏钱)(?:的|做|领|查|办)?[吗么不没][？?]?$|收不收[费钱]|要不要(?:钱|交钱|花钱)|是不是免费"
)
_FREE_TOLD = re.compile("免|费|元|钱|价|补|财政|承担|负担|自[付理愿]|无偿|有偿|缴|折")
_FIGURE = r"[\d一二三四五六七八九十百千两余多]"


def prices_for_grant(asked: str, told: str) -> bool:
    """Whether a sentence tells what is charged for a thing where a question asks what is given for it."""
    grant = _GRANT_ASKED.search(asked) is not None and not _PRICED_ASKED.search(asked)
    return grant and _PRICED.search(told) is not None and not _GIVEN.search(told)


def lacks_dimension(asked: str, told: str) -> bool:
    """Whether a question asks for a quantity, or whether a thing is free, of which an answer tells nothing."""
    if _FREE_ASKED.search(asked) and not _FREE_TOLD.search(told):
        return True
    if _SHARE.search(asked):
        return False
    counted = rf"{_FIGURE}\s*[万亿]?(?:余|多)?[（(]?"
    return any(
        wanted.search(asked) and not re.search(rf"{counted}(?:{units})|(?:{units})[）)]", told)
        for wanted, units in _DIMENSIONS
    )
