"""Where a body is named in a bracket or behind a label, for documents whose way of assigning tasks was not read.

A list of tasks must not end in silence: where no task and no duty of a body was read, the items that name it so are
told as what they are, with the name in sight.
"""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_MOST = 12
_LONGEST = 160  # characters of an item that is told
_LABEL = r"(?:单位|部门|分工|牵头|主抓|主办|协同|配合|负责|责任|落实|承办|科室|处室|股室)[^，。；：\n]{0,6}[：:|｜]"
_WITHIN = r"[^（）()【】〔〕\[\]。]*"
_MEMBERS = re.compile("成员|组长|组成|名单")


def answer_mentions(query: Query, reader: Reader) -> Draft:
    """The items that name the bodies of a question in a bracket or behind a label, numbered, below their number."""
    # As typed, with its level: the 省民政厅 of another document is not the 县民政局 that is asked about.
    named = "|".join(map(re.escape, sorted(query.bodies, key=len, reverse=True)))
    if not named:
        return NOTHING
    inside = re.compile(rf"[（(【〔\[]{_WITHIN}(?:{named}){_WITHIN}[）)】〕\]]|{_LABEL}[^。\n]*?(?:{named})")
    found: list[tuple[str, Clause]] = []
    for doc_id in sorted(query.scope.doc_ids):
        parsed = reader.document(doc_id).parsed
        if not any(name in parsed.clean.text for name in query.bodies):
            continue
        for clause in parsed.clauses:
            own = reader.own_text(doc_id, clause)
            if clause.kind in ("furniture", "title", "front", "closing") or not inside.search(own):
                continue
            if not _MEMBERS.search(own):
                found.append((doc_id, clause))
    if not 0 < len(found) <= _MOST:
        return NOTHING
    name = "、".join(dict.fromkeys(query.bodies))
    count = f"{len(found)}处"
    statements = [Statement(f"文件在任务后写到{name}的共{count}：", (), (count, name), bears=False)]
    for number, (doc_id, clause) in enumerate(found, 1):
        statements.append(_line(reader, doc_id, clause, number))
    return Draft(tuple(statements), (), 1.0)


def _line(reader: Reader, doc_id: str, clause: Clause, number: int) -> Statement:
    """An item with its bracket; where the bracket stands alone, behind the item that it closes."""
    own = reader.own_text(doc_id, clause)
    evidence = [Evidence(doc_id, clause.index, clause.start, clause.start + len(own))]
    text = strip_number(own)
    if re.match(r"[（(【〔\[]|[^。]{0,12}[：:|｜]", text) and clause.index:
        before = reader.document(doc_id).parsed.clauses[clause.index - 1]
        task = reader.own_text(doc_id, before)
        evidence.insert(0, Evidence(doc_id, before.index, before.start, before.start + len(task)))
        text = f"{strip_number(task)[:_LONGEST]} {text}"
    order = f"{number}. "
    return Statement(f"{order}{text[: 2 * _LONGEST]}", tuple(evidence), (order,))
