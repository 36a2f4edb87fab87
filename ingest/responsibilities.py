"""Who does what: responsibilities in brackets, on lines of their own, and over the items above them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.assignment_places import HINT, SCOPE, Place, assignment_places
from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.closing_lists import closing_list, closing_parts
from ingest.datatypes import Clause, Deadline, Responsibility
from ingest.due_labels import labelled_times
from ingest.labels import FIRST_LEADS, LABEL
from ingest.numerals import parse_number
from ingest.passages import Passage, task_wording, tidy

_SCOPE_SENTENCE = re.compile(SCOPE.pattern + r"[，,]?(?:均|都|统一|分别)?(?=由|责任|牵头|[（(〔\[])")
_SEVERAL = 2  # items that share the lines behind the last of them
_SECTION = re.compile("第.{1,4}[编章节部]")
_SENTENCE_OPENING = re.compile(r"[^。；！？\n（(]*\Z")
_NOTES_ALL = re.compile(
    "(?:[一二三四五六七八九十]+[是、])?(?:[表清单方案文本]{1,3}中|上述|各项?(?:任务|工作)?|凡|其中|(?:破折号|括号)[后内中里])?，?"
)
# What a note says of every task before it tells which body leads: 各条末尾括号内为承办单位，
_OF_ALL = re.compile(
    "(?:本[表文方清单案要点]{1,3}|[文表]中|以上|上述|下列|各|每|所列|括号)[^。；]{0,24}(?:后|末|尾|内|中|括号|栏|列)[^。；]{0,20}"
    "(?:单位|部门|处室|科室|站所|街道|镇街|主体)[^。；]{0,8}$"
)
_NOTE_OPENING = re.compile(
    r"\s*[（(*]*(?:[一二三四五六七八九十\d]+[、.．])?(?:注[：:释\s]|备注|说明[：:]|责任(?:单位|部门)[中里内]|各项?任务)"
)
_COUNTED = re.compile(r"\s*(?:任务|事项|项目|举措|措施|清单|问题)[\d一二三四五六七八九十]+[：:、]")
_OTHERS_HELP = re.compile(
    "(?:其余|其他|其它|其后|后面|后列)[^，。；]{0,8}?(?:为|是|系|均)(?:配合|协办|协同|参与|协助|参加)"
)
_FROM_HERE_ON = re.compile("下同|以下同")


@dataclass(frozen=True)
class Found:
    """An assignment with the place it was read from: indexes into the passage's text.

    `alone` is true when the clause says nothing else; `several` when it has more assignments than this one;
    `above` when it speaks of the items above it, the `last` so many of them, or all.
    """

    passage: Passage
    start: int
    end: int
    assignment: Assignment
    floor: int = 0
    alone: bool = False
    several: bool = False
    above: bool = False
    last: int = 0


def extract_responsibilities(
    passages: Sequence[Passage],
    clauses: Sequence[Clause],
    names: BodyNames,
    taken: Sequence[tuple[int, int]] = (),
) -> list[Responsibility | Deadline]:
    """Responsibilities, and the time limits named beside them, in document order; not those of the `taken` spans."""
    first_leads_everywhere, others_help = first_body_leads(passages), other_bodies_help(passages)
    found: list[Found] = []
    for passage in passages:
        if passage.clause.kind == "table_row" or not HINT.search(passage.text):
            continue
        read = find_assignments(passage, names)
        if any(_FROM_HERE_ON.search(passage.text[each.start : each.end]) for each in read):
            first_leads_everywhere = True
        if first_leads_everywhere:
            read = [replace(each, assignment=each.assignment.first_leading(others_help=others_help)) for each in read]
        found += [each for each in read if not _overlaps(each, taken)]
    return _attach(found, {passage.clause.index: passage for passage in passages}, clauses)


def _overlaps(each: Found, taken: Sequence[tuple[int, int]]) -> bool:
    start, end = each.passage.start + each.start, each.passage.start + each.end
    return any(first < end and start < last for first, last in taken)


def first_body_leads(passages: Sequence[Passage]) -> bool:
    """Whether a document says that of the bodies of each task the first leads: 「列在首位的为牵头单位」."""
    return any(_is_general_note(passage.text) for passage in passages)


def other_bodies_help(passages: Sequence[Passage]) -> bool:
    """Whether such a note goes on with 「其余为配合单位」."""
    return any(_is_general_note(passage.text) and _OTHERS_HELP.search(passage.text) for passage in passages)


def _is_general_note(text: str) -> bool:
    """A note on reading the document's responsibilities, not one bracket's own."""
    match = FIRST_LEADS.search(text) if "牵头" in text else None
    if not match:
        return False
    said = _SENTENCE_OPENING.search(text, 0, match.start())
    if said is not None and (_NOTES_ALL.fullmatch(said[0]) or _OF_ALL.match(said[0])):
        return True
    line_start = text.rfind("\n", 0, match.start()) + 1
    return _NOTE_OPENING.match(text, line_start) is not None


def find_assignments(passage: Passage, names: BodyNames) -> list[Found]:
    """The assignments of one passage, in order; neighbours with nothing between them are one."""
    places = assignment_places(passage.text, passage.unnumbered, names)
    closing = None if places else closing_list(passage, names)
    places = places or closing_parts(passage, names)  # of a sentence of projects each part has its own
    return _joined(passage, [closing] if closing and len(places) < _SEVERAL else places)


def _joined(passage: Passage, candidates: list[Place]) -> list[Found]:
    text = passage.text
    groups: list[Found] = []
    for start, end, assignment in candidates:
        previous = groups[-1] if groups else None
        if previous and not tidy(text[previous.end : start]) and not (previous.assignment.due and assignment.due):
            groups[-1] = replace(previous, end=end, assignment=previous.assignment.merged(assignment))
            continue
        before = text[previous.end if previous else 0 : start]
        scope = _SCOPE_SENTENCE.search(before) or SCOPE.match(text[start:end].lstrip("（(〔[【"))
        floor = previous.end if previous else 0
        last = int(parse_number(scope["last"] or "0") or 0) if scope else 0
        groups.append(Found(passage, start, end, assignment, floor, above=scope is not None, last=last))
    if not groups:
        return []
    rest = text
    for start, end in sorted([*((each.start, each.end) for each in groups), *_times(text, groups)], reverse=True):
        rest = rest[:start] + rest[end:]
    heading = passage.clause.heading and not LABEL.match(f"{passage.clause.heading}：")  # 「——主责：…」 has none
    alone = not heading and not tidy(rest[0 if passage.clause.heading else passage.body :])
    several = len([each for each in groups if each.assignment.has_bodies]) > 1
    return [replace(each, alone=alone and not each.above, several=several) for each in groups]


def _times(text: str, groups: Sequence[Found]) -> list[tuple[int, int]]:
    """Where labels beside assignments say until when: 「责任单位：甲局。时限：9月底。」 has no task of its own."""
    return [
        (start, end)
        for start, end, _ in labelled_times(text)
        if not any(start < each.end and each.start < end for each in groups)
    ]


def _attach(
    found: list[Found], passages: dict[int, Passage], clauses: Sequence[Clause]
) -> list[Responsibility | Deadline]:
    """Facts with the clause of the task, which is not always the clause of the words."""
    facts: list[Responsibility | Deadline] = []
    told: dict[tuple[int, str], Assignment] = {}
    assigned: set[int] = set()
    children: dict[int | None, list[Clause]] = {}
    for clause in clauses:
        children.setdefault(clause.parent, []).append(clause)
    standing_alone = {each.passage.clause.index for each in found if each.alone}
    telling = {each.passage.clause.index for each in found}
    assigning = Counter(each.passage.clause.parent for each in found if _is_paragraph(each))
    for each in found:
        if each.above:
            above = _above(each.passage.clause, clauses, children, itself=_has_own_task(each))
            targets = [task for task in above[-each.last :] if task.index not in assigned]
            tasks = [passages[task.index] for task in targets if task.index in passages]
        elif each.alone:
            task = _task_of_line(each.passage, passages, clauses, children, standing_alone)
            tasks = [_shared_above(task, passages, clauses, children, telling) or task]
        else:
            tasks = [_task_of_paragraph(each, passages, clauses, assigning)]
        for task in tasks or [each.passage]:
            assigned.add(task.clause.index)
            _add(facts, told, each, task)
    return facts


def _is_paragraph(each: Found) -> bool:
    """Whether the words stand in a plain paragraph of an item, beside its text."""
    clause = each.passage.clause
    return clause.kind == "paragraph" and not clause.label and not each.alone and not each.above


def _task_of_paragraph(
    each: Found, passages: dict[int, Passage], clauses: Sequence[Clause], assigning: Counter[int | None]
) -> Passage:
    """The item whose heading stands on a line of its own, where one of its paragraphs speaks for all of it."""
    clause, own = each.passage.clause, each.passage.text
    if clause.parent is None or not _is_paragraph(each) or assigning[clause.parent] != 1 or _COUNTED.match(own):
        return each.passage
    parent = clauses[clause.parent]
    between = clauses[parent.index + 1 : clause.index]
    if parent.kind not in ("item", "heading") or not parent.heading or any(c.kind != "furniture" for c in between):
        return each.passage
    return passages.get(parent.index, each.passage)


def _add(
    facts: list[Responsibility | Deadline], told: dict[tuple[int, str], Assignment], each: Found, task: Passage
) -> None:
    """Adds the facts that `each` assigns for `task`; `told` keeps by clause and subject what was assigned before."""
    if task is each.passage:
        subject = task_wording(task, each.start, each.floor, alone=not each.several)
    else:
        subject = task_wording(task, len(task.text))
    start, end = each.passage.start + each.start, each.passage.start + each.end
    read, index = each.assignment, task.clause.index
    if _SECTION.match(task.clause.number) and not each.alone and not each.above:
        index = each.passage.clause.index  # a chapter has the name of the task, its only paragraph tells it
    if read.due:
        facts.append(Deadline(index, start, end, subject, task.item, read.due))
    if not read.has_bodies:
        return
    previous = next((fact for fact in reversed(facts) if isinstance(fact, Responsibility)), None)
    if each.alone and previous and (previous.clause, previous.subject) == (index, subject):
        del facts[_last_index(facts, previous)]
        start, read = previous.start, told[index, subject].merged(read)
    told[index, subject] = read
    facts.append(
        Responsibility(index, start, end, subject, task.item, read.lead, read.bodies, read.supporting, read.notes)
    )


def _last_index(facts: Sequence[Responsibility | Deadline], fact: Responsibility) -> int:
    return next(index for index in range(len(facts) - 1, -1, -1) if facts[index] is fact)


def _task_of_line(
    passage: Passage,
    passages: dict[int, Passage],
    clauses: Sequence[Clause],
    children: dict[int | None, list[Clause]],
    standing_alone: set[int],
) -> Passage:
    """The passage whose task a line of its own speaks of: its item, or the paragraph just before it."""
    clause = passage.clause
    parent = clauses[clause.parent] if clause.parent is not None else None
    has_task = parent is not None and parent.kind in ("item", "heading") and parent.index in passages
    if parent is not None and has_task:
        lines = [order for order, child in enumerate(children[parent.index]) if child.index in standing_alone]
        if len(lines) == 1 or lines[-1] - lines[0] == len(lines) - 1:  # one line, or lines without tasks between
            return passages[parent.index]
    siblings = children[clause.parent]
    for position in range(bisect_left(siblings, clause.index, key=lambda sibling: sibling.index) - 1, -1, -1):
        index = siblings[position].index
        if index not in standing_alone and siblings[position].kind != "furniture":
            return passages.get(index, passage)
    return passages[parent.index] if parent is not None and has_task else passage


def _shared_above(
    task: Passage,
    passages: dict[int, Passage],
    clauses: Sequence[Clause],
    children: dict[int | None, list[Clause]],
    telling: set[int],
) -> Passage | None:
    """The item above several of which only the last has lines of bodies below it; None for any other task.

    「问题1：… 措施：（1）…；（2）…。责任单位：甲」: whose lines they are, no indent tells in plain text.
    """
    above = clauses[task.clause.parent] if task.clause.parent is not None else None
    if above is None or above.kind not in ("item", "heading") or not above.heading or _SECTION.match(above.number):
        return None
    siblings = [child for child in children[above.index] if child.number]
    if len(siblings) < _SEVERAL or siblings[-1] is not task.clause or task.clause.index in telling:
        return None
    held = (child for sibling in siblings[:-1] for child in (sibling, *children.get(sibling.index, ())))
    return None if any(child.index in telling for child in held) else passages.get(above.index)


def _has_own_task(each: Found) -> bool:
    """Whether the clause that ends with 「以上各项由…」 is itself one of the items that this speaks of."""
    before = _SCOPE_SENTENCE.sub("", each.passage.text[each.passage.unnumbered : each.start])
    return each.passage.clause.kind in ("item", "heading") and bool(tidy(before))


def _above(
    clause: Clause, clauses: Sequence[Clause], children: dict[int | None, list[Clause]], *, itself: bool
) -> list[Clause]:
    """The items that 「以上各项」 in `clause` speaks of: the numbered siblings before it, or those of its parent."""
    level: Clause | None = clause
    while level is not None:
        before = [
            sibling
            for sibling in children[level.parent]
            if sibling.index <= level.index and sibling.kind in ("item", "heading")
        ]
        if not itself and clause in before:
            before.remove(clause)
        if len(before) > 1 or (before and level is clause):
            return before
        level = clauses[level.parent] if level.parent is not None else None
    return []
