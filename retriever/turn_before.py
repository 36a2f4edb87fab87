"""Where the answer of the turn before stood, for a question that leans on it."""

from __future__ import annotations

from retriever.completed import Completed, Recall
from retriever.lexicon import Lexicon
from retriever.nearby import Nearby
from retriever.question import understand


def nearby_of(completed: Completed, lexicon: Lexicon, recall: Recall) -> Nearby | None:
    """Where the answer of the turn before stood, for a question that leans on it; None for any other question.

    Args:
        completed: the question.
        lexicon: words of the library.
        recall: what an earlier turn was answered with.
    """
    previous = completed.previous
    if not completed.leans or (previous is None and not completed.anchor):
        return None
    if completed.anchor:
        return Nearby(completed.anchor, understand(completed.question, lexicon).topic, whole=True)
    assert previous is not None
    draft = recall(previous)
    while not draft.found and previous.previous is not None and previous.leans:
        previous = previous.previous  # what was answered last
        draft = recall(previous)
    evidence = [statement.evidence[0] for statement in draft.statements if statement.evidence]
    said = frozenset(statement.text for statement in draft.statements)
    return Nearby(tuple(evidence), understand(previous.question, lexicon).topic, said, apart=completed.apart)
