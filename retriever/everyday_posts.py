"""Posts as people call them (一把手, 管纪律的领导), put into the words of documents."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.errors import DataFileError

POSTS_FILE = Path(__file__).parent / "data" / "everyday_posts.txt"
_ARROW = " => "


def read_posts(path: Path) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Pattern and what takes its place, in the order of a file.

    Raises:
        DataFileError: a line has no 「 => 」 or is no regular expression; the message names it.
    """
    rules = []
    for number, line in read_lines(path):
        pattern, arrow, official = line.partition(_ARROW)
        if not arrow:
            raise DataFileError(f"{path.name} 第 {number} 行缺少“{_ARROW.strip()}”：{line}。")
        try:
            rules.append((re.compile(pattern.strip()), official.strip()))
        except re.error as error:
            raise DataFileError(f"{path.name} 第 {number} 行不是正确的正则表达式：{pattern}（{error}）。") from error
    return tuple(rules)


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[re.Pattern[str], str], ...]:
    return read_posts(POSTS_FILE)


def official_posts(question: str) -> str:
    """A question with the posts that it calls by everyday words as documents write them."""
    for pattern, official in _shipped():
        question = pattern.sub(official, question)
    return question
