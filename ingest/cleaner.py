"""Repair a loaded document's text and keep a map to the original.

What is repaired: stray spaces inside words, half-width punctuation among Chinese characters, full-width digits and
letters, spaced-out headings (「实 施 方 案」), sentences and titles broken over lines, tables whose frame was lost.
Site menus and page furniture are kept and marked. Nothing is reordered; every change is one character for one or a
deletion, so that each clean character has its place in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.amended_articles import part_amended
from ingest.broken_lines import join_broken
from ingest.data_files import words
from ingest.datatypes import CleanDocument, CleanText, Line, LoadedDocument
from ingest.line_drafts import CJK, NAME_LINE, Draft, display_width
from ingest.loaders.text_tables import RULE
from ingest.markers import starts_with_marker
from ingest.parting_blanks import keep_parting, shown
from ingest.tables import framed_rows, frameless_rows, joined_lines

_CJK_SIDE = CJK + "，。、；：？！“”‘’「」『』《》〈〉【】〔〕（）—…·"
_WIDTH = {ord(full): ord(full) - 0xFEE0 for full in map(chr, range(0xFF01, 0xFF5F)) if full.isalnum()}
_WIDTH |= {ord(mark): ord(plain) for mark, plain in {"％": "%", "＋": "+", "．": ".", "－": "-", "～": "~"}.items()}
_WIDTH |= {code: ord(" ") for code in (0x09, 0x0B, 0x0C, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x202F, 0x205F)}
_WIDE = re.compile(f"[{''.join(map(chr, _WIDTH))}]")
_FULL_MARKS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_HALF_MARK = re.compile(rf"(?<=[{_CJK_SIDE}\d%A-Za-z])\s*[,:;?!]|[,:;?!](?=\s*[{_CJK_SIDE}])")
_ANY_HALF_MARK = re.compile("[,:;?!]")
_HALF_PAIR = re.compile(r"\(([^()\n]*)\)")
_DEEPEST_BRACKETS = 3
_HAS_CJK = re.compile(f"[{CJK}]")
_SPACE_BY_CJK = re.compile(rf"(?<=[{_CJK_SIDE}]) +| +(?=[{_CJK_SIDE}])")
_SPACE_BY_DIGIT = re.compile(rf"(?<=[{CJK}]) +(?=\d)|(?<=[{CJK}]\d) +(?=[{CJK}])|(?<=\d\d) +(?=[{CJK}])")
_SPACE_OF_THOUSANDS = re.compile(  # 「2 314株」, 「达5 268公里」: inside one number beside its unit
    "|".join(
        rf"(?<=[{_CJK_SIDE}]{digits})(?<![表图件号录第条款项]{digits}) (?=\d{{3}}(?: \d{{3}})*(?:\.\d+)?[{CJK}%㎡])"
        for digits in (r"\d", r"\d\d", r"\d\d\d")
    )
    + rf"|(?<=\d \d\d\d) (?=\d{{3}}(?:\.\d+)?[{CJK}%㎡])"
)
_SPACE_OF_TELEPHONE = re.compile(r"(?<=\d-\d{3}) (?=\d{4}(?!\d))|(?<=\d-\d{4}) (?=\d{3,4}(?!\d))")  # 0792-5523 119
_INDENT = re.compile(r"\t|[ \u00a0\u3000]{2}")
_ANNEX = re.compile(r"(?:附件|附录|附表|附图) ?[\d一二三四五六七八九十]*(?:-\d+)? ")
_HALF_MARKER = re.compile(r"^(\d{1,3}|[A-Za-z])\)(?=\s*[\u4e00-\u9fff])")
_SPACES = re.compile(r"(?<= ) +")
_PROSE = re.compile(r"[。；，]|（[^（）]{0,12}(?:责任|牵头|配合|负责|完成)[^（）]*：")
_SPACED_RUN = re.compile(rf"(?:(?<=^)|(?<=[\s：:（(]))(?:[{CJK}] ){{2,}}[{CJK}](?=[\s：:）)]|$)")
_SPACED_PAIR = re.compile(rf"(?:(?<=^)|(?<=： )|(?<=：))[{CJK}] [{CJK}](?=：| [{CJK}]{{3,}}|$)")
_BROKEN_NUMBER = re.compile("[一二三四五六七八九十百]{1,3} [一二三四五六七八九十]{1,2} ?[、.．]")  # 「四十 六．」
_BULLET = re.compile(r"^[-·•*] *(.{1,8})$")


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
        else:
            _repair_cells(draft)
    drafts = [draft for draft in drafts if draft.text]
    _mark_furniture(drafts)
    drafts, mended = join_broken(drafts)
    for draft in mended:
        repair_line(draft)  # a bracket broken over lines can be mended only now that it is whole
    return _assemble(document, part_amended(drafts))


def repair_text(text: str) -> str:
    """The repaired form of a single line, for questions and names typed by people."""
    draft = Draft(text, list(range(len(text))), "text", 0, None, False)
    repair_line(draft)
    return draft.text


def _drafts(document: LoadedDocument) -> Iterator[Draft]:
    text = document.text
    previous_end = 0
    for block in document.blocks:
        blank = text.count("\n", previous_end, block.start) > 1
        previous_end = block.end
        position = block.start
        line_start = text.rfind("\n", 0, block.start) + 1
        indent = text[line_start : block.start]
        for raw in text[block.start : block.end].split("\n"):
            if raw.strip():
                kind = "table_row" if block.kind == "table" else block.kind
                offsets = list(range(position, position + len(raw)))
                whole = indent + raw.rstrip()
                indented = _INDENT.match(whole) is not None
                yield Draft(raw, offsets, kind, block.level, block.page, blank, indented, display_width(whole))
                blank, indent = False, ""
            position += len(raw) + 1


def repair_line(draft: Draft) -> None:
    """Repair one line in place: widths, punctuation, stray spaces."""
    draft.text = _one_width(keep_parting(draft.text))
    _repair(draft)
    draft.text = shown(draft.text)


def _one_width(text: str) -> str:
    """Full-width letters, digits and blanks as half-width ones; a look spares most lines the walk through them."""
    return text.translate(_WIDTH) if _WIDE.search(text) else text


def _repair(draft: Draft) -> None:
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
    draft.delete(_SPACE_OF_THOUSANDS)
    draft.delete(_SPACE_OF_TELEPHONE)
    numbered = _BROKEN_NUMBER.match(draft.text) is not None
    if NAME_LINE.match(draft.text) and not numbered:
        draft.join_runs(_SPACED_RUN)
        draft.join_runs(_SPACED_PAIR)
        draft.delete(re.compile(r"(?<=：) +"))
    elif _PROSE.search(draft.text) or starts_with_marker(draft.text) or numbered:
        annex = _ANNEX.match(draft.text)
        draft.delete(_SPACE_BY_CJK, annex.end() if annex else 0)
    else:
        draft.join_runs(_SPACED_RUN)
        draft.join_runs(_SPACED_PAIR)
        draft.delete(_SPACE_BY_DIGIT)


def _repair_cells(draft: Draft) -> None:
    """Repair a table row: widths and punctuation alone, since spaces and bars part its cells."""
    if RULE.fullmatch(draft.text):
        draft.text, draft.offsets = "", []
        return
    draft.text = _one_width(draft.text)
    if _HAS_CJK.search(draft.text):
        draft.text = _full_width(draft.text)


def _full_width(text: str) -> str:
    """Turn half-width punctuation of a line with Chinese characters into full-width, character for character."""
    for _ in range(_DEEPEST_BRACKETS if "(" in text else 0):  # innermost pairs first
        text = _HALF_PAIR.sub(_full_pair, text)

    text = _HALF_MARKER.sub(r"\1）", text) if ")" in text else text
    if not _ANY_HALF_MARK.search(text):
        return text

    def mark(match: re.Match[str]) -> str:
        stretch, start = match[0], match.start()
        if start and _is_cjk_side(text[start - 1]):
            return stretch[:-1] + _FULL_MARKS[stretch[-1]]
        around = _beside(text, start, match.end())
        # Between 「100%」 and 「2025年」 a comma or semicolon parts clauses.
        parts = stretch[-1] in ",;" and (around[:1] in "%）" or stretch[-1] == ";")
        if not parts and not any(map(_is_cjk_side, around)):
            return stretch
        return stretch[:-1] + _FULL_MARKS[stretch[-1]]

    return _HALF_MARK.sub(mark, text)


def _beside(text: str, start: int, end: int) -> str:
    """The characters before `start` and at `end`, spaces aside (a few of them: lines may be long)."""
    return text[max(0, start - 8) : start].rstrip()[-1:] + text[end : end + 8].lstrip()[:1]


def _full_pair(match: re.Match[str]) -> str:
    around = _beside(match.string, match.start(), match.end())
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


def _mark_furniture(drafts: list[Draft]) -> None:
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


def _assemble(document: LoadedDocument, drafts: list[Draft]) -> CleanDocument:
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
    lines = joined_lines(lines, rows)
    lines, lost = frameless_rows(clean_text.text, lines)
    rows = tuple(sorted((*rows, *lost), key=lambda row: row.start))
    return CleanDocument(clean_text, tuple(lines), rows)
