"""Lists of bodies as brackets, lines and cells hold them: 「A（牵头）、B〔C〕、各县（市、区）政府」."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.bodies import BodyNames
from ingest.data_files import words
from ingest.due_wording import is_whole_due
from ingest.labels import DUE, FIRST_LEADS, ROLE_NOTES, names_with_verb, role_of_verb
from ingest.member_names import POST_END, closed_up, is_called_by_post, is_name

_OPENS = re.compile(r"[（(〔\[【〈]")
_SEPARATOR = re.compile(r"[、，,；;。\s/／｜|＋+]+")
_PARTS = re.compile("[，,；;]")
_CONJUNCTION = re.compile(r"以及|[和与及]")
_JOINED = re.compile("[和与及]")
_NO_NAMES = frozenset(
    ("下同", "下同）", "按职责分工", "按照职责分工", "按职责分工负责", "按职责负责", "其中", "以上", "均为", "并")
)
_HOW_MANY = re.compile("(?:上述|以上)?[两二三四五六七八九几\\d]+[个家]?(?:部门|单位|街道|乡镇|局|科室|处室)(?:共同)?")
_WHICH = re.compile("(?<=.)[（(][省市区县旗乡镇村居街道社、]+[）)](?=.)")  # 各村（社区）应急分队
_POINTING_BACK = re.compile("^(?:以上|上述|前述|此|该|本)[^由，、]{0,8}由(?=[一-龥]{2})")
_ALL_OF_LEVEL = re.compile("[（(〈](?:[省市区县旗州盟镇乡村街、]|街道|社区|团场|居)+[）)〉]")  # 各县（市、区）政府
_COMPANY = re.compile("[）)](?:有限|股份|公司|集团)[一-龥]{0,8}$")  # 某某（集团）有限公司
_NOTE_BEHIND = re.compile(r"[（(〔\[【](.*?)[）)〕\]】]?$")
_NOTE_INSIDE = re.compile(r"(.+?)[（(〔\[【]([^）)〕\]】]*)[）)〕\]】](.+)$")
_OTHERS = re.compile(r"(.{2,}?)等((?:有关|相关|各|其他)?(?:部门|单位|街道|企业|科室).{0,4})$")
# Words that say when because 限 stands before them.
_LIMITED = re.compile("[^，。；、]{0,7}(?:[前内底末旬日天月季年起时]|[早晚]|即办|会议?|结束|学期)")
_ANNOUNCED = re.compile("^(?:限|(?:完成|办结|整改|落实)(?:时限|时间|期限)(?:为|是)?)")
_DUE_SIGN = re.compile("[年月季末期前起每按逐逢续态立即时步内底初止日旬天限]")  # one stands in every time limit
_LONGEST_NAME = 30
_LONGEST_FIELD = 4  # characters of a field told by what remains of its office without place and level
_POST = re.compile(rf"[一-龥]{{0,12}}?(?:{POST_END}|常务委员)(?:[兼、][一-龥]{{2,10}})?")
_POST_AND_NAME = re.compile(rf"(?:[一-龥]{{0,16}}?(?:{POST_END}))[一-龥·]{{2,4}}(?:同志)?")
_SHORT_WORD = re.compile("[一-龥]{2,4}")
_FIELD_ENDINGS = ("局", "委", "部门", "中心", "办")


@dataclass
class NameList:
    """Names collected from one stretch of text.

    `own` holds all of them in order, `roles` those with a role in brackets or behind them, `notes` what else brackets
    say of one; `due` is a time limit among them.
    """

    own: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    due: str = ""
    first_leads: bool = False


@dataclass(frozen=True)
class _Token:
    """A part of a list of bodies: the names in it, their role or what a bracket says of the last, and who helps how.

    Without names the list is over.
    """

    pieces: tuple[str, ...] = ()
    role: str = ""
    note: str = ""
    helper: str = ""
    helps: str = ""


def split_top_level(text: str) -> list[str]:
    """`text` cut at separators that stand outside brackets."""
    if not _OPENS.search(text):
        return [part.strip(" *_") for part in _SEPARATOR.split(text) if part.strip(" *_")]
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
    """Whether `text`, as a whole, is a time limit: 6月底前, 限5月8日, 限下次会议."""
    if not _DUE_SIGN.search(text):
        return False
    told = due_told(text)
    whole = DUE.fullmatch(told) is not None or is_whole_due(told)
    return whole or (told != text and _LIMITED.fullmatch(told) is not None)


def _is_count(character: str) -> bool:
    return character in "上以两二三四五六七八九几" or character.isdecimal()


def due_told(text: str) -> str:
    """A time limit without what announces it: 限5月8日, 完成时间11月."""
    return _ANNOUNCED.sub("", text)

_GUIDES = re.compile("(?P<names>[一-龥]{3,}?)(?:指导|督促|监督|引导)(?=[一-龥]{2,12}$)")
_FIGURE = re.compile(r"不少于|不低于|不超过|\d+(?:人次|[名次户%％])")  # what is to be done, behind who does it


def read_names(text: str, names: BodyNames) -> NameList:
    """The names listed in `text`, with bracketed notes, roles in notes, and a time limit among them."""
    collected = NameList()
    for token in split_top_level(text):
        if "牵头" in token and FIRST_LEADS.search(token):
            collected.first_leads = True
            token = FIRST_LEADS.split(token)[0].rstrip("（(，")
            if not names.is_body(token):
                continue
        if is_due(token):
            collected.due = collected.due or due_told(token)
            continue
        read = _read_token(token, names)
        if read is None:
            continue
        if not read.pieces:
            break
        if read.helps:
            collected.roles.setdefault(read.helps, []).append(read.helper)
        if read.role:
            collected.roles.setdefault(read.role, []).extend(read.pieces)
        elif read.note:
            collected.notes.append((read.pieces[-1], read.note))
        collected.own.extend([*read.pieces, read.helper] if read.helps else read.pieces)
    _share_last_role(text, collected)
    return collected


@lru_cache(maxsize=1024)
def _read_token(token: str, names: BodyNames) -> _Token | None:
    """A part of a list; None for words that name nobody. The bodies of an office stand in its lists again and again."""
    token = token.strip("★▲●◆※☆■△○◇#")
    name, note = _without_note(_POINTING_BACK.sub("", token) if "由" in token else token)
    name = name.removesuffix("等").strip()
    if not name or name in _NO_NAMES or (_is_count(name[0]) and _HOW_MANY.fullmatch(name)):
        return None
    if len(name) > _LONGEST_NAME or "：" in name or ":" in name or _FIGURE.search(name):
        return _Token()
    name, role = _without_verb(name, names)
    role = ROLE_NOTES.get(note) or role
    helper, helps = _without_verb(note.removeprefix("由"), names) if note else ("", "")
    # 甲公司（县水利局督促）
    return _Token(tuple(_split_joined(name, names)), role, "" if helps else note, helper, helps)


def _share_last_role(text: str, collected: NameList) -> None:
    """「甲（主），乙、丙（辅）」: behind a leading body, what is said of the last of those that help holds for all.

    So it does behind any body where a verb says it: 「甲，乙、丙配合」.
    """
    lead, helping = collected.roles.get("lead", []), collected.roles.get("supporting")
    parts = _PARTS.split(text)
    if not helping or not (lead or (len(parts) > 1 and not _OPENS.search(text))):
        return
    for part in parts if lead else parts[1:]:
        inside = [name for name in collected.own if name in part]
        told = [name for name in inside if name in lead or name in helping]
        if len(inside) > 1 and told == inside[-1:] and told[0] in helping:
            helping[:] = [name for name in collected.own if name in helping or name in inside]


def _without_note(token: str) -> tuple[str, str]:
    """A name and what stands in brackets after or inside it: "区城管局〔区精细化办〕" → two parts."""
    if not _OPENS.search(token):
        return token.strip("（()）〔〕[]"), ""
    if _ALL_OF_LEVEL.search(token) or _COMPANY.search(token):
        return token, ""
    match = _NOTE_BEHIND.search(token)
    if match and match.start() > 0:
        return token[: match.start()].strip(), match[1].strip()
    match = _NOTE_INSIDE.match(token)
    return (match[1] + match[3], match[2]) if match else (token.strip("（()）〔〕[]"), "")


def _without_verb(name: str, names: BodyNames) -> tuple[str, str]:
    """「各街道配合」 as the name and its role; any other name as it is."""
    guided = _GUIDES.match(name)
    if guided and names.is_body(guided["names"]):
        return guided["names"], ""  # 「县住建局指导物业企业」
    match = names_with_verb(name)
    if match is None or names.is_body(name) or not names.is_body(match["names"]):
        return name, ""
    role = role_of_verb(match)
    return match["names"], role if role != "bodies" else ""


def _split_joined(name: str, names: BodyNames) -> list[str]:
    """"A和B", "A等相关部门" as their parts; a name that holds 和 itself (文化和旅游局) stays whole."""
    group = _OTHERS.match(name) if "等" in name else None
    if group:
        rest = [] if group[2] in ("部门", "单位") else [group[2]]
        return [*_split_joined(group[1], names), *rest]
    if not _JOINED.search(name):
        return [name]
    parts = [part.strip() for part in _CONJUNCTION.split(name)]
    if len(parts) > 1 and all(len(part) > 1 and names.is_body(part) for part in parts):
        return parts
    if len(parts) == 2 and names.is_body(parts[0]) and len(parts[1]) > 3 and looks_like_body(parts[1]):
        return [name] if names.find(name) == [(0, len(name), name)] else parts
    return [name]


@lru_cache(maxsize=1)
def _task_verbs() -> frozenset[str]:
    return frozenset(verb for line in words("task_verbs.txt") for verb in line.split())


def first_of_task_verbs() -> str:
    """The characters that verbs of tasks begin with, for a class of a pattern."""
    return "".join(sorted({verb[0] for verb in _task_verbs()}))


@lru_cache(maxsize=1)
def task_verbs() -> str:
    """A pattern for the verbs of tasks, longest first; a look at the first character spares most attempts."""
    verbs = _task_verbs()
    return f"(?=[{first_of_task_verbs()}])(?:{'|'.join(sorted(verbs, key=lambda verb: (-len(verb), verb)))})"


@lru_cache(maxsize=1)
def _listed() -> re.Pattern[str]:
    endings = sorted(words("listed_body_endings.txt"), key=len, reverse=True)
    name = f"(?!{task_verbs()})[一-龥A-Za-z0-9“”·]{{1,20}}(?:（[一-龥]{{1,6}}）)?"
    return re.compile(rf"{name}(?:{'|'.join(endings)})(?:（[^（）]{{1,12}}）)?")


def looks_like_body(name: str) -> bool:
    """Whether a name that stands where bodies are named has the form of one's name."""
    return _listed().fullmatch(_WHICH.sub("", name)) is not None


