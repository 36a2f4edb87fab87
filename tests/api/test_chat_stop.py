"""A client that goes away, against a real server: only there does a connection close."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import serving
from fake_knowledge_base import FakeKnowledgeBase

from api.conversations.database import ConversationFile
from api.conversations.store import FILE_NAME
from api.streaming import ServerEvent


class EndlessAnswer:
    """Tells a sentence every few milliseconds until it is closed."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def __call__(self, *_: object) -> Iterator[ServerEvent]:
        try:
            while True:
                yield ServerEvent("sentence", {"text": "一句。"})
                time.sleep(0.005)
        finally:
            self.closed.set()


def kept(folder: Path) -> tuple[str, str]:
    file = ConversationFile(folder / FILE_NAME)
    with file.transaction() as connection:
        status, answer = connection.execute("SELECT status, answer FROM turns").fetchone()
    file.close()
    return status, json.loads(answer).get("answer", "")


def test_closed_tab_stops_the_work_and_keeps_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = EndlessAnswer()
    monkeypatch.setattr("api.routes.chat.answer_events", endless)
    with serving(FakeKnowledgeBase(), tmp_path) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        body = json.dumps({"question": "泊位"})
        connection.request("POST", "/api/v1/chat", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        while b"sentence" not in response.readline():
            pass
        assert not endless.closed.is_set()
        response.close()
        connection.close()
        assert endless.closed.wait(10)
        deadline = time.monotonic() + 10
        while kept(tmp_path)[0] == "pending" and time.monotonic() < deadline:
            time.sleep(0.02)
    status, answer = kept(tmp_path)
    assert status == "stopped"
    assert answer.startswith("一句。")
