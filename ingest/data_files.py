"""Read the word lists in `ingest/data/` and in an office's own data folder.

A word list is UTF-8 text, one entry a line; empty lines and lines that begin with `#` are comments.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from ingest.errors import DataFileError

DATA_FOLDER = Path(__file__).parent / "data"

Fault = Callable[[str], None]
"""What becomes of an error in a word list, told in Chinese with file and line."""


def refuse(message: str) -> None:
    """Let the first error of a word list end the reading.

    Raises:
        DataFileError: always.
    """
    raise DataFileError(message)


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Entries of a word list with their line numbers, counted from 1.

    Raises:
        DataFileError: the file is missing or not UTF-8; the message names it, and the first line that is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DataFileError(f"词表文件不存在：{path}。请恢复该文件后重试。") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataFileError(f"词表文件 {path} 第 {line} 行不是 UTF-8 编码。请另存为 UTF-8 后重试。") from error
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [(number, line) for number, line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=32)
def words(name: str) -> tuple[str, ...]:
    """Entries of the shipped word list `name`, in order."""
    return tuple(line for _, line in read_lines(DATA_FOLDER / name))
