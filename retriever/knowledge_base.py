"""The facade: everything outside asks, adds and removes through a `KnowledgeBase`."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.amendments import Correction, Decision
from ingest.datatypes import Document, DocumentRecord
from ingest.library import Library
from prompts.template import OFFICE_FOLDER
from retriever.chat_model import OpenAIChat
from retriever.datatypes import Answer, AnswerEvent, Filters, Message, Mode, SearchHit, StoredFact
from retriever.dictionary import DICTIONARY_FOLDER, DictionaryFolder, OfficeDictionary
from retriever.encoder import Encoder
from retriever.fact_filter import FactFilter, FactSources, select_facts
from retriever.generator import Writer
from retriever.intake import IngestOutcome, Intake, OnStage, Progress, Reader, Stage
from retriever.introduced import with_introduced
from retriever.live_view import KnowledgeBaseConfig, LiveView
from retriever.routing import answer_question, prepare
from retriever.streaming import final_answer, stream_answer, writer_for
from retriever.view import LibraryView, search_hit

__all__ = ["IngestOutcome", "KnowledgeBase", "KnowledgeBaseConfig", "OnStage", "Progress", "Reader", "Stage"]

INDEX_FOLDER = "index"


class KnowledgeBase:
    """A library with its index; safe for several threads, and beside other processes on the same folder.

    Opening reads no model and no index: the first question, search or new document does, or `prepare`.
    """

    def __init__(
        self, folder: Path, config: KnowledgeBaseConfig, encoder: Encoder | None, reader: Reader | None
    ) -> None:
        model = config.language_model
        self._writer = Writer(OpenAIChat(model), folder / OFFICE_FOLDER) if model is not None else None
        self._library = Library(folder)
        self._dictionary = DictionaryFolder(folder / DICTIONARY_FOLDER)
        self._live = LiveView(self._library, folder / INDEX_FOLDER, config, encoder, self._dictionary, prepare)
        self._intake = Intake(self._library, self._live, self._dictionary, reader)

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
            DataFileError: The template for the language model has an error.
        """
        return cls(Path(folder), config, encoder, reader)

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(self, *exception: object) -> None:
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
        view = self.view()
        prepare(view)
        if view.joint is not None:
            view.joint.prepare()

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
        return self._intake.add(paths, progress)

    def add_bytes(self, name: str, data: bytes, *, on_stage: OnStage = lambda stage: None) -> IngestOutcome:
        """Read one document; when this returns, the next answer knows it. `on_stage` is called before each stage.

        Raises:
            IngestError: It cannot be read or kept.
            EncoderUnavailableError: The model cannot be loaded.
        """
        return self._intake.add_bytes(name, data, on_stage)

    def add_archive(
        self,
        name: str,
        data: bytes,
        *,
        progress: Progress | None = None,
        on_stage: OnStage = lambda stage: None,
    ) -> list[IngestOutcome]:
        """Read the documents of a ZIP archive; their names are their paths in it.

        Args:
            name: The archive's name.
            data: Its bytes.
            progress: As for `add`.
            on_stage: Called before each stage of each document.

        Returns:
            One outcome per document, in the order of the archive.

        Raises:
            IngestError: The archive cannot be opened; what becomes of a document stands in its outcome.
            EncoderUnavailableError: The model cannot be loaded.
        """
        return self._intake.add_archive(name, data, progress, on_stage)

    def reparse(self, doc_ids: Sequence[str] = (), *, progress: Progress | None = None) -> list[IngestOutcome]:
        """Read kept files again, as after an upgrade; ids, versions, corrections and decisions stay.

        Args:
            doc_ids: Documents of any status; all that are not withdrawn when empty.
            progress: As for `add`.

        Returns:
            One outcome per document: "updated", "unchanged" or "failed", which leaves what was read before.

        Raises:
            DocumentNotFoundError: No document has one of the ids.
            LibraryError: The library cannot be written.
            EncoderUnavailableError: The model cannot be loaded.
        """
        if doc_ids:
            records = [self._library.entry(doc_id).record for doc_id in dict.fromkeys(doc_ids)]
        else:
            records = [entry.record for entry in self._library.entries() if entry.record.status != "withdrawn"]
        return self._intake.reparse(records, progress)

    def correct(self, doc_id: str, changes: Mapping[str, Correction]) -> DocumentRecord:
        """Correct a document's metadata by hand; the same bytes handed in again keep the corrections.

        Args:
            doc_id: The document.
            changes: New values by the names of the fields of `Metadata`; None brings back what was read.

        Raises:
            DocumentNotFoundError: No document has this id.
            CorrectionError: A field cannot be corrected, or its value cannot be used.
            EncoderUnavailableError: The title changes, and the model cannot be loaded.
        """
        return self._intake.correct(doc_id, dict(changes))

    def decide(self, doc_id: str, decision: Decision | None) -> DocumentRecord:
        """Set a document's status by hand; None leaves it to the rules again.

        Raises:
            DocumentNotFoundError: No document has this id, or `decision.by`.
            CorrectionError: The document is withdrawn, or the status cannot be set by hand.
        """
        record = self._library.decide(doc_id, decision)
        self._live.forget()
        return record

    def dictionary(self) -> OfficeDictionary:
        """The shipped word lists with the office's own, as they are now.

        Raises:
            DataFileError: One of the office's files has an error; the message names file and line.
        """
        return self._dictionary.current()

    def remove(self, doc_id: str) -> None:
        """Withdraw a document: the next answer does without it; earlier versions do not come back.

        Raises:
            DocumentNotFoundError: No document has this id, or it is withdrawn already.
        """
        self._library.remove(doc_id)
        self._live.forget()

    def documents(self, *, include_withdrawn: bool = False) -> list[DocumentRecord]:
        """The list of documents, newest version of each, also repealed, expired and pending ones.

        Args:
            include_withdrawn: Also withdrawn documents and earlier versions.
        """
        records = [entry.record for entry in self._library.entries()]
        if include_withdrawn:
            return records
        return [
            record
            for record in records
            if record.status != "withdrawn" and (record.status != "replaced" or record.standing.manual)
        ]

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

    def facts(
        self, *, doc_id: str = "", kind: str = "", body: str = "", wanted: FactFilter | None = None
    ) -> list[StoredFact]:
        """Facts in the order of the documents and of their texts.

        Args:
            doc_id: Only this document, whatever its status; "" for all documents in force.
            kind: Only this kind; "" for all.
            body: Only those that name this body, in any of its written forms; "" for all.
            wanted: Further conditions; its `body` goes before the one given apart.

        Raises:
            DocumentNotFoundError: No document has the id.
        """
        found = [StoredFact(found_in, fact) for found_in, fact in self._library.facts(doc_id=doc_id, kind=kind)]
        wanted = wanted or FactFilter()
        wanted = replace(wanted, body=wanted.body or body)
        if wanted == FactFilter():
            return found
        records = {entry.record.doc_id: entry.record for entry in self._library.entries()}
        definitions = (fact for _, fact in self._library.facts(kind="definition"))
        names = with_introduced(self._dictionary.current().bodies, definitions)
        sources = FactSources(names, records, self._library.document, self._library.mentioning)
        return select_facts(found, wanted, sources)

    def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> list[SearchHit]:
        """The k best passages of documents in force, best first; scores are above 0, higher is better."""
        view = self.view()
        found = view.retriever.retrieve(query, k=k, filters=filters)
        return [search_hit(scored, view.documents[scored.doc_id]) for scored in found]

    def ask(self, question: str | Sequence[Message], *, filters: Filters | None = None, mode: Mode = "auto") -> Answer:
        """Answer a question, or the last turn of a conversation.

        A language model is asked never ("extractive"), wherever something was found ("generative"), or where it helps.

        Raises:
            QuestionError: The question is empty, too long, or not a question.
            NoLanguageModelError: The mode is "generative" and no language model is configured.
        """
        return final_answer(self.ask_stream(question, filters=filters, mode=mode))

    def ask_stream(
        self, question: str | Sequence[Message], *, filters: Filters | None = None, mode: Mode = "auto"
    ) -> Generator[AnswerEvent, None, None]:
        """Answer as `ask` does, piece by piece; the last event holds the whole answer. Raises as `ask`, at once."""
        writer = writer_for(mode, self._writer)
        messages = [Message("user", question)] if isinstance(question, str) else question
        return stream_answer(answer_question(self.view(), messages, filters=filters), writer, mode)

    @property
    def index_version(self) -> str:
        """Name of the generation of the index that answers now."""
        return self.view().index_version
