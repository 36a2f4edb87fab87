"""Servers that can be asked the question sets: with the project's own interface, an OpenAI-like or a Dify-like one."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from eval.refusals import is_refusal
from eval.systems import AskError, System
from retriever.datatypes import Answer, AnswerStatus, Citation, Message

Form = Literal["zhengda", "openai", "dify"]
FORMS: tuple[Form, ...] = get_args(Form)

# A language model on a small machine may write for minutes.
_TIMEOUT_SECONDS = 300
_STATUSES = frozenset(get_args(AnswerStatus))


def open_http_system(url: str, form: Form, *, key: str = "", model: str = "") -> System:
    """A server under the interface `form`.

    Args:
        url: Base URL, for example `http://127.0.0.1:8000`; for OpenAI and Dify with or without `/v1`.
        form: What the server speaks.
        key: Sent as bearer token when not empty.
        model: Name of the model, for OpenAI alone.

    Raises:
        AskError: The URL is not an HTTP one.
    """
    endpoint = Endpoint(url, key=key)
    if form == "openai":
        return OpenAISystem(endpoint, model=model)
    return DifySystem(endpoint) if form == "dify" else ZhengdaSystem(endpoint)


class Endpoint:
    """POSTs JSON to a server and reads JSON back."""

    def __init__(self, url: str, *, key: str = "") -> None:
        """Name a server; `key` is sent as bearer token when not empty.

        Raises:
            AskError: The URL is not an HTTP one.
        """
        if not url.startswith(("http://", "https://")):
            raise AskError(f"地址 {url} 应以 http:// 或 https:// 开头。")
        self.url = url.rstrip("/")
        self._headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
        # Networks with a proxy for the outside would otherwise lead requests to a neighbour astray.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def versioned(self, path: str) -> str:
        """The path below `/v1`, which the base URL may hold already."""
        return path if self.url.endswith("/v1") else f"/v1{path}"

    def post(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The JSON object that the server answers with.

        Raises:
            AskError: No connection, a status of failure, or no JSON object.
        """
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), self._headers, method="POST")
        try:
            with self._opener.open(request, timeout=_TIMEOUT_SECONDS) as response:
                reply = json.load(response)
        except urllib.error.HTTPError as error:
            raise AskError(f"{self.url} 返回 {error.code}：{_detail(error)}") from error
        except OSError as error:
            raise AskError(f"无法连接 {self.url}：{error}。请确认服务已启动。") from error
        except ValueError as error:
            raise self.misshapen(error) from error
        if not isinstance(reply, dict):
            raise self.misshapen(TypeError(type(reply).__name__))
        return reply

    def misshapen(self, error: Exception) -> AskError:
        """What to raise when a reply is not as the interface has it."""
        return AskError(f"{self.url} 的回答不符合接口格式：{error!r}")


def _detail(error: urllib.error.HTTPError) -> str:
    """The words of a failure: `detail` of a problem document, `error.message` of OpenAI, `message` of Dify."""
    try:
        raw = json.load(error)
        inner = raw.get("error")
        words = raw.get("detail") or (inner.get("message") if isinstance(inner, dict) else inner) or raw.get("message")
    except (OSError, ValueError, AttributeError):
        words = None
    return str(words or error.reason)


class ZhengdaSystem:
    """A server with `POST /api/v1/ask`."""

    name = "http"
    cites = True

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._index_version = ""

    def ask(self, messages: Sequence[Message]) -> Answer:
        """See `System`."""
        raw = self._endpoint.post("/api/v1/ask", {"messages": _turns(messages)})
        try:
            answer = _answer(raw)
        except (KeyError, TypeError, ValueError) as error:
            raise self._endpoint.misshapen(error) from error
        self._index_version = answer.index_version
        return answer

    def search(self, question: str, *, k: int) -> None:
        """None: questions alone are sent, so that the server's times are those of answering."""

    def describe(self) -> Mapping[str, Any]:
        """See `System`."""
        return {"form": "zhengda", "url": self._endpoint.url, "index_version": self._index_version}


