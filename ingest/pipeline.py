"""The stages of the way in, in order."""

from __future__ import annotations

from ingest.cleaner import clean
from ingest.datatypes import LoadedDocument, ParsedDocument
from ingest.errors import EmptyDocumentError
from ingest.facts import extract_facts
from ingest.metadata import describe
from ingest.outline import build_outline
from ingest.splitter import split


def parse(document: LoadedDocument, *, name: str) -> ParsedDocument:
    """Clean, describe, outline, read the facts of and split a loaded document.

    Args:
        document: what a loader gave.
        name: the file's name, used for the title where the text names none and in errors.

    Raises:
        EmptyDocumentError: nothing but white space and page furniture was found.
    """
    cleaned = clean(document)
    metadata = describe(document, cleaned, name=name)
    clauses = build_outline(cleaned, metadata)
    chunks = split(cleaned, clauses)
    if not chunks:
        raise EmptyDocumentError(f"文件“{name}”没有正文，只有标题或网页菜单。请检查文件内容后重新上传。")
    return ParsedDocument(
        metadata=metadata,
        format=document.format,
        text=document.text,
        clean=cleaned.clean,
        blocks=document.blocks,
        rows=cleaned.rows,
        clauses=clauses,
        facts=extract_facts(cleaned, clauses),
        chunks=chunks,
        warnings=tuple(map(str, document.metadata.get("warnings", ()))),
    )
