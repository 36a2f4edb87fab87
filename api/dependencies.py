"""What routes get from the app they are part of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fastapi import Request

if TYPE_CHECKING:
    from retriever.knowledge_base import KnowledgeBase


def knowledge_base_of(request: Request) -> KnowledgeBase:
    """The knowledge base that the app was made with."""
    knowledge_base: KnowledgeBase = request.app.state.knowledge_base
    return knowledge_base


@contextmanager
def writing(request: Request) -> Iterator[None]:
    """One writer at a time; readers go on beside it."""
    lock: threading.Lock = request.app.state.write_lock
    with lock:
        yield
