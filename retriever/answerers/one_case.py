"""What is told to somebody who asks what to do in a case: the sentence that rules it, not those for other cases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.draft import Statement
from retriever.reader import SUPPORTED, Passage

_CASE = re.compile("(?:怎么办|咋办|咋整|怎么处理)[呢啊呀]?[？?]?$")
_FEW = 2  # statements that are not too many for one case
_NEAR = 0.6  # of the score of the best sentence that another one must have to be about the case, too


def of_one_case(question: str, statements: list[Statement], passages: Sequence[Passage]) -> list[Statement]:
    """Of what is told to 「…怎么办」 the sentences that come near the best; all where the best is none of them."""
    if not _CASE.search(question) or len(statements) <= _FEW:
        return statements
    scores = {(one.doc_id, one.start): one.score for one in passages if one.support >= SUPPORTED}
    told = [max((scores.get((at.doc_id, at.start), 0.0) for at in one.evidence), default=0.0) for one in statements]
    if max(told) < passages[0].score:
        return statements
    return [one for one, score in zip(statements, told, strict=True) if score >= _NEAR * max(told)]
