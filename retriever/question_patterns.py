"""The wordings by which a question's kind is known, from `retriever/data/question_patterns.txt`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.errors import DataFileError

PATTERNS_FILE = Path(__file__).parent / "data" / "question_patterns.txt"
_SECTION = re.compile(r"\[(\w+!?)\]$")


Lines = list[tuple[int, str]]
"""Alternatives of a section, each with its number in the file."""


def read_patterns(path: Path) -> dict[str, re.Pattern[str]]:
    """One pattern for each section of a file, the alternatives one a line.

    Raises:
        DataFileError: a line stands before the first section or is no regular expression; the message names it.
    """
    return {section: _joined(lines, path) for section, lines in _sections(path).items()}


def _sections(path: Path) -> dict[str, Lines]:
    lines: dict[str, Lines] = {}
    name = ""
    for number, line in read_lines(path):
        section = _SECTION.match(line)
        if section:
            name = section.group(1)
            lines[name] = []
            continue
        if not name:
            raise DataFileError(f"{path.name} 第 {number} 行不在任何小节内。请先写 [小节名]。")
        lines[name].append((number, line))
    return lines


def _joined(lines: Lines, path: Path) -> re.Pattern[str]:
    """One pattern of all lines; they are looked at one by one only where that fails: compiling is most of a start."""
    try:
        return re.compile("|".join(line for _, line in lines))
    except re.error:
        for number, line in lines:
            try:
                re.compile(line)
            except re.error as error:
                raise DataFileError(f"{path.name} 第 {number} 行不是正确的正则表达式：{line}（{error}）。") from error
        raise


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Lines]:
    return _sections(PATTERNS_FILE)


@lru_cache(maxsize=256)
def wording(section: str) -> re.Pattern[str]:
    """The pattern of a section of the shipped file."""
    return _joined(_shipped()[section], PATTERNS_FILE)
