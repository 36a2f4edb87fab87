"""How one goes about what an answer grants: the sentence beside it that says where and how to ask for it.

「听说能免费住，怎么弄，能住几天」 is answered by who may stay and how long; that it has to be booked stands behind it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_ASKED = re.compile(
    "(?:怎么|怎样|咋|如何)(?:去|来)?个?(?:弄|申请|预约|报名|申领|办理|登记|领)(?=的?(?:[，,。？?；;、啊呀呢]|$))"
)
_TOLD = re.compile(
    "预约|申请(?!人)|登记|报名|申领|提交|填报|登录|窗口|小程序|凭[^，。；]{2,12}[到在领]|持[^，。；]{2,20}到"
)
_FEW = 2  # statements of an answer that is told with it
_LONGEST = 120  # characters of the sentence


def with_way(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer with the sentence of the same clause that says how to get it, where a question asks for that."""
    first = draft.first_evidence
    if first is None or not draft.found or not _ASKED.search(query.text) or len(draft.statements) > _FEW:
        return draft
    clause = reader.clause(first.doc_id, first.clause)
    if clause.row is not None or any(_TOLD.search(statement.text) for statement in draft.statements):
        return draft
    text = reader.document(first.doc_id).parsed.clean.text
    for start, end in split_sentences(text, clause.start, clause.end):
        sentence = strip_number(text[start:end].strip())
        if start > first.start and _TOLD.search(sentence) and len(sentence) <= _LONGEST:
            way = Statement(sentence, (Evidence(first.doc_id, first.clause, start, end),))
            return replace(draft, statements=(*draft.statements, way))
    return draft
