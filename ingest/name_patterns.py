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
        return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")

    return render(trie)
