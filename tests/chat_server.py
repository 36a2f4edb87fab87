"""A server on a port of this machine that speaks the OpenAI protocol and replies as a test tells it to."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """How to reply: `text` in pieces of `piece` characters; `stall_after` pieces it waits until the server closes,
    `break_after` pieces it cuts the connection. `finish` ends a reply that does neither."""

    text: str = ""
    status: int = 200
    piece: int = 3
    finish: str = "stop"
    stall_after: int | None = None
    break_after: int | None = None
    raw: bytes = b""


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    path: str
    authorization: str
    body: dict[str, object]

    @property
    def messages(self) -> dict[str, str]:
        """Contents by role."""
        return {message["role"]: message["content"] for message in self.body["messages"]}


@dataclass
class ChatServer:
    """Set `reply`, ask, look at `received`."""

    reply: Reply = field(default_factory=Reply)
    received: list[Received] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> ChatServer:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.chat = self
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *details: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    chat: ChatServer

    def handle_error(self, *details: object) -> None:
        """A client that goes in the middle of a reply is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *details: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.chat.received.append(Received(self.path, self.headers.get("Authorization", ""), body))
        with suppress(OSError):  # the client may have gone
            self.answer(self.server.chat.reply)

    def answer(self, reply: Reply) -> None:
        if reply.status != 200:
            content = json.dumps({"error": {"message": "out of order", "type": "server_error"}}).encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if reply.raw:
            self.chunk(reply.raw)
        self.stream(reply)

    def stream(self, reply: Reply) -> None:
        pieces = [reply.text[at : at + reply.piece] for at in range(0, len(reply.text), reply.piece)]
        for index, piece in enumerate(pieces):
            if index == reply.stall_after:
                self.server.chat.closing.wait(20)
            if index == reply.break_after:
                self.close_connection = True
                return
            self.event({"delta": {"content": piece}, "finish_reason": None})
        self.event({"delta": {}, "finish_reason": reply.finish or None})
        self.chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def event(self, choice: dict[str, object]) -> None:
        chunk = {
            "id": "reply", "object": "chat.completion.chunk", "created": 1, "model": "small",
            "choices": [{"index": 0, **choice}],
        }  # fmt: skip
        self.chunk(f"data: {json.dumps(chunk)}\n\n".encode())

    def chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()
