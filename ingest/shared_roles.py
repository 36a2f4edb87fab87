"""Bodies that the items below a heading share: its owners beside those who help, and what its bracket assigns.

「一、县市场监管局（5项）」 over 「…。配合单位：县卫生健康局」, 「（一）治污组（甲牵头，乙参与）」 over numbered tasks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ingest.datatypes import AnyFact, Clause, Responsibility

Told = TypeVar("Told", bound=AnyFact)


def with_shared_roles(
    facts: Sequence[Told], clauses: Sequence[Clause], headings: Mapping[int, tuple[str, ...]]
) -> list[Told]:
    """The facts, responsibilities below a heading of `headings` (owners by clause) completed from it."""
    of_heading = {
        fact.clause: fact for fact in facts if isinstance(fact, Responsibility) and fact.clause in headings
    }
    return [_completed(fact, clauses, headings, of_heading) for fact in facts]


def _completed(
    fact: Told,
    clauses: Sequence[Clause],
    headings: Mapping[int, tuple[str, ...]],
    of_heading: Mapping[int, Responsibility],
) -> Told:
    if not isinstance(fact, Responsibility):
        return fact
    above = _heading_above(fact.clause, clauses, headings)
    if above is None:
        return fact
    if not fact.lead and not fact.bodies:
        helping = tuple(name for name in fact.supporting if name not in headings[above])
        return replace(fact, bodies=headings[above], supporting=helping)
    told = of_heading.get(above)
    if told is None or told is fact or fact.bodies != headings[above] or fact.lead:
        return fact
    supporting = tuple(dict.fromkeys((*fact.supporting, *told.supporting)))
    bodies = tuple(dict.fromkeys((*fact.bodies, *told.bodies)))
    return replace(fact, lead=told.lead, bodies=bodies, supporting=supporting)


def _heading_above(index: int, clauses: Sequence[Clause], headings: Mapping[int, tuple[str, ...]]) -> int | None:
    """The nearest heading with owners over a clause, itself left out."""
    above = clauses[index].parent
    while above is not None and above not in headings:
        above = clauses[above].parent
    return above
