"""A library of invented policies, read by the real pipeline, for the tests of the answering side."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder
from policy_library import POLICIES, PROGRAMME, PROGRAMME_TEXT

from retriever.knowledge_base import KnowledgeBase
from retriever.lexicon import Lexicon
from retriever.reader import Reader
from retriever.spelling import Speller


@pytest.fixture(scope="session")
def policies(tmp_path_factory):
    """A knowledge base that holds the invented policies; no test changes it."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("policies"), encoder=HashEmbedder()) as base:
        for name, text in POLICIES.items():
            base.add_bytes(name, text.encode())
        yield base


@pytest.fixture
def hash_base(tmp_path):
    """An empty knowledge base of its own."""
    with KnowledgeBase.open(tmp_path / "base", encoder=HashEmbedder()) as base:
        yield base


@pytest.fixture(scope="session")
def programme(tmp_path_factory):
    """A knowledge base that holds one invented programme beside the policies; no test changes it."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("programme"), encoder=HashEmbedder()) as base:
        for name, text in {**POLICIES, PROGRAMME: PROGRAMME_TEXT}.items():
            base.add_bytes(name, text.encode())
        yield base


@pytest.fixture(scope="session")
def doc_ids(policies):
    """Document ids by file name."""
    return {record.name: record.doc_id for record in policies.documents()}


@pytest.fixture(scope="session")
def lexicon(policies):
    return Lexicon(policies.view())


@pytest.fixture(scope="session")
def reader(policies, lexicon):
    return Reader(policies.view(), lexicon)


@pytest.fixture(scope="session")
def speller(lexicon):
    return Speller(lexicon)
