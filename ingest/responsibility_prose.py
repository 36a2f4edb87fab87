"""Responsibilities in running text: 「由区民政局牵头」, 「区地区办负责统筹指导」, 「甲会同乙制定」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.body_lists import is_field, looks_like_body, read_names
from ingest.datatypes import Responsibility
from ingest.orders import begins_task, supporters
from ingest.passages import Passage, brackets, sentence_end, sentence_start, spans_within, task_wording, tidy

_TRIGGER = re.compile(
    r"总?牵头(?!人|单位|部门|责任)(?:负责|组织|落实|实施|会同)?"
    r"|(?:具体|共同|统一|主要|全面)?负责(?!人|同志|制|任)|主办(?!单位|方|部门)|主管(?=，[^，。；]{2,40}(?:协管|配合|协助))|会同"
    r"|(?P<by>(?:具体|共同|统一)?(?:承担|承办|实施))(?=[，。；]|$)"
)
_SIGNS = ("牵头", "负责", "主办", "主管", "会同", "承担", "承办", "实施")  # one of them stands in every trigger
_JOINED = re.compile("[，,]?(?:会同|联合|协同|商(?![务业水丘洛州城河南都]))")
_AND_OTHERS = re.compile("^等(?:有关|相关)?(?:部门|单位)[，、]?")
_COMMA = re.compile("[，；]")
_BY = ("，由", "；由", "。由")
_PIECE_START = "，。；：！？\n“”、由"
_FOLLOWERS = re.compile(
    r"[，、；](?P<names>[^，。；：“”]{2,60}?)(?:(?:积极|共同)?(?:配合|协办|协助|参与|会办|协同|支持|按职责协管|协管)"
    r"|按照?(?:各自)?(?:预案|职责|规定)(?:分工)?(?:负责|处置|(?:抓好)?落实|开展|做好))"
)
# Others that do the same task: 「两个总院落实」.
_DOES_IT = re.compile(r"[^，。；]{2,24}?(?:具体|负责|共同|抓好|组织)?(?:落实|实施|承办|承担)")
_LEADING_WORDS = re.compile(
    r"^(?:原则上|务请|请|责成|责令|委托|一般|统一|主要|分别|同时|其中"
    r"|(?:其|及其)?(?:所属|下属|直属|辖属)的?|均|应当|可以|可|并|要|应|须|应由|在|经|的|交)+"
)
_MODAL = re.compile(r"(?:要|应当|应|须|需|依法|统一|分别|共同|具体|将|(?<![员工字学协商联理监事])会)+$")
_TOWNSHIP = re.compile(r"(?![各全本])[一-龥]{1,5}?(?:街道|(?<![小城集乡村市])镇|乡(?!镇))(?:办事处|人民政府|政府)?")
_FURTHER = re.compile("(?<=机关)[一-龥]{2,8}?(?:部门|机构)")
_PLAIN_NAME = re.compile(  # 阜阳银联商务
    "[一-龥（）A-Za-z]{2,12}(?<!积极)(?<!予以)(?<!给予)(?<!密切)(?<!广泛)(?<!共同)(?<!充分)(?<!主动)"
)
_SHARE = re.compile(r"(?:主办|承办|牵头|负责|组织)?[\d一二三四五六七八九十]+[期次场批个项件台套张]")
_OFFICE = re.compile("[一-龥]{2,7}[局委办厅站所队社院校馆园会部处科室]$")
_LONGEST_SUBJECT = 60
_LEVELLED = re.compile("[省市县区旗镇乡](?!里|上|内|民)[一-龥]{2}")
_SHORT_TASK = 4  # characters of the shortest task
# 「消防由甲负责，食品由乙负责」: what stands behind the comma has a body of its own.
_VERBS = re.compile("负责|牵头|承担|会同|配合|推进|落实|实施|组织|办理|承办|统筹|抓好|具体|共同|统一|分别")
_NEXT_TASK = re.compile(
    r"[，；、][^，；。由]{2,20}由[^，；。]{2,30}?"
    "(?:负责|牵头|会同|监管|承担|实施|管理|决定|确定|审批|批准|审定|核定|组织)"
)
_LAST_TASK = re.compile(r"由[^，；。]{2,30}(?:负责|牵头|监管|承担|管理)[，；、](?P<last>[^，；。]{2,20})$")
_OF_THESE = re.compile("(?:^|[，；])其中(?P<last>[^，；。]{2,20})$")
_THING = re.compile("(?:^|[，；、])(?P<name>[一-龥]{2,10})$")  # what is done to, in a stretch of its own before 由
# 「登记由甲会同乙负责，严厉打击…」: the task was said before.
_CLOSED = re.compile("(?:共同|联合|具体)?(?:负责|牵头|推进|实施|落实|承担|监管|办理)(?=[，；。]|$)")
_DATED = re.compile(r"(?:到|于|在)?20\d\d年")
_INTRODUCED = re.compile("^会议[一-龥]{2}，|[，,]?(?:由|均由)$")  # words around what a sentence says before its bodies
_BARE_VERB = re.compile("^(?:总?牵头|具体|共同|统一|主要|全面)?(?:负责)?")


def extract_prose(
    passages: Sequence[Passage], names: BodyNames, taken: Sequence[tuple[int, int]]
) -> list[Responsibility]:
    """Responsibilities whose subject is a recognised body; `taken` are clean spans already read otherwise."""
    facts: list[Responsibility] = []
    occupied = sorted(taken)
    for passage in passages:
        if passage.clause.kind == "table_row":
            continue
        inside: list[tuple[int, int]] | None = None
        assigned: list[tuple[int, int]] = []
        end = 0
        triggered = any(sign in passage.text for sign in _SIGNS)
        for trigger in _TRIGGER.finditer(passage.text, passage.unnumbered) if triggered else ():
            if inside is None:
                assigned = spans_within(occupied, passage.start, passage.start + len(passage.text))
                inside = [*brackets(passage.text), *assigned]
            position = trigger.start()
            if position < end or any(start <= position < stop for start, stop in inside):
                continue
            floor = max((stop for _, stop in assigned if stop <= position), default=0)
            floor = max(floor, end + 1 if passage.text[end : end + 1] == "、" else 0)
            fact = _read(passage, trigger, names, floor)
            if fact is not None:
                facts.append(fact)
                end = fact.end - passage.start
    return facts


def _read(passage: Passage, trigger: re.Match[str], names: BodyNames, floor: int) -> Responsibility | None:
    text = passage.text
    floor = max(floor, passage.unnumbered, trigger.start() - _LONGEST_SUBJECT)
    floor = sentence_start(text, trigger.start(), floor)
    listed, start = _listed(text, floor, trigger.start(), names)
    if not listed or (trigger["by"] and text[start - 2 : start] not in _BY):
        return None  # 「…，由甲承担」 names who does it, 「甲承担」 alone may be said of costs
    stop = _next_subject(text, trigger.end(), sentence_end(text, trigger.end()), names)
    stop = trigger.end() if trigger["by"] else stop
    by = text[start - 1 : start] == "由" and text[start - 2 : start - 1] not in (*_PIECE_START, "")
    if by and _NEXT_TASK.match(text, trigger.end(), stop):
        stop = trigger.end()
    verb, rest = trigger[0], text[trigger.end() : stop]
    read = Assignment(bodies=tuple(listed))
    if "牵头" in verb or verb in ("主办", "主管"):
        read = Assignment(lead=tuple(listed))
    if verb.endswith("会同"):
        partners = _leading_names(rest, names)
        if not partners:
            return None
        read = Assignment(lead=tuple(listed), supporting=tuple(partners))
        rest = _AND_OTHERS.sub("", rest[rest.find(partners[-1]) + len(partners[-1]) :])
    joined = _JOINED.match(rest) if read.lead and not read.supporting else None
    if joined and (partners := _leading_names(rest[joined.end() :], names)):
        read = read.merged(Assignment(supporting=tuple(partners)))
        rest = _AND_OTHERS.sub("", rest[rest.find(partners[-1]) + len(partners[-1]) :])
    rest, helping, stop = _helped(text, stop, rest, names)
    read = read.merged(Assignment(supporting=helping))
    subject = _subject(passage, trigger, (start, stop), rest, names, helped=bool(helping), by=by)
    return Responsibility(
        passage.clause.index, passage.start + start, passage.start + stop, subject, passage.item,
        read.lead, read.bodies, read.supporting, read.notes,
    )  # fmt: skip


def _subject(
    passage: Passage,
    trigger: re.Match[str],
    span: tuple[int, int],
    rest: str,
    names: BodyNames,
    *,
    helped: bool,
    by: bool,
) -> str:
    """What is to be done: `rest`, the words behind the verb, or what was said before the bodies in `span`."""
    text, verb, (start, stop) = passage.text, trigger[0], span
    called = text[start - 1 : start] == "由"
    before = _said_before(passage, start)
    last = _LAST_TASK.search(before) or _OF_THESE.search(before)
    before = last["last"] if last else before
    if before and called and _CLOSED.match(rest):
        rest = ""
    named = by and last is not None  # 「…，收费由甲会同乙监管」 names its task before 由
    if called and (_opens_with_body(rest, names) or (last and rest.startswith("，"))):
        rest = ""  # 「由甲负责，乙保障经费」, 「…，老年人家庭由甲负责，两类不重复享受」: the task was said before
    thing = _THING.search(before) if called and verb.endswith("会同") else None
    if thing is not None and not named and 0 < len(tidy(rest)) < _SHORT_TASK:
        rest = f"{thing['name']}{tidy(rest)}"  # 「每班不超过20人，收费由甲会同乙核定」 is 收费核定
    elif len(tidy(rest)) < _SHORT_TASK and not named:
        rest = _BARE_VERB.sub("", verb) + rest  # 牵头组织 + 促销
    onwards = rest.startswith(("组织", "开展", "推进"))
    if called and helped and len(tidy(before)) >= _SHORT_TASK and not onwards:
        rest = ""  # 「此项活动由甲牵头，乙参与，五一前启动」: the task was said before
    if len(before) >= _SHORT_TASK and _DATED.match(tidy(rest)):
        rest = ""  # 「床位60张：甲牵头，乙配合，2026年6月」: what follows says until when
    own = len(tidy(rest)) >= _SHORT_TASK and not tidy(rest).startswith("的") and not _DOES_IT.fullmatch(tidy(rest))
    bare = not tidy(_VERBS.sub("", rest))  # who does it, and nothing more: the task stands before
    subject = (tidy(rest) if own and not bare else before) or before
    above = task_wording(passage, start).removesuffix("由") if bare and not subject else ""
    above = above if len(above) >= _SHORT_TASK else tidy(passage.clause.heading or "")
    if _SHARE.fullmatch(subject):  # 「其中由甲主办2期、乙主办3期」
        subject = f"{above}（{subject}）" if above else subject
    return subject or above or tidy(text[start:stop])


def _said_before(passage: Passage, start: int) -> str:
    """What a sentence, or else its heading, says before the bodies at index `start`."""
    text = passage.text
    body = passage.body if passage.body <= start else passage.unnumbered  # the heading goes on with who does it
    before = _INTRODUCED.sub("", tidy(text[sentence_start(text, start, body) : start]))
    headed = "" if before or not passage.clause.heading or tidy(text[passage.body : start]) else passage.clause.heading
    return before or tidy(headed)


def _opens_with_body(rest: str, names: BodyNames) -> bool:
    """Whether a stretch goes on with what another body does: 「，市财政局保障经费」."""
    found = names.find(rest[1:40]) if rest.startswith("，") else []
    return bool(found) and found[0][0] == 0


def _helped(text: str, stop: int, rest: str, names: BodyNames) -> tuple[str, tuple[str, ...], int]:
    """`rest` (the words before index `stop`) without the pieces that name who helps, those, and the new end."""
    followers = _FOLLOWERS.search(rest)
    if followers:
        listed = read_names(followers["names"], names).own
        known = [name for name in listed if names.is_body(name) or looks_like_body(name)]
        if known and (len(known) == len(listed) or all(_PLAIN_NAME.fullmatch(name) for name in listed)):
            told = tidy(rest[: followers.start()])
            return (told if len(told) >= _SHORT_TASK else rest[followers.end() :] or told), tuple(listed), stop
    begin = stop - len(rest)
    ahead = stop if text[stop : stop + 1] == "；" else sentence_end(text, stop)
    first, last, helping = supporters(text, begin, ahead, names)
    if not helping and text[stop : stop + 1] == "；":
        end = sentence_end(text, stop + 1)
        first, last, helping = supporters(text, stop + 1, end, names)
        return (rest, helping, last) if helping and first <= stop + 1 else (rest, (), stop)
    return (text[begin : min(first, stop)], helping, max(last, stop)) if helping else (rest, (), stop)


def _next_subject(text: str, position: int, stop: int, names: BodyNames) -> int:
    """Where the next body's own clause begins in the same sentence (「甲负责…，乙负责…」), or `stop`."""
    following = _TRIGGER.search(text, position, stop)
    comma = max(text.rfind(mark, position, following.start()) for mark in "，；") if following else -1
    if following and comma >= 0 and following[0] != "会同" and _listed(text, comma + 1, following.start(), names)[0]:
        stop = comma
    elif following and (own := _own_after_pause(text, position, following.start(), names)):
        stop = own
    for mark in _COMMA.finditer(text, position, stop):
        ended = _COMMA.search(text, mark.end(), stop)
        if begins_task(text, mark.end(), ended.start() if ended else stop, names):
            return mark.start()
    return stop


