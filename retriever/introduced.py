"""Short names of bodies that the documents themselves introduce: 「市大数据发展管理局（以下简称市数管局）」."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.bodies import BodyNames
from ingest.datatypes import AnyFact, Definition


def with_introduced(known: BodyNames, facts: Iterable[AnyFact]) -> BodyNames:
    """The known names, in which a short name that a document introduces means the body it stands for."""
    return known.with_aliases(
        [
            (fact.meaning, fact.subject)
            for fact in facts
            if isinstance(fact, Definition) and known.is_body(fact.subject) and known.is_body(fact.meaning)
        ]
    )
