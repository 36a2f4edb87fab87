"""The terms of a library, found in a question however it spells them: those explained and those only quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ingest.datatypes import Definition, Enumeration
from retriever.datatypes import StoredFact
from retriever.term_wording import folded

_QUOTED_PART = re.compile("“([^”]+)”")
_PAIR = 2


class TermIndex:
    """Terms by their folded form; `facts` are the definitions and enumerations of each."""

    def __init__(self, facts: Iterable[StoredFact], quoted: Iterable[str]) -> None:
        self.facts: dict[str, list[StoredFact]] = {}
        self.written: dict[str, list[str]] = {}
        for stored in facts:
            if isinstance(stored.fact, Definition | Enumeration) and stored.fact.subject:
                for name in _names(stored.fact.subject):
                    self._add(name)
                    self.facts.setdefault(folded(name), []).append(stored)
        for term in quoted:
            self._add(term)
        pairs: dict[str, list[str]] = {}
        for form in self.written:
            pairs.setdefault(form[:_PAIR], []).append(form)
        self._by_pair: Mapping[str, list[str]] = pairs

    def _add(self, name: str) -> None:
        form = folded(name)
        if len(form) >= _PAIR and name not in self.written.setdefault(form, []):
            self.written[form].append(name)

    def named_in(self, question: str) -> list[str]:
        """Folded terms that stand in a folded question, the longest first."""
        pairs = {question[index : index + _PAIR] for index in range(len(question) - 1)}
        found = [form for pair in pairs for form in self._by_pair.get(pair, ()) if form in question]
        return sorted(found, key=lambda form: (-len(form), form))


def _names(subject: str) -> tuple[str, ...]:
    """A subject, and the part of it in quotes: “双线十包”责任制 is 双线十包, too."""
    inner = _QUOTED_PART.match(subject)
    return (subject, inner[1]) if inner and inner[1] != subject else (subject,)
