"""What can be asked: a KnowledgeBase in this process, or any server with the project's HTTP interface."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from retriever.datatypes import Answer, Citation, Message
from retriever.errors import RetrieverError

_TIMEOUT_SECONDS = 60


class AskError(Exception):
    """A system gave no answer; the message is Chinese."""


class System(Protocol):
    """Something that answers the last message of a conversation."""

    @property
    def name(self) -> str:
        """A short name for tables and folders."""

    def ask(self, messages: Sequence[Message]) -> Answer:
        """Answer the last message, a user's.

        Raises:
            AskError: The system gave no answer.
        """

    def describe(self) -> Mapping[str, Any]:
        """Configuration and index version, for the run file."""


class AskingBase(Protocol):
    """The part of `KnowledgeBase` that an evaluation needs."""

    @property
    def index_version(self) -> str:
        """The version of the index that answers."""

    def ask(self, question: Sequence[Message]) -> Answer:
        """Answer the last message."""


class LibrarySystem:
    """A KnowledgeBase in this process."""

    name = "zhengda"

    def __init__(self, base: AskingBase, *, settings: Mapping[str, Any]) -> None:
        """Wrap a library; `settings` (folder, model, corpus, …) go into the run file as they are."""
        self._base = base
        self._settings = settings

    def ask(self, messages: Sequence[Message]) -> Answer:
        """See `System`."""
        try:
            return self._base.ask(messages)
        except RetrieverError as error:
            raise AskError(str(error)) from error

    def describe(self) -> Mapping[str, Any]:
        """See `System`."""
        return {**self._settings, "index_version": self._base.index_version}


class HttpSystem:
    """A server with `POST /api/v1/ask`."""

    name = "http"

    def __init__(self, url: str, *, key: str = "") -> None:
        """Name a server.

        Args:
            url: Base URL, for example `http://127.0.0.1:8000`.
            key: API key, sent as bearer token when not empty.

        Raises:
            AskError: The URL is not an HTTP one.
        """
        if not url.startswith(("http://", "https://")):
            raise AskError(f"地址 {url} 应以 http:// 或 https:// 开头。")
        self._url = url.rstrip("/")
        self._key = key
        self._index_version = ""
        # Networks with a proxy for the outside would otherwise lead requests to a neighbour astray.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, messages: Sequence[Message]) -> Answer:
        """See `System`."""
        body = {"messages": [{"role": message.role, "content": message.content} for message in messages]}
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(f"{self._url}/api/v1/ask", json.dumps(body).encode(), headers, method="POST")
        try:
            with self._opener.open(request, timeout=_TIMEOUT_SECONDS) as response:
                answer = _answer(json.load(response))
        except urllib.error.HTTPError as error:
            raise AskError(f"{self._url} 返回 {error.code}：{_detail(error)}") from error
        except OSError as error:
            raise AskError(f"无法连接 {self._url}：{error}。请确认服务已启动。") from error
        except (ValueError, KeyError, TypeError) as error:
            raise AskError(f"{self._url} 的回答不符合接口格式：{error!r}") from error
        self._index_version = answer.index_version
        return answer

    def describe(self) -> Mapping[str, Any]:
        """See `System`."""
        return {"url": self._url, "index_version": self._index_version}


def _detail(error: urllib.error.HTTPError) -> str:
    """The Chinese `detail` of a problem document, or the bare reason."""
    try:
        return str(json.load(error)["detail"])
    except (OSError, ValueError, KeyError, TypeError):
        return str(error.reason)


def _answer(raw: Mapping[str, Any]) -> Answer:
    citations = tuple(
        Citation(
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
        for item in raw["citations"]
    )
    return Answer(
        answer=raw["answer"],
        status=raw["status"],
        citations=citations,
        facts=tuple(raw.get("facts", ())),
        question=raw.get("question", ""),
        suggestions=tuple(raw.get("suggestions", ())),
        index_version=raw.get("index_version", ""),
        took_ms=float(raw.get("took_ms", 0.0)),
    )
