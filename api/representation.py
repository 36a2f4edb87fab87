"""What the system holds, as JSON: documents, outlines and facts with original offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from api.conversations.datatypes import Conversation, Turn
from ingest.datatypes import Clause, Deadline, Document, DocumentRecord, ParsedDocument, Responsibility, Target
from ingest.serialization import fact_kind
from retriever.datatypes import StoredFact
from retriever.fact_filter import sentence_span
from retriever.knowledge_base import IngestOutcome
from retriever.view import passage_url

_PIECE_ENDS = "，；。：！？\n"
# Offsets inside the system and fields that the representation states in its own way.
_OWN_FIELDS = {"clause", "start", "end"}


def record_json(record: DocumentRecord) -> dict[str, Any]:
    """A record's fields, metadata as an object."""
    return asdict(record)


def conversation_json(conversation: Conversation) -> dict[str, Any]:
    """A conversation's fields."""
    return asdict(conversation)


def turn_json(turn: Turn) -> dict[str, Any]:
    """A turn's fields."""
    return asdict(turn)


def outcome_json(outcome: IngestOutcome) -> dict[str, Any]:
    """What became of one file of several; `document` is null and `error` tells why where it failed."""
    return {
        "name": outcome.name,
        "status": outcome.status,
        "document": None if outcome.record is None else record_json(outcome.record),
        "error": outcome.error,
        "warnings": list(outcome.warnings),
        "seconds": outcome.seconds,
    }


def outline_json(document: Document) -> list[dict[str, Any]]:
    """The clause tree in document order; `[start, end)` of all entries partition the original text."""
    offsets = document.parsed.clean.offsets
    return [_clause_json(clause, offsets) for clause in document.parsed.clauses]


def _clause_json(clause: Clause, offsets: Sequence[int]) -> dict[str, Any]:
    return {
        "index": clause.index,
        "parent": clause.parent,
        "kind": clause.kind,
        "level": clause.level,
        "number": clause.number,
        "heading": clause.heading,
        "path": list(clause.path),
        "start": offsets[clause.start],
        "end": offsets[clause.end],
        "tree_end": offsets[clause.tree_end],
    }


def document_json(document: Document) -> dict[str, Any]:
    """A document with its text as it was read and its outline."""
    return {
        **record_json(document.record),
        "text": document.parsed.text,
        "outline": outline_json(document),
        "warnings": list(document.parsed.warnings),
    }


def layout_json(document: Document) -> dict[str, Any]:
    """The blocks of a document as it was read, in order; offsets are original."""
    return {"blocks": [asdict(block) for block in document.parsed.blocks]}


def facts_json(
    facts: Iterable[StoredFact], document_of: Callable[[str], Document]
) -> list[dict[str, Any]]:
    """Facts in order, each with its document, its path and the original span and text it was read from."""
    documents: dict[str, Document] = {}
    rows = []
    for stored in facts:
        if stored.doc_id not in documents:
            documents[stored.doc_id] = document_of(stored.doc_id)
        rows.append(_fact_json(stored, documents[stored.doc_id]))
    return rows


def _fact_json(stored: StoredFact, document: Document) -> dict[str, Any]:
    fact, parsed = stored.fact, document.parsed
    start, end = parsed.clean.original_span(fact.start, fact.end)
    first, last = parsed.clean.original_span(*sentence_span(document, fact.start, fact.end))
    own = {name: value for name, value in asdict(fact).items() if name not in _OWN_FIELDS}
    if isinstance(fact, Responsibility):
        own["due"] = _due(fact, parsed)
    if stored.named:
        own["named"] = [{"role": role, "name": name} for role, name in stored.named]
    return {
        "kind": fact_kind(fact),
        **own,
        "doc_id": stored.doc_id,
        "title": parsed.metadata.title,
        "path": list(parsed.clauses[fact.clause].path),
        "text": parsed.text[start:end],
        "sentence": parsed.text[first:last],
        "statement": _statement(fact, parsed) if isinstance(fact, Target) else "",
        "start": start,
        "end": end,
        "url": passage_url(stored.doc_id, start, end),
    }


def _statement(target: Target, parsed: ParsedDocument) -> str:
    """The words around a figure that tells a property (年产10吨以上的单位…), which no name in front of it explains."""
    text = parsed.clean.text
    if text[target.end : target.end + 1] != "的":
        return ""
    start = max(text.rfind(mark, 0, target.start) for mark in _PIECE_ENDS) + 1
    end = min(place for mark in _PIECE_ENDS if (place := text.find(mark, target.end)) >= 0 or (place := len(text)))
    return " ".join(text[start:end].split())


def _due(duty: Responsibility, parsed: ParsedDocument) -> str:
    """When a task is due, where its clause names one time for all of it."""
    named = {fact.due for fact in parsed.facts if isinstance(fact, Deadline) and fact.clause == duty.clause}
    return next(iter(named)) if len(named) == 1 else ""
