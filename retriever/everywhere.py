"""Rules for all places: what national documents say where those of the place asked about say nothing."""

from __future__ import annotations

from dataclasses import replace

from ingest.gazetteer import place_stem
from retriever.draft import Draft
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_RULED = ("fact", "method", "list", "definition", "deadline")  # figures and bodies of a place are its own
_MOSTLY = 0.6  # share of what is asked that such a rule must say


def of_all_places(query: Query, reader: Reader) -> Query | None:
    """A question about a place, asked of the documents of no place; None where they could not answer it."""
    scope = query.scope
    wider = reader.lexicon.of_no_place - scope.doc_ids
    if not scope.places or scope.named or not scope.doc_ids or not wider:
        return None
    if query.kind not in _RULED or query.figure:
        return None
    return replace(query, scope=replace(scope, doc_ids=wider))


def holds_everywhere(draft: Draft, query: Query, reader: Reader) -> bool:
    """Whether an answer names no other place than the question and says most of what is asked."""
    cited = {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}
    told = [statement.text for statement in draft.statements]
    told += [reader.document(doc_id).record.metadata.title for doc_id in sorted(cited)]
    places = {place_stem(name) for _, _, name in reader.lexicon.gazetteer.find("\n".join(told))}
    asked = {place_stem(place) for place in query.scope.places}
    return places <= asked and coverage(query.topic, tuple((text, 1.0) for text in told)) >= _MOSTLY


def outside(query: Query) -> str:
    """Why no document that may answer holds anything of a question."""
    if query.scope.unknown_places:
        return f"已收录的文件不涉及{'、'.join(query.scope.unknown_places)}。"
    return "没有符合所选范围的文件。"
