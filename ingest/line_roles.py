"""What lines are that no number marks: titles, tables of contents, unnumbered headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.datatypes import Line, Metadata
from ingest.imprint import without_number
from ingest.markers import Marker

DATE_LINE = re.compile(r"^（?[0-9〇○一二三四五六七八九十]{4}年.{1,6}日）?$")
SIGNATURE = re.compile(
    r"(?:委员会|政府|办公室|局|厅|部|委|办|院|会|党委|党工委|办事处|小组|中心|公司|[总支大]队|集团|[分支]行)$"
)
_SIGNATURE_LIMIT, _TABLE_NAME_LIMIT = 60, 40  # characters
_REMARK = re.compile(r"^\s*[（(]|.*[。：:；，]\s*$")
NO_HEADING = re.compile(r"[。！？；：，、]$|[|：]|^[（〔\[【]")
CONTENTS_TITLE = re.compile(r"^(?:目录|目次|目 [录次])$")
_CONTENTS_TAIL = re.compile(r"[.…·．—\-\s]*\d{1,3}[—\-\s]*$")
CONTENTS_LEADER = re.compile(r"(?:[.…·．]{2,}|\s)\s*[—-]?\s*\d{1,3}\s*[—-]?$")
_LONGEST_ENTRY = 60
_NO_LETTER = re.compile(r"[^\w]")


def is_title(content: str, title: str) -> bool:
    """Whether a line is the document's title, or the end of one broken over lines."""
    if not title or len(content) < 6:
        return False
    if content[0].isalnum() and content[0] not in title and not content.endswith(title[-4:]):
        return False  # most lines
    bare, wanted = (_letters(text).removesuffix("摘编") for text in (content, title))
    numbered = _letters(without_number(content)) if wanted and content.endswith(title[-4:]) else bare
    if wanted in (bare, numbered):
        return True
    return len(bare) >= 8 and bare in wanted and wanted.endswith(bare[-4:]) and "，" not in content


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


def unnumbered_headings(
    text: str, lines: Sequence[Line], markers: Sequence[Marker | None], metadata: Metadata
) -> frozenset[int]:
    """Positions of short lines that head the paragraphs below them, in documents without numbered headings."""
    body = [index for index, line in enumerate(lines) if line.kind in ("text", "heading")]
    contents = [text[lines[index].start : lines[index].end] for index in body]
    marked = sum(1 for index in body if (marker := markers[index]) is not None and marker.rank in (3, 4, 6))
    if marked >= 2:
        return frozenset()
    found = set()
    for order in range(1, len(body) - 1):
        content = contents[order]
        if len(content) > 30 or NO_HEADING.search(content) or markers[body[order]]:
            continue
        before, after = contents[order - 1], contents[order + 1]
        if is_title(before, metadata.title) and order > 1:
            before = contents[order - 2]
        if before[-1:] in "。！？”…」）" and len(after) >= 30 and not DATE_LINE.match(content):
            found.add(body[order])
    return frozenset(found)


def contents_lines(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Positions of a table of contents: a line 「目录」 and the lines after it that come again as headings."""
    contents = [text[line.start : min(line.end, line.start + _LONGEST_ENTRY)] for line in lines]
    start = next((index for index, content in enumerate(contents[:80]) if CONTENTS_TITLE.match(content)), None)
    if start is None:
        return frozenset()
    keys = [_letters(_CONTENTS_TAIL.sub("", content)) for content in contents]
    counts = Counter(keys[start + 1 :])
    found = {start}
    seen: set[str] = set()
    for index in range(start + 1, len(contents)):
        key = keys[index]
        if lines[index].kind == "furniture":
            continue
        if key in seen or not (counts[key] > 1 or CONTENTS_LEADER.search(contents[index])):
            break
        seen.add(key)
        found.add(index)
    return frozenset(found)


def ends_signed(text: str, lines: Sequence[Line], position: int) -> bool:
    """Whether a line is the date below the name of the body that signs."""
    content = text[lines[position].start : lines[position].end]
    if not DATE_LINE.match(content):
        return False
    above = next((line for line in reversed(lines[:position]) if line.kind != "furniture"), None)
    if above is None or above.kind != "text":
        return False
    signature = text[above.start : above.end].strip()
    return len(signature) <= _SIGNATURE_LIMIT and SIGNATURE.search(signature) is not None


def names_table(text: str, lines: Sequence[Line], position: int) -> bool:
    """Whether a short line stands right above a table and names it."""
    content = text[lines[position].start : lines[position].end].strip()
    behind = (lines[index] for index in range(position + 1, len(lines)))  # a copy of all of them would take longest
    below = next((line for line in behind if line.kind != "furniture"), None)
    if below is None or below.kind != "table_row":
        return False
    return 4 <= len(content) <= _TABLE_NAME_LIMIT and not NO_HEADING.search(content) and not _REMARK.match(content)
