"""The roles beside a task that a question asks for: 领办领导, 责任人, 督导单位, 联系科室, with its bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retriever.answerers.role_people import named_columns, row_evidence, told_task
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import INDICATED, Reader
from retriever.role_labels import RoleLabel, roles_asked
from retriever.role_rows import RoleRow

_COVERED = 0.6  # share of a question's words that a row must hold
_SUPPORTED = 0.3  # the same where the best sentences of the question stand in the row, too
_LOOKED_AT = 4  # best passages that speak for a row
_NEAR = 0.8  # share of the best passage's score that these must have
_BONUS = 0.25  # what they add to the row's share
_ALIKE = 0.03  # rows that hold as much are all told
_MOST = 3  # rows told together
_LONGEST = 60  # characters of a task's name
_OTHER, _PATH, _TITLE = 0.6, 0.6, 0.5  # worth of words in a row's other cells, in the headings, in the title
_ASKS_BODY = re.compile("哪[^，。？?]{0,5}(?:家|单位|部门|局|科|处)|谁(?:去|来)?(?:落实|办|做|干|扛|管|负责)|几家|一起")
_BODIES = re.compile("(?:牵头|责任|主办|配合|协办)(?:单位|部门|主体)：")
_WHOLE = 24  # rows of a list that are all told
_SHARED = 0.6  # share of the rows that hold a word which does not tell them apart
_EACH = re.compile(
    "分别|各(?:自|个)?(?:是|由|有|叫)|都(?:是|有|叫|由)?.{0,4}(?:谁|哪|啥)|哪几位|名单|一览|几[个项件][^，。？]{0,8}(?:谁|啥|什么)|有哪些(?:领导|人)"
)
_PARTS = re.compile(r"[、，；\s]+")
_NONE = re.compile(r"[—\-－/无]*")


def with_role_cells(query: Query, draft: Draft, near: Sequence[Evidence], reader: Reader) -> Draft:
    """A draft with the cells of its row that a question asks for by their roles; as it was where there are none.

    Args:
        query: the whole question.
        draft: what the other ways answer.
        near: where the answer of the turn before stood, for a follow-up.
        reader: the documents.
    """
    asked = roles_asked(query.text)
    special = [role for role in asked if role.kind != "body"]
    rows = [row for row in reader.role_rows if row.doc_id in query.scope.doc_ids] if special else []
    rows = [row for row in rows if any(_told(row, role) for role in special)]
    chosen = (_all_of_list(query, rows, reader) or _chosen(query, rows, draft, near, reader)) if rows else []
    if not chosen:
        return draft
    bodies = any(role.kind != "person" for role in asked) or _ASKS_BODY.search(query.text) is not None
    kept = tuple(
        statement
        for statement in draft.statements
        if _of_rows(statement, chosen) and (bodies or not _BODIES.match(statement.text))
    )
    said = "".join(re.sub(r"\s", "", statement.text) for statement in kept)
    more = _statements(chosen, query, asked, said, reader)
    if not more:
        return draft
    return replace(draft, statements=kept + more, score=max(draft.score, 1.0), reason="", nearest=None, final=False)


def _told(row: RoleRow, role: RoleLabel) -> list[tuple[str, str]]:
    return [(label, value) for label, value in row.cells_of(role) if not _NONE.fullmatch(value)]


def _chosen(
    query: Query, rows: Sequence[RoleRow], draft: Draft, near: Sequence[Evidence], reader: Reader
) -> list[RoleRow]:
    """The rows that a question is about; none where none holds enough of its words."""
    followed = [row for row in rows if any(_holds(row, evidence) for evidence in near)]
    if followed:
        return followed[:1]
    passages = reader.passages(query)
    near_best = [each for each in passages[:_LOOKED_AT] if each.score >= _NEAR * passages[0].score]
    topic = _topic(query, rows, reader)
    scored: list[tuple[float, RoleRow]] = []
    for row in rows:
        covered = coverage(topic, _layers(row, reader))
        best = any(each.doc_id == row.doc_id and each.clause in row.clauses for each in near_best)
        answered = any(_holds(row, evidence) for statement in draft.statements for evidence in statement.evidence)
        supported = best and near_best[0].support >= INDICATED
        least = _SUPPORTED if supported or answered else _COVERED
        if covered >= least:
            scored.append((covered + _BONUS * (supported or answered), row))
    if not scored:
        return []
    top = max(score for score, _ in scored)
    found = [row for score, row in scored if score >= top - _ALIKE]
    return found if len(found) <= _MOST else []


def _all_of_list(query: Query, rows: Sequence[RoleRow], reader: Reader) -> list[RoleRow]:
    """All rows of one list, where a question asks for the people of all and names none of them."""
    if not _EACH.search(query.text):
        return []
    named = [row for row in rows if any(len(label) > 1 and label in query.text for label, _ in row.cells)]
    doc_ids = sorted({row.doc_id for row in named or rows})
    titles = {doc_id: reader.document(doc_id).record.metadata.title for doc_id in doc_ids}
    held = {doc_id: coverage(query.topic, ((title, 1.0),)) for doc_id, title in titles.items()}
    best = max(doc_ids, key=lambda doc_id: held[doc_id])
    alike = [doc_id for doc_id in doc_ids if held[doc_id] >= held[best] - _ALIKE]
    if len(alike) > 1 or not (query.scope.named or held[best]):
        return []
    listed = [row for row in rows if row.doc_id == best]
    words = [word for word, _ in _topic(query, listed, reader).words if len(word) > 1 and word not in titles[best]]
    texts = [row.task + "".join(value for _, value in row.cells) for row in listed]
    narrowing = [word for word in words if sum(word in text for text in texts) < _SHARED * len(texts)]
    return listed if 1 < len(listed) <= _WHOLE and not narrowing else []


def _topic(query: Query, rows: Sequence[RoleRow], reader: Reader) -> Topic:
    """The words of a question beside those that ask for roles or name columns."""
    asking = " ".join(match[0] for role in roles_asked(query.text) for match in role.asked.finditer(query.text))
    heads = {label for row in rows for label, _ in row.cells}
    words = [word for word, _ in query.topic.words if word in asking or any(word in head for head in heads)]
    topic = query.topic.without(words)
    known = tuple(pair for pair in topic.words if reader.lexicon.count(pair[0]))
    return topic.without(word for word, _ in topic.words if word not in dict(known)) if len(known) > 1 else topic


def _layers(row: RoleRow, reader: Reader) -> tuple[tuple[str, float], ...]:
    cells = "\n".join(value for _, value in row.cells)
    path = "\n".join(reader.clause(row.doc_id, row.clauses[0]).path)
    title = reader.document(row.doc_id).record.metadata.title
    return ((row.task, 1.0), (cells, _OTHER), (path, _PATH), (title, _TITLE))


def _holds(row: RoleRow, evidence: Evidence) -> bool:
    return evidence.doc_id == row.doc_id and evidence.clause in row.clauses


def _of_rows(statement: Statement, rows: Sequence[RoleRow]) -> bool:
    """Whether a statement is about one of some rows."""
    return any(_holds(row, evidence) for row in rows for evidence in statement.evidence)


def _statements(
    rows: Sequence[RoleRow], query: Query, asked: Sequence[RoleLabel], said: str, reader: Reader
) -> tuple[Statement, ...]:
    """The tasks of rows with the cells asked for that are not said yet, those with the same cells together."""
    found: dict[str, list[RoleRow]] = {}
    for row in rows:
        cells = [(cell, role.kind) for role in asked for cell in _told(row, role)]
        titles = named_columns(query, [label for label, _ in row.cells])
        cells += [(cell, "") for cell in row.cells if cell[0] in titles]
        missing = [each for each in cells if not all(part in said for part in _PARTS.split(each[0][1]))]
        told = "；".join(f"{label}：{_written(value, kind)}" for (label, value), kind in dict.fromkeys(missing))
        if told:
            found.setdefault(told, []).append(row)
    return tuple(_statement(told, alike, reader) for told, alike in found.items())


def _written(value: str, kind: str) -> str:
    return re.sub(" +", " " if kind == "person" else "、", value)


def _statement(told: str, rows: Sequence[RoleRow], reader: Reader) -> Statement:
    tasks = [told_task(row) for row in rows]
    short = [task if len(task) <= _LONGEST else re.split("[，。；：]", task[:_LONGEST])[0] for task in tasks]
    evidence = dict.fromkeys(each for row in rows for each in row_evidence(row, reader))
    return Statement(f"{'、'.join(dict.fromkeys(short))}，{told}。", tuple(evidence))
