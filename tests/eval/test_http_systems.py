from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from eval.http_systems import FORMS, Form, open_http_system
from eval.runner import ask_question
from eval.systems import AskError
from retriever.datatypes import Message
from tests.scripted_system import question

QUESTION = [Message("user", "新增多少")]
CONVERSATION = [Message("user", "停车位"), Message("assistant", "新增停车位。"), *QUESTION]
OWN = {
    "answer": "60个[1]",
    "status": "answered",
    "citations": [{"n": 1, "doc_id": "d", "title": "方案", "path": ["一、"], "text": "60个", "start": 3, "end": 6}],
    "index_version": "v7",
    "took_ms": 1.5,
}
DIFY = {
    "answer": "新增60个。",
    "conversation_id": "c1",
    "metadata": {"retriever_resources": [{"document_name": "方案", "content": "新增停车位60个", "score": 0.9}]},
}


def completion(text: str | None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}


class _Handler(BaseHTTPRequestHandler):
    """Answers as it is told and keeps what it was asked."""

    replies: list[tuple[int, bytes]]
    seen: list[tuple[str, str | None, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, self.headers["Authorization"], body))
        status, content = self.replies.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        pass


class Server:
    """A real server on this machine."""

    def __init__(self, url: str, handler: type[_Handler]) -> None:
        self.url = url
        self.seen = handler.seen
        self._handler = handler

    def reply(self, *replies: object, status: int = 200) -> None:
        self._handler.replies += [
            (status, reply if isinstance(reply, bytes) else json.dumps(reply).encode()) for reply in replies
        ]


@pytest.fixture
def server() -> Iterator[Server]:
    handler = type("Handler", (_Handler,), {"seen": [], "replies": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield Server(f"http://127.0.0.1:{running.server_port}", handler)
        running.shutdown()
        thread.join()


def test_own_form(server: Server) -> None:
    server.reply(OWN)
    system = open_http_system(server.url + "/", "zhengda", key="secret")
    answer = system.ask(QUESTION)
    assert (answer.answer, answer.status, answer.citations[0].path) == ("60个[1]", "answered", ("一、",))
    sent = {"messages": [{"role": "user", "content": "新增多少"}]}
    assert server.seen == [("/api/v1/ask", "Bearer secret", sent)]
    assert system.describe() == {"form": "zhengda", "url": server.url, "index_version": "v7"}


@pytest.mark.parametrize("base", ["", "/v1", "/v1/"])
def test_openai_form(server: Server, base: str) -> None:
    server.reply(completion("新增60个。"))
    system = open_http_system(server.url + base, "openai", key="secret", model="qwen")
    answer = system.ask(CONVERSATION)
    assert (answer.answer, answer.status, answer.citations) == ("新增60个。", "answered", ())
    ((path, key, body),) = server.seen
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer secret", "qwen")
    assert [turn["role"] for turn in body["messages"]] == ["user", "assistant", "user"]
    assert body["messages"][-1]["content"] == "新增多少"


@pytest.mark.parametrize("text", ["资料中没有找到相关内容。可以咨询区民政局。", "", None])
def test_openai_refusal_is_told_by_its_wording(server: Server, text: str | None) -> None:
    server.reply(completion(text))
    assert open_http_system(server.url, "openai").ask(QUESTION).status == "not_found"


def test_dify_form_goes_on_with_the_conversation(server: Server) -> None:
    server.reply({"answer": "新增停车位。", "conversation_id": "c1"}, DIFY, DIFY)
    system = open_http_system(server.url, "dify", key="app-1")
    row = ask_question(system, question(history=("停车位",)))
    assert (row.right, row.cited, row.citations[0].source) == (True, True, "方案")
    assert system.ask(QUESTION).status == "answered"  # another question: not in that conversation
    assert [path for path, _, _ in server.seen] == ["/v1/chat-messages"] * 3
    assert [body["conversation_id"] for _, _, body in server.seen] == ["", "c1", ""]
    assert [body["query"] for _, _, body in server.seen] == ["停车位", "新增多少", "新增多少"]
    assert {body["response_mode"] for _, _, body in server.seen} == {"blocking"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("status", "reply", "message"),
    [
        (422, {"detail": "问题太长"}, "返回 422：问题太长"),
        (401, {"error": {"message": "无效的口令"}}, "返回 401：无效的口令"),
        (400, {"code": "invalid_param", "message": "缺少参数"}, "返回 400：缺少参数"),
        (500, b"<html>", "返回 500"),
        (200, b"<html>", "不符合接口格式"),
        (200, {"answer": 3, "choices": []}, "不符合接口格式"),
        (200, {}, "不符合接口格式"),
        (200, [], "不符合接口格式"),
    ],
)
def test_errors(server: Server, form: Form, status: int, reply: object, message: str) -> None:
    server.reply(reply, status=status)
    with pytest.raises(AskError, match=message):
        open_http_system(server.url, form).ask(QUESTION)


def test_unknown_status_is_no_answer(server: Server) -> None:
    server.reply({**OWN, "status": "done"})
    with pytest.raises(AskError, match="不符合接口格式"):
        open_http_system(server.url, "zhengda").ask(QUESTION)


def test_no_server() -> None:
    with pytest.raises(AskError, match="无法连接"):
        open_http_system("http://127.0.0.1:9", "openai").ask(QUESTION)
    with pytest.raises(AskError, match="http://"):
        open_http_system("file:///etc", "zhengda")
