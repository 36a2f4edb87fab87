"""What a regular expression says of the texts that it matches: how they begin, how they end, what none of them lacks.

Readers look at one character before they try a long pattern; these tell whether that look can miss anything.
Characters are told apart by themselves; the classes \\d and \\s count as one "character" each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CATEGORIES = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s"}
_WIDEST = 64  # characters of a range beyond which it counts as any character
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)

Node = tuple[Any, Any]
Characters = frozenset[str] | None
"""None for any character."""


def parsed(pattern: str) -> list[Node]:
    """The nodes of a regular expression."""
    return list(parser.parse(pattern))


def behind_look(pattern: str) -> tuple[Characters, list[Node]] | None:
    """The class that a pattern looks for first, `(?=[…])`, and what follows it; None for other patterns."""
    nodes = parsed(pattern)
    if not nodes or nodes[0][0] is not codes.ASSERT or nodes[0][1][0] != 1:
        return None
    looked = list(nodes[0][1][1])
    return (_members(looked[0][1]), nodes[1:]) if len(looked) == 1 and looked[0][0] is codes.IN else None


def edge(nodes: Sequence[Node], *, last: bool = False) -> Characters:
    """The characters that a match can begin with, or end with."""
    return _edge(nodes, last=last)[0]


def _edge(nodes: Iterable[Node], *, last: bool) -> tuple[Characters, bool]:
    """These characters, and whether the nodes match the empty text as well."""
    found: frozenset[str] = frozenset()
    for operation, value in reversed(list(nodes)) if last else nodes:
        characters, empty = _edge_of(operation, value, last=last)
        if characters is None:
            return None, False
        found |= characters
        if not empty:
            return found, False
    return found, True


def _edge_of(operation: Any, value: Any, *, last: bool) -> tuple[Characters, bool]:
    if operation is codes.LITERAL:
        return frozenset(chr(value)), False
    if operation is codes.IN:
        return _members(value), False
    if operation is codes.BRANCH:
        return _either([_edge(branch, last=last) for branch in value[1]])
    if operation is codes.SUBPATTERN:
        return _edge(value[3], last=last)
    if operation in _REPEATS:
        characters, empty = _edge(value[2], last=last)
        return characters, empty or value[0] == 0
    if operation is codes.GROUPREF_EXISTS:
        return _either([_edge(branch or (), last=last) for branch in value[1:]])
    if operation in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
        return frozenset(), True
    return None, False


def _either(branches: Sequence[tuple[Characters, bool]]) -> tuple[Characters, bool]:
    known = [characters for characters, _ in branches if characters is not None]
    every = frozenset().union(*known) if len(known) == len(branches) else None
    return every, any(empty for _, empty in branches)


def _members(items: Iterable[Node]) -> Characters:
    found: set[str] = set()
    for operation, value in items:
        if operation is codes.LITERAL:
            found.add(chr(value))
        elif operation is codes.RANGE and value[1] - value[0] <= _WIDEST:
            found |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif operation is codes.CATEGORY and value in _CATEGORIES:
            found.add(_CATEGORIES[value])
        else:
            return None
    return frozenset(found)


def may_lack(nodes: Iterable[Node], signs: str) -> bool:
    """Whether the nodes could match a text in which none of the characters `signs` stands."""
    return all(_lacks(operation, value, signs) for operation, value in nodes)


def _lacks(operation: Any, value: Any, signs: str) -> bool:
    if operation is codes.LITERAL:
        return chr(value) not in signs
    if operation is codes.IN:
        members = _members(value)
        return members is None or not members <= set(signs)
    if operation is codes.BRANCH:
        return any(may_lack(branch, signs) for branch in value[1])
    if operation is codes.SUBPATTERN:
        return may_lack(value[3], signs)
    if operation in _REPEATS:
        return value[0] == 0 or may_lack(value[2], signs)
    if operation is codes.GROUPREF_EXISTS:
        return any(may_lack(branch or (), signs) for branch in value[1:])
    return True
