"""Figures that are no aims: where something starts, what a thing is like, where it lies, how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.passages import sentence_start
from ingest.worded_figures import Figure

_FROM = re.compile(
    r"(?<![自理缘])[由从](?:原来|原有|原|目前|现在|现有|当前|现状|去年|上年|年初|基期|\d{4}年(?:年?[底末初])?)*(?:的|约|近|不足|不到)*$"
)
_RISES = re.compile(
    "[^，。；]{0,6}?(?:提高|提升|增加|增长|扩大|拓展|上升|下降|降低|压缩|压减|缩短|缩减|减少|[增升降缩])?[至到为]"
)
_AROUND = re.compile("(?:以内|之内|内|范围内?)[\u4e00-\u9fff]")  # 校园周边200米内无证摊贩
_ROUND_NUMBERS = frozenset("百千万亿")
_PIECE = "，。；：！？\n"
_BOUND = re.compile("及?以[上下]|以内|内|左右|低于|少于|不足|超过|高于|大于|达到?|不少于|不低于|不超过")
_MEASURE = re.compile(
    "(?:元|米|公里|平方米|㎡|亩|公顷|吨|公斤|千瓦|兆瓦|岁|人|户|张|立方米|蒸吨|%|％|年|个?月|[天日]|倍)$"
)
_MONEY_NOUN = re.compile(
    "的?[^，。；：、]{0,5}?(?:资金|投资|贷款|补[助贴]|奖[励补]|经费|收入|产值|支持|规模|融资|债券)"
)
_NORM_NOUN = re.compile(
    "的(?:标准|要求|比[例重率]|速度|规模|目标|频[次率]|幅度|[增降]幅|水平|价格|额度|原则|时间|期限|工资|待遇)"
)
_DEMANDED = frozenset(("不少于", "不低于", "不超过"))
_VERB = re.compile(
    "[新建改扩增设造办创培育种栽装配招引购订签拨筹投争]|完成|实现|打造|组织|开展|举行|推进|推广|发放|成立|形成|达到|力争|确保|安排|落实|选派|聘|遴选|提供"
    "|覆盖|保持|控制|提[高升]|保障|储备|收[储集录]|获得"
)
_REMOVED = re.compile("(?:消除|淘汰|取缔|关停|清退|拆除|整治|清理|化解|注销|使用|针对|对)$")
_CONDITION = re.compile("(?:^|[，、])[^，、]{0,4}(?:对|凡|针对|向|为|给)[^，、]*$|属于|符合")
_STOCK = re.compile(
    "(?:共有|现有|现存|下辖|管辖(?!区)|辖有|登记在册|分解[到至]|原有)[^，。；：]{0,40}"
    "(?:，(?:其中|占|包括|另有|面积|建筑面积)[^，。；]*)*$"
)
_TO_COME = re.compile("力争|达到|到\\d{4}年|将")


def is_no_aim(text: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure of `text` is nothing to be reached; `figures` are all of the text.

    Such are where something starts (由65%提高到80%), a place or share, the property of a thing or of whom a rule
    is for (200个亿元以上项目, 对亩产低于1500公斤的果园), and what there is already (现有120所).
    """
    if _FROM.search(text, max(0, figure.start - 20), figure.start) and _RISES.match(text, figure.end):
        return True
    if figure.unit in ("米", "公里") and _AROUND.match(text, figure.end - (figure.comparator == "内")):
        return True
    if figure.unit == "元" and figure.value in _ROUND_NUMBERS:  # 亿元以上项目
        return True
    piece = _piece_start(text, figure.start)
    left = text[piece : figure.start]
    if _is_property(text, figure, figures, left):
        return True
    sentence = text[sentence_start(text, figure.start) : figure.start]
    if _STOCK.search(sentence) and not _TO_COME.search(sentence):
        return True
    if figure.comparator:
        return False
    share = text[figure.start - 1 : figure.start] == "按" and text[figure.end : figure.end + 1] == "的"
    return share or figure.value in _ROUND_NUMBERS


def _piece_start(text: str, position: int) -> int:
    return max(text.rfind(mark, max(0, position - 200), position) for mark in _PIECE) + 1


def _is_property(text: str, figure: Figure, figures: Sequence[Figure], left: str) -> bool:
    """Whether a figure with a bound says what a thing is like, so that another figure counts it or a rule is for it."""
    if not _BOUND.fullmatch(figure.comparator) or not _MEASURE.search(figure.unit):
        return False
    after = text[figure.end :]
    if after.startswith("的") and after[1:2] in tuple("，、。；："):  # 单座投资在400万元以下的，
        return True
    if not re.match("的?[\u4e00-\u9fff“]", after) or _MONEY_NOUN.match(after) or _NORM_NOUN.match(after):
        return False
    if figure.comparator[-1] in "上下" and _counted(text, figure, figures):
        return True
    if figure.comparator[-1] in "上下" and _REMOVED.search(left):
        return True
    if figure.comparator in _DEMANDED:
        return False
    return after.startswith("的") and (bool(_CONDITION.search(left)) or not _VERB.search(left))


def _counted(text: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the thing that has the property is counted: 培育50家5000万元以上企业, 30米以上道路10条."""
    for other in figures:
        if other.end == figure.start:
            return True
        between = text[figure.end : other.start]
        if other.start > figure.end and not re.search(f"[{_PIECE}、]", between):
            return other.unit != figure.unit and not other.comparator and "，" not in between
    return False
