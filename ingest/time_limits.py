"""Time limits without a date of their own: 「15个工作日内」, 「自受理之日起30日内」, 「每月28日前」.

They belong to rules and to orders to report: how long something may take from an event on, and when it comes round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.due_wording import ROUND, SEASON

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_SPAN = rf"{_NUMBER}(?:个?工作日|个?小时|日|天|个月|个?自然日|年|分钟|周)"
_FROM = r"(?:[自从在于][^，。；：\n（）]{2,24}?(?:之日|之时)起?(?:的|后)?，?|[自从在于][^，。；：\n（）]{2,16}?后)"
_WITHIN = re.compile(rf"(?:{_FROM})?{_SPAN}(?:之?内|以内)(?![的外])|{_FROM}{_SPAN}(?:前|后)")
_NOT_A_LIMIT = re.compile(
    r"(?:[至到为近前过约]|最近|过去|以往|[缩压]短|控制在|不超过|不少于|不低于|达到|提高|延长|连续|累计|满|有效期|公示期|任期|毕业|离校|退役|成立|注册|落户)(?:在|了)?$"
)
_BAN = re.compile(r"，?(?:均|都|仍)?(?:不|取消|暂停|停止|禁止|未|无|没有|累计|连续|再次|发生|有|曾|受过?|因|的)")
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
_MONTHS = rf"{_MONTH}(?:(?:、|和|及|或|至|到|—|-){_MONTH})*(?:份)?"
_EVERY = r"每(?:年度?|个?季度?|个?月|周|星期|半年|旬|两周|两个?月)"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_ROUND = re.compile(
    rf"(?:{_EVERY}|次[月年]|当[月年])(?:首月|末月|首|末|第[一二三]个月)?的?(?:{_MONTHS})?的?"
    rf"(?:{_DAY}[至到—\-–~～]{{1,2}}(?:\d{{1,2}}月)?{_DAY}|{_DAY}|年?[中末底初]|[上中下]旬|\d{{1,2}}月底"
    rf"|前{_NUMBER}个?(?:工作)?日|最后{_NUMBER}个?(?:工作)?日|结束后{_NUMBER}个?(?:工作)?日)(?:之?前|以前|之?内|期间)?"
    rf"|{_EVERY}的?{_MONTHS}(?:底|末|初)?(?:之?前|以前|期间)?"
    r"|每(?:周|星期)[一二三四五六日天](?:[上下]午)?(?:\d{1,2}[时点])?(?:之?前|以前)"
)
_TIMES = r"(?:至少|不少于|不低于|不得少于)?(?:[一二两三四五六七八九十]|\d{1,2})次"
_REPORTING = (
    "报送|上报|报(?=一次|\\d次)|刊发(?=一|\\d)|刊播(?=一|\\d)|报告|通报|公布|公示|公开|发布|调度|汇总|小结|总结|召开|研判|会商|督查|督导|督办|检查|巡查|巡检|排查|评估|考核|监审|核查"
    r"|监测|抽查|抽检|安检|盘点|复盘|动态更新|更新(?=一次|\d次|台账|目录|清单|数据)|开展|(?<![党会])组织(?!书记|部|生活|成员)|听取|点评|演练|复核|对账|轮换|清洗|维护|复训"
)
_AT = rf"(?:(?:{SEASON})前|\d{{1,2}}[时点](?:、\d{{1,2}}[时点])*(?:之?前)?)?"
_FREQUENT = re.compile(
    r"每(?:周|星期)[一二三四五六日天](?:[上下]午)?(?=报送|上报|召开|通报|调度|汇总|开展|组织|将|向|把)"
    rf"|{ROUND}{_AT}(?![^，。；：\n]{{0,16}}?(?:不超过|不得超过|最多|至多|免于))"
    rf"(?=(?:[^，。；：\n每]{{0,20}}?|、[^，。；：\n]{{0,16}}?)(?:{_REPORTING})(?!补贴|补助|费))(?:{_TIMES})?"
    rf"|{ROUND}{_TIMES}(?=[，。；]|$)"
)
_DESCRIBED = re.compile("(?:实行|推行|采取)[^，。；]*$|(?<!防)指(?![挥导标定引派])[^，。；]*$")
_AHEAD = re.compile(
    rf"(?:(?<=[在于自])|(?<=[，。；：\n])|^)[\u4e00-\u9fff]{{2,8}}?(?:开始|到来|来临|结束|举行|举办|召开|届满|到期|期满)"
    rf"(?:之?前{_SPAN}(?:之?内)?|{_SPAN}(?:之?前))|(?:至少)?提前{_SPAN}(?=[，向告通公书报将]|以)"
)
# Each pattern with what its text must hold.
_SIGNS = (
    (_ROUND, re.compile("[每次当]")),
    (_AHEAD, re.compile("前")),
    (_WITHIN, re.compile("[内前后]")),
    (_FREQUENT, re.compile("[每按逐逢]")),
)
_QUICK = re.compile(r"内|每|[按逐][日周旬月季半年]|次[月年]|之日|之时|当[月年]|前")
_MODAL_BEFORE = re.compile(r"(?:应当?|须|必须|要|可以?|一般|原则上|统一|分别|均|都|并|且|在|于|由|将|力争|确保|为)+$")
_MODAL_AFTER = re.compile(r"^(?:应当?|须|必须|要|可以?|再|为)+")
_PIECE = re.compile("[，。；：\n]")
_LONGEST_ACTOR = 24
_SHORTEST_TASK = 2
_LOOKED_AT = 200  # characters around a limit, so that text without punctuation costs no more than any other


@dataclass(frozen=True)
class TimeLimit:
    """A time limit in a text: where it stands, and what is due by then."""

    start: int
    end: int
    what: str

    def due(self, text: str) -> str:
        """The limit as written, without the preposition before it."""
        return without_preposition(text[self.start : self.end])


def without_preposition(due: str) -> str:
    """「于3月10日前」 as 「3月10日前」."""
    return re.sub("^(?:应当?|须|必须|要)*[于在](?=.)", "", due)


def actor_before(text: str, start: int, floor: int) -> str:
    """Who must do it: the words before index `start` in its own piece of the sentence, without modal words."""
    piece, floor = start, max(floor, start - _LOOKED_AT)
    while piece > floor and not _PIECE.match(text[piece - 1]):
        piece -= 1
    actor = _MODAL_BEFORE.sub("", text[piece:start].strip())
    if actor.count("（") > actor.count("）"):
        actor = actor[actor.rfind("（") + 1 :]
    return actor if len(actor) <= _LONGEST_ACTOR else ""


def find_time_limits(text: str, floor: int = 0) -> Iterator[TimeLimit]:
    """Time limits from `floor` on, in order; what is due holds the words before it that name who must do it."""
    if not _QUICK.search(text, floor):
        return
    found: list[tuple[int, int]] = []
    patterns = (pattern for pattern, sign in _SIGNS if sign.search(text, floor))
    matches = [match for pattern in patterns for match in pattern.finditer(text, floor)]
    for match in sorted(matches, key=lambda each: (each.start(), -each.end())):
        start, stop = match.span()
        refused = _is_described(text, match, floor)
        if match.re is _WITHIN:
            refused = bool(_NOT_A_LIMIT.search(text, max(floor, start - 8), start) or _BAN.match(text, stop))
        if (not found or start >= found[-1][1]) and not refused:
            found.append((start, stop))
    for order, (start, stop) in enumerate(found):
        following = found[order + 1][0] if order + 1 < len(found) else len(text)
        what = _what(text, found[order - 1][1] if order else floor, start, stop, following, limited=order > 0)
        if len(what) >= _SHORTEST_TASK:
            yield TimeLimit(start, stop, what)


def _is_described(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether the words tell a season (当年9月25日至次年5月10日), or how something is done, not when it is due."""
    start, stop = match.span()
    if match.re is _ROUND:
        return text[start - 1 : start] in tuple("至到") or text[stop : stop + 1] in tuple("至到")
    return match.re is _FREQUENT and _DESCRIBED.search(text, max(floor, start - 24), start) is not None


