"""Where a clause's text says who does its task: brackets, labels in the line, sentences of bodies alone."""

from __future__ import annotations

import re

from ingest.assignments import Assignment, read_assignment, read_bare_list
from ingest.bodies import BodyNames
from ingest.due_wording import DATED_SIGN
from ingest.labels import LABEL, LABEL_CLOSED
from ingest.passages import brackets

HINT = re.compile(
    "单位|部门|责任|牵头|负责|配合|主办|协办|落实|承办|完成|时限|时间"
    "|[局委办道处科股室厅心镇联会业社队部院团司行区县市府旗所站学）)〕\\]】｜]"
)
SCOPE = re.compile(
    r"(?:(?:以上|上述)(?:各|所有|全部|[一二三四五六七八九十两\d]+)?(?:项|条|款)?|[上前](?P<last>[二三四五六两\d])[项条款])"
    "(?:工作|任务|措施|内容|事项|要求)?"
)
_SCOPE_PROSE = re.compile(SCOPE.pattern + r"[，,]?(?:均|都|统一|分别)?(?P<who>由[^。\n]+)")
_SCOPE_OPENING = re.compile(rf"\s*{SCOPE.pattern}[，,]?(?:均|都|统一|分别)?由?")
_SENTENCE = re.compile(r"[^。\n]+")
_TOLD = re.compile("牵头|负责|主办|主责|领办|落实|承办|办理|组织|实施|为主")
_DASH = re.compile(r"\s*(?:[—―─\-－]{1,2}|[→▲★◆※#*]|>+)\s*")
_OPENING = re.compile(
    "(?:(?:此|该|本|这|上述|以上|有关|相关|具体)(?:一)?(?:项)?(?:工作|事项|任务|内容|问题|措施)?)?(?:均|统一|具体)?(?:交?由|由)?"
)
_POINTS_BACK = re.compile("(?:(?:此|该|本|上述|以上|这)(?:一)?(?:项)?(?:工作|任务|事项)?的?|其)$")
_GROUP_NOUN = re.compile(
    "(?:部门|单位|企业|机构|小组|成员|组织|局|委|中心|方|者|人员|会议|地区|街道|乡镇|试点|等"
    "|[\\d一二三四五六七八九十两][个家处所地])$"
)
_LEVELLED = re.compile("[省市区县旗镇乡街各本]")
# What is done to, before a colon, and no label: 「河道、水库：甲局牵头，各乡镇落实」.
_THING = re.compile(
    r"\s*(?:\d{1,2}[.．、])?(?![^：]{0,30}(?:单位|部门|责任|牵头|配合|负责|主管|办|局|委|处|室|主体|时限|时间|人员?|领导)：)[一-龥、（）“”A-Za-z]{3,30}："
)
_CLOSING = tuple("。；;！")
_NO_ASIDES = "【〔［"
_LONGEST_SENTENCE = 200
_WORD_END = re.compile(r"[一-龥]\Z")

Place = tuple[int, int, Assignment]
"""Where an assignment stands in a text (indexes), and what it says."""


def assignment_places(text: str, floor: int, names: BodyNames) -> list[Place]:
    """The assignments in `text`, in order; sentences without label or bracket are read from index `floor` on."""
    spans = brackets(text)
    places: list[Place] = []
    for start, end in spans:
        content = text[start + 1 : end - 1 if text[end - 1] in "）)〕]】］" else end]
        if not HINT.search(content) and not DATED_SIGN.search(content):
            continue
        scope = _SCOPE_OPENING.match(content)
        assignment = read_assignment(content[scope.end() :] if scope else content, names)
        if assignment is None and _stands_as_list(text, start, end):
            assignment = read_bare_list(content, names, own=text[start] in _NO_ASIDES)
            if assignment is not None and not _may_stand_inside(text, start, end, assignment):
                assignment = None
        if assignment is not None:
            places.append((start, end, assignment))
    places += _labelled(text, spans, names)
    for match in _SCOPE_PROSE.finditer(text) if "由" in text else ():
        assignment = read_assignment(match["who"].strip("（()） "), names)
        if assignment is not None and not any(start <= match.start() < end for start, end in spans):
            places.append((match.start(), match.end(), assignment))
    places += _sentences(text, floor, [*spans, *((start, end) for start, end, _ in places)], names)
    return sorted(places, key=lambda each: each[0])


