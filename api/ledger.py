"""The ledger (台账): responsibilities, targets and deadlines of all documents, narrowed and sorted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.due_dates import due_date
from api.representation import facts_json
from ingest.bodies import BodyNames
from ingest.datatypes import Deadline, Responsibility, Target
from ingest.serialization import fact_kind
from retriever.datatypes import BodyRole, StoredFact
from retriever.fact_filter import FactFilter
from retriever.knowledge_base import KnowledgeBase

LEDGER_KINDS = ("responsibility", "target", "deadline")
NO_DATE = "none"


@dataclass(frozen=True)
class LedgerQuery:
    """Which lines are wanted and in what order; empty strings do not narrow.

    `due` is a date of `due_dates.due_date`, or `NO_DATE` for lines without one; `sort` is one of `SORTS`.
    """

    kind: str = ""
    doc_id: str = ""
    wanted: FactFilter = field(default_factory=FactFilter)
    due: str = ""
    sort: str = "document"
    descending: bool = False


@dataclass(frozen=True)
class LedgerLine:
    """A responsibility, target or deadline with the duty that it belongs to.

    `duty` is the fact itself, or the only responsibility of the clause of a target or deadline; None where the clause
    names none or several. `named` are the parts that the body asked for has. `due` as `due_dates.due_date`.
    """

    stored: StoredFact
    kind: str
    duty: Responsibility | None
    named: tuple[tuple[BodyRole, str], ...]
    due: str

    @property
    def bodies(self) -> tuple[str, ...]:
        """All bodies of the duty, leading ones first."""
        return self.duty.lead + self.duty.bodies + self.duty.supporting if self.duty else ()


def ledger_lines(knowledge_base: KnowledgeBase, query: LedgerQuery) -> list[LedgerLine]:
    """The lines that pass, in order; `query.kind` is left to the caller, who also wants to count the others.

    A target or deadline is a body's when the only responsibility of its clause is.
    """
    narrow = query.wanted
    rest = FactFilter(place=narrow.place, clause=narrow.clause, text=narrow.text)
    facts = knowledge_base.facts(doc_id=query.doc_id, wanted=rest)
    duties = knowledge_base.facts(doc_id=query.doc_id, kind="responsibility")
    asked = bool(narrow.body or narrow.role)
    taking_part = (
        knowledge_base.facts(
            doc_id=query.doc_id, kind="responsibility", wanted=FactFilter(body=narrow.body, role=narrow.role)
        )
        if asked
        else duties
    )
    named = {_key(stored): stored.named for stored in taking_part}
    by_clause: defaultdict[tuple[str, int], list[StoredFact]] = defaultdict(list)
    for stored in duties:
        by_clause[stored.doc_id, stored.fact.clause].append(stored)
    years = {record.doc_id: record.metadata.years for record in knowledge_base.documents()}
    lines = []
    for stored in facts:
        kind = fact_kind(stored.fact)
        if kind not in LEDGER_KINDS:
            continue
        own = [stored] if kind == "responsibility" else by_clause[stored.doc_id, stored.fact.clause]
        duty = own[0] if len(own) == 1 else None
        if asked and (duty is None or _key(duty) not in named):
            continue
        due = due_date(_time_of(stored), years.get(stored.doc_id, ()))
        responsibility = duty.fact if duty and isinstance(duty.fact, Responsibility) else None
        parts = named[_key(duty)] if asked and duty else ()
        line = LedgerLine(stored, kind, responsibility, parts, due)
        if query.due in ("", due) or (query.due == NO_DATE and not due):
            lines.append(line)
    return _sorted(lines, query.sort, query.descending)


def of_kind(lines: Iterable[LedgerLine], kind: str) -> list[LedgerLine]:
    """The lines of one kind; all where it is ""."""
    return [line for line in lines if kind in ("", line.kind)]


def kind_counts(lines: Iterable[LedgerLine]) -> dict[str, int]:
    """How many lines there are of each kind."""
    counted = Counter(line.kind for line in lines)
    return {kind: counted[kind] for kind in LEDGER_KINDS}


def ledger_rows(knowledge_base: KnowledgeBase, lines: Sequence[LedgerLine]) -> list[dict[str, Any]]:
    """The lines as JSON, as `GET /api/v1/facts` gives facts, with the bodies of the duty and `date` added."""
    rows = facts_json((line.stored for line in lines), knowledge_base.document)
    for row, line in zip(rows, lines, strict=True):
        duty = line.duty or Responsibility(0, 0, 0, "")
        row.update(lead=list(duty.lead), bodies=list(duty.bodies), supporting=list(duty.supporting), date=line.due)
        if line.named:
            row["named"] = [{"role": role, "name": name} for role, name in line.named]
    return rows


@dataclass(frozen=True)
class BodyCount:
    """How many duties a body has: responsible (leading or responsible), and supporting only."""

    name: str
    responsible: int
    supporting: int

    @property
    def total(self) -> int:
        """Duties in all."""
        return self.responsible + self.supporting


def body_counts(lines: Iterable[LedgerLine], names: BodyNames) -> list[BodyCount]:
    """Duties per body, most first; one body in several written forms counts once, by its commonest form."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    roles: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for line in lines:
        if line.kind != "responsibility" or line.duty is None:
            continue
        responsible = {names.normalize(name) for name in line.duty.lead + line.duty.bodies}
        for name in line.bodies:
            written[names.normalize(name)][name] += 1
        for body in {names.normalize(name) for name in line.bodies}:
            roles[body][body in responsible] += 1
    counts = [
        BodyCount(forms.most_common(1)[0][0], roles[body][True], roles[body][False]) for body, forms in written.items()
    ]
    return sorted(counts, key=lambda count: (-count.total, count.name))


def date_counts(lines: Iterable[LedgerLine]) -> list[tuple[str, int, int]]:
    """Date, targets and deadlines of it, earliest first; "" (no date) last."""
    targets = Counter(line.due for line in lines if line.kind == "target")
    deadlines = Counter(line.due for line in lines if line.kind == "deadline")
    dates = sorted({*targets, *deadlines}, key=lambda date: (not date, _end_of(date)))
    return [(date, targets[date], deadlines[date]) for date in dates]


def _key(stored: StoredFact) -> tuple[str, int, int, str]:
    fact = stored.fact
    return stored.doc_id, fact.start, fact.end, fact.subject


def _time_of(stored: StoredFact) -> str:
    match stored.fact:
        case Deadline(due=due):
            return due
        case Target(period=period):
            return period
    return ""


def _end_of(date: str) -> str:
    """What to sort a date by: a year ends with its last month, 2024 stands behind 2024-08."""
    return f"{date}-99" if date and "-" not in date else date


# Each gives what to sort by, empty where a line has nothing: such lines stand last in both directions.
SORTS: dict[str, Callable[[LedgerLine], str]] = {
    "kind": lambda line: str(LEDGER_KINDS.index(line.kind)),
    "subject": lambda line: line.stored.fact.subject,
    "body": lambda line: "、".join(line.bodies),
    "due": lambda line: _end_of(line.due),
}


def _sorted(lines: list[LedgerLine], sort: str, descending: bool) -> list[LedgerLine]:
    if sort not in SORTS:
        return lines[::-1] if descending else lines
    value = SORTS[sort]
    filled = sorted((line for line in lines if value(line)), key=value, reverse=descending)
    return [*filled, *(line for line in lines if not value(line))]
