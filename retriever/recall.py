"""What an earlier answer held that a follow-up may point to: its parts, its people, its bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.datatypes import Enumeration, Member, Responsibility, Target
from ingest.numerals import parse_number
from retriever.datatypes import Evidence
from retriever.draft import Draft
from retriever.lexicon import Lexicon

NTH = re.compile(
    r"(?:其中|那|这)?第([一二三四五六七八九十]|\d{1,2})(?:个|点|条|项|步|种|类|块|大)?(?=[^\d年月部章季位]|$)"
)
_LAST = re.compile(r"最后(?:一个|那个|一条|那条|一项|一种|一点)")
THAT_ONE = re.compile(
    r"^(?:其中|那|就|里[面头边])?的?(?P<word>[\u4e00-\u9fff]{2,6}?)(?:的)?(?:那|这)(?:一)?(?:个|项|条|层|块|类|种|级)"
)
_COUNTED = re.compile(r"^\d+\.\s?(?:第\d+项\s?)?")
_PERSON = re.compile(r"(?<!其)[他她](?!们)|这位(?:同志|领导)?|那位(?:同志|领导)?|此人|这个人|那个人")

_ATTRIBUTES = ("约束性", "预期性", "约束型", "预期型", "指导性")


@dataclass(frozen=True)
class Part:
    """One part of what an answer listed; `own` tells that its evidence is a clause of its own."""

    name: str
    text: str
    evidence: Evidence
    own: bool


def people_of(draft: Draft) -> list[str]:
    """Names of the people that an answer told, each once."""
    return list(dict.fromkeys(stored.fact.subject for stored in draft.facts if isinstance(stored.fact, Member)))


def bodies_of(draft: Draft) -> list[str]:
    """Bodies responsible for the task that an answer told, the leading ones alone where there are any."""
    for stored in draft.facts:
        if isinstance(stored.fact, Responsibility):
            return list(stored.fact.lead or stored.fact.bodies)
    return []


def parts_of(draft: Draft, lexicon: Lexicon) -> list[Part]:
    """What an answer listed, in order; fewer than two where it was no list."""
    first = draft.facts[0].fact if draft.facts else None
    borne = [statement for statement in draft.statements if statement.bears and statement.evidence]
    if isinstance(first, Enumeration) and len(borne) == 1:
        return [Part(_name(part), part, borne[0].evidence[0], own=False) for part in first.parts]
    found: list[Part] = []
    for statement in borne:
        evidence = statement.evidence[0]
        clause = lexicon.documents[evidence.doc_id].parsed.clauses[evidence.clause]
        text = _COUNTED.sub("", statement.text).rstrip("。；")
        held = clause.heading and clause.heading in statement.text
        if not held and text == statement.text.rstrip("。；") and not clause.number:
            return []  # sentences, not parts
        found.append(Part(clause.heading if held else _name(text), text, evidence, own=True))
    return found


def _name(text: str) -> str:
    """What a part is called: its quoted name, else what stands before its first comma."""
    quoted = re.match("“([^“”]+)”", text)
    return quoted.group(1) if quoted else re.split("[，：；]", text)[0]


def named_part(question: str, parts: list[Part]) -> tuple[Part, str] | None:
    """The part of a list that a question points to, with the question's words behind it: 「第三个」「社工那个」."""
    if len(parts) < 2:
        return None
    if (match := NTH.search(question)) is not None:
        number = int(parse_number(match.group(1)) or 0)
        return (parts[number - 1], question[match.end() :]) if 0 < number <= len(parts) else None
    if (match := _LAST.search(question)) is not None:
        return parts[-1], question[match.end() :]
    if (match := THAT_ONE.match(question)) is not None:
        held = [part for part in parts if match.group("word") in part.text]
        if len(held) == 1:
            return held[0], question[match.end() :]
    return None


def attribute_of(draft: Draft, lexicon: Lexicon) -> tuple[str, Evidence] | None:
    """Whether the indicator that an answer told is binding or expected, as its table row says."""
    first = draft.first_evidence
    if first is not None:
        parsed = lexicon.documents[first.doc_id].parsed
        row = parsed.clauses[first.clause].row
        cells = zip(parsed.rows[row].header, parsed.rows[row].values, strict=True) if row is not None else ()
        told = [f"{head}：{value}" for head, value in cells if value in _ATTRIBUTES]
        if told:
            return told[0], first
    for stored in draft.facts[:1]:
        fact = stored.fact
        if isinstance(fact, Target) and fact.attribute and draft.statements[0].evidence:
            return f"{fact.subject}：{fact.attribute}", draft.statements[0].evidence[0]
    return None


def with_person(question: str, people: list[str]) -> str:
    """A question with the name of the one person spoken of for 他 or 她; "" where it names none or several."""
    if len(people) != 1 or not _PERSON.search(question):
        return ""
    return _PERSON.sub(people[0], question, count=1)
