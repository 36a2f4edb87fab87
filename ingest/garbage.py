"""No looking for garbage while much is made that stays.

Reading a document makes hundreds of thousands of objects that are all part of it. Python looks through them again and
again for those that only point at each other, an eighth of the time, and finds none but the nodes of the outline.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_state = {"inside": 0, "ours": False}


@contextmanager
def none_looked_for() -> Iterator[None]:
    """Pause the collector, for the whole process, until the last thread inside leaves; where it is off it stays off."""
    with _lock:
        if not _state["inside"]:
            _state["ours"] = gc.isenabled()
            gc.disable()
        _state["inside"] += 1
    try:
        yield
    finally:
        with _lock:
            _state["inside"] -= 1
            if not _state["inside"] and _state["ours"]:
                gc.enable()
