"""Work that gives way to questions: documents come in while people ask."""

from __future__ import annotations

import os
import sys
import threading

_NICE = 10  # 0 is usual, 19 gives way to everything


def stand_back() -> None:
    """Leave this thread the time that others do not need, for good; only Linux has a priority for each thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
