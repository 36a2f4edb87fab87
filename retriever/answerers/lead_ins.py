"""Items of a rule told with the words that announce them: 「禁止下列行为：」 before 「携带电动自行车进入电梯」.

An item alone says nothing of what the rule does with it: it may be forbidden, demanded, or the case in which nothing
is paid.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.announced import announced
from retriever.answerers.stretches import WHETHER, strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import Topic, word_match
from retriever.question import Query
from retriever.reader import Passage, Reader

_RULES = re.compile(
    "下列|以下|之一|禁止|严禁|不得|不予|不准|不能|应当|必须|可以|条件|材料|情形|对象|范围|标准|取消|终止|免(?:予|于|收|费)"
)
# what they announce stands by itself
_PLANS = re.compile("任务|措施|举措|安排|目标|通知|意见|方案|工作(?:如下|要求)|议定|事项")
# a list of what is left out is a rule, whatever its items are called: 「下列事项不纳入项目：」
_LEFT_OUT = re.compile("不(?:得|予|准|能|纳入|列入|属于|适用|享受|支持|受理|补助|补贴|安排)|禁止|严禁")
_COUNTED = re.compile(r"\d{1,2}\. ")  # the number of a line in the answer's own list
_COLON = ("：", ":")
_LONGEST = 90  # characters of the announcing words; of longer ones the last stretch is told
_SHORTEST = 3
_SEVERAL, _LISTED = 2, 240  # items of a list that is told whole, their characters at most
_HELD = 0.5  # of a word of the question, from which an item holds it


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
    plan = _PLANS.search(head.rpartition("，")[2]) is not None and not _LEFT_OUT.search(head)
    if plan or not _RULES.search(head):
        return None
    return Evidence(doc_id, above.index, *spans[-1])


def with_lead(reader: Reader, passage: Passage) -> str:
    """A passage's text behind the words that announce it, where it is an item of a rule."""
    head = lead_in(reader, passage.doc_id, passage.clause)
    return passage.text if head is None else reader.text(head.doc_id, head.start, head.end) + passage.text


def with_lead_ins(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer in which no item of a rule stands without the words that announce it.

    Where it is asked whether something is allowed and the one item told of what is left out shares no word with the
    question, all items are told: which of them is meant is for the reader to see.
    """
    if (listed := _all_left_out(query, draft, reader)) is not None:
        return listed
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


def _all_left_out(query: Query, draft: Draft, reader: Reader) -> Draft | None:
    """The whole list of what is left out in place of an item that was found by nothing that it says itself."""
    if len(draft.statements) != 1 or not WHETHER.search(query.text):
        return None
    head = _head_of(draft.statements[0], reader)
    if head is None or not _LEFT_OUT.search(text := reader.text(head.doc_id, head.start, head.end)):
        return None
    if _shares_a_word(draft.statements[0].text, text, query.topic):
        return None
    items = announced(reader, Passage(head.doc_id, head.clause, head.start, head.end, text, 1.0, 1.0))
    if len(items) < _SEVERAL or sum(len(item.text) for item in items) > _LISTED:
        return None
    return replace(draft, statements=(Statement(strip_number(text.strip()), (head,)), *items))


def _shares_a_word(item: str, head: str, topic: Topic) -> bool:
    """Whether an item holds a word of the question that does not stand in what announces it."""
    own = (word for word, _ in topic.words if len(word) > 1 and word not in head)
    return any(max(word_match(form, item) for form in (word, *topic.others.get(word, ()))) >= _HELD for word in own)


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
