"""The documents that the question sets ask about, and a library made of them, kept between runs."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ingest
import retriever
from eval.systems import LibrarySystem
from retriever.index import MANIFEST_FILE
from retriever.knowledge_base import INDEX_FOLDER, IngestOutcome, KnowledgeBase, KnowledgeBaseConfig

PROJECT = Path(__file__).resolve().parent.parent
# The documents themselves are not part of the project: they lie beside its folder where somebody has them.
REAL_CORPUS = PROJECT.parent / "shared" / "corpus"
SAMPLES = Path(ingest.__file__).parent / "samples"

# What is stored depends on these; answers do not, so work on answering keeps the library.
_STORED_BY = ("index.py", "lexical.py", "tokenizer.py", "vectors.py", "encoder.py")
_KEPT_LIBRARIES = 3

Progress = Callable[[int, int, str], None]


class CorpusError(Exception):
    """The documents are missing or cannot be read; the message is Chinese."""


def find_corpus(chosen: Path | None = None) -> Path:
    """The chosen folder, else the real documents where they are present, else the samples.

    Raises:
        CorpusError: The chosen folder does not exist.
    """
    if chosen is not None:
        if not chosen.is_dir():
            raise CorpusError(f"语料目录不存在：{chosen}。")
        return chosen
    return REAL_CORPUS if REAL_CORPUS.is_dir() else SAMPLES


def corpus_files(corpus: Path) -> list[Path]:
    """The files of a corpus, sorted; hidden ones do not count."""
    return sorted(path for path in corpus.rglob("*") if path.is_file() and not path.name.startswith("."))


def open_library(
    corpus: Path, cache: Path, *, embedding_model: str = "", progress: Progress | None = None
) -> tuple[KnowledgeBase, LibrarySystem]:
    """A library over `corpus`, from `cache` when neither the documents nor the code that reads them changed.

    Raises:
        CorpusError: A document cannot be read.
        RetrieverError: The model cannot be loaded or the index cannot be built.
        LibraryError: The library cannot be written.
    """
    config = KnowledgeBaseConfig(embedding_model=embedding_model)
    folder = cache / _fingerprint(corpus, embedding_model)
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        _build(corpus, folder, config, progress)
        _drop_old(cache)
    base = KnowledgeBase.open(folder, config)
    base.prepare()
    settings = {
        "corpus": str(corpus),
        "documents": len(base.documents()),
        "embedding_model": embedding_model,
        "index_manifest": _index_manifest(folder, base),
    }
    return base, LibrarySystem(base, settings=settings)


def _index_manifest(folder: Path, base: KnowledgeBase) -> dict[str, Any]:
    """The manifest of the index that answers."""
    path = folder / INDEX_FOLDER / base.index_version / MANIFEST_FILE
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def _build(corpus: Path, folder: Path, config: KnowledgeBaseConfig, progress: Progress | None) -> None:
    """Build aside and rename: a run that is killed leaves no half library behind under the final name."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="building-") as building:
        draft = Path(building) / "library"
        with KnowledgeBase.open(draft, config) as base:
            _check(base.add([corpus], progress=progress))
        if not folder.exists():
            draft.rename(folder)


def _check(outcomes: Sequence[IngestOutcome]) -> None:
    failed = [f"{outcome.name}（{outcome.error}）" for outcome in outcomes if outcome.status == "failed"]
    if failed:
        raise CorpusError(f"语料中有文件无法导入：{'；'.join(failed)}")
    if not outcomes:
        raise CorpusError("语料目录中没有可以导入的文件。")


def _drop_old(cache: Path) -> None:
    folders = sorted(
        (path for path in cache.iterdir() if path.is_dir() and not path.name.startswith("building-")),
        key=lambda path: path.stat().st_mtime,
    )
    for folder in folders[:-_KEPT_LIBRARIES]:
        shutil.rmtree(folder)


def _fingerprint(corpus: Path, embedding_model: str) -> str:
    digest = hashlib.blake2b(embedding_model.encode(), digest_size=8)
    reading = Path(ingest.__file__).parent
    searching = Path(retriever.__file__).parent
    code = [path for path in corpus_files(reading) if path.suffix != ".pyc"]
    code += [searching / name for name in _STORED_BY]
    for path in [*corpus_files(corpus), *code, *corpus_files(searching / "data")]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
