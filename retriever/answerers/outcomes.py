"""What came of something: the part of a sentence that tells a rate, a prize or a change belongs to its answer.

「街道创新“九曲桥工作法”，大力疏通“九曲”；调解成功率为98.1%」 answers 「效果怎么样」 only with its end.
"""

from __future__ import annotations

import re
from dataclasses import replace

from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.question_patterns import wording
from retriever.reader import Reader

_RESULT = re.compile(
    r"\d[%％]|满意|获(?:评|得|颁|选)|荣获|入选|称号|评为|(?:下降|上升|提升|减少|增加|缩短|增长)(?:了|至|到|近|约)*[\d一二两三四五六七八九十]"
)
_LONGEST = 160  # characters of such a part


def with_outcome(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer on what came of something, with the parts of its sentences behind a semicolon that tell it."""
    if not draft.found or not wording("outcome").search(query.text):
        return draft
    return replace(draft, statements=tuple(_with_results(statement, reader) for statement in draft.statements))


def _with_results(statement: Statement, reader: Reader) -> Statement:
    for one in statement.evidence[:1]:
        parts = (part.strip(" 。\n") for part in re.split("[；;]", reader.text(one.doc_id, one.start, one.end))[1:])
        told = [part for part in parts if _RESULT.search(part) and len(part) <= _LONGEST and part not in statement.text]
        if told:
            return replace(statement, text=f"{'；'.join((statement.text.rstrip('。'), *told))}。")
    return statement
