"""Repair a loaded document's text and keep a map to the original.

What is repaired: stray spaces inside words, half-width punctuation among Chinese characters, full-width digits and
letters, spaced-out headings (「实 施 方 案」), sentences and titles broken over lines, tables whose frame was lost.
Site menus and page furniture are kept and marked. Nothing is reordered; every change is one character for one or a
deletion, so that each clean character has its place in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.data_files import words
from ingest.datatypes import CleanDocument, CleanText, Line, LoadedDocument
from ingest.markers import starts_with_marker
from ingest.tables import framed_rows, frameless_rows

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_CJK_SIDE = CJK + "，。、；：？！“”‘’「」『』《》〈〉【】〔〕（）—…·"
_WIDTH = {ord(full): ord(full) - 0xFEE0 for full in map(chr, range(0xFF01, 0xFF5F)) if full.isalnum()}
_WIDTH |= {ord(mark): ord(plain) for mark, plain in {"％": "%", "＋": "+", "．": ".", "－": "-", "～": "~"}.items()}
_WIDTH |= {code: ord(" ") for code in (0x09, 0x0B, 0x0C, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x202F, 0x205F)}
_FULL_MARKS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_HALF_MARK = re.compile(rf"(?<=[{_CJK_SIDE}\d%A-Za-z])\s*[,:;?!]|[,:;?!](?=\s*[{_CJK_SIDE}])")
_HALF_PAIR = re.compile(r"\(([^()\n]*)\)")
_HAS_CJK = re.compile(f"[{CJK}]")
_SPACE_BY_CJK = re.compile(rf"(?<=[{_CJK_SIDE}]) +| +(?=[{_CJK_SIDE}])")
_SPACE_BY_DIGIT = re.compile(rf"(?<=[{CJK}]) +(?=\d)|(?<=[{CJK}]\d) +(?=[{CJK}])|(?<=\d\d) +(?=[{CJK}])")
_SPACES = re.compile(r"(?<= ) +")
_PROSE = re.compile(r"[。；，]|（[^（）]{0,12}(?:责任|牵头|配合|负责|完成)[^（）]*：")
_NAME_LINE = re.compile(
    rf"^(?:[{CJK} ]{{1,10}}[:：] *)?(?:[{CJK}](?: ?[{CJK}·]){{1,3}}) +[^。；]{{3,}}"
    r"(?:长|任|记|人|员|师|管|官|部|授|席|干|事|代表|专家|校|士|）)$"
)
_SPACED_RUN = re.compile(rf"(?:(?<=^)|(?<=[\s：:（(]))(?:[{CJK}] ){{2,}}[{CJK}](?=[\s：:）)]|$)")
_SPACED_PAIR = re.compile(rf"(?:(?<=^)|(?<=： )|(?<=：))[{CJK}] [{CJK}](?=：| [{CJK}]{{3,}}|$)")
_TERMINAL = re.compile(r"[。！？；：…!?;:](?:[”’」』）)】》\]]*)$|[）)】\]]$")
_BULLET = re.compile(r"^[-·•*] *(.{1,8})$")
_DATE_LINE = re.compile(r"^(?:（)?[0-9〇一二三四五六七八九十○]{4}年[^。，]{1,8}日(?:）)?$")


@dataclass
class _Draft:
    """A line under repair: text and the original offset of each of its characters."""

    text: str
    offsets: list[int]
    kind: str
    level: int
    page: int | None
    after_blank: bool
    row: int | None = None

    def delete(self, pattern: re.Pattern[str]) -> None:
        """Drop all characters that the pattern matches."""
        matches = list(pattern.finditer(self.text))
        if not matches:
            return
        pieces, offsets, last = [], [], 0
        for match in matches:
            pieces.append(self.text[last : match.start()])
            offsets.extend(self.offsets[last : match.start()])
            last = match.end()
        pieces.append(self.text[last:])
        offsets.extend(self.offsets[last:])
        self.text, self.offsets = "".join(pieces), offsets

    def join_runs(self, pattern: re.Pattern[str]) -> None:
        """Drop the spaces inside every stretch that the pattern matches."""
        keep = [True] * len(self.text)
        for match in pattern.finditer(self.text):
            for position in range(match.start(), match.end()):
                keep[position] = self.text[position] != " "
        if not all(keep):
            self.offsets = [offset for offset, kept in zip(self.offsets, keep, strict=True) if kept]
            self.text = "".join(character for character, kept in zip(self.text, keep, strict=True) if kept)


def clean(document: LoadedDocument) -> CleanDocument:
    """Repair a loaded document.

    Returns:
        The clean text, its lines in order (joined by one line break each), and its table rows. Offsets in the
        result are clean.
    """
    drafts = list(_drafts(document))
    for draft in drafts:
        if draft.kind != "table_row":
            repair_line(draft)
    drafts = [draft for draft in drafts if draft.text]
    _mark_furniture(drafts)
    drafts = _join_broken(drafts)
    return _assemble(document, drafts)


def repair_text(text: str) -> str:
    """The repaired form of a single line, for questions and names typed by people."""
    draft = _Draft(text, list(range(len(text))), "text", 0, None, False)
    repair_line(draft)
    return draft.text


def _drafts(document: LoadedDocument) -> Iterator[_Draft]:
    text = document.text
    previous_end = 0
    for block in document.blocks:
        blank = text.count("\n", previous_end, block.start) > 1
        previous_end = block.end
        position = block.start
        for raw in text[block.start : block.end].split("\n"):
            if raw.strip():
                kind = "table_row" if block.kind == "table" else block.kind
                offsets = list(range(position, position + len(raw)))
                yield _Draft(raw, offsets, kind, block.level, block.page, blank)
                blank = False
            position += len(raw) + 1


def repair_line(draft: _Draft) -> None:
    """Repair one line in place: widths, punctuation, stray spaces."""
    draft.text = draft.text.translate(_WIDTH)
    draft.delete(_INVISIBLE)
    lead = len(draft.text) - len(draft.text.lstrip())
    end = len(draft.text.rstrip())
    draft.text, draft.offsets = draft.text[lead:end], draft.offsets[lead:end]
    if not _HAS_CJK.search(draft.text):
        return
    draft.text = _full_width(draft.text)
    if " " not in draft.text:
        return
    draft.delete(_SPACES)
    if _NAME_LINE.match(draft.text):
        draft.join_runs(_SPACED_RUN)
        draft.join_runs(_SPACED_PAIR)
        draft.delete(re.compile(r"(?<=：) +"))
    elif _PROSE.search(draft.text) or starts_with_marker(draft.text):
        draft.delete(_SPACE_BY_CJK)
    else:
        draft.join_runs(_SPACED_RUN)
        draft.join_runs(_SPACED_PAIR)
        draft.delete(_SPACE_BY_DIGIT)


def _full_width(text: str) -> str:
    """Turn half-width punctuation among Chinese characters into full-width, character for character."""
    if "(" in text:
        text = _HALF_PAIR.sub(_full_pair, text)

    def mark(match: re.Match[str]) -> str:
        stretch = match.group(0)
        before = text[: match.start()].rstrip()[-1:]
        after = text[match.end() :].lstrip()[:1]
        if not (_is_cjk_side(before) or _is_cjk_side(after)):
            return stretch
        return stretch[:-1] + _FULL_MARKS[stretch[-1]]

    return _HALF_MARK.sub(mark, text)


def _full_pair(match: re.Match[str]) -> str:
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    if _HAS_CJK.search(match.group(1)) or any(map(_is_cjk_side, around)):
        return f"（{match.group(1)}）"
    return match.group(0)


@lru_cache(maxsize=8192)
def _is_cjk_side(character: str) -> bool:
    return bool(character) and re.match(f"[{_CJK_SIDE}]", character) is not None


@lru_cache(maxsize=1)
def _furniture() -> tuple[frozenset[str], re.Pattern[str]]:
    entries = words("furniture.txt")
    patterns = [entry[3:] for entry in entries if entry.startswith("re:")]
    literals = frozenset(entry for entry in entries if not entry.startswith("re:"))
    return literals, re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _mark_furniture(drafts: list[_Draft]) -> None:
    literals, pattern = _furniture()
    before_text = True
    for draft in drafts:
        if draft.kind == "table_row":
            continue
        text = draft.text.strip(" -·•*|>»")
        menu = before_text and _BULLET.match(draft.text) is not None
        if menu or text in literals or pattern.fullmatch(draft.text):
            draft.kind = "furniture"
        elif len(draft.text) > 12:
            before_text = False


def _join_broken(drafts: list[_Draft]) -> list[_Draft]:
    """Join lines that are one sentence or one title broken over lines."""
    width = _wrap_width(drafts)
    joined: list[_Draft] = []
    kinds = words("document_kinds.txt")
    last: _Draft | None = None  # last line that is not furniture: page furniture may stand inside a sentence
    last_length = 0
    mended: list[_Draft] = []
    for draft in drafts:
        if last is not None and (
            _continues(last, last_length, draft, width) or _title_continues(last, draft, kinds)
        ):
            gap = " " if last.text[-1:].isascii() and draft.text[:1].isascii() else ""
            last.text += gap + draft.text
            last.offsets += ([last.offsets[-1]] if gap else []) + draft.offsets
            last_length = len(draft.text)
            mended.append(last)
            continue
        joined.append(draft)
        if draft.kind != "furniture":
            last, last_length = draft, len(draft.text)
    for draft in {id(draft): draft for draft in mended}.values():
        repair_line(draft)  # a bracket broken over lines can be mended only now that it is whole
    return joined


def _wrap_width(drafts: list[_Draft]) -> int:
    """Characters at which lines were wrapped, or 0 when lines are whole paragraphs."""
    lengths = sorted(len(draft.text) for draft in drafts if draft.kind == "text" or draft.kind == "paragraph")
    long_lines = [d for d in drafts if d.kind == "paragraph" and len(d.text) >= 15]
    if len(long_lines) < 6:
        return 0
    open_lines = sum(1 for draft in long_lines if not _TERMINAL.search(draft.text))
    width = lengths[int(len(lengths) * 0.9)]
    return width if open_lines >= 0.5 * len(long_lines) and width <= 60 else 0


def _continues(last: _Draft, last_length: int, draft: _Draft, width: int) -> bool:
    if last.kind != "paragraph" or draft.kind != "paragraph":
        return False
    if _TERMINAL.search(last.text) and not last.text.endswith(("）", ")", "：")):
        return False
    if starts_with_marker(draft.text) or _DATE_LINE.match(draft.text) or _NAME_LINE.match(draft.text):
        return False
    if width:
        return not _TERMINAL.search(last.text) and last_length >= 0.8 * width and not draft.after_blank
    if _TERMINAL.search(last.text) or len(last.text) < 25:
        return False
    heading = starts_with_marker(last.text) and len(last.text) < 50 and "。" not in last.text
    return not heading and re.search("[。，；]", last.text) is not None


def _title_continues(last: _Draft, draft: _Draft, kinds: tuple[str, ...]) -> bool:
    """Whether two short lines are one title: 「…领导」 + 「小组成员名单」."""
    for line in (last, draft):
        if line.kind == "table_row" or len(line.text) > 45 or re.search("[。，；：！？|]", line.text):
            return False
    if last.kind != draft.kind or starts_with_marker(last.text) or starts_with_marker(draft.text):
        return False
    if draft.after_blank or last.text.endswith(kinds) or _DATE_LINE.match(last.text):
        return False
    return len(last.text) >= 6 and draft.text.endswith(kinds) and not re.search(r"\s|委员会$|政府$|办公室$", last.text)


def _assemble(document: LoadedDocument, drafts: list[_Draft]) -> CleanDocument:
    pieces: list[str] = []
    offsets: list[int] = []
    lines: list[Line] = []
    for draft in drafts:
        if pieces:
            pieces.append("\n")
            offsets.append(min(offsets[-1] + 1, len(document.text)))
        start = len(offsets)
        pieces.append(draft.text)
        offsets.extend(draft.offsets)
        kind = {"paragraph": "text"}.get(draft.kind, draft.kind)
        lines.append(Line(start, len(offsets), kind, draft.level, draft.page))  # type: ignore[arg-type]
    offsets.append(len(document.text))
    clean_text = CleanText("".join(pieces), offsets)
    rows = framed_rows(document, clean_text, lines)
    lines, lost = frameless_rows(clean_text.text, lines)
    rows = tuple(sorted((*rows, *lost), key=lambda row: row.start))
    return CleanDocument(clean_text, tuple(lines), rows)


