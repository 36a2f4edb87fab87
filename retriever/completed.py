"""A question of a conversation that stands on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from retriever.datatypes import Evidence
from retriever.draft import Draft


@dataclass(frozen=True)
class Completed:
    """A question that stands on its own, with what earlier turns give for its answer.

    `typed` is the question as typed and corrected, `context` holds earlier words that help, `previous` the turn
    before (greetings and thanks passed over). `leans` tells that the answer is looked for first where that of the
    turn before stood, or at `anchor` when set. `sides` are two earlier turns that are compared. `nowhere` is what a
    question pointed to in vain: 「下一个阶段」 behind the last one. `told` is the answer itself, where the list that
    was answered before holds it: 「第三步是什么」; it stands at `anchor`. `others` are
    other readings, with less or more of what was spoken of before, for where nothing is found with this one.
    `about` is what was spoken of before, where the question is about that still; `apart`
    tells that a question that leans says enough to be about something else. `document` is the document that the
    conversation is about, where the question names no other.
    """

    question: str
    context: str = ""
    previous: Completed | None = None
    typed: str = ""
    leans: bool = False
    anchor: tuple[Evidence, ...] = ()
    sides: tuple[Completed, ...] = ()
    nowhere: str = ""
    told: str = ""
    others: tuple[str, ...] = ()
    about: str = ""
    apart: bool = False
    parts: tuple[Completed, ...] = ()
    label: str = ""
    document: str = ""

    @property
    def may_stray(self) -> bool:
        """Whether it may be about something else than what was spoken of before: it leans, but points to no clause."""
        return self.leans and not self.anchor

    @property
    def points(self) -> bool:
        """Whether what answers it is set already: a stage or an entry of a list, or two turns beside each other."""
        return bool(self.anchor or self.told or self.sides or self.parts or self.nowhere)

    def read_as(self, question: str) -> Completed:
        """The same in other words, with no further readings."""
        return replace(self, question=question, others=())


Recall = Callable[[Completed], Draft]
