"""The stages of the way in, in order."""

from __future__ import annotations

from ingest.cleaner import clean
from ingest.datatypes import LoadedDocument, ParsedDocument
from ingest.errors import EmptyDocumentError
from ingest.facts import extract_facts
from ingest.garbage import none_looked_for
from ingest.metadata import describe, year_of
from ingest.outline import build_outline
from ingest.points import with_points
from ingest.splitter import split
from ingest.vocabulary import Vocabulary


def parse(document: LoadedDocument, *, name: str, vocabulary: Vocabulary | None = None) -> ParsedDocument:
    """Clean, describe, outline, read the facts of and split a loaded document.

    Args:
        document: what a loader gave.
        name: the file's name, used for the title where the text names none and in errors.
        vocabulary: the names of bodies and places to read by; None for the shipped ones.

    Raises:
        EmptyDocumentError: nothing but white space and page furniture was found.
    """
    with none_looked_for():
        return _parsed(document, name, vocabulary or Vocabulary())


def _parsed(document: LoadedDocument, name: str, vocabulary: Vocabulary) -> ParsedDocument:
    cleaned = clean(document)
    metadata = describe(document, cleaned, name=name, places=vocabulary.places)
    clauses = build_outline(cleaned, metadata)
    chunks = split(cleaned, clauses)
    if not chunks:
        raise EmptyDocumentError(f"文件“{name}”没有正文，只有标题或网页菜单。请检查文件内容后重新上传。")
    parsed = ParsedDocument(
        metadata=metadata,
        format=document.format,
        text=document.text,
        clean=cleaned.clean,
        blocks=document.blocks,
        rows=cleaned.rows,
        clauses=clauses,
        facts=extract_facts(cleaned, clauses, vocabulary.bodies, since=year_of(metadata)),
        chunks=chunks,
        warnings=tuple(map(str, document.metadata.get("warnings", ()))),
    )
    return with_points(parsed)
