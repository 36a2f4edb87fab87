"""The index folder: generations built beside each other, each complete or absent."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from retriever.dense import METRIC, DenseIndex
from retriever.errors import IndexMismatchError, RetrieverError
from retriever.late import TokenIndex
from retriever.lexical import LexicalIndex
from retriever.token_vectors import EncodedPassages, TokenVectors
from retriever.tokenizer import identity, tokenize
from retriever.view import chunk_key, serial_of

FORMAT = 2

MANIFEST_FILE = "manifest.json"
_DENSE = "dense.faiss"
_LEXICAL = "lexical"
_TOKENS = "tokens"
_LOCK = "build.lock"
_UNFINISHED = ".building-"
_LOCK_SECONDS = 600.0
# BM25 goes on counting removed chunks until the lexical index is written anew.
_MOST_REMOVED = 0.2

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What an index is built with: one built with other settings cannot be searched with these."""

    model: str
    dimension: int
    metric: str = METRIC
    tokenizer: str = ""
    token_dimension: int = 0
    format: int = FORMAT


@dataclass(frozen=True)
class Manifest:
    """What a generation holds; `documents` are serial numbers, `files` sizes in bytes."""

    settings: Settings
    documents: tuple[int, ...]
    library_version: int
    files: dict[str, int]


@dataclass(frozen=True)
class Index:
    """An opened generation; nothing in it changes."""

    version: str
    manifest: Manifest
    dense: DenseIndex
    lexical: LexicalIndex
    tokens: TokenIndex | None = None


@dataclass(frozen=True)
class Sources:
    """Where a build takes its material from.

    `texts` gives the passages of the document with a serial number, in the order of its chunks; `encode` turns
    passages into vectors, rows L2-normalised, and into tokens if the settings name a length for them.
    """

    texts: Callable[[int], Sequence[str]]
    encode: Callable[[Sequence[str]], EncodedPassages]


