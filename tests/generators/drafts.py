"""A policy under construction: its lines as they should read, and what is known of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from generators import vocabulary as words


@dataclass
class IdealLine:
    """A line as the cleaner should give it; `start`/`end` are original offsets once it is rendered.

    `kind` is the kind of block, or "furniture"; `cells` are a table's rows of (text, row span, column span).
    `break_at` is an index at which a heading is broken over two lines.
    """

    text: str
    kind: str = "paragraph"
    level: int = 0
    blank: bool = False
    exact: bool = True
    break_at: int = 0
    rows: tuple[tuple[tuple[str, int, int] | None, ...], ...] = ()
    header_rows: int = 0
    cell_lines: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Node:
    """A numbered clause: the index of its line, number and heading as they should read, index of its parent node.

    `heading` is None where the clause has none of its own.
    """

    line: int
    number: str
    heading: str | None
    parent: int | None


@dataclass(frozen=True)
class Known:
    """A fact that the policy states between two of its lines (both inclusive).

    `values` is what must be equal: (lead, bodies, supporting), (value, comparator, unit, …), (due,), (role, post),
    (meaning,) or (parts,).
    """

    kind: str
    form: str
    first: int
    last: int
    subject: str
    values: tuple[object, ...]


@dataclass
class Draft:
    """Lines, nodes and facts in order, with the random choices that the whole policy shares."""

    random: random.Random
    city: str
    district: str
    lines: list[IdealLine] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    facts: list[Known] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def level(self) -> str:
        """The character that opens the names of the policy's own bodies: 区 or 县."""
        return self.district[-1]

    def add(self, text: str, **options: object) -> int:
        """Add a line; returns its index."""
        self.lines.append(IdealLine(text, **options))  # type: ignore[arg-type]
        return len(self.lines) - 1

    def know(self, kind: str, form: str, subject: str, *values: object, first: int | None = None) -> None:
        """Record a fact of the last line, or of the lines from `first` to the last."""
        last = len(self.lines) - 1
        self.facts.append(Known(kind, form, last if first is None else first, last, subject, values))

    def task(self) -> str:
        """A task's wording that no other task of the policy has."""
        while True:
            text = self.random.choice(words.VERBS) + self.random.choice(words.THINGS)
            if self.random.random() < 0.25:
                text += "，" + self.random.choice(words.PURPOSES)
            if text not in self.used:
                self.used.add(text)
                return text

    def filler(self, count: int = 1) -> str:
        """Sentences that state no fact."""
        chosen = self.random.sample(words.FILLERS, count)
        return "".join(each.format(thing=self.random.choice(words.THINGS)) for each in chosen)

    def lead_and(self, low: int, high: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """One body, and between `low` and `high` others."""
        names = self.bodies(low + 1, high + 1)
        return names[:1], names[1:]

    def bodies(self, low: int, high: int) -> tuple[str, ...]:
        """Between `low` and `high` different bodies, a group of bodies only at the end."""
        count = self.random.randint(low, high)
        names = [self.level + name for name in self.random.sample(words.DEPARTMENTS, count)]
        if self.random.random() < 0.2:
            names[-1] = self.random.choice(words.STREETS)
        if count > 1 and self.random.random() < 0.3:
            names[-1] = self.random.choice(words.GROUPS)
        return tuple(names)
