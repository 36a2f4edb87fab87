"""What a decision changes in rules: which articles it words anew, adds or strikes out."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from retriever.answerers.duty_sentences import cut
from retriever.answerers.stretches import after_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_CHANGED = "(?:修改|修订|改动|调整|变动|改|删除|删去|删|取消|新增|增加|增|加)"
_WHAT = "(?:哪(?:些|几)?[条款项处个]*|什么|啥|几[条款项处])(?:内容|地方|条款?|规定|条文|变化)?"
_ASKS = re.compile(
    f"(?:{_CHANGED}了?的?(?:是|有)?{_WHAT}|{_WHAT}(?:被|都|作了|有)*{_CHANGED})(?:了|的|变动|过)*(?:$|[，,。？?])"
)
_TITLE = re.compile("修改|修订|修正|调整|废止")
_INSTRUCTION = re.compile(
    "(?:第.{1,8}[条款项章]|一条|一款|条文|附件)[^。]{0,40}(?:修改|改为|调整|增加|作为|删)|(?:增加|新增|删去|删除|将)[^。]{0,12}[条款项]"
)
_STRUCK, _ADDED = re.compile("删|取消"), re.compile("新增|增加|增|加")
_TOLD = 60  # characters of an article's new wording that are told of it
_FEWEST = 2


def answer_amended(query: Query, reader: Reader) -> Draft:
    """The changes that the one amending decision in question makes, in its order, each with its wording in short."""
    asked = _ASKS.search(query.text)
    if asked is None:
        return NOTHING
    decisions = [doc_id for doc_id in sorted(query.scope.doc_ids) if _amends(doc_id, reader)]
    if len(decisions) != 1:
        return NOTHING
    changes = _changes(decisions[0], reader)
    for wanted in (_STRUCK, _ADDED):
        if wanted.search(asked[0]):
            changes = [clause for clause in changes if wanted.search(reader.own_text(decisions[0], clause))]
    if not changes:
        return NOTHING
    count = f"共{len(changes)}处："
    head = Statement(f"《{reader.document(decisions[0]).record.metadata.title}》{count}", (), (count,), bears=False)
    return Draft((head, *(_told(decisions[0], clause, reader) for clause in changes)), (), 1.0)


def _amends(doc_id: str, reader: Reader) -> bool:
    title = reader.document(doc_id).record.metadata.title
    return _TITLE.search(title) is not None and len(_changes(doc_id, reader)) >= _FEWEST


def _changes(doc_id: str, reader: Reader) -> list[Clause]:
    clauses = reader.document(doc_id).parsed.clauses
    numbered = [clause for clause in clauses if clause.number and clause.kind in ("heading", "item")]
    said = [(clause, after_number(reader.own_text(doc_id, clause), clause.number)) for clause in numbered]
    return [clause for clause, words in said if _INSTRUCTION.match(words)]


def _told(doc_id: str, clause: Clause, reader: Reader) -> Statement:
    own = reader.own_text(doc_id, clause).strip()
    clauses = reader.document(doc_id).parsed.clauses
    evidence = [Evidence(doc_id, clause.index, clause.start, clause.start + len(own))]
    below = clauses[clause.index + 1] if clause.index + 1 < len(clauses) else clause
    if own.endswith("：") and below.parent == clause.index:
        wording = reader.own_text(doc_id, below).strip()
        own += cut(wording, _TOLD)
        evidence.append(Evidence(doc_id, below.index, below.start, below.start + len(wording)))
    return Statement(own.rstrip("。"), tuple(evidence))
