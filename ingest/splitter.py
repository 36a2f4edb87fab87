"""Cut a document into chunks along its outline.

A chunk is one clause's own text, or part of it where the clause is long; LangChain's splitter cuts text in which no
outline was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.datatypes import Chunk, Clause, CleanDocument
from ingest.sentences import split_sentences

CHUNK_LIMIT = 320  # characters; longer clauses are cut between sentences
MINIMUM_OUTLINE = 2  # numbered or headed clauses below which a text counts as having no outline
_SKIPPED = ("furniture", "contents", "title")
_SEPARATORS = ["\n\n", "\n", "。", "！", "？", "；", "，", ""]

Spans = list[tuple[int, int]]


def split(cleaned: CleanDocument, clauses: Sequence[Clause]) -> tuple[Chunk, ...]:
    """Chunks in document order; every non-white-space character of the answerable clauses lies in exactly one."""
    text = cleaned.clean.text
    outlined = sum(1 for clause in clauses if clause.label) >= MINIMUM_OUTLINE
    chunks: list[Chunk] = []
    for clause in clauses:
        if clause.kind in _SKIPPED or not text[clause.start : clause.end].strip():
            continue
        pieces = _along_sentences(text, clause) if outlined else _by_size(text, clause)
        for sentences in pieces:
            start, end = sentences[0][0], sentences[-1][1]
            chunks.append(Chunk(len(chunks), clause.index, clause.path, start, end, tuple(sentences)))
    return tuple(chunks)


def _along_sentences(text: str, clause: Clause) -> Iterator[Spans]:
    if clause.kind == "table_row":
        start, end = clause.start, clause.start + len(text[clause.start : clause.end].rstrip())
        yield [(start, end)]
        return
    piece: Spans = []
    for span in split_sentences(text, clause.start, clause.end):
        if piece and span[1] - piece[0][0] > CHUNK_LIMIT:
            yield piece
            piece = []
        piece.append(span)
    if piece:
        yield piece


def _by_size(text: str, clause: Clause) -> Iterator[Spans]:
    if clause.end - clause.start <= CHUNK_LIMIT:
        yield from _along_sentences(text, clause)
        return
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # 0.3 s, needed by few documents

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        chunk_size=CHUNK_LIMIT,
        chunk_overlap=0,
        keep_separator="end",
        add_start_index=True,
        strip_whitespace=True,
    )
    for document in splitter.create_documents([text[clause.start : clause.end]]):
        start = clause.start + int(document.metadata["start_index"])
        spans = split_sentences(text, start, start + len(document.page_content))
        if spans:
            yield spans
