"""Signs in tables and texts (★, ○, [ ]) and what people call them in a question, from `retriever/data/signs.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.errors import DataFileError

SIGNS_FILE = Path(__file__).parent / "data" / "signs.txt"
_COMMON = "!"
_QUOTED = "[“\"'‘「]{0}[”\"'’」]"


@dataclass(frozen=True)
class Sign:
    """A kind of sign: its forms in documents, what it is called, and whether the form alone is no talk of it."""

    forms: tuple[str, ...]
    names: tuple[str, ...]
    common: bool

    @property
    def written(self) -> str:
        """A pattern of the sign as a document that explains it writes it: an empty pair of brackets, a form, a name."""
        forms = [rf"{re.escape(form[0])}[\s…]*{re.escape(form[1])}" if _is_pair(form) else form for form in self.forms]
        ways = [form if _is_pair(raw) else self._form(raw) for raw, form in zip(self.forms, forms, strict=True)]
        return "|".join((*ways, *map(re.escape, sorted(self.names, key=len, reverse=True))))

    def _form(self, form: str) -> str:
        return _QUOTED.format(re.escape(form)) if self.common else re.escape(form)

    def asked_in(self, question: str) -> bool:
        """Whether a question speaks of the sign."""
        if any(name in question for name in self.names):
            return True
        held = [form for form in self.forms if form in question]
        return any(re.search(self._form(form), question) for form in held)


def _is_pair(form: str) -> bool:
    return len(form) == 2 and form[0] in "[〔【［(（"


@lru_cache(maxsize=1)
def signs() -> tuple[Sign, ...]:
    """The signs of the shipped file.

    Raises:
        DataFileError: a line has no equals sign, or nothing on one side of it; the message names it.
    """
    found: list[Sign] = []
    for number, line in read_lines(SIGNS_FILE):
        common = line.startswith(_COMMON)
        forms, equals, names = line.removeprefix(_COMMON).partition("=")
        if not equals or not forms.strip() or not names.strip():
            raise DataFileError(f"{SIGNS_FILE.name} 第 {number} 行应写成“记号 = 叫法”：{line}。")
        found.append(Sign(tuple(forms.split()), tuple(names.split()), common))
    return tuple(found)


def signs_asked(question: str) -> tuple[Sign, ...]:
    """The signs that a question speaks of; of two whose names stand in each other, that with the longer name."""
    text, found = question, []
    named = [(name, sign) for sign in signs() for name in sign.names if name in question]
    for name in sorted({name for name, _ in named}, key=len, reverse=True):
        if name in text:
            text = text.replace(name, "\n")
            found += [sign for other, sign in named if other == name and sign not in found]
    return (*found, *(sign for sign in signs() if sign not in found and sign.asked_in(text)))