def is_field(name: str, names: BodyNames) -> bool:
    """Whether `name` stands for the offices of its field, as in 「公安、城管、消防分头落实」."""
    if 2 <= len(name) <= _LONGEST_FIELD:
        return any(names.normalize(name + end) != name + end for end in _FIELD_ENDINGS)
    return len(name) < _LONGEST_NAME and any(name + end in names.cores for end in _FIELD_ENDINGS)


def all_bodies(listed: list[str], names: BodyNames, *, told: bool) -> bool:
    """Whether names are of bodies: all known, or, beside a known one, of a form that a body's name has.

    「人行某县营业部、县财政局配合」: a name that no list holds is a body in such company, or where someone leads and
    others help. `told` tells that such company is there. Among fields (数据、金融、供电) one more short word is one.
    """
    unknown = [name for name in listed if not names.is_body(name)]
    if not unknown:
        return True
    fields = [name for name in unknown if is_field(name, names) or f"{name}部" in names.cores]  # 宣传 for 宣传部
    rest = [name for name in unknown if name not in fields and not looks_like_body(name)]
    another = len(rest) == 1 and len(fields) > 1 and _SHORT_WORD.fullmatch(rest[0]) is not None
    return told and (not rest or another)


def are_persons(text: str, names: BodyNames) -> bool:
    """Whether `text` names people with or without their posts, and no body: 「副县长 何军」."""
    tokens = split_top_level(closed_up(text))
    named = [
        token for token in tokens if is_name(token) or is_called_by_post(token) or _POST_AND_NAME.fullmatch(token)
    ]
    named = [token for token in named if not names.is_body(token) and not looks_like_body(token)]
    return bool(named) and all(token in named or _POST.fullmatch(token) for token in tokens)
