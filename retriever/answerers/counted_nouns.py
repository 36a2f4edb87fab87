"""The things that a question counts (「多少老师」), and whether a table or a row speaks of them at all."""

from __future__ import annotations

import re

COUNTED = re.compile(
    r"(?:多少|几)(?P<unit>万?[个名位座家所处项条户亩人元吨台部架套件顶辆艘支张盏棵株栋幢间床桌亩吨平方米块公里次天年月成]{1,3})?(?P<noun>[一-龥]{1,6})?"
)
IDLE = re.compile("^(?:钱|合适|呢|啊|呀|吗|了|才|左右|以内|以上|以下|能|要|可以|比例|标准|数|的|是|都|有|去|来)")
_TRIED = 3  # characters of a noun's beginning at which a pair may begin


def counted_elsewhere(text: str, held: str) -> bool:
    """Whether a question counts things of which a text holds not even two characters side by side."""
    for match in COUNTED.finditer(text):
        noun = match["noun"] or ""
        pairs = [noun[start : start + 2] for start in range(min(len(noun) - 1, _TRIED))]
        if pairs and not IDLE.search(noun) and not any(pair in held for pair in pairs):
            return True
    return False
