"""What the evaluation says on stderr while it works."""

from __future__ import annotations

import sys


def complain(message: str) -> None:
    """Print a line for people."""
    print(message, file=sys.stderr)


def ingest_progress(done: int, total: int, name: str) -> None:
    """Say which document is read."""
    complain(f"导入 {done}/{total} {name}".rstrip())


class Counting:
    """Says how many questions are asked, at each tenth."""

    def __init__(self, total: int) -> None:
        self._total = total

    def __call__(self, done: int) -> None:
        """Take the number of questions asked so far."""
        if done % max(1, self._total // 10) == 0 or done == self._total:
            complain(f"已答 {done}/{self._total}")
