"""Duties in items below a sentence that names whose they are: 「县水利局履行下列职责：（一）…；（二）…」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.bodies import BodyNames
from ingest.body_lists import read_names
from ingest.datatypes import Clause, Responsibility
from ingest.duty_owners import is_owner
from ingest.duty_wording import assign, could_be_duty
from ingest.passages import Passage, tidy
from ingest.statutory_duties import acting_subject, read_subject

_LEAD_IN = re.compile(
    r"(?:^|(?<=[。；\n]))\s*(?P<who>[^。；：\n]{2,60}?)[，,]?"
    r"(?:(?:应当|依法|具体|主要|牵头|统一|分别|共同|须|要|在[^，。；：]{2,16}中)*(?:履行|负责|承担|做好|抓好|落实|完成|行使))"
    r"[^。；\n]{0,12}?(?:下列|以下|如下|相关|主要|有关)[^。；：\n]{0,10}?(?:职责|责任|工作|任务|事项|义务|职能|措施)[：:]\s*$"
)
_NAMED_AS = re.compile("[，,]?(?:作为|是|系|为)[^，。；由]{2,30}$")
_BELOW = frozenset({"item", "paragraph", "heading"})
_LONGEST = 120


def extract_listed_duties(
    passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames, taken: Sequence[tuple[int, int]]
) -> list[Responsibility]:
    """What the numbered items below such a sentence make its bodies do; `taken` are clean spans read otherwise."""
    owners: dict[int, tuple[str, ...]] = {}
    facts: list[Responsibility] = []
    for passage in passages:
        clause = passage.clause
        leads_in = clause.kind in _BELOW and passage.text.rstrip().endswith(("：", ":"))
        lead_in = _LEAD_IN.search(passage.text[passage.unnumbered :]) if leads_in else None
        if lead_in:
            named = _owners(lead_in["who"], names)
            if named:
                owners[clause.index] = named
                continue
        who = owners.get(clause.parent) if clause.parent is not None and clause.number else None
        start, end = passage.start, passage.start + len(passage.text.rstrip())
        if not who or clause.kind not in _BELOW or any(first < end and start < last for first, last in taken):
            continue
        duty = tidy(passage.text[passage.unnumbered :].split("\n")[0])
        if not could_be_duty(duty):
            continue
        read, wording = assign(duty[:_LONGEST], who, names)
        facts.append(
            Responsibility(
                clause.index, start + passage.unnumbered, end, wording, passage.item,
                read.lead, read.bodies, read.supporting, read.notes,
            )
        )  # fmt: skip
    return facts


def _owners(who: str, names: BodyNames) -> tuple[str, ...]:
    bare = _NAMED_AS.sub("", tidy(who).split("，")[-1]) or tidy(who)
    bare = _NAMED_AS.sub("", tidy(who)) if not len(bare) >= 2 else bare
    listed = read_names(bare, names).own
    if listed and all(is_owner(name, names) for name in listed):
        return tuple(listed)
    first = _NAMED_AS.sub("", tidy(who))
    acting = acting_subject(tidy(who), names)
    return read_subject(bare, names) or read_subject(first, names) or (acting[0] if acting else ())
