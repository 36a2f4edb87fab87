"""What the words of one bracket, line or cell assign: 「牵头单位：A；配合单位：B、C；完成时限：…」."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.bodies import BodyNames
from ingest.member_names import POST_END, is_name

# Roles, in the words that open a label (责任单位：, 牵头部门：) or close a list of names (…牵头，…配合).
_KIND = "单位|部门|处室|科室|股室|站所|机构|主体|街道|团队|专班|组织|方"
_PERSON = "领导|责任人|负责人|人员|人|干部|同志"
_LEAD = "总牵头|牵头|主办|主责|主抓|抓总|领办|领衔|首要责任|第一责任|首责"
_SUPPORT = "配合|协办|协同|协助|参与|参加|会办|支持|协作"
_OWN = (
    "主要责任|具体责任|共同责任|责任|主管|推进|落实|承办|实施|负责|承担|分管|包保|办理|执行"
    "|监管|联系|完成|组织|归口"
)
_TIME = (
    "(?:完成|办结|整改|落实|推进|实施|截止|达标|进度|计划|预计|工作)?(?:的)?"
    "(?:时限|时间节点|时间|期限|节点|日期|时序)(?:要求|安排|进度)?"
)
LABEL = re.compile(
    rf"(?:(?P<lead>{_LEAD})|(?P<supporting>{_SUPPORT})|(?P<bodies>{_OWN}))(?:责任|落实|负责|实施|推进|承办)?"
    rf"(?:(?P<person>{_PERSON})|(?:{_KIND}))?(?:及(?:其)?(?:{_PERSON}|{_KIND}))?(?P<note>[（(][^（）()]{{1,24}}[）)])?"
    rf"(?:\*\*)?\s*[：:](?:\*\*)?|(?P<due>{_TIME})(?:\*\*)?\s*[：:](?:\*\*)?"
)
FIRST_LEADS = re.compile(
    r"(?:列|排|排名|排列|排在|名列)?(?:在)?(?:第一|首)(?:位|个|名)?(?:者|的|责任|单位|部门)*"
    r"(?:，)?(?:均)?(?:为|是|系|负责)(?:总)?牵头"
)
_DUE = re.compile(
    r"(?:于|在|力争|确保|到)?(?:\d{2,4}年|今年|明年|当年|每年|年|本月|\d{1,2}月|[一二三四]季度|“?十[三四五六]五”?)"
    r"[^、，；。]{0,16}?(?:前|底|末|内|初|期间|止|年|月|日|季度|上旬|中旬|下旬|以前|之前)(?:完成|落实|见效|启动)?"
    r"|(?:并)?(?:长期|持续|常年|全年|常态化|即行|立行|立即)[一-龥]{0,4}"
    r"|(?:\d+|[一二三四五六七八九十两]+)(?:个?工作日|天|个?月)(?:之?内)?"
)
_LEAD_NOTES = "牵头|牵头单位|牵头部门|总牵头|主办|主办单位|主责|主责单位|主|牵"
_SUPPORT_NOTES = "配合|配合单位|配合部门|协办|协同|协助|参与|会办|配|协"
_ROLE_NOTES = dict.fromkeys(_LEAD_NOTES.split("|"), "lead") | dict.fromkeys(_SUPPORT_NOTES.split("|"), "supporting")
_VERB = re.compile(
    r"(?:由)?(?P<names>.{2,}?)(?:按照?(?:各自)?(?:职责|责任|分工)(?:分工)?(?:分别)?)?"
    r"(?:共同|具体|分工|分别|联合|依职责|统一|总)?(?P<verb>牵头(?:负责|落实|实施|组织|推进|抓总)?|负责(?:落实|实施|推进|组织)?|落实|承办|实施|推进|主办|组织实施"
    r"|(?:积极|协同)?(?:配合|协办|协助|协同|参与|参加)(?:落实|实施)?)(?:落实)?"
)
_SEPARATOR = re.compile(r"[、，,；;。\s/｜|]+")
_CONJUNCTION = re.compile(r"以及|[和与及]")
_LIKE_A_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:部|局|委|办|处|厅|院|会|站|所|队|行|社|司|校|学|区|馆|署|库|团|集团|中心|联盟|平台|企业|单位"
    r"|海关|[法检]院|纪检监察组|大队|支队|政府|协会|商会|联合会|指挥部)"
)
_LED = re.compile("牵头.*(?:配合|协办|参与|参加)")
_LONGEST_NAME = 30


@dataclass(frozen=True)
class Assignment:
    """Bodies by role, in the order written; `due` is a time limit named in the same place."""

    lead: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    due: str = ""

    @property
    def has_bodies(self) -> bool:
        """Whether anyone is named."""
        return bool(self.lead or self.bodies or self.supporting)

    def merged(self, other: Assignment) -> Assignment:
        """Both together, names of `other` last and each once."""
        return Assignment(
            lead=_unique(self.lead + other.lead),
            bodies=_unique(self.bodies + other.bodies),
            supporting=_unique(self.supporting + other.supporting),
            notes=tuple(dict.fromkeys(self.notes + other.notes)),
            due=self.due or other.due,
        )

    def first_leading(self) -> Assignment:
        """The same, with the first of the responsible bodies as the leading one."""
        return self if self.lead or not self.bodies else replace(self, lead=self.bodies[:1])


@dataclass
class _Names:
    """Names collected from one stretch of text."""

    own: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    due: str = ""
    first_leads: bool = False


def _unique(names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def split_top_level(text: str) -> list[str]:
    """`text` cut at separators that stand outside brackets."""
    parts, depth, begin = [], 0, 0
    for index, character in enumerate(text):
        if character in "（(〔[【〈":
            depth += 1
        elif character in "）)〕]】〉":
            depth = max(0, depth - 1)
        elif depth == 0 and _SEPARATOR.match(character):
            parts.append(text[begin:index])
            begin = index + 1
    parts.append(text[begin:])
    return [part.strip(" *_") for part in parts if part.strip(" *_")]


def is_due(text: str) -> bool:
    """Whether `text`, as a whole, is a time limit."""
    return _DUE.fullmatch(text) is not None


def read_names(text: str, names: BodyNames) -> _Names:
    """The names listed in `text`, with bracketed notes, roles in notes, and a time limit among them."""
    collected = _Names()
    for token in split_top_level(text):
        if FIRST_LEADS.search(token):
            collected.first_leads = True
            token = FIRST_LEADS.split(token)[0].rstrip("（(，")
            if not names.is_body(token):
                continue
        if is_due(token):
            collected.due = collected.due or token
            continue
        name, note = _without_note(token)
        name = re.sub(r"等$", "", name).strip()
        if not name or name in {"下同", "下同）", "按职责分工", "按照职责分工", "按职责分工负责", "按职责负责"}:
            continue
        if len(name) > _LONGEST_NAME:
            break
        role = _ROLE_NOTES.get(note)
        pieces = _split_joined(name, names)
        if role:
            collected.roles.setdefault(role, []).extend(pieces)
        elif note:
            collected.notes.append((pieces[-1], note))
        collected.own.extend(pieces)
    return collected


def _without_note(token: str) -> tuple[str, str]:
    """A name and what stands in brackets after or inside it: "区城管局〔区精细化办〕" → two parts."""
    if re.search("[（(〈](?:[省市区县旗镇乡街、]|街道)+[）)〉]", token):  # 各县（市、区）政府
        return token, ""
    match = re.search(r"[（(〔\[【](.*?)[）)〕\]】]?$", token)
    if match and match.start() > 0:
        return token[: match.start()].strip(), match[1].strip()
    match = re.match(r"(.+?)[（(〔\[【]([^）)〕\]】]*)[）)〕\]】](.+)$", token)
    return (match[1] + match[3], match[2]) if match else (token.strip("（()）〔〕[]"), "")


def _split_joined(name: str, names: BodyNames) -> list[str]:
    """"A和B", "A等相关部门" as their parts; a name that holds 和 itself (文化和旅游局) stays whole."""
    group = re.match(r"(.{2,}?)等((?:有关|相关|各|其他)?(?:部门|单位|街道|企业|科室).{0,4})$", name)
    if group:
        rest = [] if group[2] in ("部门", "单位") else [group[2]]
        return [*_split_joined(group[1], names), *rest]
    parts = [part.strip() for part in _CONJUNCTION.split(name)]
    if len(parts) > 1 and all(len(part) > 1 and names.is_body(part) for part in parts):
        return parts
    return [name]


def read_assignment(content: str, names: BodyNames) -> Assignment | None:
    """What `content` (a bracket without its brackets, a line, or part of one) assigns; None when nothing."""
    labels = list(LABEL.finditer(content))
    if labels:
        return _labelled(content, labels, names)
    return _with_verbs(content, names)


def _labelled(content: str, labels: list[re.Match[str]], names: BodyNames) -> Assignment | None:
    result = Assignment()
    before = content[: labels[0].start()].strip(" ，；、")
    if before and is_due(before):
        result = replace(result, due=before)
    first_leads = False
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(content)
        segment = content[label.end() : end].strip(" ，,；;。、*\n")
        if label["due"]:
            result = result.merged(Assignment(due=segment))
            continue
        read = read_names(segment, names)
        first_leads = first_leads or read.first_leads or bool(label["note"] and FIRST_LEADS.search(label["note"]))
        role = "lead" if label["lead"] else "supporting" if label["supporting"] else "bodies"
        people = _people(read, names) if len(labels) > 1 and not label["person"] else []
        if people:  # 领办：副区长 张三; the bodies stand behind another label
            read.own = [name for name in read.own if name not in people]
            read.notes.append((label[0].strip("：: *"), "".join(people)))
        result = result.merged(_by_role(read, role, person=bool(label["person"]) and result.has_bodies))
    if not result.has_bodies and not result.due:
        return None
    return result.first_leading() if first_leads else result


def _people(read: _Names, names: BodyNames) -> list[str]:
    """The names of people among what a label lists, with their posts; empty where nobody is named."""
    named = [is_name(name) and not names.is_body(name) for name in read.own]
    posts = [re.search(f"(?:{POST_END}|副[省市区县镇乡]长)$", name) is not None for name in read.own]
    if not any(named) or not any(posts):
        return []
    return [name for name, person, post in zip(read.own, named, posts, strict=True) if person or post]


def _by_role(read: _Names, role: str, *, person: bool = False) -> Assignment:
    """The names in their role; persons named beside bodies become notes of their label."""
    if person:
        return Assignment(notes=tuple(("责任人", name) for name in read.own), due=read.due)
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
    result, pending, first_leads = Assignment(), "", bool(FIRST_LEADS.search(content))
    for part in re.split(r"[，,；;。]", content):
        part = part.strip()
        if not part or part == "下同" or FIRST_LEADS.search(part):
            continue
        if is_due(part):
            result = result.merged(Assignment(due=part))
            continue
        match = _VERB.fullmatch(part)
        listed = f"{pending}、{match['names']}" if match and pending else match["names"] if match else part
        joint = re.fullmatch(r"(.{2,}?)(?:会同|(?:联合|商)(?=[省市区县旗镇乡街各]))(.{2,})", listed)
        read = read_names(joint[1] if joint else listed, names)
        partners = read_names(joint[2], names) if joint else _Names()
        if not read.own or not _all_bodies([*read.own, *partners.own], content, names, told=match is not None):
            return None
        if not match:
            pending = listed
            continue
        pending = ""
        verb = match["verb"]
        role = "lead" if verb.startswith(("牵头", "主办")) or joint else "bodies"
        role = "supporting" if re.search("配合|协办|协助|协同|参与|参加", verb) else role
        result = result.merged(_by_role(read, role)).merged(_by_role(partners, "supporting"))
    if pending or not result.has_bodies:
        return None
    return result.first_leading() if first_leads else result


def _all_bodies(listed: list[str], content: str, names: BodyNames, *, told: bool) -> bool:
    """Whether names are of bodies: all known, or, beside a known one, of a form that a body's name has.

    「人行某县营业部、县财政局配合」: a name that no list holds is a body in such company, or where someone leads and
    others help. `told` tells that a verb of assignment follows the names.
    """
    unknown = [name for name in listed if not names.is_body(name)]
    if not unknown:
        return True
    told = told and (bool(names.find(content, listed_only=True)) or _LED.search(content) is not None)
    return told and all(map(looks_like_body, unknown))


def looks_like_body(name: str) -> bool:
    """Whether a name that stands where bodies are named has the form of one's name."""
    return _LIKE_A_BODY.fullmatch(name) is not None


def read_bare_list(content: str, names: BodyNames) -> Assignment | None:
    """A bracket that holds nothing but bodies: 「（区民政局、各街道）」; None for anything else."""
    read = read_names(content, names)
    if not read.own or read.due or not all(names.is_body(name) for name in read.own):
        return None
    if len(read.own) == 1 and not re.match("[省市区县旗镇各本]", read.own[0]):
        return None
    return _by_role(read, "bodies")