def _own_after_pause(text: str, position: int, end: int, names: BodyNames) -> int:
    """Where, behind a 、, the bodies right before index `end` begin: 「甲负责审核、乙负责拨付」; 0 where none do."""
    pause = text.rfind("、", position, end)
    found = 0
    while pause > position and not re.search("[，；。]", text[pause:end]):
        read = read_names(text[pause + 1 : end], names).own
        if not read or not all(_recognised(name, names, strict=True) for name in read):
            break
        found, pause = pause, text.rfind("、", position, pause)
    return found if found - position >= 2 else 0


def _listed(text: str, floor: int, end: int, names: BodyNames) -> tuple[list[str], int]:
    """The bodies that stand, as a list, right before index `end`; empty when anything else stands there."""
    start = end
    while start > floor and text[start - 1] not in _PIECE_START:
        start -= 1
    while start > floor and text[start - 1] == "、":  # further names of the same list
        start -= 1
        while start > floor and text[start - 1] not in _PIECE_START:
            start -= 1
    words = _MODAL.sub("", text[start:end])
    leading = _LEADING_WORDS.match(words)
    if leading:
        start, words = start + leading.end(), words[leading.end() :]
    if not 2 <= len(words) <= _LONGEST_SUBJECT:
        return [], start
    after_by = (start > 0 and text[start - 1] == "由") or (leading is not None and "属" in leading[0])
    read = read_names(words, names).own
    known = all(_recognised(name, names, strict=not after_by) for name in read)
    return (read, start) if read and known else ([], start)


