"""How documents come in: read, encoded, kept, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Literal

from ingest.amendments import Correction
from ingest.datatypes import DocumentRecord, ParsedDocument
from ingest.errors import IngestError, LibraryError, UnreadablePathError
from ingest.library import Library, Stored
from ingest.originals import file_name
from ingest.sources import Source, expand, find_sources, read_source
from retriever.dictionary import DictionaryFolder
from retriever.live_view import LiveView
from retriever.passage_texts import passage_texts

Progress = Callable[[int, int, str], None]
"""Called before each file and once at the end: files done, files in all, name of the file about to be read."""

Stage = Literal["reading", "encoding", "keeping", "indexing"]
"""What is being done with a file: its text and facts are read, turned into vectors, kept, put into the index."""

OnStage = Callable[[Stage], None]

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


@dataclass(frozen=True)
class _Job:
    """A file to read: its name, and the work that keeps it."""

    name: str
    work: Callable[[], Stored]


class Intake:
    """Brings documents into a library with their vectors, read by the names in the office's dictionary."""

    def __init__(
        self, library: Library, live: LiveView, dictionary: DictionaryFolder, reader: Reader | None
    ) -> None:
        self._library = library
        self._live = live
        self._dictionary = dictionary
        self._reader = reader or self._read

    def add(self, paths: Sequence[Path], progress: Progress | None) -> list[IngestOutcome]:
        """See `KnowledgeBase.add`."""
        return self._add_sources(find_sources(paths), progress)

    def add_archive(
        self, name: str, data: bytes, progress: Progress | None, on_stage: OnStage
    ) -> list[IngestOutcome]:
        """See `KnowledgeBase.add_archive`."""
        return self._add_sources(expand(name, data), progress, on_stage)

    def add_bytes(self, name: str, data: bytes, on_stage: OnStage) -> IngestOutcome:
        """See `KnowledgeBase.add_bytes`."""
        started = time.perf_counter()
        with self._live.held():  # until the new index is there, questions go by the one before
            stored = self._keep(name, data, on_stage)
            on_stage("indexing")
            self._live.refresh()
        return _outcome(name, stored, started)

    def reparse(self, records: Sequence[DocumentRecord], progress: Progress | None) -> list[IngestOutcome]:
        """See `KnowledgeBase.reparse`."""
        return self._do([_Job(record.name, partial(self._renew, record)) for record in records], progress)

    def correct(self, doc_id: str, changes: dict[str, Correction]) -> DocumentRecord:
        """See `KnowledgeBase.correct`."""
        if changes.get("title"):
            # The title is part of what is searched; as with a new document, its vectors come first.
            parsed = self._library.document(doc_id).parsed
            metadata = replace(parsed.metadata, title=str(changes["title"]))
            self._live.encode(passage_texts(replace(parsed, metadata=metadata)))
        record = self._library.correct(doc_id, changes)
        self._live.forget()
        return record

    def _do(self, jobs: Sequence[_Job], progress: Progress | None) -> list[IngestOutcome]:
        """Work through files; what fails is told in its outcome, and the others go on."""
        outcomes = []
        with self._live.held():
            for done, job in enumerate(jobs):
                if progress is not None:
                    progress(done, len(jobs), job.name)
                started = time.perf_counter()
                try:
                    stored = job.work()
                except LibraryError:
                    raise
                except IngestError as error:
                    seconds = time.perf_counter() - started
                    outcomes.append(IngestOutcome(job.name, "failed", error=str(error), seconds=seconds))
                else:
                    outcomes.append(_outcome(job.name, stored, started))
            self._live.refresh()
        if progress is not None:
            progress(len(jobs), len(jobs), "")
        return outcomes

    def _add_sources(
        self, sources: Sequence[Source], progress: Progress | None, on_stage: OnStage = lambda stage: None
    ) -> list[IngestOutcome]:
        jobs = [_Job(source.name, partial(self._keep_source, source, on_stage)) for source in sources]
        return self._do(jobs, progress)

    def _keep_source(self, source: Source, on_stage: OnStage) -> Stored:
        stored = self._keep(source.name, read_source(source), on_stage)
        return replace(stored, warnings=source.warnings + stored.warnings) if source.warnings else stored

    def _keep(self, name: str, data: bytes, on_stage: OnStage = lambda stage: None) -> Stored:
        known = self._library.known(name, data)
        if known is not None:
            return known
        parsed = self._parsed(name, data, on_stage)
        on_stage("keeping")
        stored = self._library.add(name, data, parsed)
        return replace(stored, warnings=parsed.warnings + stored.warnings)

    def _renew(self, record: DocumentRecord) -> Stored:
        try:
            data = self._library.original_file(record.doc_id).read_bytes()
        except (LibraryError, OSError) as error:  # the file is gone; the other documents can be read all the same
            raise UnreadablePathError(f"“{record.name}”没有重新读取：{error}") from error
        parsed = self._parsed(record.name, data)
        return replace(self._library.renew(record.doc_id, parsed), warnings=parsed.warnings)

    def _read(self, name: str, data: bytes) -> ParsedDocument:
        from ingest.loaders import load_bytes  # not needed to answer: a sixth of the start
        from ingest.pipeline import parse

        vocabulary = self._dictionary.current().vocabulary
        return parse(load_bytes(name, data), name=PurePosixPath(file_name(name)).name, vocabulary=vocabulary)

    def _parsed(self, name: str, data: bytes, on_stage: OnStage = lambda stage: None) -> ParsedDocument:
        on_stage("reading")
        parsed = self._reader(name, data)
        on_stage("encoding")
        # Before it is kept: a process that ends in between has then not kept a document without its vectors.
        self._live.encode(passage_texts(parsed))
        return parsed


def _outcome(name: str, stored: Stored, started: float) -> IngestOutcome:
    return IngestOutcome(
        name=name,
        status=stored.outcome,
        record=stored.record,
        warnings=stored.warnings,
        seconds=time.perf_counter() - started,
    )
