"""Fixtures for all tests."""

from __future__ import annotations

import pytest
from hand_made import ELDERLY, PARKING, HashEmbedder, read_lines

from ingest.datatypes import ParsedDocument


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def parking() -> ParsedDocument:
    return read_lines("停车.txt", PARKING.encode())


@pytest.fixture
def elderly() -> ParsedDocument:
    return read_lines("养老.txt", ELDERLY.encode())
