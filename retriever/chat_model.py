"""The language model: an OpenAI-compatible endpoint behind a LangChain chat model, imported when it is first used."""

from __future__ import annotations

import queue
import ssl
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from retriever.errors import GenerationError

INSTALL = '要用语言模型行文，请先安装所需组件：pip install "zhengda[llm]"。'
MAX_TOKENS = 1024
_CONNECT_SECONDS = 5.0
_MALFORMED = "语言模型服务的回答不符合 OpenAI 接口格式。"


@dataclass(frozen=True)
class LanguageModelConfig:
    """An endpoint that speaks the OpenAI protocol.

    Attributes:
        base_url: For example `http://127.0.0.1:8080/v1`.
        model: The name that the endpoint knows.
        api_key: Sent as bearer token; "" where none is needed.
        timeout: Seconds that one answer may take from the request to the last word, more than 0.
    """

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    timeout: float = 60.0


class ChatModel(Protocol):
    """Streams the reply to a system and a user message."""

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Pieces of the reply as they come.

        Raises:
            GenerationError: there is no reply, or it breaks off; the message is Chinese and says why.
        """


@dataclass(frozen=True)
class _Ended:
    """How a reply ended: with an error, or (None) as it should."""

    error: GenerationError | None = None


class OpenAIChat:
    """A chat model at an OpenAI-compatible endpoint; safe for several threads."""

    def __init__(self, config: LanguageModelConfig) -> None:
        self.config = config

    def stream(self, system: str, user: str) -> Iterator[str]:
        """See `ChatModel`; the whole reply has `config.timeout` seconds."""
        # The client knows a limit for each piece only, and a server that sends a word now and then keeps within it.
        # So a thread reads, and this one stops waiting when the time is over.
        pieces: queue.Queue[str | _Ended] = queue.Queue()
        stopped = threading.Event()
        reader = threading.Thread(target=self._read, args=(system, user, pieces, stopped), daemon=True)
        deadline = time.monotonic() + self.config.timeout
        reader.start()
        try:
            while True:
                piece = _next_piece(pieces, deadline)
                if isinstance(piece, _Ended):
                    if piece.error is not None:
                        raise piece.error
                    return
                yield piece
        finally:
            stopped.set()

    def _read(self, system: str, user: str, pieces: queue.Queue[str | _Ended], stopped: threading.Event) -> None:
        ended = _Ended(GenerationError(_MALFORMED))  # stands where an error comes that nobody foresaw
        try:
            with closing(self._pieces(system, user)) as source:
                for piece in source:
                    if stopped.is_set():
                        return
                    pieces.put(piece)
            ended = _Ended()
        except GenerationError as error:
            ended = _Ended(error)
        finally:
            pieces.put(ended)

    def _pieces(self, system: str, user: str) -> Generator[str, None, None]:
        try:
            import httpx2
            import openai
            from langchain_openai import ChatOpenAI
            from pydantic import SecretStr
        except ImportError as error:
            raise GenerationError(INSTALL) from error
        limits = httpx2.Timeout(self.config.timeout, connect=min(_CONNECT_SECONDS, self.config.timeout))
        finish = ""
        try:
            with httpx2.Client(timeout=limits, verify=_authorities()) as client:
                model = ChatOpenAI(
                    base_url=self.config.base_url,
                    model=self.config.model,
                    # Never the key that the process happens to have for another service.
                    api_key=SecretStr(self.config.api_key or "none"),
                    temperature=0,
                    timeout=limits,
                    max_retries=0,
                    http_client=client,
                    # Never used; without one, the model makes its own and reads all the authorities for it.
                    http_async_client=httpx2.AsyncClient(verify=_authorities()),
                    # Older servers know this name of the limit only, newer ones both.
                    extra_body={"max_tokens": MAX_TOKENS},
                )
                for chunk in model.stream([("system", system), ("human", user)]):
                    finish = str(chunk.response_metadata.get("finish_reason") or finish)
                    if isinstance(chunk.content, str) and chunk.content:
                        yield chunk.content
        except openai.APITimeoutError as error:
            raise GenerationError("语言模型没有在限定时间内作答。") from error
        except openai.APIStatusError as error:
            raise GenerationError(f"语言模型服务返回错误（HTTP {error.status_code}）。") from error
        except openai.OpenAIError as error:
            raise GenerationError("无法连接语言模型服务，或它的回答中断。") from error
        except (httpx2.HTTPError, OSError) as error:
            raise GenerationError("语言模型的回答中断。") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            # What the library makes of a reply that does not follow the protocol.
            raise GenerationError(_MALFORMED) from error
        if finish == "content_filter":
            raise GenerationError("语言模型拒绝作答。")
        if finish == "length":
            raise GenerationError("语言模型的回答过长，没有写完。")
        if not finish:
            raise GenerationError("语言模型的回答中断。")


@lru_cache(maxsize=1)
def _authorities() -> ssl.SSLContext:
    """Whose certificates are trusted: hundreds, read once for all answers."""
    import httpx2

    return httpx2.create_ssl_context()


def _next_piece(pieces: queue.Queue[str | _Ended], deadline: float) -> str | _Ended:
    try:
        return pieces.get(timeout=max(0.001, deadline - time.monotonic()))
    except queue.Empty:
        raise GenerationError("语言模型没有在限定时间内作答。") from None
