"""Duties of bodies and posts in lists: 「县应急局：负责抢险救援。」, and those below a heading that names the body.

Emergency plans, lists of responsibilities, plans of campaigns and rules of commissions tell in
these forms who does what.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ingest.bodies import BodyNames
from ingest.datatypes import Clause, Deadline, Responsibility
from ingest.duty_deadlines import DueNotes, read_due_notes
from ingest.duty_owners import is_owner, may_list_members, read_owners
from ingest.duty_wording import assign, could_be_duty, opens_as_duty, split_duties, star_of
from ingest.labels import LABEL
from ingest.passages import Passage, tidy

_LINE = re.compile(r"(?P<owners>[^：:，。；\n]{2,60}?)[：:]\s*(?P<duty>[^\n]+)")
_SENTENCE = re.compile(
    r"(?P<owners>[^：:，。；\n]{2,30})。\s*(?P<duty>(?:主要|具体)?(?:负责|承担|牵头|协助|配合)[^\n]+)"
)
_OPENING = re.compile(r"^(?:主要|具体)?负责")
_OWN_SUBJECT = re.compile("由?(?P<who>[^，。；：负由]{2,30}?)(?:具体|主要|统一)?负责(?=[^，。；]{4})(?!人|制|同志)")
_LEADS = re.compile("牵头|主办")
_LABEL = re.compile("负责(?:单位|部门|人)?[：:]")
_RESPONSIBLE = re.compile("职责|责任|分工|任务|清单|预案|方案|要点|意见|措施|安排|计划")
_MEMBERS = re.compile(
    "组成|设在|下设|兼任|担任|任(?:组长|主任|指挥)|(?:组长|主任|成员|指挥|召集人|单位|人员)[：:]|同志"
)
_LED = re.compile("由[^，。；]{2,40}(?:牵头|负责|组成|任组长)")  # 综合协调组：由甲牵头: its leader's duty
_SHORTEST = 4
_STANDS_ALONE = frozenset({"table_row", "closing", "furniture", "contents"})


def extract_duties(
    passages: Sequence[Passage],
    clauses: Sequence[Clause],
    names: BodyNames,
    assigned: Collection[int],
    headings: Mapping[int, tuple[str, ...]],
) -> list[Responsibility | Deadline]:
    """What the bodies and posts of lists have to do, with the time limits that the document sets for all of them.

    Args:
        passages: the clauses' texts.
        clauses: the outline.
        names: the bodies to know.
        assigned: clauses whose bodies are known already.
        headings: owners by the clause that is their heading.
    """
    lines = _line_owners(passages, clauses, names)
    notes = read_due_notes(passages)
    facts: list[Responsibility | Deadline] = []
    leading = addressed = False
    above: tuple[str, ...] = ()  # owners of an unnumbered line, for the numbered items right below it
    for passage in passages:
        clause = passage.clause
        if clause.index in headings and not clause.number:
            above, leading = headings[clause.index], _LEADS.search(passage.text) is not None
            addressed = passage.text.rstrip().endswith(("：", ":"))  # its paragraph need not have a number
            continue
        told, above = (above if clause.number or addressed else ()), (above if clause.number else ())
        if clause.kind in _STANDS_ALONE or clause.index in assigned:
            continue
        if clause.index in lines:
            (owners, begin), leads = lines[clause.index], False
        else:
            owners, head = _heading_owners(clause, clauses, headings)
            leads = leading if head is None else _LEADS.search(clauses[head].heading) is not None
            owners, begin = owners or told, _duty_start(passage, headings)
            if not owners or not _is_told(passage, begin, clauses, headings):
                continue
            if _lists_members(passage.text[begin:], owners, numbered=bool(clause.number)):
                continue
        facts += _read(passage, owners, begin, names, notes, leads=leads)
    return facts


def _line_owners(
    passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames
) -> Mapping[int, tuple[tuple[str, ...], int]]:
    """Owners, and where their duties begin, of the lines that open with them and a colon.

    Duties that neither numbers nor a usual verb open count where such lines come in company, in a document that
    tells duties; so do owners that no list knows.
    """
    sure: dict[int, tuple[tuple[str, ...], int]] = {}
    maybe: dict[int, tuple[tuple[str, ...], int]] = {}
    tells = any(_RESPONSIBLE.search(clause.heading) for clause in clauses)
    tells = tells or any(_RESPONSIBLE.search(passage.text) for passage in passages[:12])
    for passage in passages:
        if passage.clause.kind in _STANDS_ALONE or LABEL.match(passage.text, passage.unnumbered):
            continue
        match = _LINE.match(passage.text, passage.unnumbered) or _SENTENCE.match(passage.text, passage.unnumbered)
        owners = read_owners(match["owners"], names, called=True) if match else ()
        if match is None or not owners or not could_be_duty(match["duty"]):
            continue
        if _LED.match(match["duty"]) or _LABEL.match(match["duty"]):
            continue
        duties = list(split_duties(match["duty"]))
        entry = owners, match.start("duty")
        opened = bool(duties) and opens_as_duty(duties[0].wording)
        if read_owners(match["owners"], names) and (opened or len(duties) > 1):
            sure[passage.clause.index] = entry
        elif opened or not any(map(may_list_members, owners)):
            maybe[passage.clause.index] = entry
    known = bool(sure) or any(all(is_owner(name, names) for name in owners) for owners, _ in maybe.values())
    if tells and known and len(sure) + len(maybe) > 1:
        sure |= maybe
    return sure


def _heading_owners(
    clause: Clause, clauses: Sequence[Clause], headings: Mapping[int, tuple[str, ...]]
) -> tuple[tuple[str, ...], int | None]:
    """The owners of the nearest heading over a clause, its own included, and that heading's index."""
    index: int | None = clause.index
    while index is not None:
        if index in headings and clauses[index].number:
            return headings[index], index
        index = clauses[index].parent
    return (), None


