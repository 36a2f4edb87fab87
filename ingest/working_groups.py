"""Working groups: who leads, who takes part, what the group has to do.

Read are 「综合协调组：由甲牵头，乙、丙参加，负责…」, 「救护组 组长：张三 成员：乙、丙」, and a group's heading over
lines that begin with 牵头单位：, 成员单位：, 职责：.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies import BodyNames
from ingest.datatypes import Clause, Member, Responsibility
from ingest.group_holders import holders
from ingest.group_names import BARE_GROUP, GROUP_NAME, group_above
from ingest.member_names import ROLES
from ingest.passages import Passage, tidy

_OPENING = re.compile(rf"\s*(?P<group>{GROUP_NAME})(?P<mark>[。：:，\s（]+|(?=由))(?P<rest>.*)", re.S)
_LABEL = re.compile(
    rf"(?P<role>(?:牵头|组长|副组长|责任|主办|成员|配合|协办|参加|参与|组成|协助)(?:单位|部门)|{ROLES})\s*(?:[：:]|—+)"
    r"|(?<=[；。：:])(?P<is>(?:副?组长|牵头|成员)(?:单位|部门)?)(?:为|是|有|包括)"
    r"|(?<=[\s；;，。])(?:负责|督导|包保|联系|检查|工作|责任)?(?:区域|范围|电话|地点|片区|镇街|乡镇|时间|地区|对象)\s*[：:]"
    r"|(?P<duty>(?:主要|工作|具体)*(?:职责|任务|分工)(?:任务|分工)?)\s*[：:]"
)
_LED = re.compile(
    r"(?:[：。）](?:由|以)?|由|以|^)(?P<lead>[^，。；：由]{2,80}?)"
    r"(?:(?:共同|联合|双)?总?牵头(?:负责|组建)?|召集|为?牵头单位|任组长单位|为组长单位|担任组长单位|为主)(?=[，。；、]|$)"
    r"|(?:牵头(?:单位|部门)(?:为|是)|[：:]牵头)(?P<named>[^，。；：]{2,80}?)(?=[，。；]|$)"
)
_JOINED = re.compile(
    r"[，；。](?:会同)?(?!(?:成员|主要)?由)(?P<with>[^。；：]{2,200}?)(?:等(?:部门|单位|部门和单位)?)?(?:共同|积极)?"
    r"(?:派员)?(?:参加|参与|配合|协助|组成|为成员(?:单位)?|为配合单位|协同)(?=[，。；]|$)"
)
_JOINED_FIRST = re.compile(
    r"[，；。](?:参加|参与|成员|配合|协助)(?:单位|部门)?(?:有|为|是|包括)(?P<with>[^。；：]{2,200}?)(?:等(?:部门|单位)?)?(?=[。；]|$)"
)
_ALL_FIRST = re.compile(
    r"[：:]?(?P<with>[^。；：由]{2,240}?)(?:等(?:部门|单位|部门和单位)?)?(?:共同)?组成(?=[，。；])"
)
_COMPOSED = re.compile(
    r"(?:成员|主要)?由(?P<all>[^。；：]{2,240}?)(?:等(?:部门|单位|部门和单位)?)?(?:共同)?(?:抽调[^，。；]{0,10})?组成"
)
_DUTY = re.compile(
    r"[，。；]\s*(?:主要|具体|统一)?(?:职责|任务)?[为是：:]?\s*"
    r"(?:负责|承担|主抓|(?:主要|具体|重点)(?:抓|推动|推进))(?P<duty>[^\n]+)"
)
_DUTY_BEHIND = re.compile(r"[。；]\s*(?P<duty>(?:主要|具体|统一)?(?:负责|承担)[^\n]+)")
_LEADS = re.compile("牵头|主办|(?<!副)组长单位")
_FOUNDING = re.compile("^(?:决定)?(?:成立|组建|建立|设立|调整|完善)(?:了)?(?=.{4})")
_LONGEST_NAME = 30


@dataclass(frozen=True)
class Group:
    """What one block tells of a group: its members, the bodies by their role in its duty, the duty's words."""

    members: tuple[Member, ...]
    lead: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    duty: str = ""


