"""Fixtures for all tests."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hand_made import ELDERLY, PARKING, HashEmbedder, read_lines
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from eval.corpus import REAL_CORPUS, SAMPLES
from ingest.datatypes import ParsedDocument
from retriever import encoder, token_vectors, vectors
from retriever.knowledge_base import INDEX_FOLDER, KnowledgeBase
from retriever.live_view import VECTORS_FILE

try:
    import fcntl
except ImportError:
    fcntl = None

LONGEST = (
    "test_corpus_answers.py",
    "test_encoder.py",
    "test_joint_training.py",
    "test_ranking_network.py",
    "test_browser_history.py",
    "test_crash.py",
    "test_browser_document.py",
    "test_browser_chat.py",
    "test_browser_library.py",
    "test_bad_files.py",
    "test_ablation.py",
    "test_answering.py",
    "test_browser_ledger.py",
    "test_synthetic_policies.py",
    "test_browser_pages.py",
    "test_table_files.py",
    "test_generator.py",
    "test_outline.py",
    "test_units.py",
    "test_browser_keys.py",
    "test_loaders_ocr.py",
    "test_chat_model.py",
)
"""Files by the time that they take, longest first."""

WITH_TORCH = ("test_encoder.py", "test_joint_training.py", "test_ranking_network.py")
"""Files that load torch, which takes a process seconds; so one process runs them all."""

# The same examples in every run, so that all see the same result, and no limit of time, since a machine may be busy;
# `--hypothesis-profile=default` tries others.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


class FileScheduling(LoadScopeScheduling):
    """The tests of a file stay in one process, for what they share; those that load torch in one for all of them.

    `--dist loadgroup` would do the same by marks, but pytest-xdist 3.8 does not pass them on under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "torch" if Path(file).name in WITH_TORCH else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileScheduling:
    """However many processes there are."""
    return FileScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that all processes end at about the same time."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection() -> None:
    """Nothing that is collected becomes garbage, so none is looked for meanwhile."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What imports and collection have made stays: the collector of garbage need not look at it again and again.

    Nor need it look at every few hundred objects: a document or an answer makes many thousands, in no circles.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Keep other processes out; where there are no such locks, each has a folder of its own."""
    if fcntl is None:
        yield
        return
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def vectors_kept(config: pytest.Config, name: str) -> Path:
    """The file with the vectors of a library's texts, kept between runs; the code and the model that made them count.

    The model itself is tried in `test_encoder.py`, in every run.
    """
    digest = hashlib.sha256()
    for module in (encoder, token_vectors, vectors):
        digest.update(Path(module.__file__).read_bytes())
    return Path(config.cache.mkdir("vectors")) / f"{name}-{digest.hexdigest()[:12]}.sqlite"


def library_of(documents: Path, factory: pytest.TempPathFactory, config: pytest.Config) -> Path:
    """A data folder of its own with these documents, read with the real model by one process for all."""
    own = factory.mktemp(documents.name)
    shared = factory.getbasetemp().parent if fcntl and "PYTEST_XDIST_WORKER" in os.environ else own
    built = shared / f"library-{documents.name}"
    with only_one(shared, built.name):
        if not built.is_dir():
            known = vectors_kept(config, documents.name)
            index = own / "draft" / INDEX_FOLDER
            index.mkdir(parents=True)
            if known.is_file():
                shutil.copyfile(known, index / VECTORS_FILE)
            with KnowledgeBase.open(own / "draft") as base:
                outcomes = base.add([documents])
                assert [outcome.name for outcome in outcomes if outcome.status != "added"] == []
            draft = known.with_suffix(f".{os.getpid()}")
            shutil.copyfile(index / VECTORS_FILE, draft)
            draft.replace(known)
            (own / "draft").rename(built)
    return Path(shutil.copytree(built, own / "data"))


@pytest.fixture(scope="session")
def real_library(tmp_path_factory, pytestconfig):
    """Data folder of the real documents; for tests that change nothing in it."""
    return library_of(REAL_CORPUS, tmp_path_factory, pytestconfig)


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory, pytestconfig):
    """Data folder of the samples; for tests that change nothing in it."""
    return library_of(SAMPLES, tmp_path_factory, pytestconfig)


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def parking() -> ParsedDocument:
    return read_lines("停车.txt", PARKING.encode())


@pytest.fixture
def elderly() -> ParsedDocument:
    return read_lines("养老.txt", ELDERLY.encode())
