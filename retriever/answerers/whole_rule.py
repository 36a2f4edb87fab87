"""Which of several bodies leads, where a document tells it once for all its tasks, with the bodies of each task."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Responsibility
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.answerers.task_told import bracket_evidence
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.reader import Reader

_FIRST_LEADS = re.compile(
    "(?:责任|牵头|承办|主办|列)?(?:单位|部门)?[^。；，]{0,8}(?:首位|第一位|排在第一|排名第一|最前|第一个|列首)[^。；]{0,12}(?:牵头|主责|负责|主办)"
)
_MOST = 15  # tasks that are told with their bodies


def by_rule(reader: Reader, doc_id: str, tasks: Sequence[StoredFact]) -> Draft:
    """The sentence on the order of the bodies, and each task with its bodies where they are not too many."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        for start, end in split_sentences(text, clause.start, clause.end):
            if _FIRST_LEADS.search(text[start:end]):
                rule = Statement(strip_number(text[start:end]).strip(), (Evidence(doc_id, clause.index, start, end),))
                return Draft((rule, *_each(reader, tasks)), tuple(tasks), 1.0)
    return NOTHING


def _each(reader: Reader, tasks: Sequence[StoredFact]) -> list[Statement]:
    clauses: dict[int, StoredFact] = {}
    for stored in tasks:
        clauses.setdefault(stored.fact.clause, stored)
    if len(clauses) > _MOST:
        return []
    told = []
    for stored in clauses.values():
        fact = stored.fact
        if isinstance(fact, Responsibility):
            bodies = "、".join(dict.fromkeys((*fact.lead, *fact.bodies, *fact.supporting)))
            told.append(Statement(f"{fact.subject.rstrip('。')}：{bodies}。", (bracket_evidence(reader, stored),)))
    return told
