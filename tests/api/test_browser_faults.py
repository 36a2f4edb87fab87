"""What a person sees when the disk is full, a file is locked, the server is killed; and that nothing is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import BROWSER, DRIVER, ask, free_port, resize, serving, start_afresh, wait, wait_until
from fake_knowledge_base import FakeKnowledgeBase
from hand_made import HashEmbedder
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from test_browser_library import DROP
from test_ledger import PARKING

from retriever.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "新增多少公共停车泊位"


@pytest.fixture(scope="module")
def browser(chromium: Chrome) -> Chrome:
    start_afresh(chromium)
    resize(chromium, 1280, 800)
    return chromium


def failure(browser: Chrome, question: str) -> str:
    """What is told when a question cannot be answered."""
    wait(browser, "#question").send_keys(question, Keys.ENTER)
    wait_until(browser, "document.querySelector('.turn:last-child.failed')")
    return browser.find_elements(By.CSS_SELECTOR, ".turn.failed .notice")[-1].text


def test_locked_conversations(browser: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.sqlite_file.BUSY_SECONDS", 0.1)
    with serving(FakeKnowledgeBase(), tmp_path) as address:
        browser.get(address)
        ask(browser, "今年新增多少停车泊位")
        with closing(sqlite3.connect(tmp_path / "conversations.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "正被另一个程序占用" in failure(browser, "由谁负责")
        browser.find_elements(By.CSS_SELECTOR, ".turn-actions .retry")[-1].click()
        wait_until(browser, "document.querySelectorAll('.turn.failed').length === 0")
        wait_until(browser, "document.querySelectorAll('.turn[data-status]').length === 2")
        browser.refresh()
        wait_until(browser, "document.querySelectorAll('.turn[data-status]').length === 2")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("没有权限挂载一块小磁盘")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(filler: Path) -> None:
    """Write until the disk takes no more."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="needs tmpfs")
def test_full_disk(browser: Chrome, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, KnowledgeBase.open(disk, encoder=HashEmbedder()) as base:
        base.add_bytes("停车.txt", PARKING.encode())
        with serving(base, disk) as address:
            browser.get(address)
            ask(browser, QUESTION)
            filler = disk / "filler"
            fill_up(filler)
            assert "磁盘空间不足" in failure(browser, "由谁负责")
            browser.get(f"{address}/documents")
            browser.execute_script(DROP, "养老.txt", PARKING.replace("停车", "养老") * 20)
            assert "空间" in wait(browser, "#results .error").text
            filler.unlink()
            browser.execute_script(DROP, "养老.txt", PARKING.replace("停车", "养老"))
            wait(browser, "#results .done")
            browser.get(address)
            wait(browser, "#history-list a").click()
            assert "230个" in wait(browser, ".turn.answered .answer-text").text
            ask(browser, QUESTION)


class Server:
    """The program itself on a data folder and a fixed port, to be killed and started again."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.command = [
            sys.executable, "-m", "api.cli", "serve", "--data", str(data), "--port", str(self.port),
        ]  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.mark.thorough
def test_killed_server(browser: Chrome, tmp_path: Path) -> None:
    with KnowledgeBase.open(tmp_path) as base:
        base.add_bytes("停车.txt", PARKING.encode())
    server = Server(tmp_path)
    server.start()
    try:
        browser.get(f"http://127.0.0.1:{server.port}")
        ask(browser, QUESTION)
        server.kill()
        assert "连不上服务" in failure(browser, "由谁负责")
        server.start()
        browser.find_elements(By.CSS_SELECTOR, ".turn-actions .retry")[-1].click()
        wait_until(browser, "document.querySelectorAll('.turn.answered').length === 2")
        browser.refresh()
        wait_until(browser, "document.querySelectorAll('.turn.answered').length === 2")
        assert "230个" in wait(browser, ".turn.answered .answer-text").text
    finally:
        server.kill()
