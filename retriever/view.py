"""An unchanging picture of the library for one or many questions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.datatypes import Document, DocumentRecord, ParsedDocument
from retriever.datatypes import Filters, ScoredChunk, SearchHit, StoredFact
from retriever.dictionary import OfficeDictionary
from retriever.document_filter import passes

# A chunk's key in the index: the serial number of its document, then its own index.
_CHUNK_BITS = 20

Keys = TypeVar("Keys", int, NDArray[np.int64])


class Retriever(Protocol):
    """Find chunks for a query, best first; scores are similarities, higher is better."""

    def retrieve(self, query: str, *, k: int, filters: Filters | None = None) -> list[ScoredChunk]:
        """At most k chunks of documents in force that pass `filters`; none for a query without terms."""


@dataclass(frozen=True)
class Nearness:
    """How near a question comes to each sentence of a chunk, `(s,)` float32; similarities of at most 1.

    Attributes:
        sentence: mean similarity of the question's tokens, rare ones weighing more, to their nearest tokens in
            the sentence.
        around: the same with the tokens of title and path, which count a little less.
        found: share (0–1) of the question's weight whose tokens are found there.
        chunk: the same as `sentence` for the chunk as a whole.
    """

    sentence: NDArray[np.float32]
    around: NDArray[np.float32]
    found: NDArray[np.float32]
    chunk: float


class SentenceComparer(Protocol):
    """Compare questions with sentences."""

    def expect(self, questions: Iterable[str]) -> None:
        """Begin with questions that are about to be compared, while the caller does other work."""

    def compare(self, question: str, chunks: Sequence[ScoredChunk]) -> list[Nearness]:
        """How near a question comes to the sentences of each chunk of documents in force."""

    def alike(self, word: str, others: Sequence[str]) -> NDArray[np.float32]:
        """How near a word by itself comes to each of other words in meaning, `(len(others),)`; 1 for the same."""

    def is_near(self, word: str, others: Sequence[str], least: float) -> bool:
        """Whether a word by itself comes at least so near to one of other words in meaning."""


class PassageReader(Protocol):
    """Read questions together with chunks."""

    def prepare(self) -> None:
        """Do beforehand what the first questions would wait for."""

    def read(self, question: str, sentences: Sequence[tuple[ScoredChunk, Sequence[int]]]) -> list[NDArray[np.float32]]:
        """How well sentences at places of chunks answer, an array for each chunk, above 0 rather than nothing.

        Fewer chunks are read than are given where reading all would take too long.
        """


@dataclass(frozen=True)
class Held:
    """What a document holds of a question: BM25 > 0 without an upper end, and the share 0–1 of its rare pairs."""

    score: float
    share: float


class DocumentComparer(Protocol):
    """Compare questions with whole documents."""

    def compare(self, question: str, doc_ids: Collection[str]) -> dict[str, Held]:
        """What each document holds of a question."""


def chunk_key(serial: int, chunk: int) -> int:
    """The key of a chunk, 0 ≤ chunk < 2**20, of the document with this serial number."""
    if not 0 <= chunk < 1 << _CHUNK_BITS:
        raise ValueError(f"chunk {chunk} is out of range")
    return serial << _CHUNK_BITS | chunk


def serial_of(key: Keys) -> Keys:
    """The serial number of the document that a key (or each of an array of keys) belongs to."""
    return key >> _CHUNK_BITS


@dataclass(frozen=True)
class ShelfEntry:
    """A document of the library: its serial number, which changes with its content, and its record."""

    serial: int
    record: DocumentRecord


class Shelf(Mapping[str, Document]):
    """The documents of a library by id, read on first use and kept; safe for several threads."""

    def __init__(
        self,
        entries: Sequence[ShelfEntry],
        read: Callable[[int], ParsedDocument],
        kept: dict[int, ParsedDocument] | None = None,
    ) -> None:
        """Make a shelf.

        Args:
            entries: All documents, also those not in force.
            read: Gives the content for a serial number.
            kept: Content read before, by serial number; what this shelf reads is added to it.
        """
        self._entries = {entry.record.doc_id: entry for entry in entries}
        self._doc_ids = {entry.serial: entry.record.doc_id for entry in entries}
        self._read = read
        self._kept = {} if kept is None else kept

    def __getitem__(self, doc_id: str) -> Document:
        entry = self._entries[doc_id]
        return Document(record=entry.record, parsed=self.parsed(entry.serial))

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def records(self) -> list[DocumentRecord]:
        """The records of all documents, without reading their content."""
        return [entry.record for entry in self._entries.values()]

    def parsed(self, serial: int) -> ParsedDocument:
        """The content of the document with this serial number."""
        content = self._kept.get(serial)
        if content is None:
            # Two threads may read the same content at once: both get equal copies, the last one stays.
            content = self._kept[serial] = self._read(serial)
        return content

    def serials(self, filters: Filters | None) -> frozenset[int] | None:
        """Serial numbers of the documents that pass `filters`; None when nothing is filtered."""
        if filters is None or not (filters.doc_ids or filters.places or filters.years):
            return None
        return frozenset(entry.serial for entry in self._entries.values() if passes(entry.record, filters))

    def key(self, doc_id: str, chunk: int) -> int:
        """The key of a chunk of a document."""
        return chunk_key(self._entries[doc_id].serial, chunk)

    def scored(self, key: int, score: float) -> ScoredChunk:
        """The chunk with this key, as a search result."""
        serial = serial_of(key)
        chunk = self.parsed(serial).chunks[key - chunk_key(serial, 0)]
        return ScoredChunk(doc_id=self._doc_ids[serial], chunk=chunk, score=score)


@dataclass(frozen=True)
class LibraryView:
    """The library at one moment: nothing in it changes, a changed library gives another view.

    `documents` holds every version, withdrawn ones too; `facts` and the retrievers only documents in force.
    `retriever` fuses `dense` and `lexical` and orders what they find in a second stage. `dictionary` holds the shipped
    word lists with the office's own. `late` is None where the encoder gives no tokens, `joint` where no model goes on
    from what this encoder tells. `whole` compares whole documents. `aside` holds the documents that have run out or
    not begun, as if they were in force; None when there are none. `derived` is where answering keeps what it makes of
    this view, for as long as the view is used.
    """

    documents: Mapping[str, Document]
    facts: tuple[StoredFact, ...]
    retriever: Retriever
    dense: Retriever
    lexical: Retriever
    index_version: str
    dictionary: OfficeDictionary = field(default_factory=OfficeDictionary)
    late: SentenceComparer | None = None
    joint: PassageReader | None = None
    whole: DocumentComparer | None = None
    aside: LibraryView | None = None
    derived: dict[str, object] = field(init=False, default_factory=dict, compare=False, repr=False)


def passage_url(doc_id: str, start: int, end: int) -> str:
    """The page of a document at a passage; offsets are original."""
    return f"/documents/{doc_id}#{start}-{end}"


def search_hit(scored: ScoredChunk, document: Document) -> SearchHit:
    """A chunk of a document as it leaves a search."""
    start, end = document.parsed.clean.original_span(scored.chunk.start, scored.chunk.end)
    return SearchHit(
        doc_id=scored.doc_id,
        title=document.parsed.metadata.title,
        path=scored.chunk.path,
        text=document.parsed.text[start:end],
        start=start,
        end=end,
        score=scored.score,
        url=passage_url(scored.doc_id, start, end),
    )
