"""What is searched for each chunk of a document."""

from __future__ import annotations

from ingest.datatypes import Chunk, ParsedDocument


def passage_texts(parsed: ParsedDocument) -> list[str]:
    """What is searched for each chunk: the document's title, the chunk's path, its text, a line each."""
    return [passage_text(parsed, chunk) for chunk in parsed.chunks]


def passage_text(parsed: ParsedDocument, chunk: Chunk) -> str:
    """What is searched for one chunk."""
    return passage_head(parsed.metadata.title, chunk) + parsed.clean.text[chunk.start : chunk.end]


def passage_head(title: str, chunk: Chunk) -> str:
    """What stands before a chunk's own text in its passage: title and path, a line each."""
    return "".join(f"{part}\n" for part in (title, " > ".join(chunk.path)) if part)
