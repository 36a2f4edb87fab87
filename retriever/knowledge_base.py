"""The facade: everything outside asks, adds and removes through a `KnowledgeBase`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Literal

from ingest.bodies import BodyNames
from ingest.datatypes import AnyFact, Document, DocumentRecord, ParsedDocument
from ingest.errors import IngestError, LibraryError
from ingest.library import Library, Stored
from ingest.loaders import load_bytes
from ingest.originals import file_name
from ingest.pipeline import parse
from ingest.serialization import fact_bodies
from ingest.sources import find_sources, read_source
from retriever.answering import answer_question
from retriever.datatypes import Answer, Filters, Message, Mode, SearchHit, StoredFact
from retriever.encoder import Encoder
from retriever.index import passage_texts
from retriever.live_view import KnowledgeBaseConfig, LiveView
from retriever.view import LibraryView, passage_url

__all__ = ["IngestOutcome", "KnowledgeBase", "KnowledgeBaseConfig", "Progress", "Reader"]

INDEX_FOLDER = "index"

Progress = Callable[[int, int, str], None]
"""Called before each file and once at the end: files done, files in all, name of the file about to be read."""

Reader = Callable[[str, bytes], ParsedDocument]
"""Turns a file's name and bytes into what is read from it."""


@dataclass(frozen=True)
class IngestOutcome:
    """What became of one file; `error` and `warnings` are Chinese, `record` is None when it failed."""

    name: str
    status: Literal["added", "updated", "unchanged", "failed"]
    record: DocumentRecord | None = None
    error: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


