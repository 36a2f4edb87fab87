"""What the words of one bracket, line or cell assign: 「牵头单位：A；配合单位：B、C；完成时限：…」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.bodies import BodyNames
from ingest.body_lists import NameList, all_bodies, are_persons, due_told, is_due, is_field, looks_like_body, read_names
from ingest.due_wording import DATED_SIGN
from ingest.labels import FIRST_LEADS, LABEL, LABEL_CLOSED, LED, VERB, names_with_verb, role_of_verb

_PARTS = re.compile(r"[，,；;。｜|／/\t]|(?<=[一-龥])\s+(?=[一-龥])")
_JOINT = re.compile(r"(.{2,}?)(?:会同|(?:联合|商)(?=[省市区县旗镇乡街各]))(.{2,})")
_CALLED_IN = re.compile("会同|联合|协同(?=[省市区县旗镇乡街各])|商(?=[省市区县旗镇乡街各])")
_HELPED = re.compile("(?P<names>[^，；]{2,40}?)(?:积极|协同|具体)?(?:配合|协助|协办|参与)")
_ROLE_NOTE = re.compile("[（(〔\\[【](?:总?牵头|主办|主责|配合|协办|协助|参与)[^，；]{0,3}[）)〕\\]】]")
_CERTAIN = 2  # known bodies that vouch for the other names of a list
_PERSONS = re.compile("[、，,；;]")
_CONTACT = re.compile("联系(?:电话|方式)|电子邮箱|(?:电话|手机|传真)(?:号码)?[：:]")
_SECTION = re.compile("[一-龥（）]{2,12}(?:股|科|处|室|站|所|中心|大队|支队|中队)")  # of the office whose paper it is
_VERB_AND_OBJECT = re.compile(rf"{VERB.pattern}(?:[一-龥]{{2,6}})")  # 「甲牵头，乙承担建设任务，丙配合征拆」
_DATE_ONLY = re.compile(r"\d{4}年.*[年月日]")  # 「（区统计局，2025年3月）」 names a source
_LEVEL = re.compile("[省市区县旗镇各本]")


@dataclass(frozen=True)
class Assignment:
    """Bodies by role, in the order written; `due` is a time limit named in the same place."""

    lead: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    due: str = ""
    persons: tuple[tuple[str, str], ...] = ()
    """People who are named alone, as title and words; they are among `bodies` until bodies stand beside them."""

    @property
    def has_bodies(self) -> bool:
        """Whether anyone is named."""
        return bool(self.lead or self.bodies or self.supporting)

    def merged(self, other: Assignment) -> Assignment:
        """Both together, names of `other` last and each once."""
        both = tuple(dict.fromkeys(self.persons + other.persons))
        return Assignment(
            lead=_unique(self.lead + other.lead),
            bodies=_unique(self.bodies + other.bodies),
            supporting=_unique(self.supporting + other.supporting),
            notes=tuple(dict.fromkeys(self.notes + other.notes)),
            due=self.due or other.due,
            persons=both,
        ).settled()

    def settled(self) -> Assignment:
        """The same, people as notes where a body is named beside them."""
        others = tuple(name for name in self.bodies if not any(name in words for _, words in self.persons))
        if not self.persons or not (self.lead or others):
            return self
        notes = tuple(dict.fromkeys((*self.notes, *self.persons)))
        return replace(self, bodies=others, notes=notes, persons=())

    def first_leading(self, *, others_help: bool = False) -> Assignment:
        """The same, with the first of the responsible bodies as the leading one; the others support or do it, too."""
        if self.lead or not self.bodies:
            return self
        if not others_help:
            return replace(self, lead=self.bodies[:1])
        return replace(self, lead=self.bodies[:1], bodies=(), supporting=_unique(self.bodies[1:] + self.supporting))


def _unique(names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def read_assignment(content: str, names: BodyNames) -> Assignment | None:
    """What `content` (a bracket without its brackets, a line, or part of one) assigns; None when nothing."""
    labels = list(LABEL.finditer(content)) if LABEL_CLOSED.search(content) else []
    if labels:
        return _labelled(content, labels, names)
    return _with_verbs(content, names) or _with_role_notes(content, names)


def _with_role_notes(content: str, names: BodyNames) -> Assignment | None:
    """「A（牵头），B、C（配合），6月底前」: nothing but names, one of them with its role in brackets."""
    if not _ROLE_NOTE.search(content):
        return None
    read = read_names(content, names)
    certain = bool(read.roles) and all_bodies(read.own, names, told=len(read.own) > 1)
    return _by_role(read, "bodies") if certain else None


def _labelled(content: str, labels: list[re.Match[str]], names: BodyNames) -> Assignment | None:
    if _CONTACT.search(content):
        return None
    result = Assignment()
    before = content[: labels[0].start()].strip(" ，；、")
    if before and is_due(before):
        result = replace(result, due=due_told(before))
    first_leads = False
    persons: list[tuple[str, str]] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(content)
        segment = content[label.end() : end].strip(" ，,；;。、*‖|｜/／\n")
        if label["due"]:
            result = result.merged(Assignment(due=segment))
            continue
        if label["other"] or (label["bodies"] == "联系" and label["person"] == "人"):
            continue  # who looks after those who do it, whom to ask
        if label["blank"] and not label["supporting"]:
            segment, helping = _first_of_sentence(segment, names)
            result = result.merged(helping)
        segment, partners = (segment, NameList()) if label["supporting"] else _without_partners(segment, names)
        read = read_names(segment, names)
        if label["blank"] and not (read.own and all(map(names.is_body, read.own))):
            continue
        first_leads = first_leads or read.first_leads or bool(label["note"] and FIRST_LEADS.search(label["note"]))
        role = "lead" if label["lead"] or partners.own else "supporting" if label["supporting"] else "bodies"
        told = bool(label["person"]) and not (read.own and all(map(names.is_body, read.own)))
        if told or (not label["person"] and are_persons(segment, names)):
            title = "责任领导" if (label["person"] or "").endswith("领导") else "责任人"
            title = "分管领导" if label["bodies"] == "分管" else title
            persons.append((label["lead"] + "领导" if label["lead"] else title, segment))
            continue
        result = result.merged(_by_role(read, role)).merged(_by_role(partners, "supporting"))
    beside = result.has_bodies
    for title, segment in persons:
        each = [name for part in _PERSONS.split(segment) if (name := part.strip())]
        noted = Assignment(notes=tuple((title, name) for name in each))
        listed = tuple(read_names(segment, names).own)
        alone = Assignment(bodies=listed, persons=((title, segment),))
        result = result.merged(noted if beside else alone)
    if not result.has_bodies and not result.due:
        return None
    return result.first_leading() if first_leads else result


def _first_of_sentence(segment: str, names: BodyNames) -> tuple[str, Assignment]:
    """The bodies that open a sentence, and those that it says help: 「责任单位为甲局，乙分局配合落实试点」."""
    opening, mark, rest = segment.replace(",", "，").partition("，")
    helped = _HELPED.match(rest) if mark else None
    read = read_names(helped["names"], names) if helped else NameList()
    if not mark or helped is None or not all_bodies(read.own, names, told=True):
        return segment, Assignment()
    return opening, _by_role(read, "supporting")


def _without_partners(listed: str, names: BodyNames) -> tuple[str, NameList]:
    """「甲局会同乙局、丙镇」 without those that the first calls in, and these."""
    joint = _JOINT.fullmatch(listed)
    partners = read_names(joint[2], names) if joint else NameList()
    return (joint[1], partners) if joint and all_bodies(partners.own, names, told=True) else (listed, NameList())


def _by_role(read: NameList, role: str) -> Assignment:
    """The names in their role, where they have none of their own."""
    lead, supporting = read.roles.get("lead", []), read.roles.get("supporting", [])
    plain = [name for name in read.own if name not in lead and name not in supporting]
    if role == "lead":
        lead, plain = [*lead, *plain], []
    elif role == "supporting":
        supporting, plain = [*supporting, *plain], []
    elif lead and not supporting:
        plain = read.own
    return Assignment(tuple(lead), tuple(plain), tuple(supporting), tuple(read.notes), read.due)


def _with_verbs(content: str, names: BodyNames) -> Assignment | None:
    """「A牵头，B、C配合」「A、B按职责分工负责」; every name must be known as a body, or look like one beside one."""
    result, pending = Assignment(), ""
    first_leads = "牵头" in content and FIRST_LEADS.search(content) is not None
    led = LED.search(content) is not None
    company: bool | None = led or None  # looked for where a name is not known
    for mark, part in _parts(content):
        if not part or part == "下同" or (first_leads and FIRST_LEADS.search(part)):
            continue
        if is_due(part):
            result = result.merged(Assignment(due=due_told(part)))
            continue
        called_in = _CALLED_IN.match(part) if result.lead or result.bodies else None
        part = part[called_in.end() :] if called_in else part
        match = names_with_verb(part) or (_with_object(part) if led else None)
        listed = f"{pending}、{match['names']}" if match and pending else match["names"] if match else part
        joint = _JOINT.fullmatch(listed)
        read = read_names(joint[1] if joint else listed, names)
        partners = read_names(joint[2], names) if joint else NameList()
        told = match is not None or "、" in part or looks_like_body(part)
        if told and company is None:
            company = _has_company(content, names)
        told = told and company is True
        if not read.own or not all_bodies([*read.own, *partners.own], names, told=told):
            return None
        if not match:
            pending = listed
            continue
        if pending and mark in ("，", "；", "|", "｜") and _only_helps(match, result):  # 「A；B协助」: A has the task
            result = result.merged(Assignment(bodies=tuple(read_names(pending, names).own)))
            read = read_names(match["names"], names)
        pending = ""
        role = "supporting" if called_in else "lead" if joint else role_of_verb(match)
        result = result.merged(_by_role(read, role)).merged(_by_role(partners, "supporting"))
    if pending or not result.has_bodies:
        return None
    return result.first_leading() if first_leads else result


def _has_company(content: str, names: BodyNames) -> bool:
    """Whether `content` names a body that lists hold, or a section of the office, beside which others are bodies."""
    if names.find(content, listed_only=True):
        return True
    return any(_SECTION.fullmatch(part) and names.is_body(part) for _, part in _parts(content))


def _parts(content: str) -> Iterator[tuple[str, str]]:
    """The parts of `content` with the mark before each, in full width."""
    mark, begin = "", 0
    for match in _PARTS.finditer(content):
        yield mark, content[begin : match.start()].strip()
        mark, begin = match[0].replace(",", "，").replace(";", "；"), match.end()
    yield mark, content[begin:].strip()


def _with_object(part: str) -> re.Match[str] | None:
    """「乙承担建设任务」, 「丙配合征拆」; what somebody leads is the task itself and told of nobody else."""
    match = _VERB_AND_OBJECT.fullmatch(part)
    return match if match and role_of_verb(match) != "lead" else None


def _only_helps(match: re.Match[str], read: Assignment) -> bool:
    return role_of_verb(match) == "supporting" and not (read.lead or read.bodies)


def read_bare_list(content: str, names: BodyNames, *, own: bool = False) -> Assignment | None:
    """A bracket that holds nothing but bodies: 「（区民政局、各街道）」; None for anything else.

    Beside bodies that are known, two or as many, places stand for their governments: 「县商务局、东乡镇、开发区」.
    With `own` the bracket is of a form that holds no asides: a body without its level may stand there alone 〔特设局〕.
    """
    read = read_names(content, names)
    known = [name for name in read.own if names.is_body(name)]
    if not read.own or _DATE_ONLY.fullmatch(read.due):
        return None
    fields = bool(DATED_SIGN.search(read.due)) and all(each in known or is_field(each, names) for each in read.own)
    if fields:  # 「（教育、公安，每个教学日）」: nothing but the short names of offices, and when
        return _by_role(read, "bodies")
    if len(known) < _CERTAIN and 2 * len(known) < len(read.own):
        return None
    if not all_bodies(read.own, names, told=len(read.own) > 1):
        return None
    if len(read.own) == 1 and not (own or _LEVEL.match(read.own[0]) or _SECTION.fullmatch(read.own[0])):
        return None
    return _by_role(read, "bodies")
