"""Fixed sentences of the system: refusal, greeting, clarification; files an office can edit."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


@lru_cache(maxsize=16)
def message(name: str) -> str:
    """The text of `prompts/<name>.txt`, without the white space around it."""
    return (FOLDER / f"{name}.txt").read_text("utf-8").strip()