def _recognised(name: str, names: BodyNames, *, strict: bool) -> bool:
    if not strict:
        return names.is_body(name) or (_LEVELLED.match(name) is not None and looks_like_body(name))
    if len(name) > 2 and _TOWNSHIP.fullmatch(name):
        return True
    found = names.find(name)
    return len(found) == 1 and found[0][:2] == (0, len(name))


def _leading_names(text: str, names: BodyNames) -> list[str]:
    """The bodies that `text` begins with: "区财政局、区审计局制定…" → two names."""
    piece = re.split("[，。；]", text, maxsplit=1)[0]
    whole = read_names(piece, names).own
    fields = len(whole) > 1  # 会同公安、文旅、教育等部门
    beside = fields and names.is_body(whole[0])  # 城管中队、警务室、护河队
    known = [names.is_body(x) or (fields and is_field(x, names)) or (beside and _OFFICE.match(x)) for x in whole]
    whole = whole if all(known) else []
    listed: list[str] = []
    position = 0
    for start, end, name in names.find(text[:80]):
        if start != position and text[position:start] not in ("、", "和", "及", "与"):
            break
        listed.append(name)
        position = end
    further = _FURTHER.match(text, position) if listed else None
    if further:  # 公安机关 + 交通管理部门
        listed[-1], position = listed[-1] + further[0], further.end()
    township = _TOWNSHIP.match(text, position + 1) if listed and text[position : position + 1] in "、和与及" else None
    listed = [*listed, township[0]] if township else listed
    return whole if len(whole) > len(listed) or whole == listed else listed