def _what(text: str, floor: int, start: int, stop: int, following: int, *, limited: bool) -> str:
    """Who must do what: the words around the limit in its own piece, or the next piece where the limit ends one."""
    shared = limited and not _PIECE.search(text, floor, start)  # another limit stands before it in the same piece
    limit = min(len(text), stop + _LOOKED_AT)
    ended = _PIECE.search(text, stop, limit)
    end = min(following, ended.start() if ended else limit)
    task = _MODAL_AFTER.sub("", text[stop:end].strip("， 、"))
    if not task and text[max(floor, start - 1) : start] in ("，", "、") and text[start:stop].endswith("次"):
        return _piece_before(text, start - 1, floor)  # 对成本进行监审，每三年至少一次
    if not task and text[start:stop].endswith("次"):
        return actor_before(text, start, floor)  # 县道每周巡查，乡道每月不少于2次
    if text[stop : stop + 1] == "、" and end != following:
        return ""  # 面向毕业两年内、处于择业期的学生
    if not task and ended:
        after = _PIECE.search(text, ended.end(), limit)
        task = text[ended.end() : after.start() if after else limit].strip("， ")
    return ("" if shared else actor_before(text, start, floor)) + task


def _piece_before(text: str, stop: int, floor: int) -> str:
    """The piece of the sentence that ends at index `stop`."""
    start = stop
    while start > floor and not _PIECE.match(text[start - 1]):
        start -= 1
    return text[start:stop].strip()
