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


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A real server with a small stand-in for the knowledge base."""
    from browser import serving

    with serving(FakeKnowledgeBase()) as url:
        yield url


@pytest.fixture(scope="module")
def shared(chromium: Chrome) -> Chrome:
    """The browser of the process, without what other files did in it."""
    from browser import start_afresh

    start_afresh(chromium)
    return chromium


@pytest.fixture
def browser(shared: Chrome, address: str) -> Chrome:
    """A browser without history, wide, at an empty conversation."""
    from browser import resize, wait

    resize(shared, 1280, 800)
    shared.get("about:blank")
    shared.execute_cdp_cmd("Network.clearBrowserCookies", {})
    shared.get_log("browser")  # a page may have lost its server at the end of the test before
    shared.get(address)
    wait(shared, ".examples button")
    return shared
