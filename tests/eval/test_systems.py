from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from eval.systems import AskError, HttpSystem, LibrarySystem
from retriever.datatypes import Answer, Message
from retriever.errors import QuestionError

QUESTION = [Message("user", "新增多少")]
BODY = {
    "answer": "60个[1]",
    "status": "answered",
    "citations": [{"n": 1, "doc_id": "d", "title": "方案", "path": ["一、"], "text": "60个", "start": 3, "end": 6}],
    "index_version": "v7",
    "took_ms": 1.5,
}


class _Handler(BaseHTTPRequestHandler):
    reply: tuple[int, bytes] = (200, b"")
    seen: list[tuple[str, str | None, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, self.headers["Authorization"], body))
        status, content = self.reply
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, type[_Handler]]]:
    handler = type("Handler", (_Handler,), {"seen": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", handler
        running.shutdown()
        thread.join()


def test_http_answer(server: tuple[str, type[_Handler]]) -> None:
    url, handler = server
    handler.reply = (200, json.dumps(BODY).encode())
    system = HttpSystem(url + "/", key="secret")
    answer = system.ask(QUESTION)
    assert (answer.answer, answer.status, answer.citations[0].path) == ("60个[1]", "answered", ("一、",))
    sent = {"messages": [{"role": "user", "content": "新增多少"}]}
    assert handler.seen == [("/api/v1/ask", "Bearer secret", sent)]
    assert system.describe() == {"url": url, "index_version": "v7"}


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((422, json.dumps({"detail": "问题太长"}).encode()), "返回 422：问题太长"),
        ((500, b"<html>"), "返回 500"),
        ((200, b"<html>"), "不符合接口格式"),
        ((200, b'{"answer": ""}'), "不符合接口格式"),
        ((200, b"[]"), "不符合接口格式"),
    ],
)
def test_http_errors(server: tuple[str, type[_Handler]], reply: tuple[int, bytes], message: str) -> None:
    url, handler = server
    handler.reply = reply
    with pytest.raises(AskError, match=message):
        HttpSystem(url).ask(QUESTION)


def test_no_server() -> None:
    with pytest.raises(AskError, match="无法连接"):
        HttpSystem("http://127.0.0.1:9").ask(QUESTION)
    with pytest.raises(AskError, match="http://"):
        HttpSystem("file:///tmp")


class _Base:
    index_version = "v3"

    def ask(self, question: Sequence[Message]) -> Answer:
        raise QuestionError("问题为空")


def test_library_errors_are_told() -> None:
    system = LibrarySystem(_Base(), settings={"corpus": "c"})
    with pytest.raises(AskError, match="问题为空"):
        system.ask(QUESTION)
    assert system.describe() == {"corpus": "c", "index_version": "v3"}
