"""On what terms something is granted, asked behind what it is: 「…补多少，有啥条件」."""

from __future__ import annotations

import re

_ASKED = re.compile(
    "(?:都|又|还|得|要|需要?|有|是|符合|具备|满足)*(?:什么|啥|哪些|怎样的)(?:样的)?(?:条件|要求|限制|门槛|前提)(?:的|呢|吗)?[？?]?"
)
TERMS = re.compile("的[，,；]|符合|具备|以上|以下|应当?|须|满")
"""What a sentence has that says on what terms."""


def asks_terms(text: str) -> bool:
    """Whether a stretch asks for terms and for nothing else."""
    return _ASKED.fullmatch(text) is not None
