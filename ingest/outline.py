"""The clause tree of an official document.

Every line of the clean text opens a clause; markers (`ingest.markers`), heading blocks and annexes nest it. The
clauses' own spans partition the clean text: nothing is lost and nothing stands twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.datatypes import Clause, ClauseKind, CleanDocument, Line, Metadata
from ingest.line_roles import (
    DATE_LINE,
    NO_HEADING,
    SIGNATURE,
    contents_lines,
    ends_signed,
    is_title,
    names_table,
    unnumbered_headings,
)
from ingest.markers import Marker, clause_markers, turned_styles

HEADING_LIMIT = 40
LABEL_LIMIT = 30
_ONLY_BRACKETS = re.compile(r"^\s*(?:[（(〔\[【].*[）)〕\]】][。；]?\s*)*$", re.S)
_ASSIGNS = re.compile("[:：]|牵头|负责|配合|落实|完成|下同")
_FIRST_SENTENCE = re.compile(r"[^。！？；：\n]+(?=[。！？])")
_COLON_HEADING = re.compile(r"^[^，。；：、（〔\[【]{2,12}(?=：.)")
_ARTICLE_HEADING = re.compile(r"^\s*【[^】]{2,30}】|^\s*[^，。；：\s]{2,15}(?=\s*$)")


@dataclass
class _Node:
    """A clause under construction."""

    line: Line
    kind: ClauseKind
    style: str
    rank: float
    depth: int  # level of the loader's heading block, 0 for other lines
    number: str
    heading: str
    value: int | None = None
    row: int | None = None
    parent: _Node | None = None
    children: list[_Node] = field(default_factory=list)
    index: int = 0
    end: int = 0
    tree_end: int = 0


def build_outline(cleaned: CleanDocument, metadata: Metadata) -> tuple[Clause, ...]:
    """Build the clause tree.

    Returns:
        The clauses in document order; their own spans partition `cleaned.clean.text`.
    """
    text = cleaned.clean.text
    row_at = {row.start: index for index, row in enumerate(cleaned.rows)}
    markers = clause_markers([text[line.start : line.end] for line in cleaned.lines])
    unnumbered = unnumbered_headings(text, cleaned.lines, markers, metadata)
    contents = contents_lines(text, cleaned.lines)
    turned = turned_styles([marker for position, marker in enumerate(markers) if position not in contents])
    stack: list[_Node] = []
    nodes: list[_Node] = []
    signed = False
    for position, line in enumerate(cleaned.lines):
        node = _read_line(text, line, markers[position], metadata, position in unnumbered)
        node.row = row_at.get(line.start) if line.kind == "table_row" else None
        if position in contents:
            node = _Node(line, "contents", "", 99, 0, "", "")
        if node.kind == "paragraph" and ends_signed(text, cleaned.lines, position):
            stack.clear()  # what follows a signature belongs to none of the chapters above it
            signed = True
        elif signed and node.kind == "paragraph" and names_table(text, cleaned.lines, position):
            node = _Node(line, "heading", "h", 2.5, 0, "", text[line.start : line.end].strip())
        if node.kind == "paragraph":
            _close_list(text, stack)
        _place(node, stack, turned)
        nodes.append(node)
    _mark_front_and_closing(text, nodes)
    return _finish(text, nodes)


def _read_line(text: str, line: Line, marker: Marker | None, metadata: Metadata, unnumbered: bool) -> _Node:
    content = text[line.start : line.end]
    if line.kind in ("furniture", "table_row"):
        kind: ClauseKind = "furniture" if line.kind == "furniture" else "table_row"
        return _Node(line, kind, "", 99, 0, "", "")
    if is_title(content, metadata.title):
        return _Node(line, "title", "title", -1, 0, "", content)
    if marker is not None:
        return _marked(content, line, marker)
    if line.kind == "heading" or unnumbered:
        return _Node(line, "heading", "h", 2.5, line.level, "", content.rstrip("：: "))
    return _Node(line, "paragraph", "", 99, 0, "", "")


def _marked(content: str, line: Line, marker: Marker) -> _Node:
    rest = content[len(marker.text) :]
    number = marker.text if marker.style == "chapter" else marker.text.strip()
    if marker.style in ("annex", "attached"):
        return _Node(line, "annex", "annex", 0, line.level, number.rstrip("：:"), rest.strip(), marker.value)
    heading = _heading_of(rest, marker)
    short = not re.search(r"[。！？；]", rest.strip().rstrip("。；")) and len(rest.strip()) <= HEADING_LIMIT
    kind: ClauseKind = "heading" if short and marker.style not in ("条", "dash", "bullet") else "item"
    return _Node(line, kind, marker.style, marker.rank, line.level, number, heading, marker.value)


def _heading_of(rest: str, marker: Marker) -> str:
    """The heading that opens a numbered clause: its whole short line, or its short first sentence."""
    body = rest.strip()
    if marker.style == "条":
        match = _ARTICLE_HEADING.match(rest)
        return match.group(0).strip() if match else ""
    if not re.search("[。！？]", body.rstrip("。")) and len(body) <= HEADING_LIMIT:
        colon = _COLON_HEADING.match(body)
        return colon.group(0) if colon else _without_brackets(body).rstrip("。；：，")
    match = _FIRST_SENTENCE.match(body)
    if match:
        remainder = body[match.end() + 1 :]
        limit = 90 if _ONLY_BRACKETS.match(remainder) else HEADING_LIMIT
        if len(match.group(0)) <= limit:
            return match.group(0)
    colon = _COLON_HEADING.match(body)
    if colon:
        return colon.group(0)
    bare = _without_brackets(body).rstrip("。；")
    return bare if len(bare) <= 90 and not re.search("[。；]", bare) else ""


def _without_brackets(text: str) -> str:
    """Text without trailing brackets that assign or schedule (责任单位：…)."""
    bare = text.rstrip("。； ")
    while bare and bare[-1] in "）〕]】":
        depth, position = 0, len(bare)
        while position > 0:
            position -= 1
            depth += (bare[position] in "）〕]】") - (bare[position] in "（〔[【")
            if depth == 0:
                break
        if position == 0 or not _ASSIGNS.search(bare[position:]):
            break
        text = bare = bare[:position].rstrip()
    return text


def _place(node: _Node, stack: list[_Node], turned: frozenset[tuple[str, str]]) -> None:
    """Hang a node below the open clause that it belongs to."""
    if node.kind in ("furniture", "contents", "title"):
        return
    if node.style == "":
        node.parent = stack[-1] if stack else None
        if node.parent is not None:
            node.parent.children.append(node)
        return
    same = next((index for index, open_node in enumerate(stack) if _siblings(open_node, node)), None)
    if same is not None:
        del stack[same:]
    else:
        while stack and not _may_hold(stack[-1], node, turned):
            stack.pop()
    node.parent = stack[-1] if stack else None
    if node.parent is not None:
        node.parent.children.append(node)
    stack.append(node)


def _close_list(text: str, stack: list[_Node]) -> None:
    """Before an unnumbered paragraph of a law: end the list of items above it where its last item ends in 。.

    （一）…；（二）…。 are items of the article's paragraph before them; what follows is its next paragraph.
    """
    article = next((index for index, node in enumerate(stack) if node.style == "条"), None)
    if article is None or article + 1 >= len(stack):
        return
    items = stack[article].children
    listed = [node for node in items if node.style == stack[article + 1].style]
    before, last = listed[:-1], stack[-1]
    ended = text[last.line.start : last.line.end].rstrip().endswith("。")
    if before and ended and all(text[node.line.start : node.line.end].rstrip()[-1:] in "；：" for node in before):
        del stack[article + 1 :]


def _siblings(open_node: _Node, node: _Node) -> bool:
    if open_node.style != node.style:
        return False
    return node.style != "h" or open_node.depth >= node.depth


def _may_hold(open_node: _Node, node: _Node, turned: frozenset[tuple[str, str]]) -> bool:
    """Whether a node nests below an open clause: by the loader's heading levels, else by the markers' usual ranks."""
    if node.style == "annex":
        return False
    if open_node.style == "annex":
        return True
    if open_node.depth and node.depth and open_node.depth != node.depth:
        return open_node.depth < node.depth
    if (open_node.style, node.style) in turned:
        return True
    return open_node.rank < node.rank


def _mark_front_and_closing(text: str, nodes: list[_Node]) -> None:
    """Mark paragraphs before the first heading as front, and signature and date lines as closing."""
    for node in nodes:
        if node.style not in ("", "title"):
            break
        if node.kind == "paragraph":
            node.kind = "front"
    signed = len(nodes)
    for index, node in enumerate(nodes):
        content = text[node.line.start : node.line.end]
        if node.kind not in ("paragraph", "front") or not DATE_LINE.match(content):
            continue
        node.kind, node.heading = "closing", ""
        for before in reversed(nodes[:index]):
            if before.kind == "furniture":
                continue
            line = text[before.line.start : before.line.end]
            if before.kind not in ("paragraph", "front") or len(line) > 60 or not SIGNATURE.search(line):
                break
            before.kind, signed = "closing", min(signed, index)
    for node in nodes[signed + 1 :]:  # annexed to a signed notice
        node.kind = "paragraph" if node.kind == "front" else node.kind


def _finish(text: str, nodes: list[_Node]) -> tuple[Clause, ...]:
    """Give every node its spans and path."""
    starts = [node.line.start for node in nodes] + [len(text)]
    if nodes:
        starts[0] = 0
    for index, node in enumerate(nodes):
        node.index, node.end = index, starts[index + 1]
        node.tree_end = node.end
    for node in reversed(nodes):
        if node.parent is not None:
            node.parent.tree_end = max(node.parent.tree_end, node.tree_end)
    clauses: list[Clause] = []
    for index, node in enumerate(nodes):
        above = clauses[node.parent.index].path if node.parent is not None else ()
        level = clauses[node.parent.index].level + 1 if node.parent is not None else 0
        heading = node.heading
        _name_annex(text, nodes, index)
        if node.kind == "annex":
            heading = node.heading
        label = _label(text, node, heading)
        kind: ClauseKind = "item" if node.kind == "heading" and node.number and _is_leaf(node) else node.kind
        clauses.append(
            Clause(
                index=index,
                parent=node.parent.index if node.parent is not None else None,
                kind=kind,
                level=level,
                number=node.number,
                heading=heading,
                start=starts[index],
                end=node.end,
                tree_end=node.tree_end,
                path=(*above, label) if label else above,
                row=node.row,
            )
        )
    return tuple(clauses)


def _is_leaf(node: _Node) -> bool:
    return not node.children


def _name_annex(text: str, nodes: list[_Node], index: int) -> None:
    """An annex without a title on its own line takes the short line below it."""
    node = nodes[index]
    if node.kind != "annex" or node.heading:
        return
    below = next((each for each in nodes[index + 1 : index + 4] if each.kind != "furniture"), None)
    if below is None:
        return
    content = text[below.line.start : below.line.end]
    unnumbered = below.kind in ("paragraph", "heading", "title") and not below.number
    if unnumbered and len(content) <= 60 and not NO_HEADING.search(content) and not DATE_LINE.match(content):
        node.heading = content
        below.kind = "title"


def _label(text: str, node: _Node, heading: str) -> str:
    if node.kind in ("furniture", "contents", "title", "table_row"):
        return ""
    if not node.number and not heading:
        return ""
    if not heading:
        heading = text[node.line.start : node.line.end][len(node.number) :].strip()
        heading = re.split("[。；]", heading)[0]
        if len(heading) > LABEL_LIMIT:
            heading = heading[:LABEL_LIMIT] + "…"
    gap = " " if node.style == "annex" and heading else ""
    return node.number + gap + heading
