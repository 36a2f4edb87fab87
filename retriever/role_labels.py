"""The labels that columns and lines give people and bodies (分管领导, 督导单位), with the ways to ask for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.errors import DataFileError

LABELS_FILE = Path(__file__).parent / "data" / "role_labels.txt"
_ARROW = " => "
_KINDS = ("person", "post", "body")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True)
class RoleLabel:
    """A class of labels: `kind` is person, post or body; `asked` finds the wordings that ask for it."""

    kind: str
    label: re.Pattern[str]
    asked: re.Pattern[str]


@lru_cache(maxsize=1)
def role_labels() -> tuple[RoleLabel, ...]:
    """All classes of labels.

    Raises:
        DataFileError: a line does not have three parts, or no regular expressions; the message names it.
    """
    found = []
    for number, line in read_lines(LABELS_FILE):
        parts = line.split(_ARROW)
        try:
            if len(parts) != 3 or parts[0] not in _KINDS:
                raise re.error("应为“类别 => 列名 => 问法”")
            found.append(RoleLabel(parts[0], re.compile(parts[1]), re.compile(parts[2])))
        except re.error as error:
            raise DataFileError(f"{LABELS_FILE.name} 第 {number} 行写法不对：{line}（{error}）。") from error
    return tuple(found)


@lru_cache(maxsize=4096)
def role_of(label: str) -> RoleLabel | None:
    """The class of a column's title or a line's label; None for other ones."""
    plain = _REMARK.sub("", label).strip(" 【】")
    return next((role for role in role_labels() if role.label.fullmatch(plain)), None)


def roles_asked(text: str) -> tuple[RoleLabel, ...]:
    """The classes that a question asks for, in the order of the list."""
    return tuple(role for role in role_labels() if role.asked.search(text))
