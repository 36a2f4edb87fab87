"""What the server is doing with an upload, for the page that waits for it.

The page names its upload in a header and asks under this name while the upload's own request is still open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request

from retriever.knowledge_base import Stage

HEADER = "X-Upload-Id"
WAITING = "waiting"

_NAME = re.compile(r"[0-9a-f]{16,64}")


@dataclass
class UploadState:
    """How far an upload is: the stage, and in an archive the file at work and how many of how many are done.

    `stage` is "" before it has arrived and after its end; `total` is 0 for a single file.
    """

    stage: str = ""
    file: str = ""
    done: int = 0
    total: int = 0

    def enter(self, stage: Stage) -> None:
        """Take note of the next stage."""
        self.stage = stage

    def begin(self, done: int, total: int, name: str) -> None:
        """Take note of the next file of an archive."""
        self.done, self.total, self.file = done, total, name
        if done == total:
            self.stage = "indexing"


@contextmanager
def following(request: Request) -> Iterator[UploadState]:
    """Gives what to tell of each stage and file; known under the upload's name until the block ends."""
    name = request.headers.get(HEADER, "")
    states: dict[str, UploadState] = request.app.state.upload_stages
    state = UploadState(WAITING)  # another writer may be at work
    if not _NAME.fullmatch(name):
        yield state
        return
    states[name] = state
    try:
        yield state
    finally:
        states.pop(name, None)


def state_of(request: Request, name: str) -> UploadState:
    """How far an upload is."""
    states: dict[str, UploadState] = request.app.state.upload_stages
    return states.get(name, UploadState())
