"""How a task is told: its name, its bodies by role, the place that names them; the task of a stretch of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Clause, Responsibility
from ingest.sentences import is_bracket, split_sentences
from retriever.answerers.naming import naming_evidence, task_evidence
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.reader import Reader

WHOLE_ITEM = 360  # characters of an item that is cited as a whole
_REPEATED = 10  # characters of a task's name that the text repeats
BODIES_BRACKET = re.compile(
    r"[（〔\[【](?:责任|牵头|配合|主管|推进|完成|协办)[^（）〔〕\[\]【】]*(?:[（〔][^（）〔〕]*[）〕][^（）〔〕\[\]【】]*)*[）〕\]】]"
)
"""A bracket that names the bodies of a task."""


def responsibility_of(evidence: Evidence, reader: Reader, *, role: str = "") -> Draft:
    """The bodies of the task that a stretch of a document belongs to: of the sentence itself, else of its item.

    Args:
        evidence: the stretch.
        reader: the documents.
        role: "supporting" for the supporting bodies alone, where the task names them apart.
    """
    clause: Clause | None = reader.clause(evidence.doc_id, evidence.clause)
    while clause is not None:
        held = [
            stored
            for stored in reader.facts_of(evidence.doc_id, Responsibility)
            if stored.fact.clause == clause.index
        ]
        inside = [stored for stored in held if evidence.start <= stored.fact.start < evidence.end]
        for stored in [*(inside if len(inside) == 1 else []), *held]:
            return _told(stored, role, reader)
        clause = reader.clause(evidence.doc_id, clause.parent) if clause.parent is not None else None
    listed = _listed(evidence, reader)
    return _told(listed, role, reader) if listed is not None else NOTHING


def _told(stored: StoredFact, role: str, reader: Reader) -> Draft:
    fact = stored.fact
    assert isinstance(fact, Responsibility)
    task = shorten(task_name(reader, stored), 60)
    alone = role == "supporting" and fact.supporting
    bodies = bodies_text(replace(fact, lead=(), bodies=())) if alone else bodies_text(fact)
    text = f"{bodies}（任务：{task}）。"
    told = bracket_evidence(reader, stored)
    cited = (told, *task_evidence(reader, stored, told), *naming_evidence(reader, stored, told))
    return Draft((Statement(text, cited, (f"第{fact.item}项",)),), (stored,), 1.0)


def _listed(evidence: Evidence, reader: Reader) -> StoredFact | None:
    """The task of the document's list that a sentence of its text names in the same words; the longest of several.

    Many plans tell their measures without bodies and repeat them in a list of tasks behind.
    """
    text = reader.text(evidence.doc_id, evidence.start, evidence.end)
    named = [
        (len(words), stored)
        for stored in reader.facts_of(evidence.doc_id, Responsibility)
        if len(words := re.split("[，；。]", stored.fact.subject)[0]) >= _REPEATED and words in text
    ]
    return max(named, key=lambda entry: entry[0])[1] if named else None


def bodies_text(fact: Responsibility) -> str:
    """Bodies with their roles: 「牵头单位：A；责任单位：B、C」."""
    notes = dict(fact.notes)

    def names(bodies: Sequence[str]) -> str:
        return "、".join(f"{name}〔{notes[name]}〕" if name in notes else name for name in bodies)

    parts = []
    if fact.lead:
        parts.append(f"牵头单位：{names(fact.lead)}")
    if fact.bodies:
        parts.append(f"责任单位：{names(fact.bodies)}")
    if fact.supporting:
        parts.append(f"配合单位：{names(fact.supporting)}")
    return "；".join(parts)


def task_name(reader: Reader, stored: StoredFact) -> str:
    """Number and name of a task: 「第17项 稳步做好…」 for Arabic numbers, 「（一）…」 as written for others."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    subject = stored.fact.subject
    if re.match(r"\d", clause.number) and stored.fact.item:
        return f"第{stored.fact.item}项 {subject}"
    return f"{clause.number}{subject}" if clause.number and subject == clause.heading else subject


def shorten(text: str, limit: int) -> str:
    """A text cut to a number of characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def bracket_evidence(reader: Reader, stored: StoredFact, *, whole: int = WHOLE_ITEM) -> Evidence:
    """The sentence or bracket that names the bodies, with the task it belongs to.

    Args:
        reader: the documents.
        stored: a responsibility.
        whole: characters up to which the whole item is taken; a longer one gives its last sentence and the bracket.
    """
    parsed = reader.document(stored.doc_id).parsed
    holder = next(
        (clause for clause in parsed.clauses[stored.fact.clause :] if clause.start <= stored.fact.start < clause.end),
        parsed.clauses[stored.fact.clause],
    )
    spans = split_sentences(parsed.clean.text, holder.start, holder.end)
    own = next((order for order, span in enumerate(spans) if span[0] <= stored.fact.start < span[1]), None)
    if own is None:
        return Evidence(stored.doc_id, holder.index, stored.fact.start, stored.fact.end)
    start, end = spans[own][0], max(spans[own][1], stored.fact.end)
    if is_bracket(parsed.clean.text[start:end]) and own:
        start = spans[0][0] if end - spans[0][0] <= whole else spans[own - 1][0]
    return Evidence(stored.doc_id, holder.index, start, end)


def without_bracket(text: str) -> str:
    """A task's text without the brackets that name its bodies."""
    return BODIES_BRACKET.sub("", text).strip()