class KnowledgeBase:
    """A library with its index; safe for several threads, and beside other processes on the same folder.

    Opening reads no model and no index: the first question, search or new document does, or `prepare`.
    """

    def __init__(
        self, folder: Path, config: KnowledgeBaseConfig, encoder: Encoder | None, reader: Reader | None
    ) -> None:
        self._reader = reader or _read
        self._library = Library(folder)
        self._live = LiveView(self._library, folder / INDEX_FOLDER, config, encoder)

    @classmethod
    def open(
        cls,
        folder: Path,
        config: KnowledgeBaseConfig = KnowledgeBaseConfig(),  # noqa: B008  # frozen
        *,
        encoder: Encoder | None = None,
        reader: Reader | None = None,
    ) -> KnowledgeBase:
        """Open the knowledge base in `folder`, or make it.

        Args:
            folder: The data folder.
            config: Settings.
            encoder: In place of the one that the settings name.
            reader: In place of the loaders and the pipeline of `ingest`.

        Raises:
            LibraryError: The library cannot be opened.
        """
        return cls(Path(folder), config, encoder, reader)

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library; the knowledge base cannot be used after that."""
        self._library.close()

    def prepare(self) -> None:
        """Load the model and bring the index up to date now, so that the first question need not wait.

        Raises:
            EncoderUnavailableError: The model cannot be loaded.
            RetrieverError: The index cannot be built.
        """
        self.search("准备", k=1)  # a whole search: it also reads the dictionary and runs the model once

    def view(self) -> LibraryView:
        """The library as it is now; nothing in the view changes, so one answer uses one view.

        Raises:
            EncoderUnavailableError: The model cannot be loaded.
            RetrieverError: The index cannot be built.
        """
        return self._live.view()

    def add(self, paths: Sequence[Path], *, progress: Progress | None = None) -> list[IngestOutcome]:
        """Read files and folders; what cannot be read is told in its outcome, and the others go on.

        Each document is kept as soon as it is read; the index follows at the end. Until then, this process answers
        without the new documents.

        Returns:
            One outcome per file, in the order of the paths; folders are walked.

        Raises:
            LibraryError: The library cannot be written.
            EncoderUnavailableError: The model cannot be loaded.
        """
        sources = find_sources(paths)
        outcomes = []
        with self._live.held():
            for done, source in enumerate(sources):
                if progress is not None:
                    progress(done, len(sources), source.name)
                started = time.perf_counter()
                try:
                    stored = self._keep(source.name, read_source(source.path))
                except LibraryError:
                    raise
                except IngestError as error:
                    seconds = time.perf_counter() - started
                    outcomes.append(IngestOutcome(source.name, "failed", error=str(error), seconds=seconds))
                else:
                    outcomes.append(_outcome(source.name, stored, started))
        self._live.refresh()
        if progress is not None:
            progress(len(sources), len(sources), "")
        return outcomes

    def add_bytes(self, name: str, data: bytes) -> IngestOutcome:
        """Read one document; when this returns, the next answer knows it.

        Raises:
            IngestError: It cannot be read or kept.
            EncoderUnavailableError: The model cannot be loaded.
        """
        started = time.perf_counter()
        with self._live.held():
            stored = self._keep(name, data)
        self._live.refresh()
        return _outcome(name, stored, started)

    def remove(self, doc_id: str) -> None:
        """Withdraw a document: the next answer does without it; earlier versions do not come back.

        Raises:
            DocumentNotFoundError: No document has this id, or it is withdrawn already.
        """
        self._library.remove(doc_id)
        self._live.forget()

    def documents(self, *, include_withdrawn: bool = False) -> list[DocumentRecord]:
        """The list of documents, newest version of each, also repealed and expired ones.

        Args:
            include_withdrawn: Also withdrawn documents and earlier versions.
        """
        hidden = () if include_withdrawn else ("withdrawn", "replaced")
        return [entry.record for entry in self._library.entries() if entry.record.status not in hidden]

    def document(self, doc_id: str) -> Document:
        """A document of any status.

        Raises:
            DocumentNotFoundError: No document has this id.
        """
        return self._library.document(doc_id)

    def original_file(self, doc_id: str) -> Path:
        """The file as it was handed in.

        Raises:
            DocumentNotFoundError: No document has this id.
            LibraryError: The file is gone.
        """
        return self._library.original_file(doc_id)

    def facts(self, *, doc_id: str = "", kind: str = "", body: str = "") -> list[StoredFact]:
        """Facts in the order of the documents and of their texts.

        Args:
            doc_id: Only this document, whatever its status; "" for all documents in force.
            kind: Only this kind; "" for all.
            body: Only those that name this body, in any of its written forms; "" for all.

        Raises:
            DocumentNotFoundError: No document has the id.
        """
        found = [StoredFact(found_in, fact) for found_in, fact in self._library.facts(doc_id=doc_id, kind=kind)]
        return [stored for stored in found if _names(stored.fact, body)] if body else found

    def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> list[SearchHit]:
        """The k best passages of documents in force, best first; scores are sums of reciprocal ranks."""
        view = self.view()
        hits = []
        for found in view.retriever.retrieve(query, k=k, filters=filters):
            parsed = view.documents[found.doc_id].parsed
            start, end = parsed.clean.original_span(found.chunk.start, found.chunk.end)
            hits.append(
                SearchHit(
                    doc_id=found.doc_id,
                    title=parsed.metadata.title,
                    path=found.chunk.path,
                    text=parsed.text[start:end],
                    start=start,
                    end=end,
                    score=found.score,
                    url=passage_url(found.doc_id, start, end),
                )
            )
        return hits

    def ask(self, question: str | Sequence[Message], *, filters: Filters | None = None, mode: Mode = "auto") -> Answer:
        """Answer a question, or the last turn of a conversation.

        Raises:
            QuestionError: The question is empty, too long, or not a question.
        """
        messages = [Message("user", question)] if isinstance(question, str) else question
        return answer_question(self.view(), messages, filters=filters, mode=mode)

    @property
    def index_version(self) -> str:
        """Name of the generation of the index that answers now."""
        return self.view().index_version

    def _keep(self, name: str, data: bytes) -> Stored:
        known = self._library.known(name, data)
        if known is not None:
            return known
        parsed = self._reader(name, data)
        # Before it is kept: a process that ends in between has then not kept a document without its vectors.
        self._live.encode(passage_texts(parsed))
        stored = self._library.add(name, data, parsed)
        return replace(stored, warnings=parsed.warnings + stored.warnings)


def _read(name: str, data: bytes) -> ParsedDocument:
    return parse(load_bytes(name, data), name=PurePosixPath(file_name(name)).name)


def _outcome(name: str, stored: Stored, started: float) -> IngestOutcome:
    return IngestOutcome(
        name=name,
        status=stored.outcome,
        record=stored.record,
        warnings=stored.warnings,
        seconds=time.perf_counter() - started,
    )


def _names(fact: AnyFact, body: str) -> bool:
    names = BodyNames.default()
    return any(names.same(body, named) for named in fact_bodies(fact))
