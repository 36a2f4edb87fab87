"""A process that answers questions while documents come in: what makes the documents give way."""

from __future__ import annotations

import os
import sys
import threading

# How long a thread works before another that waits gets its turn: an answer that is nearly ready, or the next
# question, need not wait for a document that is being read.
_TURN_SECONDS = 0.0005
_NICE = 10  # 0 is usual, 19 gives way to everything

_questions_come = threading.Event()


def questions_first() -> None:
    """From now on, for as long as the process lives, work on documents gives way to questions."""
    sys.setswitchinterval(_TURN_SECONDS)
    _questions_come.set()


def stand_back() -> None:
    """Leave this thread, for good, the time that others do not need, if questions go first in this process.

    Only Linux has a priority for each thread.
    """
    if _questions_come.is_set() and sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
