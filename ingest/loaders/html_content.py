"""Find the part of a web page that holds the document, without menus, footers and buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.data_files import DATA_FOLDER, read_lines
from ingest.errors import DataFileError
from ingest.loaders.datatypes import Node
from ingest.loaders.html_text import is_block, is_seen

_FILE = DATA_FOLDER / "html_containers.txt"
_MIN_SHARE_OF_CONTAINER = 0.2
_MAX_SHARE_OF_FURNITURE = 0.3
_SHARE_TO_DESCEND = 0.85


@dataclass(frozen=True)
class _Rules:
    """Selectors as `(attribute, name)`, attribute one of "id", "class", "tag", names in lower case."""

    content: frozenset[tuple[str, str]]
    furniture: frozenset[tuple[str, str]]


def prune(page: Node) -> Node:
    """The page without what a browser does not show and without site furniture.

    An element named like furniture stays when it holds a large part of the page's text or its main heading.

    Raises:
        DataFileError: `html_containers.txt` has a bad line.
    """
    rules = _rules()
    total = max(_text_length(page), 1)

    def keep(node: Node) -> bool:
        if not is_seen(node) and node is not page:
            return False
        if not any(selector in rules.furniture for selector in _selectors(node)):
            return True
        has_heading = any(child.tag == "h1" for child in node.walk())
        return has_heading or _text_length(node) > _MAX_SHARE_OF_FURNITURE * total

    def copy(node: Node) -> Node:
        children = (child if isinstance(child, str) else copy(child) for child in node.children if _keep(child))
        return Node(node.tag, node.attributes, tuple(children))

    def _keep(child: Node | str) -> bool:
        return isinstance(child, str) or keep(child)

    return copy(page)


def main_content(page: Node) -> Node:
    """The element of a pruned page that holds the document.

    A known container is taken when it holds a fair part of the text; otherwise the smallest element that
    still holds nearly all text outside links.
    """
    scores: dict[int, int] = {}
    _score(page, scores, in_link=False)
    best = scores[id(page)]
    content = _rules().content
    known = [node for node in page.walk() if any(selector in content for selector in _selectors(node))]
    container = max(known, key=lambda node: scores[id(node)], default=None)
    if container is not None and scores[id(container)] > max(_MIN_SHARE_OF_CONTAINER * best, 0):
        return container
    node = page
    while True:
        heir = max(node.elements(), key=lambda child: scores[id(child)], default=None)
        if heir is None or scores[id(heir)] < _SHARE_TO_DESCEND * scores[id(node)] or heir.tag in ("p", "table"):
            return node
        node = heir


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    found: dict[str, set[tuple[str, str]]] = {"正文": set(), "去除": set()}
    for number, line in read_lines(_FILE):
        verb, _, selector = line.partition(" ")
        attribute, _, value = selector.strip().partition("=")
        if verb not in found or attribute not in ("id", "class", "tag") or not value:
            raise DataFileError(
                f"词表文件 {_FILE.name} 第 {number} 行不能识别：{line}。应写作“正文 id=名称”或“去除 class=名称”。"
            )
        found[verb].add((attribute, value.lower()))
    return _Rules(frozenset(found["正文"]), frozenset(found["去除"]))


def _selectors(node: Node) -> Iterator[tuple[str, str]]:
    yield "tag", node.tag
    if node.attributes:
        yield "id", node.get("id").lower()
        for name in node.get("class").lower().split():
            yield "class", name


def _text_length(node: Node) -> int:
    return sum(
        len(child.strip()) for part in node.walk() if is_seen(part) for child in part.children if isinstance(child, str)
    )


def _score(node: Node, scores: dict[int, int], *, in_link: bool) -> int:
    """Length of the text outside links, less that of the text inside them, for the node and all below it.

    A block of links counts as nothing to what surrounds it.
    """
    in_link = in_link or node.tag == "a"
    total = 0
    for child in node.children:
        if isinstance(child, str):
            total += -len(child.strip()) if in_link else len(child.strip())
        else:
            score = _score(child, scores, in_link=in_link)
            total += max(score, 0) if is_block(child) else score
    scores[id(node)] = total
    return total
