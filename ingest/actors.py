"""Who acts in a piece of a sentence: 「由县水利局…」, 「县水利局要…」, 「请县水利局商县财政局…」."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from ingest.bodies import BodyNames
from ingest.body_lists import first_of_task_verbs, is_field, looks_like_body, read_names, task_verbs
from ingest.data_files import words
from ingest.due_wording import DATE, DAY_OF_ROUND, EVENT, RANGE, ROUND

_OPENING = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}\s*(?=[一-龥])|(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])\s*(?=[一-龥]))?(?:(?:[一二三四五六七八九十]|首先|其次|再次|最后)(?:是|要)?(?:[，、]|(?<=是)|(?<=要)))?"
    "(?:会议|会上)?(?:决定|议定|明确|要求|同意|确定|强调|指出)?"
    "(?:其中|同时|此外|另外|下一步|今后|原则上|会后|具体|并)?"
    "(?:(?:此|该|上述|以上|有关|相关|具体|前述)(?:项|类)?(?:工作|事项|任务|问题|内容|资金|费用))?"
    rf"(?:(?:{RANGE}|{ROUND}(?:{DATE}|{DAY_OF_ROUND})?|次[年月]{DATE}|{EVENT}|{DATE})(?:之?前|以前|起|内|期间)?[，,]?)?"
    "(?:具体|统一|均|分别|继续|仍)?"
)
_OPENS = re.compile(  # what such an opening begins with; most pieces have none
    r"[(\d\s“一七三上下两中主九二五今仍从以会供元入八六其具再冬决分前十原取古另台同四国均学寒封年并开强当指按旺明春暑最有本森次此每汛泼清火相确秋端第统继翌自节苗藏要议该逐逢那采重防雨首高（]"
)
_CALLS = frozenset("交具委安指授改明由统要请责")  # what words that call on a body begin with
_CALL = re.compile("(?:交由|改由|统一由|具体由|明确由|由|责成|委托|授权|责令|请(?!求|示|假|愿)|安排|指派|要求)")
_INNER_CALL = re.compile(
    "(?=[交分均具统由责委授请])(?:交由|统一由|具体由|均由|分别由|由|责成|委托|授权|请(?!求|示|假|愿))(?=[一-龥])"
)
_MODAL = (
    "(?:切实|进一步|尽快|抓紧|主动|积极)?(?:务必|务须|必须|应当|应(?!急|用|对|收|届|邀|付|税|诉)|须|需(?!求|要)|(?<![主重需必紧])要(?!求|素|点|件)"
    "|不得|不再|严禁|不能|请(?=[于在将按]))"
)
_ADVERB = (
    "按照?|根据|依据|据此|依托|依法|结合|对照|针对|围绕|立足|每(?:年|季度?|月|半年|周|旬|个|[双两二三四五六半]|学期|天|日)|逢(?=[单双奇偶周月季节\\d])|定期|及时|适时|同步|同时|分别|共同|联合"
    "|统一|逐[一项户个级栋楼街村镇校企院条人件月季年日周案]|全面|积极|主动|切实|尽快|抓紧|进一步|严格|具体|负责(?!同志|人)|作为|设在|务必|于|自(?![然来身治愿])|在(?!地|职|校|编|线)|对(?!外|口)|向(?=[各本全省市区县乡镇村社企群居老学医特重困低残服用符受])|将(?!军)|把|以(?![及上下内外来后前])|从|通过|次[月年]"
    "|\\d{1,4}[年月日](?:\\d{1,2}[月日])*(?:[底末])?(?:之?前|以前|底|起)|予以|给予|密切|全力|通力|属地|研究(?![院所中室生])"
    "|是(?=(?:第一)?(?:责任|牵头|实施)(?:主体|单位|部门))|力争|继续|(?<![工招协电])商(?![务业会银场贸品标学水丘洛州城河南都])"
)
# What modal words and adverbs begin with: a look at the first character spares most attempts.
_PREDICATES_BEGIN = (
    r"\d不严主予于从以作依全共具分切力务及同向商围在定密对将尽属应必把抓按据是根次每研积立结给统继联自要设请负进适逐通逢针需须"
)
_LONGEST_LIST = 80
_ADDED = frozenset("家都均也还时同别再则可")  # what words put behind the names of a list end with
_ENDS = re.compile("[。；！？\n]")  # no list of bodies goes beyond them
_NOT_IN_NAME = re.compile(
    "[的了是被把要须由请向]|只保留|仅保留|并[在将对把]|建立|制定|编制(?!委)|级转|[节日其户]所$|或者|所在|^[一两三四五六七八九十\\d]+[家个名]|^每|(?<!联席)会议|负责同志|听取|研究(?![院所中室])|以及|同意|领导(?!小组)"
    "|^第[一二三四五六七八九十百]+条|(?<=[局委办部厅府会心])在(?=[省市区县旗镇乡各本])"  # 区司法局在区服务中心设立…
)
_PLACED = re.compile("[一-龥]{2,6}[市县区旗州盟镇乡]")
_INSTITUTION = re.compile(
    "[一-龥]{2,16}(?:银行|分行|支行|公司|集团|医院|卫生院|大学|学院|中学|小学|海关|分局|大队|支队)"
)
# Words that open a phrase around a body: 「加强对街道…」, 「支持某企业…」, 「在全区…」.
_HEAD = (
    "在|对(?!外)|把|将|与|和|向|为|以|从|于|由|给|经|按|依托|围绕|坚持|移交|征求|选取|支持|引导|吸引|严格|抓住|鼓励|成立|组建|报|送|联合|会同|通过|结合|根据"
    "|充分|发挥|利用|动员|发动|邀请|聘请|要求|帮助|促进|实现|坚决|全面|持续|大力|推行|探索|构筑|压紧|聚焦|突出|针对|允许"
)
_NO_PLACE = re.compile(
    "(?:[小城全辖片景山库林灾学街]区|城[市乡]|超市|全[市县镇乡]|本[市县区]|县乡|集镇|村镇|乡村|农村|住宅)$"
)
_ANOTHER = ("各", "相关", "有关", "商", "会同")  # what opens the name of another body, not the rest of one
_TWO = re.compile("(?<=[局委办部厅府会心])(?:商|会同|联合|协同)(?=[省市区县旗镇乡各])")  # 县商务局商县财政局
_LEVELLED = re.compile(
    "(?:[省旗]|市(?!场|民|容|政|域|区)|区(?!域|划|块|间|位|内)|县(?!城|域|级|内)|镇(?!区|域|级|内)|乡(?!村|镇|土|内))[一-龥]{1,14}"
    "(?:[局委办队所站院]|中心|公司|集团|协会|学校|银行|专班|指挥部)$"
)
OFFICE = re.compile(
    "(?!本|该|其|此|某)[一-龥]{2,12}(?:[局委办处科股所站队室]|中心|公司|专班|工作组|支队|大队|中队|银行|医院|学校|村委会|居委会|街道|协会)$"
)
"""A name of three characters or more that ends as those of offices and their branches do."""
_EVERYBODY = re.compile("(?:各|有关|相关|全市|全县|全区)[一-龥（）、]{1,14}")
_APPLICANT = re.compile(
    "(?:申请|申报|用人|参保|建设|施工|承包|使用|项目|中标|生产|经营|供应|参评|参赛|投标|被)[一-龥]{0,4}"
    "(?:单位|企业|机构|主体|方)"
)


@dataclass(frozen=True)
class Actor:
    """The bodies that act in a piece of text.

    `sure` is false for names that only their endings tell, which count in the company of others: 科技处, 综合执法队.

    `[start, end)` is where their names stand and `called` the word that calls on them (由, 请) or empty; indexes of the
    text, as `opening`, where the words before them begin.
    """

    names: tuple[str, ...]
    start: int
    end: int
    called: str
    opening: int
    sure: bool = True


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    office = "室|部(?![署门])|办(?![理学结案事])|局|处(?![置理罚])|科(?![技学研普])|组(?![织建])"
    office += "|队(?!伍)|站(?!点)|所(?![有需])"
    verbs = f"(?<!社会)(?<!党)(?:{task_verbs()})(?!{office}|中心|小组|委员|大队|支队)"
    return re.compile(f"{_MODAL}|{_ADVERB}|{verbs}")


@lru_cache(maxsize=1)
def _predicate_here() -> re.Pattern[str]:
    """The same without taking characters, so that one pass finds where each begins."""
    return re.compile(f"(?=[{_PREDICATES_BEGIN}{first_of_task_verbs()}])(?={_predicate().pattern})")


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    return re.compile(f"{_HEAD}|(?:{task_verbs()})(?!部)")


@lru_cache(maxsize=1)
def _last_characters() -> frozenset[str]:
    """The characters that names of bodies, and what follows them in a list, end with."""
    others = "等）)省市县区旗州盟村镇乡街道位门构体者方"
    return frozenset(suffix[-1] for suffix in words("body_suffixes.txt")) | set(others)


def find_actor(text: str, start: int, end: int, names: BodyNames, *, beside: bool = False) -> Actor | None:
    """Who acts in the piece `[start, end)` of `text`; None where it does not begin with bodies, called on or not.

    With `beside` other bodies act in the same sentence, so that names may be told by their endings.
    """
    if not _may_act(text, start, end, names):
        return None
    opened = _OPENING.match(text, start, end) if _OPENS.match(text, start, end) else None
    begin = opened.end() if opened else start
    for at in dict.fromkeys((begin, start)):
        call = _CALL.match(text, at, end) if text[at : at + 1] in _CALLS else None
        for position, called in ((call.end(), call[0]), (at, "")) if call else ((at, ""),):
            read = _names_at(text, start, position, end, names, called=called)
            if read:
                return Actor(read[0], position, read[1], called, start)
    for call in _INNER_CALL.finditer(text, start, end):
        read = _names_at(text, start, call.end(), end, names, called=call[0])
        if read:
            return Actor(read[0], call.end(), read[1], call[0], start)
    read = _names_at(text, start, begin, end, names, called="", beside=True) if beside else None
    return Actor(read[0], begin, read[1], "", start, sure=False) if read else None


def _may_act(text: str, start: int, end: int, names: BodyNames) -> bool:
    """Whether a list of bodies could end inside a piece: most pieces of text hold none."""
    if text.find("、", start, end) >= 0:
        return True
    ends = _list_ends_in(text, names)
    place = bisect_left(ends, start + 2)
    return place < len(ends) and ends[place] <= end


def _names_at(
    text: str, piece: int, start: int, end: int, names: BodyNames, *, called: str, beside: bool = False
) -> tuple[tuple[str, ...], int] | None:
    """The longest list of bodies at `start` that something said of them follows, and where that begins.

    `[piece, end)` is the piece of a sentence that it stands in.
    """
    limit = min(end, start + _LONGEST_LIST)
    positions = _predicates_in(text, piece, end) if text.find("、", start, limit) >= 0 else _list_ends_in(text, names)
    first, last = bisect_left(positions, start + 2), bisect_right(positions, limit)
    if first == last:
        return None
    stop = _ENDS.search(text, start, limit)
    limit = stop.start() if stop else limit
    found = None
    for position in positions[first:last]:
        if position > limit:
            break
        said = text[start:position].rstrip("，")
        listed = _bodies(said, names, called=called, beside=beside) if _may_list(said, names) else ()
        if listed:
            found = listed, position
    return found


def _may_list(text: str, names: BodyNames) -> bool:
    """Whether `text` ends as lists of bodies do: most pieces of text are none, and a look at the end tells."""
    if not text:
        return False
    return text[-1] in _ADDED or "、" in text or text[-1] in _last_characters() or text in names.cores


@lru_cache(maxsize=64)
def _predicates_in(text: str, start: int, end: int) -> tuple[int, ...]:
    """Where words that begin what is said of bodies stand in a piece of `text`, which is read from several places."""
    places = (match.start() for match in _predicate_here().finditer(text, start))
    return tuple(takewhile(lambda place: place <= end, places))


@lru_cache(maxsize=64)
def _list_ends_in(text: str, names: BodyNames) -> tuple[int, ...]:
    """Where such words stand behind what lists of bodies without 、 end with; each sentence is read many times."""
    return tuple(match.end() for match in _list_end(names).finditer(text))


@lru_cache(maxsize=16)
def _list_end(names: BodyNames) -> re.Pattern[str]:
    characters = "".join(sorted(_ADDED | _last_characters() | names.last_characters))
    return re.compile(f"[{re.escape(characters)}]，*{_predicate_here().pattern}")


@lru_cache(maxsize=2048)
def _bodies(text: str, names: BodyNames, *, called: str, beside: bool = False) -> tuple[str, ...]:
    """The bodies that `text` lists and nothing else; empty otherwise."""
    text = re.sub("(?:[两三四五六七八九]家|都|均|也|还|同时|共同|分别|再|则|可)+$", "", text)
    if _NOT_IN_NAME.search(re.sub("[（(][^）)]*[）)]", "", text)):
        return ()
    listed = read_names(text, names).own
    if not listed or not (text.endswith((listed[-1], "部门", "单位", "等", "）"))):
        return ()
    if not all(stands_for_body(name, names, beside=len(listed) > 1) for name in listed):
        return ()
    if called and not all(map(names.is_body, listed)) and len(listed) == 1 and not _whole(text, names):
        return ()
    certain = any(_whole(name, names) or _INSTITUTION.fullmatch(name) for name in listed)
    fields = len(listed) > 1 and all(is_field(name, names) for name in listed)
    certain = certain or (beside and all(map(OFFICE.fullmatch, listed)))
    certain = certain or any(_LEVELLED.match(name) and looks_like_body(name) for name in listed)
    return tuple(listed) if certain or called or fields or all(map(_PLACED.match, listed)) else ()


@lru_cache(maxsize=1024)
def stands_for_body(name: str, names: BodyNames, *, beside: bool = False) -> bool:
    """Whether `name`, read from running text, is the name of a body; `beside` tells of others in the same list."""
    if _phrase().match(name) or _NO_PLACE.search(name) or _TWO.search(name):
        return False
    if _whole(name, names):
        return True
    if _APPLICANT.match(name) or _predicate().search(name, 1):
        return False
    return names.is_body(name) or looks_like_body(name) or (beside and is_field(name, names))


@lru_cache(maxsize=1024)
def _whole(name: str, names: BodyNames) -> bool:
    """Whether `name` is known as it stands: found whole, or in parts that follow one another (市公安局交警支队)."""
    plain = re.sub("[（(][^）)]*[）)]", "", name)
    if _APPLICANT.match(plain):
        return False
    for candidate in (name, plain):
        found = names.find(candidate)
        covered = bool(found) and found[0][0] == 0 and found[-1][1] == len(candidate)
        joined = all(a[1] == b[0] for a, b in pairwise(found))
        if covered and joined and not any(each[2].startswith(_ANOTHER) for each in found[1:]):
            return True
    placed = _PLACED.match(plain)
    if placed and placed.end() < len(plain) - 1:
        found = names.find(plain[placed.end() - 1 :])
        return len(found) == 1 and found[0][2] == plain[placed.end() - 1 :]
    return _EVERYBODY.fullmatch(plain) is not None and looks_like_body(plain)