def _duty_start(passage: Passage, headings: Mapping[int, tuple[str, ...]]) -> int:
    return passage.body if passage.clause.index in headings else passage.unnumbered


def _is_told(
    passage: Passage, begin: int, clauses: Sequence[Clause], headings: Mapping[int, tuple[str, ...]]
) -> bool:
    """Whether the clause tells duties itself: not as the heading of items, nor as the words that lead to them."""
    clause = passage.clause
    below = False
    if clause.index + 1 < len(clauses):
        following = clauses[clause.index + 1]
        below = following.parent == clause.index and following.kind not in _STANDS_ALONE
        below = below and (bool(following.number) or following.index not in headings)
    text = passage.text[begin:].strip()
    return bool(text) and not (below and (clause.index not in headings or text.endswith(("：", ":"))))


def _lists_members(text: str, owners: tuple[str, ...], *, numbered: bool) -> bool:
    """Whether what stands below a working group or a post may be its members, not its duties."""
    if opens_as_duty(text):
        return False
    return _MEMBERS.search(text) is not None or (not numbered and any(map(may_list_members, owners)))


def _read(
    passage: Passage, owners: tuple[str, ...], begin: int, names: BodyNames, notes: DueNotes, *, leads: bool
) -> list[Responsibility | Deadline]:
    facts: list[Responsibility | Deadline] = []
    clause = passage.clause
    for duty in split_duties(passage.text, begin):
        named = _OWN_SUBJECT.match(duty.wording)
        who = read_owners(named["who"], names) if named else ()
        if named and who:  # 「医疗防疫组。某医院负责伤员救治」: a body of the group, not the group
            duty = replace(duty, wording=duty.wording[named.end() :])
        read, wording = assign(duty.wording, who or owners, names)
        read = replace(read, lead=owners, bodies=()) if leads else read
        subject = _OPENING.sub("", wording) or wording
        if len(tidy(subject)) < _SHORTEST:
            continue
        start, end = passage.start + duty.start, passage.start + duty.end
        facts.append(
            Responsibility(
                clause.index, start, end, subject, passage.item, read.lead, read.bodies, read.supporting, read.notes
            )
        )
        star = duty.star or star_of(clause.number) or star_of(passage.text)
        facts += notes.deadlines(clause.index, subject, passage.item, passage.text[duty.start : duty.end], star)
    return facts
