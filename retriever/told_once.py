"""Statements of an answer told once: a date that its sentence holds, a cell told with its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.sentences import is_bracket
from retriever.draft import Draft, Statement

_SHORT = 4  # characters of what is told twice
_DATE = re.compile(r"^[^（]*\d{1,2}月[^（]*(?=（)")
_YEAR = re.compile(r"^20\d{2}年[，,]")  # said of a stretch whose sentence names it before
_COLUMN = re.compile("^[^：，。]{1,10}：")


def once(statements: Sequence[Statement]) -> list[Statement]:
    """Statements less those whose words another tells: a date that its sentence holds, a cell told with its row."""
    kept = list(dict.fromkeys(statements))
    for statement in reversed(tuple(kept)):
        if any(_holds(other, statement) for other in kept if other is not statement):
            kept.remove(statement)
    return kept


def _holds(other: Statement, statement: Statement) -> bool:
    """Whether a statement says all that another does."""
    bare = statement.text.rstrip("。")
    if bare in other.text:
        return True
    date = _DATE.match(statement.text)
    short = date.group().rstrip("前") if date else _COLUMN.sub("", _YEAR.sub("", bare))
    return len(short) >= _SHORT and short in other.text and _same_place(statement, other)


def _same_place(one: Statement, other: Statement) -> bool:
    """Whether two statements stand on the same clause first."""
    places = [{(at.doc_id, at.clause) for at in statement.evidence[:1]} for statement in (one, other)]
    return bool(places[0] & places[1])


def without_bare_brackets(draft: Draft) -> Draft:
    """An answer without brackets of bodies that stand behind its sentences and say nothing by themselves."""
    kept = tuple(
        told for index, told in enumerate(draft.statements) if not index or not is_bracket(told.text.rstrip("。"))
    )
    return draft if len(kept) == len(draft.statements) else replace(draft, statements=kept)
