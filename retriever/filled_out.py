"""An answer as found, filled out with what the document says around it that belongs to the same answer."""

from __future__ import annotations

from retriever.answerers.announced import with_announced
from retriever.answerers.exclusions import with_exclusions, with_extension
from retriever.answerers.graded import with_grades
from retriever.answerers.lead_ins import with_lead_ins
from retriever.answerers.numbered_run import with_run
from retriever.answerers.outcomes import with_outcome
from retriever.answerers.reasons import with_reason
from retriever.answerers.referred import with_referred
from retriever.draft import Draft
from retriever.question import Query
from retriever.reader import Reader
from retriever.told_once import without_bare_brackets
from retriever.way_beside import with_way


def filled_out(query: Query, draft: Draft, reader: Reader) -> Draft:
    """`draft` with what it refers to or announces, its exceptions, extension and grades, its run, way and reason."""
    told = with_announced(with_referred(draft, reader), reader)
    told = with_extension(query, with_exclusions(query, told, reader), reader)
    told = with_grades(query, told, reader)
    told = with_lead_ins(query, with_run(query, told, reader), reader)
    told = with_way(query, told, reader)
    told = with_reason(query, with_outcome(query, told, reader), reader)
    return told if query.kind == "responsibility" else without_bare_brackets(told)
