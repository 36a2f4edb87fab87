"""Which tasks of a list are about the theme that a question names: 「抗旱工作哪个部门负责」 of a list on two themes.

No one body has all of it in hand, but some rows or lines say it; these are told with their bodies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Responsibility
from retriever.answerers.stretches import strip_number
from retriever.answerers.task_told import bodies_text, bracket_evidence, shorten
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_MOST = 6  # tasks told; of more the question is about the whole list
_COMPOUND = 2  # characters before a word in a title that make a longer name with it: 防汛 + 抗旱
_LONGEST = 80
_LEADS = re.compile("负总责|牵头抓总|总牵头|全面负责")


def answer_theme_tasks(query: Query, reader: Reader, doc_id: str, tasks: Sequence[StoredFact]) -> Draft:
    """The tasks of a document that name the theme themselves, with their bodies; nothing where most or none do.

    Args:
        query: the question; its words all stand in the title of the document.
        reader: the documents.
        doc_id: the document.
        tasks: its responsibilities.
    """
    title = reader.document(doc_id).record.metadata.title
    words = [word for word, _ in query.topic.words if len(word) > 1]
    about = [stored for stored in tasks if all(_names(stored, word, title) for word in words)]
    about = list({(stored.fact.subject, bodies_text(_task(stored))): stored for stored in about}.values())
    if not words or not 1 <= len(about) <= min(_MOST, len(tasks) // 2):
        return NOTHING
    count = f"{len(about)}项"
    theme = "".join(words)
    head = f"写到{theme}的任务共{count}："
    statements = [Statement(head, (), (head, count), bears=False)] if len(about) > 1 else []
    for number, stored in enumerate(about, 1):
        mark = f"{number}. " if len(about) > 1 else ""
        task = shorten(strip_number(stored.fact.subject), _LONGEST)
        text = f"{mark}{bodies_text(_task(stored))}（任务：{task}）。"
        statements.append(Statement(text, (bracket_evidence(reader, stored),), (mark, f"第{stored.fact.item}项")))
    return Draft(tuple(statements), tuple(about), 1.0)


def _task(stored: StoredFact) -> Responsibility:
    assert isinstance(stored.fact, Responsibility)
    return stored.fact


def _names(stored: StoredFact, word: str, title: str) -> bool:
    """Whether a task says a word by itself, not only within the longer name that the title has of all its work."""
    at, text = title.find(word), stored.fact.subject
    if word in text and _LEADS.search(text):
        return True
    compounds = (title[max(0, at - _COMPOUND) : at + len(word)], title[at : at + len(word) + _COMPOUND])
    for compound in compounds if at >= 0 else ():
        text = text.replace(compound, "")
    return word in text
