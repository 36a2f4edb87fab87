"""Answers that hold the words of a question but pass over what it asks: a choice, a code, a year, a number."""

from __future__ import annotations

import re
from collections.abc import Collection

_CHOICE = re.compile(
    r"(?:是|算|属于|打|用|选)(?P<one>[\u4e00-\u9fff]{1,4})还是(?P<other>[\u4e00-\u9fff]{1,4}?)(?=[，,？?的呢啊呀\s]|$)"
)
_IDLE = frozenset("的是要在不了也都有")
_MEANING = re.compile("意思|含义|代表|表示|指(?:的)?(?:是)?(?:什么|啥)|(?:是|叫)(?:个)?(?:什么|啥)|怎么(?:理解|解释)")
_CODE = re.compile(
    r"(?<=[“\"'‘])\d{3,6}(?=[”\"'’])|(?<![\d.〔])\d{3,6}(?![\d.%％])(?=[”\"’\s]*(?:[，,里中的这那各]|是|指|代表|表示|什么|啥|怎么|分别"
    r"|[\u4e00-\u9fff]{0,6}(?:制|法|提醒|工程|机制|模式|行动|计划)))"
)
_BY_YEAR = re.compile("(?<!多少)(?:哪|几几)(?:一)?年(?![级轻龄代度])")
_YEARED = re.compile(
    r"\d{2,4}年|\d{4}|[一二三四五六七八九〇零]{2,4}年|年(?:内|底|初|末)|[今明当次去上前同]年|十[一二三四五]五|世纪|任期"
)
_HOW_MANY_BUILT = re.compile(
    "(?P<noun>[\u4e00-\u9fff]{2})(?<![改扩续重迁翻])(?:一共|总共|共|全部)?(?:要|计划|准备|打算|将|拟|得)*(?:新)?(?:建|开|办|设|增)[设成立办加]?"
    "了?(?:(?:几|多少)[家个座所处间]|多少(?=[呢啊呀？?]*$))"
)
_ARTICLE = re.compile("一[家个座所处间]")
_YEAR = re.compile(r"20\d{2}(?=年)")
_AIM = re.compile(
    "(?:要|得|须|应|计划|打算|争取|力争)(?:求)?[^，。？?]{0,4}(?:降|升|提|达|减|增|压|控制|建|完成|改造|新增)[^，。？?]{0,8}(?:多少|几)|目标"
)


def choice_untold(asked: str, text: str) -> bool:
    """Whether a question sets one thing against another (「二价还是九价」), and the answer holds nothing of either."""
    choice = _CHOICE.search(asked)
    if choice is None:
        return False
    told = (set(choice["one"]) | set(choice["other"])) - _IDLE
    return bool(told) and told.isdisjoint(text)


def code_unexplained(asked: str, text: str, quoted: Collection[str]) -> bool:
    """Whether a question asks what a code of digits means (「“1530”是什么意思」), and the answer only uses it."""
    code = _CODE.search(asked) if _MEANING.search(asked) else None
    if code is None or code.group() not in text or not any(code.group() in term for term in quoted):
        return False
    behind = rf"{code.group()}[”\"]?[\u4e00-\u9fff]{{0,8}}?(?:，?(?:即|就是|是指|指|包括|分别)|（|——|：)"
    return re.search(behind, text) is None


def only_earlier(asked: str, text: str, years: Collection[int]) -> bool:
    """Whether a question asks what is to be reached in a year, and the answer gives figures of earlier years only."""
    told = [int(year) for year in _YEAR.findall(text)]
    return bool(years) and bool(told) and _AIM.search(asked) is not None and max(told) < min(years)


def year_untold(asked: str, text: str) -> bool:
    """Whether a question asks for a year, and the answer tells none: what is done every year is done in no one."""
    return _BY_YEAR.search(asked) is not None and _YEARED.search(text) is None


def only_article(asked: str, text: str) -> bool:
    """Whether a question for how many of a thing are built is answered by 「打造一个…」 of something else."""
    built = _HOW_MANY_BUILT.search(asked)
    if built is None or built["noun"] in text or not _ARTICLE.search(text):
        return False
    return re.search(r"[\d二两三四五六七八九十百千][余多]?[家个座所处间]", _ARTICLE.sub("", text)) is None
