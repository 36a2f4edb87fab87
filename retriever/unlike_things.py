"""Things of one kind of which none stands for another: who asks about cats is told nothing by a rule on dogs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.errors import DataFileError

UNLIKE_FILE = Path(__file__).parent / "data" / "unlike_things.txt"


@dataclass(frozen=True)
class Kind:
    """Things of one kind, each with all its names, and the words that stand for any of them."""

    general: tuple[str, ...]
    things: tuple[tuple[str, ...], ...]


def of_unlike_thing(asked: str, own: str, held: str) -> bool:
    """Whether an answer tells of another thing of the kind asked about, and of the one asked about nowhere.

    Args:
        asked: the question.
        own: the answer with the clauses that it stands on.
        held: the same with the headings above them and the titles of the documents.
    """
    return any(_of_another(kind, asked, own, held) for kind in _shipped())


def read_kinds(path: Path) -> tuple[Kind, ...]:
    """The kinds of a list, one a line: 「总称、总称：甲、乙=乙的别名」.

    Raises:
        DataFileError: a line has no colon, or an empty name; the message names it.
    """
    found: list[Kind] = []
    for number, line in read_lines(path):
        general, colon, listed = line.partition("：")
        names = tuple(general.split("、"))
        things = tuple(tuple(thing.split("=")) for thing in listed.split("、"))
        if not colon or not all(names) or not all(name for thing in things for name in thing):
            raise DataFileError(f"{path.name} 第 {number} 行应写成“总称：甲、乙=乙的别名”：{line}。")
        found.append(Kind(names, things))
    return tuple(found)


def _of_another(kind: Kind, asked: str, own: str, held: str) -> bool:
    named = [thing for thing in kind.things if _holds(asked, thing)]
    if not named or _holds(held, kind.general) or any(_holds(held, thing) for thing in named):
        return False
    return any(_holds(own, thing) for thing in kind.things)


def _holds(text: str, names: tuple[str, ...]) -> bool:
    return any(name in text for name in names)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Kind, ...]:
    return read_kinds(UNLIKE_FILE)
