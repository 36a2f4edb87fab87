"""Time limits that a preamble sets for a whole list: 「标★事项6月底前完成」, 「除注明外均须在11月30日前完成」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.datatypes import Deadline
from ingest.duty_wording import STARS
from ingest.passages import Passage

_DATE = (
    r"(?:(?:\d{4}年|今年|本年|当年|年)?(?:\d{1,2}月(?:\d{1,2}日)?(?:[底末初]|[上中下]旬)?|年?底|上半年|[一二三四]季度末?|底)"
    r"(?:之?前|以前)?|(?:本|自)?[^，。；]{0,12}?\d{1,3}(?:个?工作日|日|天|个月)内)"
)
_MARKED = re.compile(
    rf"(?:标|带|加|注|打|有|以)(?:注|有|上|记|明)?(?:“|【)?(?P<star>[{STARS}])(?:”|】)?号?(?:标记|标注|标识)?的?[^，。；\n]{{0,16}}?"
    rf"(?:在|于|应|须|需|为|限|至|，)*(?P<due>{_DATE})(?:之?前|以前)?(?:全部|必须|须|要|应)?(?:完成|办结|整改|落实|销号|到位)?"
)
_BEFORE = re.compile(rf"[“【]?(?P<star>[{STARS}])[”】]?号?(?:为|是|表示|代表|指)[^，。；\n]{{0,8}}?(?P<due>{_DATE})")
_ALL = re.compile(
    r"(?:所列|各项|所有|全部|上述|以上|下列|本清单|清单|其余|其他|未[标注]\S{0,6}?的)[^。；\n]{0,30}?"
    rf"(?:均|都|全部|一律|应|须|需|要|于|在|原则上|，)+(?P<due>{_DATE})(?:之?前|以前)?(?:全部|基本)?完成"
)
_OWN = re.compile(
    r"(?:\d月(?:\d{1,2}日)?|[月年季度]|\d日|年|旬|汛|节)(?:底|末|初)?(?:之?前|以前)|长期|常年|持续|常态|每[年月日周季天]"
    r"|(?:小时|工作日|[日天]|个月)(?:之?内|以内)|年[底内末]|[上中下]旬"
)
_QUICK = re.compile(f"完成|[{STARS}]")
_PREAMBLE = 14  # passages at a document's head and end that may speak of all of it


@dataclass(frozen=True)
class Note:
    """A time limit with the clean span of the words that set it."""

    due: str
    start: int
    end: int


@dataclass(frozen=True)
class DueNotes:
    """What a document says on the time limits of its list: by mark, and for all that has neither mark nor limit."""

    marked: dict[str, Note] = field(default_factory=dict)
    others: Note | None = None

    def deadlines(self, clause: int, subject: str, item: str, text: str, star: str) -> list[Deadline]:
        """The deadline that the preamble sets for one duty; none where the duty has its own."""
        note = self.marked.get(star) or (None if _OWN.search(text) else self.others)
        return [Deadline(clause, note.start, note.end, subject, item, note.due)] if note else []


def read_due_notes(passages: Sequence[Passage]) -> DueNotes:
    """The time limits that the words around a list set for it."""
    marked: dict[str, Note] = {}
    others: Note | None = None
    for passage in (*passages[:_PREAMBLE], *passages[_PREAMBLE:][-4:]):
        if passage.clause.kind == "table_row" or not _QUICK.search(passage.text):
            continue
        for match in (*_MARKED.finditer(passage.text), *_BEFORE.finditer(passage.text)):
            marked.setdefault(match["star"], _note(passage, match))
        match_all = _ALL.search(passage.text)
        if match_all and others is None:
            others = _note(passage, match_all)
    return DueNotes(marked, others)


def _note(passage: Passage, match: re.Match[str]) -> Note:
    due = match["due"]
    after = passage.text[match.end("due") :]
    due += next((end for end in ("之前", "以前", "前") if after.startswith(end) and not due.endswith("前")), "")
    return Note(due, passage.start + match.start(), passage.start + match.end())