def extract_groups(
    passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames
) -> tuple[list[Member | Responsibility], frozenset[int]]:
    """Members and duties of working groups, and the indexes of the clauses whose bodies are read with that."""
    facts: list[Member | Responsibility] = []
    read: set[int] = set()
    by_index = {passage.clause.index: passage for passage in passages}
    for passage in passages:
        if passage.clause.kind == "table_row" or passage.clause.index in read:
            continue
        match = _OPENING.match(passage.text, passage.unnumbered)
        if match is None or len(match["group"]) > _LONGEST_NAME:
            continue
        block = [passage, *_lines_below(passage, clauses, by_index)]
        name = group_above(passage.clause, clauses) if BARE_GROUP.fullmatch(match["group"]) else ""
        group = _read_block(name or _FOUNDING.sub("", match["group"]), match.start("rest"), block, names)
        facts += group.members
        if group.duty and (group.lead or group.bodies):
            read |= {each.clause.index for each in block}
            start = passage.start + match.start("group")
            facts.append(
                Responsibility(
                    passage.clause.index, start, passage.start + len(passage.text.rstrip()), group.duty, passage.item,
                    group.lead, group.bodies, group.supporting,
                )
            )  # fmt: skip
    return facts, frozenset(read)


def _lines_below(passage: Passage, clauses: Sequence[Clause], by_index: dict[int, Passage]) -> Iterator[Passage]:
    """The labelled lines right below a group's heading."""
    for clause in clauses[passage.clause.index + 1 :]:
        below = by_index.get(clause.index)
        if clause.kind == "furniture":
            continue
        if below is None or clause.kind not in ("paragraph", "item", "heading"):
            return
        if _LABEL.match(below.text[below.unnumbered :].lstrip()) is None:
            return
        yield below


def _read_block(name: str, begin: int, block: Sequence[Passage], names: BodyNames) -> Group:
    members: list[Member] = []
    roles: dict[str, list[str]] = {"lead": [], "bodies": [], "supporting": []}
    duty = ""
    for order, passage in enumerate(block):
        text, floor = passage.text, begin if order == 0 else passage.unnumbered
        labels = list(_LABEL.finditer(text, floor))
        stops = [*(label.start() for label in labels[1:]), len(text)]
        for label, stop in zip(labels, stops, strict=False):
            said = text[label.end() : stop]
            role_name = label["role"] or label["is"]
            if not role_name and not label["duty"]:
                continue
            if label["duty"]:
                duty = duty or tidy(said)
                continue
            further = _DUTY_BEHIND.search(said)
            if further and not duty:
                duty, said = tidy(further["duty"]), said[: further.start() + 1]
            found = holders(name, role_name, said, passage, label.end(), names)
            members += found
            if role_name.endswith(("单位", "部门", "成员")):
                role = "lead" if _LEADS.search(role_name) else "bodies" if "责任" in role_name else "supporting"
                roles[role] += [member.subject for member in found if member.kind == "body"]
        if order == 0 and not any(roles.values()):
            told = _read_sentence(name, begin, passage, names, members, roles)
            duty = duty or told
    duty = re.sub("^(?:主要|具体)?负责", "", duty) or duty
    lead, bodies, supporting = (tuple(dict.fromkeys(listed)) for listed in roles.values())
    return Group(tuple(members), lead, bodies, supporting, duty)


def _read_sentence(
    name: str, begin: int, passage: Passage, names: BodyNames, members: list[Member], roles: dict[str, list[str]]
) -> str:
    """「由甲牵头，乙、丙参加，负责…」 and 「由甲、乙组成，负责…」: fills `members` and `roles`, gives the duty."""
    text = passage.text
    led = _LED.search(text, begin - 1)
    end = begin
    if led:
        which = "lead" if led["lead"] else "named"
        lead = holders(name, "牵头单位", led[which], passage, led.start(which), names)
        members += lead
        roles["lead"] += [member.subject for member in lead if member.kind == "body"]
        end = led.end()
        joined = _JOINED.match(text, end) or _JOINED_FIRST.match(text, end) or _ALL_FIRST.match(text, begin)
        if joined:
            partners = holders(name, "成员单位", joined["with"], passage, joined.start("with"), names)
            members += partners
            roles["supporting"] += [member.subject for member in partners if member.kind == "body"]
            end = joined.end() if partners else end
    elif composed := _COMPOSED.match(text, begin):
        parts = holders(name, "成员单位", composed["all"], passage, composed.start("all"), names)
        members += parts
        roles["bodies"] += [member.subject for member in parts if member.kind == "body"]
        end = composed.end() if parts else end
    if end == begin:
        return ""
    duty = _DUTY.search(text, end)
    return tidy(duty["duty"]) if duty else ""
