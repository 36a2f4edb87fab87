"""Lines that are one sentence, one heading or one title, broken over several lines of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.data_files import words
from ingest.line_drafts import NAME_LINE, Draft
from ingest.line_roles import CONTENTS_LEADER, CONTENTS_TITLE
from ingest.markers import Marker, clause_markers

_TERMINAL = re.compile(r"[。！？；：…!?;:](?:[”’」』）)】》〕\]]*)$|[）)】〕\]]$")
_MARKS = re.compile("[。，；：！？|]")
_DATE_LINE = re.compile(r"^(?:（)?[0-9〇一二三四五六七八九十○]{4}年[^。，]{1,8}日(?:）)?$")
_RELEASE = re.compile(r"[（(](?:此件|本件|主动公开|依申请公开|不予公开|公开属性)[^（）()]{0,20}[）)]$")
# Lines that nothing before them goes on in: 「备注：」, 「- 交账日：」, 「牵头单位：」.
_OWN_LINE = re.compile(
    r"[*•●◆■▪-]\s*[\u4e00-\u9fff]|(?:备注|附注|注释?|说明|填表说明)[：:]|[（(](?:备注|注)[：:]"
    r"|(?:责任|牵头|配合|主办|协办|承办|主责|协同|完成|办结)(?:单位|部门|时限|时间)?[：:]"
    r"|(?:(?:第一|常务|执行)?副?(?:组长|主任|召集人|总指挥|指挥长)|成员)(?:单位)?[：:]"
)
_LABELLED_END = re.compile(  # 【期限】年底前: nothing is missing
    r"(?:[【〔][^】〕]{2,8}[】〕]|(?:单位|部门|时限|时间|期限|节点|科室|处室|领导|责任人)：)[^。；【】]{1,40}$"
)
_LABEL_LINE = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")
_HEADING_TAIL = re.compile(r"[、，和与及的“《（]$|“[^”]*$|《[^》]*$|（[^）]*$")
_CLOSES = re.compile(r"[^（(〔\[【。\n]{0,60}[）)〕\]】]")
_LETTERHEAD = re.compile(  # one of several issuers, a line each
    "[一-龥]{1,6}[省市区县旗州盟镇乡][一-龥]{2,14}(?:局|厅|部|委|办|院|会|中心)"
)
_CELL = re.compile(r"[|｜]\s*$")
_PUNCTUATION = re.compile(r"[。；：！？|｜]")
_PAUSES = re.compile("[，、；]")
_OPENING, _CLOSING = "（〔【《“([", "）〕】》”)]"
_TORN = re.compile("[一-龥][，。；、）”]")  # no paragraph opens with a single character and a mark
_TAIL = 40  # characters at a line's end that are looked at, so that a long paragraph costs no more than its lines
_SHORTEST_BROKEN_HEADING = 18  # full-width characters; shorter headings fit on one line
_LONGEST_HEADING_REST = 20
_FULL_LINE = 0.9  # share of the width beyond which a line was broken by the margin
_NEARLY_FULL_LINE = 0.8
_HALF_FULL_LINE = 0.6


@dataclass(frozen=True)
class _Shape:
    """How a document's lines were made.

    `width` is 0 when they are whole paragraphs; with `indents` paragraphs show by their indentation.
    """

    width: float
    indents: bool
    kinds: tuple[str, ...]


def join_broken(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Join broken lines; page furniture inside a sentence or between the cells of a table is dropped.

    Returns:
        The lines in order, and those among them that were joined.
    """
    markers = clause_markers([draft.text for draft in drafts])
    shape = _shape(drafts)
    joined: list[Draft] = []
    mended: dict[int, Draft] = {}
    last: int | None = None  # position in `joined` of the last line that is not furniture
    before: int | None = None  # position in `drafts` of the piece that was added last
    head: Marker | None = None
    for position, draft in enumerate(drafts):
        if last is not None and before is not None and draft.kind != "furniture":
            above, piece = joined[last], drafts[before]
            ahead = next((i for i in range(position + 1, len(drafts)) if drafts[i].kind != "furniture"), None)
            following = drafts[ahead] if ahead is not None else None
            if _may_join(above, draft, markers[position], following) and (
                _continues(above, piece, draft, shape, head)
                or _title_continues(above, draft, shape.kinds, head)
                or (
                    piece is above
                    and head is not None
                    and ahead is not None
                    and _heading_continues(above, draft, drafts[ahead], markers[ahead])
                )
            ):
                del joined[last + 1 :]
                joined[last] = mended[last] = _merged(above, draft, last in mended)
                before = position
                continue
        if last is not None and _CELL.search(draft.text) and _CELL.search(joined[last].text[-_TAIL:]):
            del joined[last + 1 :]  # a page number between two cells of a table that lost its frame
        joined.append(draft)
        if draft.kind != "furniture":
            last, before, head = len(joined) - 1, position, markers[position]
    return joined, list(mended.values())


def _merged(above: Draft, draft: Draft, own: bool) -> Draft:
    """Both lines as one; `own` when `above` was made here and may be changed."""
    beside = above.text[-1:] + draft.text[:1]
    # A word ends with its line, a number is torn.
    gap = " " if beside.isascii() and beside.isalnum() and not beside.isdigit() else ""
    if not own:
        above = Draft(
            above.text, list(above.offsets), above.kind, above.level, above.page, above.after_blank, above.indented,
            above.width,
        )  # fmt: skip
    above.text += gap + draft.text
    above.offsets += ([above.offsets[-1]] if gap else []) + draft.offsets
    return above


