"""Targets whose figure has a rare unit, none at all, or is a word: 「0.61」, 「36克/公斤」, 「清零」, 「B级以上」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.numerals import CHINESE_NUMERAL


@dataclass(frozen=True)
class Figure:
    """A figure in running text; `start` and `end` are indexes into that text."""

    start: int
    end: int
    value: str
    comparator: str
    unit: str


_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{CHINESE_NUMERAL})"
_RARE_UNITS = (
    "(?:批次|件|例|起|人次|名)[/／][百千万]?[人户]|轮次|轮(?![次换岗流候值])|批次|眼|艘|架次|架(?![次构桥])|头|羽|匹|枚|幅|席|尾|摄氏度|℃|分贝|微克/立方米|毫克/(?:升|立方米)|克/(?:公斤|千克|升)|(?:公斤|千克|吨|立方米|元)/亩"
    "|吨标准煤(?:/万元)?|(?:元|万元|亿元)/(?:亩|平方米|平方公里|人)|人/平方公里|辆/[万千]人|张/千人|P(?:Flops|FLOPS)?(?![A-Za-z])|[MGk][Ww]h?"
    "|[PTG]B|[MG]bps|兆瓦时|标台|标箱|班次|人份|剂次|人天|车位|泊位|床位|学位|工位|点位|个?站点|类(?![区型别])|种(?![植类养子业苗])"
)
_BEFORE = (
    "(?:≥|≤|＞|＜|>|<|不少于|不低于|不超过|不高于|不得少于|不得低于|不得超过|不得高于|不得大于|不应低于|不应超过|不应高于|不大于|不小于|至少|最少|最多|至多|达到|达|超过|突破|控制在|保持在|稳定在|维持在"
    "|(?:提高|提升|增加|增长|扩大|下降|降低|压缩|压减|缩短|缩减|减少|缩|降|增|升)(?:到|至|为))"
)
_AFTER = "(?:及?以上|及?以下|以内|之内|左右)"
_VERB = (
    "新增|新建|建成|完成|打造|创建|建设|培育|改造|改建|设立|开展|举办|维修|修复|投放|配备|配置|安装|种植|栽植|引进|购置|抽检|监测|清洗|发放"
    "|开行|开通|提供|增加|补充|更新|培训|储备|关停|封填|关闭|推出|开发|遴选"
)
# A look at the first character spares most attempts.
_BEGINS = r"(?=[\s\d≥≤＞＜><不至最达超突控保稳维提增扩下降压缩减升零〇一二两三四五六七八九十百千万亿])"
_RARE = re.compile(
    rf"{_BEGINS}(?P<comparator>{_BEFORE})?\s*(?<![\d.])(?P<value>{_NUMBER})\s*(?P<unit>[百千万亿]{{0,2}}(?:{_RARE_UNITS}))"
    rf"(?P<after>{_AFTER})?(?!的[，。；、]|之间)(?=[，。；、：（）\s]|$|[\u4e00-\u9fff])"
)
_RARELY_COUNTED = re.compile(rf"[\d〇零一二两三四五六七八九十百千万亿]\s*[百千万亿]{{0,2}}(?:{_RARE_UNITS})")
_PLAIN = re.compile(
    rf"{_BEGINS}(?P<comparator>{_BEFORE})\s*(?P<value>\d+(?:\.\d+)?)(?P<unit>分)?(?P<after>{_AFTER})?(?=[，。；、（]|$)"
)
_COMPARED = re.compile(r"[≥≤＞＜><于过少多到达破在至为]\s*\d")  # how comparators end
_MEASURED = re.compile(
    "(?:系数|指数|得分|评分|容积率|比[例值重]?|倍数|密度|浓度|总量|总数|数量?|水平|[率度量]|(?<!分)值)$"
)
_ZERO = re.compile(
    "(?P<verb>为|保持|实现|降至|降为|压降至|达到|归)“?(?P<value>零)”?(?=[，。；、]|$)"
    "|(?P<word>(?:动态|全部|全面)?清零|零(?:发生|死亡|伤亡|增长|新增|反弹|复发|积压))(?=[，。；、（“”]|目标|$)"
)
_GRADE = re.compile(
    "(?:达到|优于|保持|稳定在|不低于|控制在|提升至|提升到)(?P<value>(?:国家|省级?|行业|地表水)?(?:标准)?(?:[A-EⅠⅡⅢⅣⅤ]{1,2}|[一二三四五])"
    "[级类](?:标准|水平|水质|水体)?(?:及?以上)?)(?=[，。；、（]|$)"
)
_SHARE = re.compile(
    rf"(?P<comparator>{_BEFORE}|提高|提升|增长|增加|下降|降低|减少|压减|占比?为?|缩短|降|减|[率比]为?|占|完成|拆除|整改|化解|消化)(?P<value>[百千万]分之{_NUMBER}|[二三四五六七八九十]分之[一二三四五六七八九]|[一二三四五六七八九两]成[一二三四五六七八九半]?"
    rf"|[一二两三四五]倍|一半)"
    rf"(?P<after>{_AFTER})?(?=[，。；、（）—]|$)"
)
_SHARED = re.compile("[一二三四五六七八九两十百千万](?:成|倍|半|分之)")
_HALF = re.compile("(?:完成|投资|进度|整改|占比|[率度量])(?P<value>过半|超半数|超过半数)(?=[，。；、]|$)")
_RANK = re.compile(
    "(?:进入|保持|位居|位列|跻身|稳居|排名?|排位|力争)(?:在|到|至)?(?P<value>(?:全[国省市县区州盟]|省内|市内|县内|同类[^，。；]{0,6})"
    r"前(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:位|名|强)?)(?=[，。；、]|$)"
)
_PROMPT = re.compile(
    rf"(?P<value>{_NUMBER})(?P<unit>分钟|个?小时)(?P<after>以内|之内|内)"
    r"(?=[^，。；、]{0,8}(?:响应|到达|到场|赶到|送达|送到|办结|回应|反馈|处置|叫应|抢通|修复|恢复|上门|配送|出诊|救援))"
)
_NOT_PROMPT = re.compile(r"(?:[超满足连续每延]|最近|过去|步行|车程|自[^，。；]{2,20}起|之?后第?)$")
_WHOLE = re.compile(
    rf"(?P<value>{CHINESE_NUMERAL})(?P<unit>[个家所条座])(?=[^，。；一二三四五六七八九十]{{1,10}}?(?:全部|全面|均)"
    "(?:建成|完成|实现|达到|覆盖|投用|通过))"
)
_QUICK = re.compile(r"[零级类成半前倍]|分之|\d|[分小]时|全部|[一二三四五六七八九十百千万]")
_PIECE = "，。；：！？\n"


def worded_figures(text: str) -> Iterator[Figure]:
    """Such figures of `text`; each kind in order, kinds one after the other."""
    if not _QUICK.search(text):
        return
    for match in _RARE.finditer(text) if _RARELY_COUNTED.search(text) else ():
        verb = re.search(rf"(?:{_VERB})[^{_PIECE}\d]{{0,16}}$", text[max(0, match.start() - 24) : match.start()])
        qualifies = match["after"] and "\u4e00" <= text[match.end() : match.end() + 1] <= "\u9fff"  # 35吨以下的锅炉
        bound = match["comparator"] or (match["after"] and not qualifies)
        if bound or (verb and match["value"][0].isdigit() and match["unit"] != "分"):
            yield _figure(match)
    for match in _PLAIN.finditer(text) if _COMPARED.search(text) else ():
        if _MEASURED.search(_measured_before(text, match.start())):
            yield _figure(match)
    for match in _found(_ZERO, text, "零"):
        if match["value"]:
            yield Figure(match.start("value"), match.end("value"), "零", "", "")
        elif text[max(0, match.start() - 2) : match.start()] not in ("推进", "实现"):
            yield Figure(match.start(), match.end(), match["word"], "", "")
    for match in _SHARE.finditer(text) if _SHARED.search(text) else ():
        bound = re.fullmatch(_BEFORE, match["comparator"]) is not None
        start = match.start() if bound else match.start("value")
        comparator = match["after"] or (match["comparator"] if bound else "")
        yield Figure(start, match.end(), match["value"], comparator, "")
    for match in (*_found(_HALF, text, "半"), *_found(_RANK, text, "前")):
        yield Figure(match.start("value"), match.end("value"), match["value"], "", "")
    for match in _found(_GRADE, text, "级", "类"):
        yield Figure(match.start("value"), match.end("value"), match["value"], "", "")
    for match in _found(_PROMPT, text, "内"):
        if not _NOT_PROMPT.search(text, max(0, match.start() - 24), match.start()):
            yield _figure(match)
    for match in _found(_WHOLE, text, "全", "均"):
        if match["value"] != "一":
            yield _figure(match)


def _found(pattern: re.Pattern[str], text: str, *signs: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern`, none of which lacks one of `signs`; most texts have none of them."""
    return pattern.finditer(text) if any(sign in text for sign in signs) else iter(())


def _measured_before(text: str, position: int) -> str:
    """The name before a comparator: the words of its piece, without adverbs."""
    return re.sub("(?:平均|力争|分别|均|总体|稳步|逐步|持续)+$", "", text[max(0, position - 16) : position])


def _figure(match: re.Match[str]) -> Figure:
    groups = match.groupdict()
    comparator = groups.get("after") or groups.get("comparator") or ""
    return Figure(match.start(), match.end(), match["value"], comparator, groups.get("unit") or "")
