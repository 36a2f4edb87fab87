"""The wordings by which a question's kind is known, from `retriever/data/question_patterns.txt`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.errors import DataFileError

PATTERNS_FILE = Path(__file__).parent / "data" / "question_patterns.txt"
_SECTION = re.compile(r"\[(\w+!?)\]$")


def read_patterns(path: Path) -> dict[str, re.Pattern[str]]:
    """One pattern for each section of a file, the alternatives one a line.

    Raises:
        DataFileError: a line stands before the first section or is no regular expression; the message names it.
    """
    lines: dict[str, list[str]] = {}
    name = ""
    for number, line in read_lines(path):
        section = _SECTION.match(line)
        if section:
            name = section.group(1)
            lines[name] = []
            continue
        try:
            re.compile(line)
        except re.error as error:
            raise DataFileError(f"{path.name} 第 {number} 行不是正确的正则表达式：{line}（{error}）。") from error
        if not name:
            raise DataFileError(f"{path.name} 第 {number} 行不在任何小节内。请先写 [小节名]。")
        lines[name].append(line)
    return {section: re.compile("|".join(alternatives)) for section, alternatives in lines.items()}


@lru_cache(maxsize=1)
def _shipped() -> dict[str, re.Pattern[str]]:
    return read_patterns(PATTERNS_FILE)


def wording(section: str) -> re.Pattern[str]:
    """The pattern of a section of the shipped file."""
    return _shipped()[section]
