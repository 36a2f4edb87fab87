"""Items that a question names by several numbers: 「第3项和第5项谁负责」, 「第20到25项都是什么」."""

from __future__ import annotations

import re

_NUMBER = r"第?\s?(\d{1,3})\s?(?:项|条|个|点)?(?:任务|工作)?"
_SEVERAL = re.compile(
    rf"(?:第\s?\d{{1,3}}\s?(?:项|条)?)(?:(?:、|,|，|和|与|及|跟|以及|还有){_NUMBER})+(?<=[项条务作])"
)
_RANGE = re.compile(
    r"第\s?(?P<first>\d{1,3})\s?(?:项|条)?(?:到|至|-|—|~|～)第?\s?(?P<last>\d{1,3})\s?(?:项|条)(?:任务|工作)?"
)
_EACH = re.compile("^(?:任务|工作)*(?:分别|各自?|都|具体|主要|又)*")
_WHAT = re.compile(
    "^(?:的)?(?:内容)?(?:是|指|有|讲|说|写|叫)?(?:些|的|了)*(?:什么|啥|哪些|哪几项|内容)?(?:内容|任务|工作)?[呢呀啊？?]*$"
)
_BESIDE = re.compile("区别|不同|不一样|对比|相比|比较|差")  # sets them beside each other
_MOST = 8  # items told beside each other


def items_asked(question: str) -> tuple[tuple[str, str], ...]:
    """Each item's label with the question about it alone; empty where a question names no several items.

    Args:
        question: as typed and corrected.
    """
    match = _RANGE.search(question) or _SEVERAL.search(question)
    if match is None or _BESIDE.search(question):
        return ()
    unit = "条" if "条" in match[0] else "项"
    numbers = [int(number) for number in re.findall(r"\d+", match[0])]
    if match.re is _RANGE:
        numbers = list(range(numbers[0], numbers[1] + 1))
    if not 1 < len(numbers) <= _MOST:
        return ()
    before, behind = question[: match.start()], _EACH.sub("", question[match.end() :])
    asks = "讲了什么" if _WHAT.match(behind) else behind
    return tuple((f"第{number}{unit}", f"{before}第{number}{unit}{asks}") for number in numbers)
