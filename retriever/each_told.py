"""What a question asks of each thing that it asks for: 「有哪几项任务，每项的责任单位是谁」.

The list is answered first; then each of its lines is told with the bodies, the time limit or the first sentence of the
place that it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.datatypes import Clause, Deadline
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.answerers.task_told import responsibility_of
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.reader import Reader

_EACH = re.compile(
    r"[，,；;。？?\s、]+(?:以及|还有|和)?(?P<each>(?:每(?:一)?(?:[项条个件步家]|阶段|部分|方面)|各自|各(?:[项条]|个?(?:阶段|部分|任务|单位))|分别)[^。？?]{2,})[。？?]*$"
)
_WHO = re.compile("谁|单位|部门|科室|牵头|负责")
_WHEN = re.compile("时间|时候|时限|期限|何时|[几哪](?:个)?月|几号|多久|到几|截止")
_WHAT = re.compile("干(?:啥|什么|些)|做(?:啥|什么|些)|内容|(?:讲|说)的?(?:啥|什么)|怎么[做干]|要求|举措|措施")
_DATED = re.compile(r"\d{1,2}月|\d{4}年|季度|年底|年内")
_TASK = re.compile("（任务：.*）。$")
_FEWEST = 2  # lines of a list
_MOSTLY = 0.5  # share of its lines that what is asked of each must be found for
_LONGEST = 90  # characters of a sentence told of each


@dataclass(frozen=True)
class Each:
    """A question for a list, `of` it, and what is asked of each thing in the list."""

    of: str
    who: bool
    when: bool
    what: bool


def asked_of_each(question: str) -> Each | None:
    """The list that a question asks for and what it asks of each thing in it; None where it asks no such thing."""
    match = _EACH.search(question)
    if match is None or match.start() < _FEWEST:
        return None
    asked = match["each"]
    wants = [pattern.search(asked) is not None for pattern in (_WHO, _WHEN, _WHAT)]
    return Each(question[: match.start()], *wants) if any(wants) else None


def with_each(each: Each, draft: Draft, reader: Reader) -> Draft:
    """A list, each line with what is asked of it; nothing where that is found for few of them."""
    lines = [statement for statement in draft.statements if statement.bears and statement.evidence]
    if len(lines) < _FEWEST:
        return NOTHING
    told = {id(line): _line(each, line, reader) for line in lines}
    found = [one for one in told.values() if one is not None]
    if len(found) < _MOSTLY * len(lines):
        return NOTHING
    statements = tuple(
        new[0] if (new := told.get(id(statement))) is not None else statement for statement in draft.statements
    )
    facts = tuple(dict.fromkeys((*draft.facts, *(stored for _, its in found for stored in its))))
    return replace(draft, statements=statements, facts=facts)


def _line(each: Each, line: Statement, reader: Reader) -> tuple[Statement, tuple[StoredFact, ...]] | None:
    """A line with what is asked of it, and the facts that tell it; None where nothing does."""
    at, aside, behind = line.evidence[0], list[str](), ""
    evidence, facts = list(line.evidence), list[StoredFact]()
    if each.who and (bodies := responsibility_of(at, reader)).found:
        aside.append(_TASK.sub("", bodies.statements[0].text))
        evidence += bodies.statements[0].evidence
        facts += bodies.facts
    if each.when and not _DATED.search(line.text) and (due := _due(at, reader)) is not None:
        stored, cited = due
        aside.append(stored.fact.due if isinstance(stored.fact, Deadline) else "")
        evidence.append(cited)
        facts.append(stored)
    if each.what and (said := _said(at, reader)) is not None:
        behind = f"：{said[0]}"
        evidence.append(said[1])
    dated = each.when and _DATED.search(line.text) is not None
    if not aside and not behind and not dated:
        return None
    noted = f"（{'；'.join(aside)}）" if aside else ""
    text = f"{line.text.rstrip('。')}{noted}{behind}"
    return replace(line, text=text, evidence=tuple(dict.fromkeys(evidence))), tuple(facts)


def _due(at: Evidence, reader: Reader) -> tuple[StoredFact, Evidence] | None:
    """The only time limit of the item that a line stands on, and where it is set."""
    clause = reader.clause(at.doc_id, at.clause)
    found = [
        stored
        for stored in reader.facts_of(at.doc_id, Deadline)
        if _inside(reader.clause(stored.doc_id, stored.fact.clause), clause)
    ]
    if len(found) != 1:
        return None
    fact = found[0].fact
    return found[0], Evidence(at.doc_id, fact.clause, fact.start, fact.end)


def _inside(inner: Clause, outer: Clause) -> bool:
    return outer.start <= inner.start < max(outer.tree_end, outer.end)


def _said(at: Evidence, reader: Reader) -> tuple[str, Evidence] | None:
    """The first sentence below the name of the item that a line stands on."""
    clause = reader.clause(at.doc_id, at.clause)
    for one in _with_children(clause, at.doc_id, reader):
        for start, end in split_sentences(reader.document(at.doc_id).parsed.clean.text, one.start, one.end):
            text = strip_number(reader.text(at.doc_id, start, end).strip()).strip("。 ")
            if text and text not in clause.heading and text not in clause.label:
                shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
                return shown, Evidence(at.doc_id, one.index, start, end)
    return None


def _with_children(clause: Clause, doc_id: str, reader: Reader) -> Sequence[Clause]:
    return [clause, *reader.children(doc_id, clause)]
