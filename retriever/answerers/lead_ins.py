"""Items of a rule told with the words that announce them: 「禁止下列行为：」 before 「携带电动自行车进入电梯」.

An item alone says nothing of what the rule does with it: it may be forbidden, demanded, or the case in which nothing
is paid.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.reader import Passage, Reader

_RULES = re.compile(
    "下列|以下|之一|禁止|严禁|不得|不予|不准|不能|应当|必须|可以|条件|材料|情形|对象|范围|标准|取消|终止|免(?:予|于|收|费)"
)
# what they announce stands by itself
_PLANS = re.compile("任务|措施|举措|安排|目标|通知|意见|方案|工作(?:如下|要求)|议定|事项")
_COUNTED = re.compile(r"\d{1,2}\. ")  # the number of a line in the answer's own list
_COLON = ("：", ":")
_LONGEST = 90  # characters of the announcing words; of longer ones the last stretch is told
_SHORTEST = 3


def lead_in(reader: Reader, doc_id: str, index: int) -> Evidence | None:
    """The sentence that announces the rule's items of which a clause is one, or None."""
    clause = reader.clause(doc_id, index)
    if clause.parent is None or clause.kind != "item":
        return None
    above = reader.clause(doc_id, clause.parent)
    own = reader.own_text(doc_id, above)
    if above.kind == "table_row" or not own.endswith(_COLON):
        return None
    spans = split_sentences(reader.document(doc_id).parsed.clean.text, above.start, above.end)
    if not spans:
        return None
    head = reader.text(doc_id, *spans[-1])
    if not _RULES.search(head) or _PLANS.search(head.rpartition("，")[2]):
        return None
    return Evidence(doc_id, above.index, *spans[-1])


def with_lead(reader: Reader, passage: Passage) -> str:
    """A passage's text behind the words that announce it, where it is an item of a rule."""
    head = lead_in(reader, passage.doc_id, passage.clause)
    return passage.text if head is None else reader.text(head.doc_id, head.start, head.end) + passage.text


def with_lead_ins(draft: Draft, reader: Reader) -> Draft:
    """An answer in which no item of a rule stands without the words that announce it."""
    told = {(one.doc_id, one.clause) for statement in draft.statements for one in statement.evidence}
    statements: list[Statement] = []
    for statement in draft.statements:
        head = _head_of(statement, reader)
        if head is not None and (head.doc_id, head.clause) not in told:
            told.add((head.doc_id, head.clause))
            words = _words(reader.text(head.doc_id, head.start, head.end))
            counted = _COUNTED.match(statement.text)
            number = counted.group() if counted else ""
            item = strip_number(statement.text[len(number) :])
            statement = replace(statement, text=f"{number}{words}{item}", evidence=(*statement.evidence, head))
        statements.append(statement)
    return replace(draft, statements=tuple(statements)) if tuple(statements) != draft.statements else draft


def _head_of(statement: Statement, reader: Reader) -> Evidence | None:
    """What announces a statement that tells an item in its own words."""
    if len(statement.evidence) != 1 or len(statement.text) < _SHORTEST:
        return None
    one = statement.evidence[0]
    said = strip_number(statement.text).rstrip("。；")
    if said not in reader.text(one.doc_id, one.start, one.end):
        return None
    return lead_in(reader, one.doc_id, one.clause)


def _words(head: str) -> str:
    words = strip_number(head.strip())
    return words if len(words) <= _LONGEST else words.rpartition("，")[2]
