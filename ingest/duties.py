"""Duties of bodies in a list of members or departments, one a line: 「县应急局：负责抢险救援，管理救灾物资。」.

Emergency plans, plans of campaigns and rules of commissions tell in this form who does what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assignments import read_names
from ingest.bodies import BodyNames
from ingest.datatypes import Responsibility
from ingest.passages import Passage, tidy

_LINE = re.compile(
    r"(?P<bodies>[^：:，。；\n]{2,40})[：:]\s*"
    r"(?P<duty>(?:主要|具体|依法|按(?:照)?职责|按(?:照)?分工|共同|统一)?"
    r"(?:负责|承担|牵头|组织|协调|指导|做好|监督|会同|配合|参与|落实|提供|保障|开展|统筹|督促|协助)(?!单位|部门|人|[：:])[^\n]*)"
)
_OPENING = re.compile(r"^(?:主要|具体)?负责")
_SHORTEST = 4


def extract_duties(passages: Sequence[Passage], names: BodyNames) -> list[Responsibility]:
    """What each body that opens a line, before a colon, has to do; the whole line is its duty."""
    found = []
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing", "front"):
            continue
        match = _LINE.match(passage.text, passage.unnumbered)
        listed = read_names(match["bodies"].strip(), names).own if match else ()
        if match is None or not listed or not all(names.is_body(name) for name in listed):
            continue
        duty = _OPENING.sub("", tidy(match["duty"])) or tidy(match["duty"])
        if len(duty) >= _SHORTEST:
            start, end = passage.start + match.start("bodies"), passage.start + match.start() + len(match[0].rstrip())
            found.append(Responsibility(passage.clause.index, start, end, duty, passage.item, bodies=tuple(listed)))
    return found
