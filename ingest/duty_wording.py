"""The duties that one text tells: its numbered parts, the partners that each names, the marks before their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.body_lists import is_due, looks_like_body, read_names
from ingest.data_files import words
from ingest.passages import tidy

STARS = "★☆▲△*＊※●◆■"
_NUMBERED = re.compile(
    rf"(?:(?<=^)|(?<=[。；;：:\n]))\s*(?P<star>[{STARS}]*)\s*"
    rf"(?P<number>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]|[（(]\d{{1,2}}[）)]|\d{{1,2}}[.．、](?!\d)|\d{{1,2}}[）)])\s*(?P<after>[{STARS}]*)"
)
_STARRED = re.compile(rf"^\s*(?P<before>[{STARS}]+)|(?P<behind>[{STARS}]+)[\s。；;]*$")
_HELPS = r"(?:(?:积极|做好|予以|给予|依职责)*(?:配合|协同|协助|协办|支持|参与|参加)(?:落实|实施|做好)?)"
_LABELLED = re.compile(
    r"[，；。（(\s]*(?:配合|协办|协同|参与|协助|会办|支持)(?:部门|单位|机构|方)?(?:为|是|有|包括|[：:])\s*(?P<names>[^，。；：）)]{2,80})[）)]?"
)
_HELPED = re.compile(
    rf"[，；。（(](?:[^，。；：（(由请]{{0,12}}(?:由|请))?(?P<names>[^，。；：（(]{{2,60}}?)(?:按(?:照)?(?:各自)?职责(?:分工)?)?{_HELPS}(?=[）)。；，]|$)"
)
_TOGETHER = re.compile(
    r"(?:会同|联合|协同|商)(?P<names>[^，。；：]{2,60}?)"
    r"(?=(?:等[^，。；]{0,6}?)?(?:共同|联合|依法|做好|开展|组织|制定|实施|建立|落实|推进|对|加强|负责|查处|指导|编制|研究|完成|排查"
    r"|划定|提出|整治|整改|清理|处置|核查|摸排|治理|约谈|办理|核定|确定|审核|发布|公布|印发|进行|采取|推动|督促|监督|检查|协调|审查|拟订|拟定|将|按照|根据|在|[，。；]|$))"
)
_LEADS = re.compile("^(?:总?牵头|承担[^，。；]{0,20}牵头|主办)|[（(]牵头[）)]$")
_NUMBERS = re.compile(r"\d{7,}|\d{3,4}-\d{6,}")
_NOT_DUTY = re.compile(
    r"^(?:存在|未|已|没有|无|[一-龥]{2,3}[，,（(]|(?:全[省市区县镇]|共)?(?:有|计)?\d+(?:分|名|人|家|个|所|座|%)|第\d)"
    r"|联系(?:人|电话)[：:]|电话[：:]"
)
_LIMIT = re.compile("[（(]([^（）()]{2,24})[）)]$")
_SHORTEST = 5


@dataclass(frozen=True)
class Duty:
    """One duty: `start` and `end` are indexes in the text it was read from; `star` is the mark beside its number."""

    start: int
    end: int
    wording: str
    star: str = ""


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    verbs = "|".join(words("duty_verbs.txt"))
    return re.compile(f"(?:主要|具体|依法|按(?:照)?职责|按(?:照)?分工|共同|统一|统筹|总)?(?:{verbs})")


def opens_as_duty(text: str) -> bool:
    """Whether a text begins with a verb of the list, as a duty does."""
    return _verbs().match(text.lstrip(STARS + " ")) is not None


def could_be_duty(text: str) -> bool:
    """Whether a text has the form of a duty: words enough, no telephone numbers, no finding of a report."""
    bare = tidy(text)
    letters = len(re.findall("[一-龥]", bare))
    return letters >= _SHORTEST and not _NUMBERS.search(bare) and not _NOT_DUTY.search(bare)


def split_duties(text: str, start: int = 0) -> Iterator[Duty]:
    """The numbered duties of `text` from index `start` on, or all of it as one."""
    marks = list(_NUMBERED.finditer(text, start))
    if not marks or tidy(text[start : marks[0].start()]):
        marks = []
    if len(marks) == 1 and text.count(marks[0]["number"]) > 1:
        marks = []
    if not marks:
        yield from _one(text, start, len(text), "")
        return
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stop = following.start() if following else len(text)
        yield from _one(text, mark.end(), stop, mark["star"] or mark["after"])


def _one(text: str, start: int, stop: int, star: str) -> Iterator[Duty]:
    star = star or star_of(text[start:stop])
    wording = tidy(text[start:stop].strip(f" {STARS}\n"))
    limit = _LIMIT.search(wording)
    wording = tidy(wording[: limit.start()]) if limit and is_due(limit[1]) else wording
    if could_be_duty(wording):
        yield Duty(start, start + len(text[start:stop].rstrip()), wording, star)


def star_of(text: str) -> str:
    """The mark that opens or closes a text; empty for none."""
    match = _STARRED.search(text)
    return (match["before"] or match["behind"])[0] if match else ""


def assign(wording: str, owners: tuple[str, ...], names: BodyNames) -> tuple[Assignment, str]:
    """Who does a duty, with the partners that it names, and its wording without those told behind it."""
    supporting: list[str] = []
    for pattern in (_LABELLED, _HELPED, _TOGETHER):
        for match in pattern.finditer(wording):
            listed = [name for name in read_names(match["names"], names).own if name not in owners]
            if listed and all(names.is_body(name) or looks_like_body(name) for name in listed):
                supporting += listed
                if pattern is not _TOGETHER and match.end() >= len(wording):
                    wording = tidy(wording[: match.start()])
                    break
    role = "lead" if _LEADS.search(wording) else "bodies"
    return Assignment(supporting=tuple(dict.fromkeys(supporting)), **{role: owners}), wording  # type: ignore[arg-type]
