"""Fixtures for all tests."""

from __future__ import annotations

import pytest
from hand_made import ELDERLY, PARKING, HashEmbedder, read_lines
from hypothesis import settings

from eval.corpus import REAL_CORPUS
from ingest.datatypes import ParsedDocument
from retriever.knowledge_base import KnowledgeBase

# The same examples in every run, so that all see the same result; `--hypothesis-profile=default` tries others.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def real_library(tmp_path_factory):
    """Data folder of the real documents, read once; for tests that change nothing in it."""
    folder = tmp_path_factory.mktemp("real")
    with KnowledgeBase.open(folder) as base:
        outcomes = base.add([REAL_CORPUS])
        assert [outcome.name for outcome in outcomes if outcome.status != "added"] == []
    return folder


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def parking() -> ParsedDocument:
    return read_lines("停车.txt", PARKING.encode())


@pytest.fixture
def elderly() -> ParsedDocument:
    return read_lines("养老.txt", ELDERLY.encode())
