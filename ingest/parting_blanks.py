"""Wide blanks that part words on purpose: 「〔规划处　财务处〕」, 「协助：水务所　限5月8日」; all others are strays."""

from __future__ import annotations

import re

_BLANK = "\u3000"
_KEPT = "\ue000"  # stands for one while all other blanks are mended
_BODY = "[局委办部处科室厅院会站所队行社司校道镇乡心府团组区县市]"
_NAME = f"(?:[一-龥]{{2,16}}?|[一-龥]{{1,6}}（[一-龥、]{{1,8}}）[一-龥]{{0,10}}){_BODY}"
# 县　卫健委 is a torn name, not two: a name is longer than one character.
_LISTED = re.compile(f"(?<=[（(〔\\[［【、；;，,]){_NAME}(?:{_BLANK}+{_NAME})+(?=[、；;，,)）〕\\]］】])")
_BLANKS = re.compile(f"{_BLANK}+")
_BEFORE_LIMIT = re.compile(f"{_BLANK}+(?=限[^，。；：{_BLANK}]{{1,10}}(?:{_BLANK}|$))")
_OPENED = re.compile(r"[（(〔\[［【]")
_CLOSED = re.compile(r"[)）〕\]］】]")


def keep_parting(text: str) -> str:
    """`text` with a sign for each blank that parts; `shown` gives the blanks back."""
    if _BLANK not in text:
        return text
    places = [match.span() for match in _BEFORE_LIMIT.finditer(text)]
    for listed in _LISTED.finditer(text):
        if _is_enclosed(text, listed.start()):
            places += [match.span() for match in _BLANKS.finditer(text, *listed.span())]
    signs = list(text)
    for start, end in places:
        signs[start:end] = [_KEPT, *[" "] * (end - start - 1)]
    return "".join(signs)


def shown(text: str) -> str:
    """`text` with the blanks that `keep_parting` marked."""
    return text.replace(_KEPT, _BLANK)


def _is_enclosed(text: str, position: int) -> bool:
    opened = sum(1 for _ in _OPENED.finditer(text, 0, position))
    return opened > sum(1 for _ in _CLOSED.finditer(text, 0, position))
