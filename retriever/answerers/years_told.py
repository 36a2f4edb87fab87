"""The years that a question names and its answer leaves out: a sentence of another year, by how much two differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Target
from retriever.answerers.difference import asks_difference, written_like
from retriever.answerers.settled import with_the_others
from retriever.answerers.stretches import balance, strip_number
from retriever.datatypes import StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Passage, Reader

_YEAR = re.compile(r"20\d{2}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SENTENCE = 200  # characters of the sentence of another year that is told
_AS_GOOD = 0.75  # share of what the told sentence covers that one of another year must cover
_KINDS = ("target", "count", "compare", "fact", "list")


def told_in_full(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer with what its sentence says beside it where the question is about that, and the years left out."""
    return with_years_told(query, with_the_others(query, draft, reader), reader)


def with_years_told(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer with the years added that the question names beside the one told, and the difference asked for."""
    years = [str(year) for year in query.scope.years]
    if not draft.found or len(years) < 2 or query.kind not in _KINDS:
        return draft
    borne = [statement for statement in draft.statements if statement.evidence]
    text = "\n".join(statement.text for statement in borne)
    told = [year for year in years if year in text]
    if told and len(told) < len(years) and len(borne) == 1 and not _of_row(draft, reader):
        plain = replace(draft, statements=tuple(borne))
        others = [found for year in years if year not in told if (found := _of_year(year, query, plain, reader))]
        return replace(plain, statements=(*borne, *others)) if others else draft
    gap = _gap(query, years, draft, reader) if "相差" not in text else None
    return replace(draft, statements=(*draft.statements, gap)) if gap else draft


def _of_row(draft: Draft, reader: Reader) -> bool:
    first = draft.first_evidence
    return first is None or reader.clause(first.doc_id, first.clause).kind == "table_row"


def _of_year(year: str, query: Query, draft: Draft, reader: Reader) -> Statement | None:
    """The sentence of the same document that says of another year what the one told says of its own."""
    first, told = draft.first_evidence, draft.statements[0].text
    assert first is not None
    words, alternatives = query.topic.words, query.topic.alternatives
    held = tuple(pair for pair in words if coverage(Topic((pair,), alternatives), ((told, 1.0),)) > 0)
    if not held:
        return None
    topic = Topic(held, alternatives, query.topic.known)
    wanted = replace(query, topic=topic, scope=replace(query.scope, doc_ids=frozenset((first.doc_id,)), years=()))
    floor = _AS_GOOD * coverage(topic, ((told, 1.0),))
    fitting = [
        passage
        for passage in reader.passages(wanted)
        if _speaks_of(year, passage) and coverage(topic, ((passage.text, 1.0),)) >= floor
    ]
    if not fitting:
        return None
    best = fitting[0]
    told = balance(strip_number(best.text.strip("，；。 \n")))
    return Statement(f"{told}。", (best.evidence,))


def _speaks_of(year: str, passage: Passage) -> bool:
    """Whether a sentence is about one year, and short enough to be told."""
    return set(_YEAR.findall(passage.text)) == {year} and len(passage.text) <= _SENTENCE


def _gap(query: Query, years: Sequence[str], draft: Draft, reader: Reader) -> Statement | None:
    """By how much the figures of two years differ that one row holds."""
    if len(years) != 2 or not asks_difference(query.text) or not draft.facts:
        return None
    stored = draft.facts[0]
    columns = [_column(stored, year, reader) for year in years]
    if any(column is None for column in columns):
        return None
    figures = [_NUMBER.fullmatch(column.value) for column in columns if column is not None]
    if any(figure is None for figure in figures):
        return None
    values = [float(figure.group(0).replace(",", "")) for figure in figures if figure is not None]
    unit = columns[0].unit if columns[0] is not None else ""
    high, low = sorted((figure.group(0) for figure in figures if figure is not None), key=_value, reverse=True)
    gap = written_like(abs(values[0] - values[1]), unit, "")
    return Statement(f"相差{gap}（{high}－{low}）。", draft.statements[0].evidence, (f"相差{gap}",))


def _value(figure: str) -> float:
    return float(figure.replace(",", ""))


def _column(stored: StoredFact, year: str, reader: Reader) -> Target | None:
    """The one figure that the row of a target gives for a year."""
    fact = stored.fact
    if not isinstance(fact, Target):
        return None
    found = [
        other.fact
        for other in reader.view.facts
        if isinstance(other.fact, Target)
        and (other.doc_id, other.fact.clause, other.fact.subject) == (stored.doc_id, fact.clause, fact.subject)
        and year in other.fact.period
    ]
    return found[0] if len(found) == 1 else None
