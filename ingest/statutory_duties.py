"""Duties in the articles of laws, measures and rules: 「供热单位应当…」, 「由区…责令…」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.actors import stands_for_body
from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.body_lists import task_verbs
from ingest.data_files import words
from ingest.datatypes import Clause, Responsibility
from ingest.duty_wording import assign
from ingest.passages import Passage, brackets, tidy

_ARTICLE = re.compile("第.{1,8}条")
_SENTENCE = re.compile(r"[^。\n]+")
_PART = re.compile(r"[^；;]+")
_BY_DUTY = (
    r"(?:按照?|依照?|根据|依据|在)(?:各自|法定|有关|本级|其|规定的?)*(?:的)?(?:职责|职能|权限|分工|职责权限)"
    r"(?:分工|范围|权限)?(?:内|以内)?[，,]?(?:依法|共同|分别|具体|负责|做好|协同)*"
)
_MUST = re.compile(
    rf"(?:依法|统一|具体|主要|共同)?(?:{_BY_DUTY}|应当|必须|须(?!经)|负责(?!人|制|同志)|协助|会同"
    r"|配合(?=[一-龥]{0,12}(?:做好|开展|实施|查处))"
    r"|统一领导|领导(?!小组|干部|班子|机构|人员|责任)(?=[一-龥]{4})|承担(?=[^，。；]{4})|依法(?=查处|处[理置]|组织|开展|实施|对|监督|管理)"
    r"|履行(?=[^，。；：]{2,20}(?:职责|责任|义务)(?:[，。；]|$)))"
)
_LEADING = re.compile(
    r"^(?:依法|依照[^，]{2,16}?|按照规定|按照?(?:各自)?职责(?:分工)?|应当|必须|须|要|负责|具体|统一|共同|分别|并|，|,|同时|及时)+"
)
_ENDING = (
    "部门|机构|单位|企业|公司|政府|办事处|委员会|协会|中心|机关|组织|法院|检察院|学校|医院|幼儿园|经营者|开办者|承运人|管理人|运营人"
    "|服务人|局|委|办|厅|队|站|所|院|社|处|协会|商会|联合会|理事会|监事会|业主大会|基金会"
)
_BY = re.compile(
    rf"由(?P<who>[^，。；由：“”]{{1,44}}?(?:{_ENDING}))"
    r"(?P<does>(?:依法|按照[^，。；]{2,16}|依照[^，。；]{2,16}|依据[^，。；]{2,16}"
    r"|根据[^，。；]{2,20}|在[^，。；]{2,16}|统一|负责(?!人|同志)|组织|会同[^，。；]{2,24})*"
    r"(?:责令|给予|处以?|没收|吊销|予以|组织|负责(?!人|同志)|承担|制定|另行|公布|批准|审批|认定|核发|实施|安排|保障"
    r"|监督|查处|办理|受理|管理|划定|规定|提供|牵头|指定|核定|招募|配备|解决|采取|代为|编制|确定|提出|委托|进行|依法"
    r"|暂扣|收回|取消|撤销|追缴|追回|约谈|通报|解释))"
)
_SUBJECT = re.compile(rf"(?!任何|其他组织|个人|本|其$)[一-龥（）、和与及以“”]{{1,50}}?(?:{_ENDING})")
_PEOPLE = re.compile("个人|用户|居民$|业主(?!委员会|大会|、)|申请人|当事人|行为人|公民|任何单位|不得|的(?!单位)")
# Who does not do it; what somebody must be.
_CONDITION = re.compile(r"^[^，,。]{0,40}的[，,]|^(?:应当)?(?:具备|符合|满足|具有|是|为)")
_LIABLE = re.compile("^(?:依法)?承担[^，。；]{0,10}(?:赔偿|法律|民事|刑事|违约|连带|相应|全部|主要)[^，。；]{0,4}责任")
_NAMED_AS = re.compile("[，,]?(?:作为|是|系|设在|设于|挂靠)[^，。；由]{2,24}$")
_DEFINES = re.compile("是指|所称|，指")
_AND_OTHERS = re.compile("等(?:有关|相关|各)*(?:行政)?(?:主管)?(?:部门|单位|机构)$")
_LONGEST, _SHORTEST = 120, 4
_NO_NAME = re.compile("[由的是经向与在按把将对为者]|应当|必须|会同|实行|遵循|鼓励|指导|督促|提请|支持|配合|过程|违反")
_NO_VERBS = frozenset({"为", "从", "在", "按", "根据", "具体", "主要", "全面", "向", "把", "将", "对", "依法"})


def extract_statutory(
    passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames, taken: Sequence[tuple[int, int]]
) -> list[Responsibility]:
    """What the articles of a rule make bodies do; `taken` are clean spans that were read otherwise."""
    facts: list[Responsibility] = []
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing", "front") or not _in_article(passage.clause, clauses):
            continue
        for fact in _read(passage, names):
            if not any(start < fact.end and fact.start < end for start, end in taken):
                facts.append(fact)
    return facts


def _in_article(clause: Clause, clauses: Sequence[Clause]) -> bool:
    index: int | None = clause.index
    while index is not None:
        number = clauses[index].number.strip()
        if number.endswith("条") and _ARTICLE.fullmatch(number):
            return True
        index = clauses[index].parent
    return False


def _read(passage: Passage, names: BodyNames) -> Iterator[Responsibility]:
    text = passage.text
    for sentence in _SENTENCE.finditer(text, passage.unnumbered):
        owners: tuple[str, ...] = ()  # of the parts that go on without a subject of their own
        for part in _PART.finditer(text, sentence.start(), sentence.end()):
            said = part[0]
            start = part.start() + len(said) - len(said.lstrip())
            own = _own(said, names)
            acting = acting_subject(said.strip(), names)
            if acting is not None and (own is None or own[0] != acting[0]):
                first = said.strip()[acting[1] :]
                owners, duty = acting[0], tidy(re.split("[，,]", first)[0] if own else first)
                end = start + acting[1] + len(duty) if own else part.end()
                yield from _fact(passage, start, end, owners, duty, names)
                start = end
                if own is None:
                    continue
            if own is not None:
                owners, duty = own
                yield from _fact(passage, start, part.end(), owners, duty, names)
                continue
            told = _by(said, names)
            if told is not None:
                yield from _fact(passage, start, part.end(), told, tidy(said), names)
            elif owners and re.search("，应当|^应当", said) and _MUST.search(said):
                yield from _fact(passage, start, part.end(), owners, tidy(said), names)


def _fact(
    passage: Passage, start: int, end: int, owners: tuple[str, ...], duty: str, names: BodyNames
) -> Iterator[Responsibility]:
    if not len(duty) >= _SHORTEST:
        return
    read, wording = assign(duty[:_LONGEST], owners, names)
    read = Assignment(lead=owners, supporting=read.supporting) if read.supporting else read
    yield Responsibility(
        passage.clause.index, passage.start + start, passage.start + end, wording, passage.item,
        read.lead, read.bodies, read.supporting,
    )  # fmt: skip


def _own(said: str, names: BodyNames) -> tuple[tuple[str, ...], str] | None:
    """The subject of a part that says what somebody must do, and the words of the duty."""
    inside = brackets(said)
    for must in _MUST.finditer(said):
        if any(start < must.start() < end for start, end in inside):
            continue
        if _DEFINES.search(said, 0, must.start()):
            return None
        before = _NAMED_AS.sub("", said[: must.start()].rstrip("，,")) or said[: must.start()]
        piece = re.split("[，,]", before)[-1] or before.rstrip("，,").split("，")[-1]
        owners = read_subject(piece, names)
        if owners:
            duty = said[must.start() :]
            if _CONDITION.search(duty) or _LIABLE.search(duty):
                return None
            return owners, tidy(_LEADING.sub("", tidy(duty))) or tidy(duty)
        if "应当" in must[0] or "必须" in must[0]:
            return None
    return None


def acting_subject(said: str, names: BodyNames) -> tuple[tuple[str, ...], int] | None:
    """The bodies that `said` begins with and where what they do begins (「卫生健康主管部门对水质实施监测」).

    None where no verb of a duty stands behind them, or where it only tells a case (「单位实施…的，」).
    """
    piece = re.split("[，,：:]", said, maxsplit=1)[0]
    for ending in re.finditer(_ENDING, piece[: _LONGEST // 2]):
        if not _duty_verb().match(piece, ending.end()) or _CONDITION.search(said[ending.end() :]):
            continue
        who = piece[: ending.end()]
        owners = () if _NO_NAME.search(who) else read_subject(who, names)
        listed = not owners or _AND_OTHERS.search(owners[0])
        if owners and (listed or all(stands_for_body(name, names) for name in owners)):
            return owners, ending.end()
    return None


@lru_cache(maxsize=1)
def _duty_verb() -> re.Pattern[str]:
    verbs = {verb for line in words("duty_verbs.txt") for verb in line.split()} - _NO_VERBS
    adverbs = "(?:依法|统一|具体|主要|共同|分别|定期|每年|及时|对[^，。；]{1,16}?(?:依法|定期|统一)?)*"
    told = "|".join([task_verbs(), *sorted(verbs), "划定", "核定", "公布", "确定", "主管", "监管"])
    return re.compile(rf"{adverbs}(?:{told})(?![的人员、会])")


def _by(said: str, names: BodyNames) -> tuple[str, ...] | None:
    """Those who do something behind 由."""
    inside = brackets(said)
    for match in _BY.finditer(said):
        if not any(start < match.start() < end for start, end in inside):
            owners = read_subject(match["who"], names)
            if owners:
                return owners
    return None


def read_subject(text: str, names: BodyNames) -> tuple[str, ...]:
    """The bodies that a rule's words name as the subject of a duty; empty for people and things.

    「发展改革、财政等部门」 stays as written, since 部门 belongs to all of them.
    """
    bare = _NAMED_AS.sub("", tidy(text).rpartition("由")[2]).partition("是")[0]
    bare = re.sub("^(?:同时|并且?|其中|对此|但|但是|原则上|一般)", "", bare)
    if not 2 <= len(bare) <= _LONGEST // 2 or _PEOPLE.search(bare) or not _SUBJECT.fullmatch(bare):
        return ()
    if _AND_OTHERS.search(bare):
        return (bare,)
    parts = [part for part in re.split("、|以及|(?<=[门构位业府处会局])[和与及]", bare) if part]
    whole = all(_SUBJECT.fullmatch(part) or names.is_body(part) for part in parts)
    return tuple(parts) if whole else (bare,)
