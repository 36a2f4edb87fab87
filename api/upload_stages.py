"""What the server is doing with an upload, for the page that waits for it.

The page names its upload in a header and asks under this name while the upload's own request is still open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fastapi import Request

from retriever.knowledge_base import Stage

HEADER = "X-Upload-Id"
WAITING = "waiting"

_NAME = re.compile(r"[0-9a-f]{16,64}")


@contextmanager
def following(request: Request) -> Iterator[Callable[[Stage], None]]:
    """Gives what to call before each stage; known under the upload's name until the block ends."""
    name = request.headers.get(HEADER, "")
    if not _NAME.fullmatch(name):
        yield lambda stage: None
        return
    stages: dict[str, str] = request.app.state.upload_stages
    stages[name] = WAITING  # another writer may be at work

    def enter(stage: Stage) -> None:
        stages[name] = stage

    try:
        yield enter
    finally:
        stages.pop(name, None)


def stage_of(request: Request, name: str) -> str:
    """The stage of an upload; "" before it has arrived and after its end."""
    stages: dict[str, str] = request.app.state.upload_stages
    return stages.get(name, "")