def _shape(drafts: Sequence[Draft]) -> _Shape:
    """Whether lines were broken at a margin, and whether paragraphs begin with an indentation."""
    long_lines = [draft for draft in drafts if draft.kind == "paragraph" and len(draft.text) >= 15]
    indented = sum(draft.indented for draft in long_lines)
    indents = 0 < indented < 0.9 * len(long_lines)
    kinds = words("document_kinds.txt")
    open_lines = sorted(draft.width for draft in long_lines if not _TERMINAL.search(draft.text[-_TAIL:]))
    if len(long_lines) < 6 or len(open_lines) < 0.3 * len(long_lines):
        return _Shape(0, indents, kinds)
    width = open_lines[int(0.9 * len(open_lines))]
    at_margin = sum(0.92 * width <= each <= 1.08 * width for each in open_lines)
    beyond = sum(draft.width > 1.15 * width for draft in long_lines)
    wrapped = at_margin >= 0.4 * len(open_lines) and beyond <= 0.05 * len(long_lines) and width <= 60
    return _Shape(width if wrapped else 0, indents, kinds)


def _may_join(above: Draft, draft: Draft, marker: Marker | None, following: Draft | None) -> bool:
    """Whether nothing in the lines themselves keeps them apart: kinds, markers, dates, names, cells, signatures."""
    if above.kind != draft.kind or above.kind == "table_row" or marker is not None:
        return False
    if "|" in draft.text or "|" in above.text[-_TAIL:] or "｜" in draft.text:
        return False
    if _RELEASE.match(above.text.strip()) or _RELEASE.match(draft.text.strip()):
        return False  # how a document is released is a line of its own
    if _OWN_LINE.match(draft.text) and not _is_open(above.text):
        return False
    if CONTENTS_LEADER.search(above.text[-_TAIL:]) or CONTENTS_TITLE.match(draft.text):
        return False
    if _DATE_LINE.match(draft.text) or (NAME_LINE.match(draft.text) and not _is_open(above.text)):
        return False
    return following is None or not _DATE_LINE.match(following.text)


def _continues(above: Draft, piece: Draft, draft: Draft, shape: _Shape, head: Marker | None) -> bool:
    """Whether a paragraph goes on; `piece` is its last line as found."""
    if above.kind != "paragraph" or (shape.indents and draft.indented):
        return False
    tail = above.text[-_TAIL:]
    ended = _TERMINAL.search(tail) is not None
    if shape.width:
        if _is_open(above.text) and tail.endswith(("、", "，")) and _CLOSES.match(draft.text):
            return True  # a list inside a bracket, wherever its page ended
        if draft.after_blank:
            return False
        if _is_open(above.text):
            return piece.width >= _NEARLY_FULL_LINE * shape.width
        if not ended:
            torn = shape.indents and above.indented and not draft.indented  # only new paragraphs are indented
            return piece.width >= (_HALF_FULL_LINE if torn else _NEARLY_FULL_LINE) * shape.width
        return piece.width >= _FULL_LINE * shape.width and not _LABEL_LINE.match(draft.text)
    if _is_open(above.text) and _CLOSES.match(draft.text):
        return True
    if not draft.after_blank and _goes_on(above, draft, ended, shape):
        return True
    if ended or len(above.text) < 25 or (draft.after_blank and _LABELLED_END.search(tail)):
        return False
    if not draft.after_blank and _TORN.match(draft.text) and "|" not in above.text:
        return True  # 「…领导小」 + 「组，…」
    heading = head is not None and len(above.text) < 50 and "。" not in above.text
    return not heading and re.search("[。，；]", above.text[-400:]) is not None


def _goes_on(above: Draft, draft: Draft, ended: bool, shape: _Shape) -> bool:
    """Whether a line broken anywhere goes on: behind a comma, or where only new paragraphs are indented."""
    if above.text.endswith(("，", "、", "或")):
        return _PUNCTUATION.search(draft.text) is not None or draft.text.endswith(("，", "、"))
    if ended or not shape.indents or not above.indented or draft.indented or NAME_LINE.match(above.text):
        return False
    return len(above.text) >= _SHORTEST_BROKEN_HEADING and _PAUSES.search(above.text) is not None


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation in the last 200 characters is not closed."""
    tail = text[-200:]
    opened = sum(map(tail.count, _OPENING))
    return opened > sum(map(tail.count, _CLOSING))


def _title_continues(above: Draft, draft: Draft, kinds: tuple[str, ...], head: Marker | None) -> bool:
    """Whether two short lines are one title: 「…领导」 + 「小组成员名单」."""
    for line in (above, draft):
        if len(line.text) > 45 or _MARKS.search(line.text):
            return False
    if head is not None or draft.after_blank or above.text.endswith(kinds) or _DATE_LINE.match(above.text):
        return False
    wanted = len(above.text) >= 6 and draft.text.endswith(kinds)
    return wanted and not re.search(r"\s|委员会$|政府$|办公室$", above.text) and not _LETTERHEAD.fullmatch(above.text)


def _heading_continues(above: Draft, draft: Draft, following: Draft, marker: Marker | None) -> bool:
    """Whether a numbered heading goes on in the next line: it is too long for one, or breaks off in the middle.

    `marker` is the one of the line after that.
    """
    if draft.after_blank or draft.indented or len(draft.text) > _LONGEST_HEADING_REST:
        return False
    if _PUNCTUATION.search(above.text) or _PUNCTUATION.search(draft.text) or draft.width >= above.width:
        return False
    if _TERMINAL.search(above.text):
        return False
    torn = _HEADING_TAIL.search(above.text) is not None or draft.text[0] in "、，和与及的”》）"
    if not torn and above.width < _SHORTEST_BROKEN_HEADING:
        return False
    if following.kind == "table_row":
        return False
    # Several short lines in a row are a list, not the rest of a heading.
    listed = len(following.text) <= _LONGEST_HEADING_REST and not _PUNCTUATION.search(following.text)
    return marker is not None or not listed
