"""Decisions that amend rules: the new wording of an article parted from the instruction that it stands behind.

「八、增加一条，作为第十四条：“建设项目应当避让…。”」 tells two things in one line: what is done to the rules, and what
they say from now on. The instruction becomes a line of its own, the wording another, without the quotes around it, so
that its sentences, items, definitions and penalties are read like those of any rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.line_drafts import Draft

_ARTICLE = r"第[〇零一二三四五六七八九十百\d]{1,5}条(?:之[一二三四五六七八九十])?"
_INSTRUCTION = re.compile(
    r"(?=[^“”。；]{0,80}(?:[条款项章节段]|附件|附表|表述|部分))[^“”。；]{0,100}?"
    r"(?:(?:修改|修订|修正|更改|调整|变更|改)为|(?:增加|新增)[^“”。；]{0,30}?[条款项章节段句]"
    r"|作为第[^“”。；]{1,20}?[条款项章节])[：:，]?"
    rf"(?P<quote>“)(?P<article>{_ARTICLE}\s*)?"
)
_SHORTEST = 24  # characters of a wording that stands for more than a name put in place of another
_SENTENCE = re.compile("[。；，]")
_NEXT = re.compile(r"[一二三四五六七八九十]{1,3}、|此外|本决定|附[：:]")
_LONGEST = 60  # lines of one wording


def part_amended(drafts: Sequence[Draft]) -> list[Draft]:
    """Lines with each instruction to amend parted from the new wording, whose own quotes are dropped."""
    parted: list[Draft] = []
    left = 0  # lines that the wording of an article may still go on for
    for draft in drafts:
        if draft.kind in ("table_row", "furniture"):
            parted.append(draft)
            continue
        found = _INSTRUCTION.match(draft.text)
        if found is not None and _is_wording(draft.text[found.end() :]):
            wording = _piece(draft, found.end(), len(draft.text))
            parted.append(_piece(draft, 0, found.start("quote"), found.start("article"), found.end()))
            closed = _without_closing(wording)
            left = 0 if closed else _LONGEST
            parted.append(wording)
        elif left and not _NEXT.match(draft.text):
            wording = _piece(draft, 1 if draft.text.startswith("“") and _open(draft.text) else 0, len(draft.text))
            left = 0 if _without_closing(wording) else left - 1
            parted.append(wording)
        else:
            left = 0
            parted.append(draft)
    return parted


def _is_wording(text: str) -> bool:
    """Whether what stands behind an instruction is a wording, closed with its line or going on in the next."""
    whole = _open(text) or text.rstrip("。；").endswith("”")
    return whole and (len(text) >= _SHORTEST or not text.endswith(("”", "”。", "”；"))) and bool(_SENTENCE.search(text))


def _open(text: str) -> bool:
    """Whether a stretch closes no more quotes than it opens."""
    return text.count("“") >= text.count("”")


def _piece(draft: Draft, start: int, end: int, *article: int) -> Draft:
    """A stretch of a line as a line; with the stretch of the article's number behind it where two bounds are given."""
    text, offsets = draft.text[start:end], draft.offsets[start:end]
    if article and article[0] >= 0:
        text, offsets = text + draft.text[article[0] : article[1]], offsets + draft.offsets[article[0] : article[1]]
    return replace(draft, text=text, offsets=offsets, width=0.0)


def _without_closing(wording: Draft) -> bool:
    """Drop the quote that closes a wording; whether it was there."""
    closing = re.search(r"”[。；]?$", wording.text)
    if closing is None or wording.text.count("”") <= wording.text.count("“"):
        return False
    wording.text, wording.offsets = wording.text[: closing.start()], wording.offsets[: closing.start()]
    return True
