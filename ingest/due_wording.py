"""Dates by which something is due, in the words of plans: with and without a year, seasons, rounds, "for good"."""

from __future__ import annotations

import re

_YEAR = r"(?:\d{4}\s?年|今年|明年|本年度?|当年|次年|翌年|每年)"
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH = rf"{_COUNT}\s?月份?(?:{_COUNT}日|[上中下]旬|[底末初中])?"
_PART = r"年?[底末初]|年内|[上下]半年|第?[一二三四]季度[末初]?"
_FIVE_YEARS = r"“?十[三四五六]五”?(?:期?末|期间)"
DATE = rf"(?:{_YEAR}(?:{_MONTH}|{_PART})?|{_MONTH}|年[底末内]|[上下]半年|第?[一二三四]季度[末初]?|{_FIVE_YEARS})"
SEASON = (
    "主?汛期?|入汛|雨季|台风季|入冬|冬季|供[暖热]期?|采暖期?|采暖季|取暖[期季]|(?:森林)?防火期|春节|元旦|国庆节?|中秋节?|“?五一”?|“?十一”?"
    "|清明节?|端午节?|元宵节?|重阳节?|古尔邦节?|开斋节?|藏历年|苗年节?|火把节?|泼水节?|那达慕|开学|春、?秋季?开学|[春秋]季开学|[春秋]季学期|本?学[期年]|暑假|暑期|寒假|高考|中考|春耕|秋收|三夏|三秋|封冻|上冻|入伏|旺季|[两节]会"
)
_NAMED_DAY = r"“(?!十[一-龥]五)[^”，。；]{2,8}”"
EVENT = (
    rf"(?:(?:{_YEAR})?(?:{_MONTH})?(?:{SEASON})(?:开始|来临|到来|结束|启动|开启)?(?:之前|以前|前)"
    rf"|(?:{_YEAR})?{_NAMED_DAY}(?:之前|以前|前后?|期间)(?!的))"
)
_BEFORE = "(?:之前|以前|前)"
_EVERY = r"每(?:[\d一二两三四五六七八九十半])?(?:个)?(?:年度?|学[年期]|季度?|月|周|星期|旬|日|天)"
_DOTTED = r"\d{1,2}\.\d{1,2}"  # 5.31前
_SINCE = "[自从][^，。；]{2,12}起(?:执行|实施|施行|推行|开展|启动)?"
_EACH_DAY = "每个?(?:教学|上学|上课|工作|休息|节假|赶集|集|圩)日"
ROUND = rf"(?:{_EVERY}|{_EACH_DAY}|[按逐](?:日|周|旬|月|季度?|半年|年度?)|逢(?:[单双奇偶]数?[月周日]|周|星期|月))"
DAY_OF_ROUND = (
    r"(?:[末首]?月)?(?:\d{1,2}月)?(?:\d{1,2}日|[一二三四五六日天]|[底末初]|[上中下]旬|最后一[周天]|第[一二三四]周)?"
)
RANGE = rf"(?:自|从)?{DATE}(?:起)?\s*(?:[—\-–~～]{{1,2}}|[至到])\s*{DATE}(?:{_BEFORE}|止)?"
_FOR_GOOD = (
    "(?:长期|持续|常年|全年|常态化?|动态)(?:坚持|推进|实施|开展|抓好|落实|保持|进行|组织|执行|化推进|更新|管理|工作|任务)?"
    "|(?:立行立改|立即|即行|即知即改|立即整改|随时|适时|按需|按时间节点推进|按上级要求|同步推进)"
)
_SPAN = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})(?:个?工作日|个?小时|日|天|个月|年|周|分钟)"
_DONE = (
    "(?:全部|全面|基本|初步)?(?:完成|办结|整改|整改到位|落实|到位|见效|启动|开工|建成|投用|投入使用|竣工|出台|印发|销号"
    "|取得(?:阶段性|明显)?(?:成效|进展)|交付|验收|开学投用)"
)
WHOLE = re.compile(
    rf"(?:力争|确保|争取|最迟|不迟于|不晚于|于|在|到|至)*(?:{RANGE}|{_DOTTED}{_BEFORE}|[月季年]度?[末底]|{_SINCE}|(?:{DATE}(?:底|末)?[、和及])*{DATE}{_BEFORE}?|{EVENT}"
    rf"|(?:自|从)?{DATE}起(?:{ROUND}(?:[一二两三四五\d]+[次期场批])?|(?:实施|执行|施行|开展|推行|启动|试行))?"
    rf"|{ROUND}{DAY_OF_ROUND}{_BEFORE}?(?:至少|不少于|各|开展|组织|召开|报送|调度|通报)?(?:[一二两三四\d]+次)?"
    rf"|{_FOR_GOOD}|[^，。；]{{0,10}}?{_SPAN}(?:之内|以内|内))(?:{_DONE})?[^，。；、]{{0,6}}"
)
"""A bracket, or part of one, that says nothing but when."""
_YEARS_ONLY = re.compile(r"(?:自|从)?\d{4}\s?年?(?:\s*[—\-–~～至到]{1,2}\s*\d{4}\s?年?)?(?:度|版|修订|试行)?")
ALONE = "(?<![一-龥“])"
ASKED_TIME = (
    f"{ALONE}(?:(?:何时|哪天|啥时候|什么时候|什么时间|几时)(?:能|要|来)?"
    "(?:成|完成|干完|办完|办成|干成|办结|做完|见效|落实|完|办|干)|(?:推进|工作|时间)?进度)"
)
"""Labels of time limits that ask, or are one word that also stands inside others."""
LABEL = re.compile(
    # A look at the first character spares most attempts.
    r"(?=[\[\s【〔交什任何几办哪啥完实工年建截报推收整时期的节落计起达进销限预［])"
    r"(?P<open>[【〔\[［])?\s*(?P<label>(?:完成|办结|整改|落实|推进|实施|截止|达标|进度|计划|预计|工作|任务|报送|起止|建设)?的?"
    r"(?:时限|时间节点|时间|期限|节点|时序|年限|工期)(?:要求|安排|进度)?|(?:完成|截止|办结)日期?|(?:交账|交卷|销号|收官|办结)(?:日期?|时间|时限|节点)|限期|进度(?:安排|要求|计划)|时间表|时间进度"
    rf"|{ASKED_TIME})"
    r"(?(open)\s*[】〕\]］][：:]?\s*(?=[\u4e00-\u9fff\d“])|(?:\*\*)?\s*[：:](?:\*\*)?\s*)"
)
_VERB_AFTER = re.compile(rf"(?<=[前底内止末旬度])(?:{_DONE})[^，。；、]{{0,6}}$")
DATED_SIGN = re.compile(r"[前底末内旬月]|期|季度|半年|每|按|逐|长|持续|常|全年|立|即|随时|适时")


def is_whole_due(words: str) -> bool:
    """Whether `words` say when something is due and nothing else; a span of years alone names a period."""
    words = words.strip(" 。；，")
    return bool(words) and not _YEARS_ONLY.fullmatch(words) and WHOLE.fullmatch(words) is not None


def without_verb(words: str) -> str:
    """「6月底前完成」 as 「6月底前」."""
    return _VERB_AFTER.sub("", words.strip(" 。；，"))


def is_before(words: str, since: int) -> bool:
    """Whether the last year that `words` name lies before the year `since` (0: unknown); 「…前」 is never past."""
    if words.endswith("前"):
        return False
    years = [int(year) for year in re.findall(r"(?<!\d)(20\d{2})(?!\d)", words)]
    return bool(years) and max(years) < since
