"""Bodies that close a task without bracket or label: 「…100名。县民政局、县教育局」, 「…1.2万份。——党建办」.

With them may stand a time limit: 「编制规划，县住建局、各乡镇，2026年10月」, 「…；完成时间为2026年12月31日」.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.actors import OFFICE, stands_for_body
from ingest.assignments import Assignment, read_assignment, read_bare_list
from ingest.bodies import BodyNames
from ingest.body_lists import is_due, read_names
from ingest.due_wording import DATED_SIGN, is_whole_due
from ingest.labels import LABEL
from ingest.passages import Passage

_DASH = re.compile(
    r"[。；;！）)%”\u4e00-\u9fff]\s*(?P<dash>—{1,2}|--|──|[→▶])\s*(?P<said>[^—。\n]{2,160})[。；]?\s*$"
)
_SENTENCE = re.compile(r"(?<=[。！])\s*(?P<said>[^。！\n]{4,160})[。]?\s*$")
_COMMA = re.compile(
    r"(?<=[，,；])(?P<said>[^，。；\n]{2,200}[，；,]\s*[^，。；\n]{2,24})[。]?\s*$"
)
_WHOLE = re.compile(r"[^。\n]+")
_PART = re.compile(r"[^；]*，(?P<said>[^，；]+)(?=；|$)")
_PARTS = 3  # parts of a sentence that end alike
_DUE = re.compile(
    r"[，；,]\s*(?:(?:完成|办结|整改)?(?:时限|时间|期限|节点)(?:要求)?(?:为|是|：|:)?)?(?P<due>[^，；]{2,24})$"
)
_DATED_END = re.compile(r"[（(]([^（）()]{2,20})[）)]\s*$")
_DASHES = re.compile("[—→▶]|--|──")
_LONGEST = 260  # characters from the end in which such a list begins
_DUE_SIGN = re.compile(f"{DATED_SIGN.pattern}|[年日天逢]|同步")  # without one of these no words say when
_FIRST_TO_TRY = re.compile("(?:率先|先行先试|先行|试点|试行)$")
_HELPED = re.compile("(?:配合|协办|协助|参与|参加|协同)$")
_SEVERAL = re.compile(r"[、，,；;\s/／｜|和与及]")
_NO_TASK = frozenset({"table_row", "closing", "front", "title"})
_TOLD = re.compile("[由：:]|抄送|主送|印发")


def closing_list(passage: Passage, names: BodyNames) -> tuple[int, int, Assignment] | None:
    """Where a passage ends with nothing but bodies (indexes of its text), and what that assigns; None for no such end.

    Behind a full stop one body is no list, unless a dash stands before it.
    """
    if passage.clause.kind in _NO_TASK:
        return None
    since = max(passage.unnumbered, len(passage.text.rstrip()) - _LONGEST)
    for pattern in (_DASH, _SENTENCE, _COMMA):
        if pattern is _DASH and not _DASHES.search(passage.text, since):
            continue
        if pattern is _COMMA and not _DUE_SIGN.search(passage.text, since):
            continue
        match = pattern.search(passage.text, since)
        if match is None or _TOLD.search(match["said"]):
            continue
        if pattern is _COMMA and not _DUE_SIGN.search(match["said"]):
            continue
        read = _read(match["said"].strip(), names, alone=pattern is _DASH)
        if read is not None and (pattern is not _COMMA or read.due):
            start = match.start("dash") if pattern is _DASH else match.start("said")
            return start, match.end("said"), read
    return None


def closing_parts(passage: Passage, names: BodyNames) -> list[tuple[int, int, Assignment]]:
    """What is assigned where the parts of a sentence, between semicolons, each end with bodies alone.

    「专栏1 管网工程，估算2.1亿元，责任单位：县水利局；专栏2 …，县交通局；…」: one without them may stand among three.
    """
    if passage.clause.kind in _NO_TASK or passage.text.count("；") < _PARTS - 1:
        return []
    found: list[tuple[int, int, Assignment]] = []
    for sentence in _WHOLE.finditer(passage.text, passage.unnumbered):
        parts = list(_PART.finditer(passage.text, *sentence.span()))  # `$` is the end of the sentence here
        closed = [(part, _closing_bodies(part["said"], names)) for part in parts]
        read = [(part.start("said"), part.end(), told) for part, told in closed if told is not None]
        if len(read) >= max(_PARTS - 1, 2 * len(parts) / 3):
            found += read
    return found


def _closing_bodies(said: str, names: BodyNames) -> Assignment | None:
    """The bodies of the last piece of a part, with or without a label; None where it says anything else."""
    said = said.strip()
    told = read_assignment(said, names) if LABEL.match(said) else read_bare_list(said, names)
    return told if told is not None and told.has_bodies else None


def _read(said: str, names: BodyNames, *, alone: bool) -> Assignment | None:
    if not alone and not _SEVERAL.search(said):
        return None
    due = _DUE.search(said)
    when = due["due"].strip() if due and (is_due(due["due"]) or is_whole_due(due["due"])) else ""
    listed = said[: due.start()] if due and when else said
    dated = _DATED_END.search(listed)
    if dated and (is_due(dated[1]) or is_whole_due(dated[1])):
        listed, when = listed[: dated.start()], when or dated[1]
    listed = _FIRST_TO_TRY.sub("", listed)
    if not alone and _HELPED.search(listed):
        return None  # 「甲牵头，乙、丙配合，9月底前」: who has the task stands before
    read = read_assignment(listed, names) if alone else None
    read = read or read_bare_list(listed, names)
    if read is None and alone:
        own = read_names(listed, names).own
        told = bool(own) and all(names.is_body(name) or OFFICE.fullmatch(name) for name in own)
        read = Assignment(bodies=tuple(own)) if told else None
    named = [] if read is None else [*read.lead, *read.bodies, *read.supporting]
    if not all(stands_for_body(name, names, beside=True) for name in named):
        return None
    if read and read.supporting and not (alone or read.lead or read.bodies):
        return None  # 「甲牵头实施，乙、丙协助，4月底前」: who helps stands beside who does it
    if read is None or not (alone or len(named) > 1):
        return None
    return replace(read, due=read.due or when)
