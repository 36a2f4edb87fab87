"""Aspects that a question asks for and its answer must tell of, from `retriever/data/demanded_aspects.txt`.

A sentence about social workers says nothing of their pay; who asks for the pay is better told that it is not written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.errors import DataFileError
from retriever.question_wording import without_some

DEMANDED_FILE = Path(__file__).parent / "data" / "demanded_aspects.txt"
_BETWEEN = "=>"

Demand = tuple[re.Pattern[str], re.Pattern[str]]


def aspect_untold(asked: str, told: str) -> bool:
    """Whether a question asks for an aspect that an answer, with what it cites, does not tell of.

    Args:
        asked: the question.
        told: the answer with the sentences that it stands on and the headings above them.
    """
    asked = without_some(asked)
    return any(asks.search(asked) and not tells.search(told) for asks, tells in _shipped())


def read_demands(path: Path) -> tuple[Demand, ...]:
    """How an aspect is asked for and how it is told, one pair for each line.

    Raises:
        DataFileError: a line has no arrow or no regular expression on one side of it; the message names it.
    """
    found: list[Demand] = []
    for number, line in read_lines(path):
        asks, arrow, tells = (part.strip() for part in line.partition(_BETWEEN))
        if not (asks and arrow and tells):
            raise DataFileError(f"{path.name} 第 {number} 行应写成“问法 => 答案里要有的话”：{line}。")
        try:
            found.append((re.compile(asks), re.compile(tells)))
        except re.error as error:
            raise DataFileError(f"{path.name} 第 {number} 行不是正确的正则表达式：{line}（{error}）。") from error
    return tuple(found)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Demand, ...]:
    return read_demands(DEMANDED_FILE)
