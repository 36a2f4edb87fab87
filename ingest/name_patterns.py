"""One regular expression for many names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def names_pattern(names: Iterable[str]) -> str:
    """A regular expression that matches exactly `names`, longest first, without trying them one by one."""
    trie: dict[str, dict[str, object]] = {}
    for name in names:
        node = trie
        for character in name:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}

    def render(node: Mapping[str, object]) -> str:
        branches = [re.escape(key) + render(child) for key, child in sorted(node.items()) if key]  # type: ignore[arg-type]
        if not branches:
            return ""
        if len(branches) == 1 and "" not in node:
            return branches[0]  # a group around one way on would say no more, and takes time to compile
        return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")

    return render(trie)


def unfold(name: str) -> str:
    """The long way of writing a folded name that ends in 办."""
    return name[:-1] + "办公室" if name.endswith("办") else name


def joined_as(alias: str, head: str) -> str:
    """An alias with the 和 (与, 及) of its canonical name before the word that follows it there; else empty.

    发展改革局 of 发展和改革委员会 is written 发展和改革局 as well, 文化广电旅游局 文化广电和旅游局.
    """
    for join in re.finditer("以及|[和与及]", head):
        behind = head[join.end() : join.end() + 2]
        if alias.find(behind) >= 2:
            return alias.replace(behind, join[0] + behind, 1)
    return ""
