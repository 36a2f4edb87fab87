"""What is done, of one character, of which a question asks when: 「微更新什么时候报」 asks of 申报 or 报送.

Such a character stands everywhere and tells nothing by itself; here it is all that is asked of the thing.
"""

from __future__ import annotations

import re

from retriever.lexicon import Lexicon

_DONE_WHEN = re.compile(
    "(?:什么时候|啥时候|何时|几时)(?:才|能够?|可以|开始|去|要)*(?P<act>[一-龥])(?=$|[，,。；;？?！!呢啊呀吧 ])"
)


def acts_asked(text: str, lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """The words that the library has for each such act, most usual first."""
    found = (lexicon.everyday.alternatives(match["act"]) for match in _DONE_WHEN.finditer(text))
    held = (tuple(word for word in words if lexicon.count(word)) for words in found)
    return tuple(words for words in held if words)
