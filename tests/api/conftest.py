from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fake_knowledge_base import FakeKnowledgeBase
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

Connect = Callable[..., TestClient]


@pytest.fixture
def knowledge_base() -> FakeKnowledgeBase:
    return FakeKnowledgeBase()


@pytest.fixture
def connect(knowledge_base: FakeKnowledgeBase, tmp_path: Path) -> Iterator[Connect]:
    """Make a client with the settings given; `address` is the client's, `host` the name it asks for."""
    opened: list[TestClient] = []

    def make(address: str = "127.0.0.1", host: str = "127.0.0.1:8000", **settings: object) -> TestClient:
        app = create_app(knowledge_base, Settings(**{"data_dir": tmp_path / "data", **settings}))
        client = TestClient(
            app, base_url=f"http://{host}", client=(address, 50000), raise_server_exceptions=False
        )
        client.__enter__()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(connect: Connect) -> TestClient:
    return connect()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chrome]:
    """One browser for all tests of a process; each begins with `start_afresh`."""
    from browser import open_browser

    with open_browser() as opened:
        yield opened
