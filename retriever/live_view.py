"""The view that follows the library: made anew when a document, the office's dictionary, or the day has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ingest.datatypes import ParsedDocument
from ingest.library import Library, in_force
from ingest.points import folded
from ingest.rows import Entry
from retriever.chat_model import LanguageModelConfig
from retriever.datatypes import StoredFact
from retriever.dense import DenseRetriever
from retriever.dictionary import DictionaryFolder
from retriever.encoder import Encoder, OnnxEncoder, load_encoder, token_dimension
from retriever.errors import IndexMismatchError
from retriever.fusion import HybridRetriever
from retriever.index import Index, IndexFolder, Sources
from retriever.joint import JointReading, shipped_joint_model
from retriever.late import LateInteraction
from retriever.lexical import LexicalRetriever
from retriever.passage_texts import passage_texts
from retriever.past import ASIDE
from retriever.second_stage import SecondStage
from retriever.token_vectors import EncodedPassages
from retriever.vectors import VectorCache
from retriever.view import LibraryView, Shelf, ShelfEntry
from retriever.whole_documents import WholeDocuments

VECTORS_FILE = "vectors.sqlite"
ASIDE_FOLDER = "aside"  # index of the documents that have run out or not begun

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KnowledgeBaseConfig:
    """Settings of a knowledge base.

    Attributes:
        embedding_model: "" for the shipped model; see `retriever.encoder.load_encoder`.
        rrf_k: Constant of reciprocal rank fusion, at least 0.
        dense_weight: Weight of the search by meaning in the fusion, at least 0; the search by terms weighs 1.
        candidates: Chunks that each retriever gives to the fusion, at least 1.
        threads: Threads of the embedding model; None for as many as the machine has cores, four at most.
        language_model: An endpoint that may word answers; None for none.
    """

    embedding_model: str = ""
    # On public questions about policy passages, equal weights and the usual constant of 60 put 5 in 100 fewer
    # passages first than the terms alone; these lose none of note and find more within the first ten.
    rrf_k: int = 10
    dense_weight: float = 0.3
    candidates: int = 50
    threads: int | None = None
    language_model: LanguageModelConfig | None = None


@dataclass(frozen=True)
class _Picture:
    """A view with what it was made from: it serves until the library, the dictionary or the day changes."""

    library_version: int
    day: date
    view: LibraryView


class LiveView:
    """Makes views of a library and keeps its index up with it; safe for several threads."""

    def __init__(
        self,
        library: Library,
        index_path: Path,
        config: KnowledgeBaseConfig,
        encoder: Encoder | None,
        dictionary: DictionaryFolder,
        prepare: Callable[[LibraryView], None],
    ) -> None:
        """Follow `library`.

        Args:
            library: The documents.
            index_path: Folder of the index.
            config: Settings.
            encoder: In place of the one that `config` names, which is loaded on first use.
            dictionary: The office's words.
            prepare: Derives from a view what questions need of it, before it takes the place of one that they use.
        """
        self._library = library
        self._index_path = index_path
        self._config = config
        self._encoder = encoder
        self._dictionary = dictionary
        self._prepare = prepare
        self._vectors = VectorCache(index_path / VECTORS_FILE)
        self._picture: _Picture | None = None
        self._kept: dict[int, ParsedDocument] = {}
        self._holders = 0
        self._lock = threading.RLock()

    def view(self) -> LibraryView:
        """The library as it is now; while it is held, as it was last seen.

        Raises:
            EncoderUnavailableError: The model cannot be loaded.
            RetrieverError: The index cannot be built.
        """
        picture = self._picture
        if picture is not None and (self._holders or self._is_current(picture)):
            return picture.view
        return self.refresh()

    def refresh(self) -> LibraryView:
        """The library as it is now, held or not; raises as `view`."""
        with self._lock:
            picture = self._picture
            if picture is None or not self._is_current(picture):
                asked = picture is not None and bool(picture.view.derived)
                picture = self._make()
                if asked:
                    self._prepare(picture.view)  # while questions go by the view before
                self._picture = picture
            return picture.view

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the view as it is while several documents come in: one index for all of them, at the end."""
        with self._lock:
            self._holders += 1
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1

    def forget(self) -> None:
        """Make the next view anew, even while it is held."""
        with self._lock:
            self._picture = None

    def encode(self, texts: Sequence[str]) -> EncodedPassages:
        """Vectors of passages, remembered for the index.

        Raises:
            EncoderUnavailableError: The model cannot be loaded.
        """
        encoder = self._loaded_encoder()
        self._index_path.mkdir(parents=True, exist_ok=True)
        return self._vectors.encode(encoder, texts)

    def _is_current(self, picture: _Picture) -> bool:
        return (
            picture.library_version == self._library.version()
            and picture.day == date.today()
            and picture.view.dictionary is self._dictionary.current()
        )

    def _loaded_encoder(self) -> Encoder:
        with self._lock:
            if self._encoder is None:
                self._encoder = load_encoder(self._config.embedding_model, threads=self._config.threads)
            return self._encoder

    def _make(self) -> _Picture:
        # The version first: a change that comes in meanwhile then makes the next question look again.
        version, day, dictionary = self._library.version(), date.today(), self._dictionary.current()
        entries = self._library.entries()
        current = in_force(entries)
        self._kept = {
            entry.serial: self._kept[entry.serial]
            for entry in entries
            if entry.serial in self._kept and self._kept[entry.serial].metadata == entry.record.metadata
        }
        shelf = Shelf([ShelfEntry(entry.serial, entry.record) for entry in entries], self._read, self._kept)
        ids = {entry.record.doc_id for entry in current}
        facts = tuple(StoredFact(doc_id, fact) for doc_id, fact in self._library.facts() if doc_id in ids)
        view = replace(self._view_of(current, shelf, self._index_path, version), facts=facts, dictionary=dictionary)
        aside = [entry for entry in entries if entry.record.status in ASIDE]
        if aside:
            view = replace(view, aside=replace(self._aside(aside, version), dictionary=dictionary))
        return _Picture(version, day, view)

    def _aside(self, entries: Sequence[Entry], version: int) -> LibraryView:
        """A view of documents not in force; to the answerers they are, what they say is told with a warning."""
        told = [ShelfEntry(entry.serial, replace(entry.record, status="in_force")) for entry in entries]
        view = self._view_of(entries, Shelf(told, self._read, self._kept), self._index_path / ASIDE_FOLDER, version)
        ids = [entry.record.doc_id for entry in entries]
        return replace(
            view,
            facts=tuple(StoredFact(doc_id, fact) for key in ids for doc_id, fact in self._library.facts(doc_id=key)),
        )

    def _view_of(self, entries: Sequence[Entry], shelf: Shelf, folder: Path, version: int) -> LibraryView:
        """A view of some documents of the library, with an index of their own; without facts and dictionary."""
        index = self._caught_up(entries, folder, version)
        dense = DenseRetriever(index.dense, self._loaded_encoder(), shelf)
        lexical = LexicalRetriever(index.lexical, shelf)
        fused = HybridRetriever((lexical, dense), rank_constant=self._config.rrf_k, candidates=self._config.candidates)
        encoder = self._loaded_encoder()
        whole = WholeDocuments(
            shelf, index.lexical.frequency, chunks=len(index.dense.keys), documents_held=len(entries)
        )
        late, joint = None, None
        if index.tokens is not None and isinstance(encoder, OnnxEncoder):
            late = LateInteraction(index.tokens, index.dense.keys, encoder, shelf)
            model = shipped_joint_model(encoder.threads)
            joint = JointReading(model, encoder, late, shelf) if model.encoder == encoder.name else None
        ranked = SecondStage(fused, whole, late)
        return LibraryView(shelf, (), ranked, dense, lexical, index.version, late=late, joint=joint, whole=whole)

    def _read(self, serial: int) -> ParsedDocument:
        """A document whose paragraphs are whole: answers quote what stands around a point."""
        return folded(self._library.parsed(serial))

    def _caught_up(self, current: Sequence[Entry], path: Path, library_version: int) -> Index:
        encoder = self._loaded_encoder()
        folder = IndexFolder(
            path,
            model=encoder.name,
            dimension=encoder.dimension,
            token_dimension=token_dimension(encoder),
        )
        serials = [entry.serial for entry in current]
        try:
            index = folder.open(serials)
        except IndexMismatchError as error:
            logger.warning("%s 正在重新建立。", error)
            index = None
        if index is not None:
            return index
        sources = Sources(lambda serial: passage_texts(self._library.parsed(serial)), self.encode)
        return folder.build(serials, library_version=library_version, sources=sources)
