"""The states of the questions read last, and of those that are about to be read, which another core begins with."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from threading import Lock

from retriever.token_vectors import States

_LATEST = 12  # questions: one is asked in parts, and its parts again with what stands around them


class LatestStates:
    """What a model tells of questions; safe for several threads."""

    def __init__(self, encode: Callable[[str], States], *, threads: int) -> None:
        """Remember what `encode` gives for a question; with two `threads` or more, some are begun with ahead."""
        self._encode = encode
        self._ahead = threads > 1
        self._kept: OrderedDict[str, Future[States]] = OrderedDict()
        self._lock = Lock()

    def of(self, text: str) -> States:
        """The states of a question."""
        with self._lock:
            kept = self._kept.get(text)
            begun = kept is not None and not kept.cancel()  # what still waits for its turn is done here and now
            future = kept if kept is not None and begun else self._new(text)
        try:
            if not begun:
                self._work(future, text)
            return future.result()
        except BaseException:
            with self._lock:
                self._kept.pop(text, None)
            raise

    def _work(self, future: Future[States], text: str) -> None:
        try:
            future.set_result(self._encode(text))
        finally:
            if not future.done():  # others may wait for it
                future.set_exception(RuntimeError(f"{text!r} was not encoded"))

    def expect(self, texts: Iterable[str]) -> None:
        """Begin with questions that are about to be read, in their order, while the caller does other work."""
        if not self._ahead:
            return
        with self._lock:
            for text in texts:
                if text not in self._kept:
                    self._keep(text, self._one.submit(self._encode, text))

    def _new(self, text: str) -> Future[States]:
        """A question that the caller itself reads."""
        future: Future[States] = Future()
        future.set_running_or_notify_cancel()
        self._kept.pop(text, None)
        self._keep(text, future)
        return future

    def _keep(self, text: str, future: Future[States]) -> None:
        self._kept[text] = future
        while len(self._kept) > _LATEST:
            self._kept.popitem(last=False)[1].cancel()

    @cached_property
    def _one(self) -> ThreadPoolExecutor:
        """One thread: the others have the answer to work on."""
        return ThreadPoolExecutor(1, thread_name_prefix="ahead")