class IndexFolder:
    """Builds, opens and tidies generations; safe for several processes.

    A generation is a folder named by its settings and documents. It appears by one rename, so it is whole or not
    there; the one before stays for readers that are about to open it.
    """

    def __init__(self, folder: Path, *, model: str, dimension: int, token_dimension: int = 0) -> None:
        self._folder = folder
        self._settings = Settings(
            model=model, dimension=dimension, tokenizer=identity(), token_dimension=token_dimension
        )
        folder.mkdir(parents=True, exist_ok=True)

    def open(self, documents: Sequence[int]) -> Index | None:
        """The generation that holds exactly these documents; None when there is none.

        Raises:
            IndexMismatchError: There is none, and the newest one was built with other settings.
        """
        index = self._load(self._folder / self._generation(documents))
        if index is None:
            newest = self._newest()
            if newest is not None and newest[1].settings != self._settings:
                raise IndexMismatchError(_difference(newest[1].settings, self._settings))
        return index

    def build(self, documents: Sequence[int], *, library_version: int, sources: Sources) -> Index:
        """Build the generation for these documents, with all that the newest one can lend it, and open it.

        Raises:
            RetrieverError: Another process has been building for ten minutes, or the files cannot be written.
        """
        target = self._folder / self._generation(documents)
        with self._locked():
            index = self._load(target)
            if index is None:
                shutil.rmtree(target, ignore_errors=True)
                part = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._folder))
                self._write(part, tuple(documents), library_version, sources)
                part.replace(target)
                index = self._load(target)
            if index is None:
                raise RetrieverError(f"刚建好的索引 {target} 无法打开。请检查磁盘，然后重试。")
            self._tidy(target)
        return index

    def _generation(self, documents: Sequence[int]) -> str:
        content = json.dumps([asdict(self._settings), list(documents)], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    def _load(self, folder: Path) -> Index | None:
        if not folder.is_dir():
            return None
        try:
            manifest = _read_manifest(folder)
            if any((folder / name).stat().st_size != size for name, size in manifest.files.items()):
                raise ValueError("文件大小与清单不符")
            dense = DenseIndex.load(folder / _DENSE)
            tokens = TokenIndex.load(folder / _TOKENS) if manifest.settings.token_dimension else None
            if tokens is not None and len(tokens) != len(dense.keys):
                raise ValueError("字词向量与段落数不符")
            return Index(folder.name, manifest, dense, LexicalIndex(folder / _LEXICAL), tokens)
        except (OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
            logger.warning("索引 %s 不完整（%s），将重新建立", folder, error)
            return None

    def _write(self, part: Path, documents: tuple[int, ...], library_version: int, sources: Sources) -> None:
        base = self._base()
        known = set(base.manifest.documents) if base else set()
        texts = {serial: sources.texts(serial) for serial in documents if serial not in known}
        dense, tokens = _build_vectors(base, documents, texts, sources, self._settings)
        dense.save(part / _DENSE)
        if tokens is not None:
            (part / _TOKENS).mkdir()
            tokens.save(part / _TOKENS)
        _write_lexical(part / _LEXICAL, base, self._folder, documents, texts, sources)
        files = {
            file.relative_to(part).as_posix(): file.stat().st_size
            for file in sorted(part.rglob("*"))
            if file.is_file() and not file.name.endswith(".lock")
        }
        manifest = Manifest(self._settings, documents, library_version, files)
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        (part / MANIFEST_FILE).write_text(text, encoding="utf-8")

    def _base(self) -> Index | None:
        """The newest generation, when it was built with the same settings."""
        newest = self._newest()
        if newest is None or newest[1].settings != self._settings:
            return None
        return self._load(newest[0])

    def _newest(self) -> tuple[Path, Manifest] | None:
        for folder in self._generations():
            try:
                return folder, _read_manifest(folder)
            except (OSError, ValueError, TypeError, KeyError):
                continue  # `_load` says what is wrong with it when it is needed
        return None

    def _generations(self) -> list[Path]:
        """Finished generations, newest first."""
        found = []
        for manifest in self._folder.glob(f"*/{MANIFEST_FILE}"):
            if not manifest.parent.name.startswith(_UNFINISHED):
                try:
                    found.append((manifest.stat().st_mtime_ns, manifest.parent))
                except FileNotFoundError:
                    continue  # tidied away by another process
        return [folder for _, folder in sorted(found, reverse=True)]

    def _tidy(self, current: Path) -> None:
        """Delete all but the current generation and the one before it, and what killed builds left."""
        others = [folder for folder in self._generations() if folder != current]
        for folder in [*others[1:], *self._folder.glob(f"{_UNFINISHED}*")]:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One builder at a time over all processes; the lock goes with its process, however that ends."""
        with closing(sqlite3.connect(self._folder / _LOCK, timeout=_LOCK_SECONDS, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise RetrieverError(
                    f"索引目录 {self._folder} 正由另一个程序占用或不可写（{error}）。请稍后再试。"
                ) from error
            yield


def _build_vectors(
    base: Index | None,
    documents: tuple[int, ...],
    texts: dict[int, Sequence[str]],
    sources: Sources,
    settings: Settings,
) -> tuple[DenseIndex, TokenIndex | None]:
    keys = [np.zeros(0, dtype=np.int64)]
    vectors = [np.zeros((0, settings.dimension), dtype=np.float32)]
    tokens: list[TokenVectors] = []
    if base is not None:
        kept = np.isin(serial_of(base.dense.keys), documents)
        keys.append(base.dense.keys[kept])
        vectors.append(base.dense.vectors()[kept])
        tokens += [base.tokens.part(int(row)) for row in np.flatnonzero(kept)] if base.tokens is not None else []
    for serial, passages in texts.items():
        keys.append(np.array([chunk_key(serial, chunk) for chunk in range(len(passages))], dtype=np.int64))
        encoded = sources.encode(passages)
        vectors.append(encoded.vectors)
        tokens += encoded.tokens
    dense = DenseIndex(np.concatenate(keys), np.concatenate(vectors))
    return dense, TokenIndex.of(tokens, settings.token_dimension) if settings.token_dimension else None


def _write_lexical(
    folder: Path,
    base: Index | None,
    generations: Path,
    documents: tuple[int, ...],
    texts: dict[int, Sequence[str]],
    sources: Sources,
) -> None:
    removed: set[int] = set()
    if base is not None:
        removed = set(base.manifest.documents) - set(documents)
        gone = np.isin(serial_of(base.dense.keys), list(removed)).sum()
        if gone > _MOST_REMOVED * len(base.dense.keys):
            base = None
    if base is None:
        folder.mkdir()
        removed = set()
        texts = {serial: texts.get(serial) or sources.texts(serial) for serial in documents}
    else:
        shutil.copytree(generations / base.version / _LEXICAL, folder, ignore=shutil.ignore_patterns("*.lock"))
    LexicalIndex.write(
        folder,
        (
            (chunk_key(serial, chunk), tokenize(passage))
            for serial, passages in texts.items()
            for chunk, passage in enumerate(passages)
        ),
        removed=removed,
    )


def _read_manifest(folder: Path) -> Manifest:
    values = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    return Manifest(
        settings=Settings(**values["settings"]),
        documents=tuple(values["documents"]),
        library_version=values["library_version"],
        files=values["files"],
    )


def _difference(built: Settings, asked: Settings) -> str:
    differing = [
        f"{name}：索引为“{value}”，当前为“{asdict(asked)[name]}”"
        for name, value in asdict(built).items()
        if value != asdict(asked)[name]
    ]
    return f"索引与当前设置不一致（{'；'.join(differing)}），需要重新建立索引。"