def _stands_as_list(text: str, start: int, end: int) -> bool:
    """Whether the bracket follows a whole sentence or ends one, as a list of bodies does."""
    if text[start] in _NO_ASIDES and text[:start].rstrip()[-1:] in "，、":
        return True
    return text[:start].rstrip()[-1:] in _CLOSING or not text[end : end + 1].strip("。；; \n\t　")


def _may_stand_inside(text: str, start: int, end: int, read: Assignment) -> bool:
    """Whether a list of bodies before the full stop tells who does it, not which bodies are meant."""
    before = text[:start].rstrip()
    listed = (*read.lead, *read.bodies)
    if before[-1:] in _CLOSING or (not before and text[start] in _NO_ASIDES and not text[end:].strip()):
        return True  # a line of its own is such a list, too: 〔甲处　乙中心；9月底前〕
    if read.due and DATED_SIGN.search(read.due) and not text[end:].strip(" 。；;\n"):  # （教育、公安，9月底前）
        return True
    levelled = sum(_LEVELLED.match(name) is not None for name in set(listed))
    return levelled > 1 and 2 * levelled >= len(listed) and _GROUP_NOUN.search(before) is None


def _labelled(text: str, spans: list[tuple[int, int]], names: BodyNames) -> list[Place]:
    """Labelled assignments without brackets: on their own line or after the last sentence of an item."""
    found: list[Place] = []
    floor = 0
    for label in LABEL.finditer(text) if LABEL_CLOSED.search(text) else ():
        if label.start() < floor or any(start < label.start() < end for start, end in spans):
            continue
        opening = text[: label.start()].rstrip(" \t*_-—●◆■·")
        opening = _POINTS_BACK.sub("", opening)
        apart = opening and (opening[-1] in "。；;！：\n" or "—" in text[len(opening) : label.start()])
        if opening and not apart:
            continue
        if label["due"] and not found:
            continue
        line_end = text.find("\n", label.end())
        line_end = len(text) if line_end < 0 else line_end
        stop = text.find("。", label.end(), line_end)
        end = line_end if stop < 0 else stop
        assignment = read_assignment(text[label.start() : end].rstrip(), names)
        floor = end
        if assignment is not None and assignment.has_bodies:
            found.append((label.start(), end, assignment))
    return found


def _sentences(text: str, floor: int, taken: list[tuple[int, int]], names: BodyNames) -> list[Place]:
    """Sentences that say nothing but who does it: 「县商务局牵头，县供销社配合。」, behind dashes as well."""
    found: list[Place] = []
    for match in _SENTENCE.finditer(text, floor):
        start, end = match.span()
        if not _TOLD.search(text, start, end):
            continue
        dash = text.rfind("——", start, end)
        begin = dash if dash >= 0 else start
        marked = _DASH.match(text, begin, end)
        begin = marked.end() if marked else begin
        start = begin
        opening = _OPENING.match(text, begin, end)
        begin = opening.end() if opening else begin
        said = text[begin:end].strip()
        if "由" in said:  # the task stands before it: 「审查由县司法局负责」
            continue
        if not _TOLD.search(said) or len(said) > _LONGEST_SENTENCE or any(a < end and begin < b for a, b in taken):
            continue
        if thing := _THING.match(said):  # 「景区、公园水体：县文旅局、县城管局负责」
            begin, said = begin + thing.end(), said[thing.end() :]
            start = begin
        elif _ends_task(said):
            continue
        assignment = read_assignment(said, names)
        if assignment is not None and (assignment.lead or assignment.bodies):
            found.append((start, end, assignment))
    return found


def _ends_task(said: str) -> bool:
    """Whether what looks like a label is the last word of a task's name: 「预付资金监管：甲局牵头」."""
    label = LABEL.search(said)
    bare = label is not None and label["bodies"] and label[0].strip(" ：:") == label["bodies"]
    return bool(bare and label is not None and _WORD_END.search(said, 0, label.start()))
