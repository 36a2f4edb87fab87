"""The wordings in the shipped files: each line is a regular expression by itself."""

import re
from pathlib import Path

import pytest

from ingest.data_files import read_lines
from ingest.errors import DataFileError
from retriever import question_patterns
from retriever.question_patterns import PATTERNS_FILE, read_patterns

_SECTION = re.compile(r"(?m)^\[\w+!?\]$")
FILES = sorted(path for path in PATTERNS_FILE.parent.glob("*.txt") if _SECTION.search(path.read_text("utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_a_pattern(path: Path):
    for _, line in read_lines(path):
        re.compile(line)
    assert read_patterns(path)


def test_an_error_names_its_line(tmp_path):
    path = tmp_path / "wordings.txt"
    path.write_text("[one]\n谁\n[two]\n哪(\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="第 4 行不是正确的正则表达式"):
        read_patterns(path)
    path.write_text("谁\n[one]\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="第 1 行不在任何小节内"):
        read_patterns(path)


def test_sections_of_the_shipped_file():
    sections = question_patterns._shipped()
    assert all(question_patterns.wording(section).pattern for section in sections)
