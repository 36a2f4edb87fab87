"""An answer under construction: statements, each with the evidence that it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from retriever.datatypes import Evidence, StoredFact


@dataclass(frozen=True)
class Statement:
    """A sentence or list line.

    `computed` are strings in `text` that the program worked out from the evidence (a count of lines); everything
    else that is a figure or a name must stand in the evidence. `bears` is False for words of the system itself.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    computed: tuple[str, ...] = ()
    bears: bool = True


@dataclass(frozen=True)
class Draft:
    """Statements that answer a question; none when nothing was found, with `nearest` as what is held instead.

    A `final` draft without statements was refused by a way that knows the place where the answer would stand. The way
    that found an `explained` one has itself accounted for all words of the question.
    """

    statements: tuple[Statement, ...] = ()
    facts: tuple[StoredFact, ...] = ()
    score: float = 0.0
    reason: str = ""
    nearest: Evidence | None = None
    final: bool = False
    explained: bool = False

    @property
    def found(self) -> bool:
        """Whether there is anything to answer with."""
        return bool(self.statements)

    @property
    def first_evidence(self) -> Evidence | None:
        """What the first statement that cites anything stands on; None where none does."""
        return next((evidence for statement in self.statements for evidence in statement.evidence), None)


NOTHING = Draft()
