"""A period counted from what is asked about tells no time of it.

「收到结果之日起15日内申请复查」 does not say within how many days the result comes.
"""

from __future__ import annotations

import re

from retriever.tokenizer import segment

_ASKS = re.compile(
    "(?:什么时候|啥时候|何时|几时|多久|多长时间|(?:几|多少)个?(?:天|日|工作日|小时|月)(?:之?内)?)"
    "(?:才|就|能够?|会|要|可以|必须|得|给|出|有|去|来|开始)*(?P<act>[一-龥]{2,4})"
)
_SHORTEST = 2  # characters of a word of the act


def without_counted_from(question: str, text: str) -> str:
    """A text without the periods that it counts from the very thing of which a question asks when it comes."""
    asks = _ASKS.search(question)
    for word in segment(asks["act"]) if asks is not None else ():
        if len(word) >= _SHORTEST:
            text = re.sub(
                rf"{re.escape(word)}(?:通知|决定|结论)?书?(?:之日起|次日起|起|之?后)[^，。；\d]{{0,8}}\d+个?(?:工作日|日|天|小时|月|年)",
                " ",
                text,
            )
    return text
