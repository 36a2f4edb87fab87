"""Who does the tasks of a whole section, or of those told by their numbers, said once for all of them.

「一、旧改（本节任务由甲牵头，乙配合）」, 「以上第5、6项由甲负责，第7项由乙负责」, 「本组任务责任单位：丙」.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.assignments import Assignment, read_assignment
from ingest.bodies import BodyNames
from ingest.body_lists import all_bodies, is_due, read_names
from ingest.datatypes import AnyFact, Clause, Deadline, Responsibility
from ingest.due_wording import without_verb
from ingest.labels import VERB, role_of_verb
from ingest.numerals import item_number, parse_number
from ingest.passages import Passage, task_wording
from ingest.time_limits import without_preposition

_NUMBER = "[一二三四五六七八九十\\d]+"
_TASKS = "(?:的?(?:各项|所有|全部|重点|主要)?(?:工作|任务|事项|项目|举措|措施|内容|要求)){0,2}"
_JOINT = "(?:、|和|及|与|至|到|[—\\-–~～]{1,2})"
_SCOPE = re.compile(
    rf"(?:(?P<here>本(?:节|章|部分|板块|类|组|篇)){_TASKS}"
    rf"|(?P<below>(?:以下|下列)(?:各项|各条)?)(?:工作|任务|事项|举措|措施)"
    rf"|(?:以上|上述|前述|其中|本[节章组])?第(?P<numbers>{_NUMBER}(?:{_JOINT}第?{_NUMBER})*)[项条]{_TASKS})"
    "(?:，|均|都|统一|全部|一律|分别)*"
    "(?:由|(?=[^，。；：]{0,4}(?:责任|牵头|负责|主责|承办|实施)[^，。；：]{0,4}：)|(?=[应须需要]?[于在]))"
)
_RANGE = re.compile("至|到|[—\\-–~～]{1,2}")
_END = re.compile("[。\n]|[）)〕\\]】]\\s*(?:。|$|\n)")
_PART = re.compile("[，；]")
_MANNER = re.compile("^(?:其中|其余|均|都|一律|全部|统一|应当?|须|需|要)+")
_HELPS = re.compile(
    "(?P<names>.{2,}?)(?:做好|给予|予以|提供|加强|抓好|搞好)[一-龥]{0,6}(?:配合|保障|支持|指导|协助|服务|协调)"
)
_QUICK = re.compile("本[节章部板类组篇]|以下|下列|第")
_NUMBERED = ("item", "heading")


@dataclass(frozen=True)
class Scoped:
    """What one such sentence assigns, with the clauses of its tasks; `start` and `end` are clean offsets."""

    start: int
    end: int
    assignment: Assignment
    tasks: tuple[int, ...]


def find_scoped(passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames) -> list[Scoped]:
    """Such sentences that name a body or a time limit, and have numbered tasks to speak of."""
    found = []
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing") or not _QUICK.search(passage.text):
            continue
        scopes = list(_SCOPE.finditer(passage.text, passage.unnumbered))
        for scope, following in zip_longest(scopes, scopes[1:]):
            ended = _END.search(passage.text, scope.end(), following.start() if following else len(passage.text))
            stop = ended.start() if ended else following.start() if following else len(passage.text)
            read = _read(passage.text[scope.end() : stop].strip("，；。 \n"), names)
            tasks = tuple(_tasks(scope, passage.clause, clauses))
            if read is not None and tasks:
                found.append(Scoped(passage.start + scope.start(), passage.start + stop, read, tasks))
    return found


def assigned_by_scope(
    scoped: Sequence[Scoped], passages: Sequence[Passage], assigned: Collection[int]
) -> list[Responsibility]:
    """The responsibilities of those tasks whose clauses are not among `assigned`, which tell their own."""
    by_clause = {passage.clause.index: passage for passage in passages}
    return [
        Responsibility(
            task, each.start, each.end, task_wording(by_clause[task], len(by_clause[task].text)), by_clause[task].item,
            each.assignment.lead, each.assignment.bodies, each.assignment.supporting, each.assignment.notes,
        )
        for each in scoped
        if each.assignment.has_bodies
        for task in each.tasks
        if task not in assigned and task in by_clause
    ]  # fmt: skip


def dated_by_scope(scoped: Sequence[Scoped], passages: Sequence[Passage], facts: Sequence[AnyFact]) -> list[Deadline]:
    """The time limits of those tasks that have none of their own."""
    by_clause = {passage.clause.index: passage for passage in passages}
    dated = {fact.clause for fact in facts if isinstance(fact, Deadline)}
    return [
        Deadline(
            task, each.start, each.end, task_wording(by_clause[task], len(by_clause[task].text)),
            by_clause[task].item, each.assignment.due,
        )
        for each in scoped
        if each.assignment.due
        for task in each.tasks
        if task not in dated and task in by_clause
    ]  # fmt: skip


def _read(said: str, names: BodyNames) -> Assignment | None:
    """What the words behind a scope assign; words that name neither who nor when are passed over."""
    whole = read_assignment(said, names)
    if whole is not None:
        return replace(whole, due=_bare(whole.due))
    result = Assignment()
    for part in _PART.split(said):
        told = _MANNER.sub("", part.strip())
        if is_due(told):
            result = result.merged(Assignment(due=_bare(told)))
            continue
        acts, helps = VERB.fullmatch(told), _HELPS.fullmatch(told)
        match = helps or acts
        listed = read_names(match["names"], names).own if match else []
        if match is None or not listed or not all_bodies(listed, names, told=result.has_bodies or len(listed) > 1):
            continue
        role = "supporting" if helps else role_of_verb(match)
        result = result.merged(Assignment(**{role: tuple(listed)}))  # type: ignore[arg-type]
    dated = result.due and is_due(_MANNER.sub("", _PART.split(said)[0].strip()))
    return result if result.has_bodies or dated else None


def _bare(due: str) -> str:
    return without_preposition(without_verb(due))


def _tasks(scope: re.Match[str], clause: Clause, clauses: Sequence[Clause]) -> Iterator[int]:
    if scope["numbers"]:
        yield from _of_numbers(_numbers(scope["numbers"]), clause, clauses)
        return
    below, section = _leaves(clause, clauses), clause
    while not below and section.parent is not None:
        section = clauses[section.parent]
        below = [each for each in _leaves(section, clauses) if each.index != clause.index]
    since = clause.end if scope["below"] else 0
    yield from (each.index for each in below if each.start >= since)


def _numbers(written: str) -> set[str]:
    """「1、3至5」 as the numbers that it names."""
    found: set[str] = set()
    for part in re.split("[、和及与]", written):
        ends = [int(parse_number(end.strip("第")) or 0) for end in _RANGE.split(part)]
        found |= {str(number) for number in range(ends[0], ends[-1] + 1)}
    return found


def _of_numbers(wanted: set[str], clause: Clause, clauses: Sequence[Clause]) -> list[int]:
    """The nearest tasks with those numbers: of the same section, else of one around it; all of them or none."""
    above: int | None = clause.parent
    while True:
        around = clauses if above is None else _leaves(clauses[above], clauses)
        found = [each.index for each in around if each.kind in _NUMBERED and item_number(each.number) in wanted]
        if len(found) == len(wanted):
            return found
        if above is None:
            return []
        above = clauses[above].parent


def _leaves(section: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """The numbered clauses of a section that have no numbered ones below them."""
    inside = [
        each
        for each in clauses[section.index + 1 :]
        if each.start < section.tree_end and each.kind in _NUMBERED and each.number
    ]
    parents = {each.parent for each in inside}
    return [each for each in inside if each.index not in parents]
