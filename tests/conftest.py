"""Fixtures for all tests."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hand_made import ELDERLY, PARKING, HashEmbedder, read_lines
from hypothesis import settings

from eval.corpus import REAL_CORPUS, SAMPLES
from ingest.datatypes import ParsedDocument
from retriever.knowledge_base import KnowledgeBase

try:
    import fcntl
except ImportError:
    fcntl = None

LONGEST = (
    "test_corpus_answers.py",
    "test_ablation.py",
    "test_accessibility.py",
    "test_browser_chat.py",
    "test_browser_history.py",
    "test_encoder.py",
    "test_crash.py",
    "test_bad_files.py",
    "test_browser_document.py",
    "test_browser_library.py",
    "test_browser_ledger.py",
    "test_browser_pages.py",
    "test_generator.py",
    "test_table_files.py",
    "test_loaders_ocr.py",
    "test_libreoffice.py",
)
"""Files by the time that they take, longest first."""

# The same examples in every run, so that all see the same result, and no limit of time, since a machine may be busy;
# `--hypothesis-profile=default` tries others.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that all processes end at about the same time."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """What imports and collection have made stays: the collector of garbage need not look at it again and again."""
    gc.freeze()


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Keep other processes out; where there are no such locks, each has a folder of its own."""
    if fcntl is None:
        yield
        return
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def library_of(documents: Path, factory: pytest.TempPathFactory) -> Path:
    """A data folder of its own with these documents, read with the real model by one process for all."""
    own = factory.mktemp(documents.name)
    shared = factory.getbasetemp().parent if fcntl and "PYTEST_XDIST_WORKER" in os.environ else own
    built = shared / f"library-{documents.name}"
    with only_one(shared, built.name):
        if not built.is_dir():
            with KnowledgeBase.open(own / "draft") as base:
                outcomes = base.add([documents])
                assert [outcome.name for outcome in outcomes if outcome.status != "added"] == []
            (own / "draft").rename(built)
    return Path(shutil.copytree(built, own / "data"))


@pytest.fixture(scope="session")
def real_library(tmp_path_factory):
    """Data folder of the real documents; for tests that change nothing in it."""
    return library_of(REAL_CORPUS, tmp_path_factory)


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory):
    """Data folder of the samples; for tests that change nothing in it."""
    return library_of(SAMPLES, tmp_path_factory)


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def parking() -> ParsedDocument:
    return read_lines("停车.txt", PARKING.encode())


@pytest.fixture
def elderly() -> ParsedDocument:
    return read_lines("养老.txt", ELDERLY.encode())