class OpenAISystem:
    """A server with `POST /v1/chat/completions`: text alone, whose wording tells an answer from a refusal."""

    name = "openai"
    cites = False

    def __init__(self, endpoint: Endpoint, *, model: str = "") -> None:
        self._endpoint = endpoint
        self._model = model or "default"

    def ask(self, messages: Sequence[Message]) -> Answer:
        """See `System`."""
        body = {"model": self._model, "messages": _turns(messages), "temperature": 0, "stream": False}
        raw = self._endpoint.post(self._endpoint.versioned("/chat/completions"), body)
        try:
            text = raw["choices"][0]["message"]["content"] or ""
            return _of_text(text, (), messages)
        except (KeyError, IndexError, TypeError) as error:
            raise self._endpoint.misshapen(error) from error

    def search(self, question: str, *, k: int) -> None:
        """None: the interface has no search."""

    def describe(self) -> Mapping[str, Any]:
        """See `System`."""
        return {"form": "openai", "url": self._endpoint.url, "model": self._model}


class DifySystem:
    """A server with Dify's `POST /v1/chat-messages`; it keeps the conversation, and may tell the passages it read."""

    name = "dify"
    cites = True
    _USER = "zhengda-eval"

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        # The last conversation: its id and the messages it holds, the server's answer included.
        self._conversation: tuple[str, tuple[Message, ...]] = ("", ())

    def ask(self, messages: Sequence[Message]) -> Answer:
        """See `System`; earlier turns must have been asked just before, the server holds them."""
        *earlier, question = messages
        known, held = self._conversation
        body = {
            "inputs": {},
            "query": question.content,
            "response_mode": "blocking",
            "conversation_id": known if earlier and tuple(earlier) == held else "",
            "user": self._USER,
        }
        raw = self._endpoint.post(self._endpoint.versioned("/chat-messages"), body)
        try:
            answer = _of_text(raw["answer"], _resources(raw), messages)
            conversation = str(raw.get("conversation_id") or "")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._endpoint.misshapen(error) from error
        self._conversation = (conversation, (*messages, Message("assistant", answer.answer)))
        return answer

    def search(self, question: str, *, k: int) -> None:
        """None: the interface has no search."""

    def describe(self) -> Mapping[str, Any]:
        """See `System`."""
        return {"form": "dify", "url": self._endpoint.url}


def _turns(messages: Sequence[Message]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in messages]


def _of_text(text: str, citations: tuple[Citation, ...], messages: Sequence[Message]) -> Answer:
    """An answer of which only the text is known; what it cites counts for nothing when it refuses."""
    if not isinstance(text, str):
        raise TypeError(type(text).__name__)
    return Answer(
        answer=text,
        status="not_found" if is_refusal(text) else "answered",
        citations=citations,
        facts=(),
        question=messages[-1].content,
        suggestions=(),
        index_version="",
        took_ms=0.0,
    )


def _resources(raw: Mapping[str, Any]) -> tuple[Citation, ...]:
    """Dify's `metadata.retriever_resources`, there when the application shows its sources."""
    found = (raw.get("metadata") or {}).get("retriever_resources") or ()
    return tuple(
        _citation({"n": n, "title": item.get("document_name", ""), "text": item["content"]})
        for n, item in enumerate(found, start=1)
    )


def _citation(item: Mapping[str, Any]) -> Citation:
    return Citation(
        n=int(item["n"]),
        doc_id=item.get("doc_id", ""),
        title=item.get("title", ""),
        issuer=item.get("issuer", ""),
        number=item.get("number", ""),
        path=tuple(item.get("path", ())),
        text=item["text"],
        start=int(item.get("start", 0)),
        end=int(item.get("end", 0)),
        url=item.get("url", ""),
    )


def _answer(raw: Mapping[str, Any]) -> Answer:
    if raw["status"] not in _STATUSES:
        raise ValueError(f"status {raw['status']!r}")
    return Answer(
        answer=raw["answer"],
        status=raw["status"],
        citations=tuple(_citation(item) for item in raw["citations"]),
        facts=tuple(raw.get("facts", ())),
        question=raw.get("question", ""),
        suggestions=tuple(raw.get("suggestions", ())),
        index_version=raw.get("index_version", ""),
        took_ms=float(raw.get("took_ms", 0.0)),
    )
