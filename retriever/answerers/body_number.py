"""Tasks by how many bodies they are given to: 「哪些任务只有一个单位负责」, 「由三个以上单位负责的有哪些」."""

from __future__ import annotations

import re

from ingest.datatypes import Responsibility
from ingest.numerals import parse_number
from retriever.answerers.filtering import SUBJECT_LIMIT, listed_tasks
from retriever.answerers.task_told import bodies_text, bracket_evidence, shorten, task_name
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_WHICH = re.compile("(?:哪些|哪几[个项条]?|有什么|列出|几[个项]|多少项)")
_NUMBER = re.compile(
    r"(?P<only>只|仅|就)?(?:有|由|是|需要?)*(?P<number>\d+|[一二两三四五六七八九十])(?:个|家)(?P<more>及?以上)?(?:责任)?(?:单位|部门|科室)"
    r"(?P<over>及?以上)?(?:共同|一起|来|单独|独自)*(?:负责|承担|牵头|参与|落实|管)"
)


def answer_body_number(query: Query, reader: Reader) -> Draft:
    """The numbered tasks given to as many bodies as a question says, with these; nothing where it asks otherwise."""
    match = _NUMBER.search(query.text)
    if match is None or not _WHICH.search(query.text) or query.within or query.kind in ("chat", "compare", "document"):
        return NOTHING
    number = int(parse_number(match["number"]) or 0)
    more = bool(match["more"] or match["over"])
    if number < 1 or (not more and not match["only"] and number > 1):
        return NOTHING
    tasks: dict[tuple[str, str], tuple[int, StoredFact]] = {}
    for stored in reader.facts(query, Responsibility):
        held = len(dict.fromkeys(_bodies(stored)))
        item = (stored.doc_id, stored.fact.item)
        if stored.fact.item and held > tasks.get(item, (0, stored))[0]:
            tasks[item] = held, stored  # what a sentence of an item gives to one body is a part of it
    lines: list[tuple[StoredFact, Statement]] = []
    for held, stored in tasks.values():
        if held >= number if more else held == number:
            assert isinstance(stored.fact, Responsibility)
            text = f"{shorten(task_name(reader, stored), SUBJECT_LIMIT)}（{bodies_text(stored.fact)}）"
            lines.append((stored, Statement(text, (bracket_evidence(reader, stored),), (f"第{stored.fact.item}项",))))
    what = f"由{match['number']}个{'以上' if more else ''}单位负责的任务"
    return listed_tasks(what, lines, reader)


def _bodies(stored: StoredFact) -> tuple[str, ...]:
    assert isinstance(stored.fact, Responsibility)
    return (*stored.fact.lead, *stored.fact.bodies, *stored.fact.supporting)
