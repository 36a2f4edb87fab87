"""What a question wants listed or counted of a document: the noun, whether by number, and what narrows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retriever.lexicon import query_words
from retriever.matching import Topic
from retriever.question import Query

NOUNS = (
    ("任务", "工作", "事项", "活", "事"),
    ("措施", "举措", "办法", "动作"),
    ("项目", "工程", "实事", "任务", "事项"),
    ("行动", "战役", "仗"),
    ("阶段", "步骤", "环节", "步"),
    ("专班", "工作组", "应急组", "小组", "组"),
    ("指标", "目标"),
    ("行业", "领域", "方向", "场景"),
)
STAGES = frozenset(("阶段", "步骤", "环节", "步"))
_NOUN = (
    "重点任务|任务|工作组|应急组|小组|专班|工作|事项|措施|举措|项目|工程|实事|行动|阶段|步骤|环节|步(?=走|[^骤伐])"
    "|组|指标|目标|行业|领域|方向|场景|活儿?|事儿?"
)
_MEASURE = "项(?!目)|条(?!件|例)|件|样|个|大|类|桩|块"
_ASK = re.compile(
    "(?:有|是|分|设|列|排|包括|涉及|往|办|干|安排)?(?:了|着|的|成|为)*"
    rf"(?P<ask>哪(?:[几些]|[一二三四五六七八九十两])?(?:{_MEASURE})?|几(?:{_MEASURE})?大?|多少(?:{_MEASURE})?|什么|啥)"
    rf"(?P<noun>(?:主要|重点|具体|民生|专项|年度|核心|应急)*(?:{_NOUN}))?"
)
_LIST_ALL = re.compile("列出来|列一下|列全|列个单|一条条|逐条|一一列|都列|报一下|念一下")
_OF_OTHERS = (
    "单位|部门|人(?!才)|名|家|位|镇|乡|街道|社区|村|县|区|市|公司|材料|条件|情形|证件|钱|万|亿|元|户|平|亩|公里|米|吨"
    "|天|年(?!度)|月|[日号]|岁|次|套|辆|座|处|所|%|分|倍|种|级|档"
)
_NOT_COUNTED = re.compile(
    f"(?:哪[些几]?(?:个|家|类)?|几个?|多少)(?:主要|责任|牵头|配合|成员|部门|相关)?(?:{_OF_OTHERS})"
    "|[花投掏出拨]了?多少(?![个项条件])|百分之|为什么|什么(?:意思|样|叫)|怎么|多[久大长高]|编(?:号|到)|从头"
)
_ENDS = re.compile("是|属于|\\s|[，,。？?！!；;、]|[呀啊呢吧吗了的]|帮|麻烦|都?列|报|数值|各|分别|$")
_PAIR = 2  # characters of the shortest word that tells which part is meant
_WHEN = re.compile("什么时候|啥时候|何时|几时")
_COUNT = re.compile(rf"(?<!哪)(?:几|多少)(?:{_MEASURE})")


@dataclass(frozen=True)
class AskedPart:
    """What a question asks to be listed or counted.

    `noun` is what the things are called, `words` the same with what stands before it (重点项目), `measure` how they
    are counted (项), `sure` whether the asking word stands right before the noun; `topic` holds the other words of
    the question.
    """

    noun: str
    counts: bool
    topic: Topic
    words: str
    measure: str
    sure: bool


def asked_part(query: Query) -> AskedPart | None:
    """What a question wants listed or counted; None where it asks for something else."""
    text = query.text
    if _NOT_COUNTED.search(text):
        return None
    found = [match for match in _ASK.finditer(text) if match["noun"] or not match["ask"].startswith(("什么", "啥"))]
    found = found or list(_ASK.finditer(text))
    listed = _LIST_ALL.search(text)
    if not found and not listed:
        return None
    match = next((each for each in found if each["noun"]), found[-1] if found else None)
    noun = match["noun"] if match is not None and match["noun"] else ""
    sure = bool(noun)
    before = text[: match.start()] if match is not None else text
    if not noun:
        named = re.findall(_NOUN, before)
        noun = named[-1] if named else ""
    bare = match is not None and match["ask"] in ("几", "什么", "啥", "多少") and not noun
    if bare or (match is not None and match["ask"] in ("什么", "啥", "哪") and not noun):
        return None
    if _WHEN.search(text) and noun not in STAGES:
        return None
    if len(_COUNT.findall(text)) > 1:
        return None  # two questions
    if match is not None and not _noun_stands(match, text):
        return None
    said = re.sub("主要|重点|具体|民生|专项|年度|核心", "", noun)
    drop = {*query_words("counting_words.txt"), *query_words("listing_words.txt"), said, noun}
    topic = query.topic.without(word for word, _ in query.topic.words if word in drop or len(word) < _PAIR)
    counted = _COUNT.search(text)
    measure = counted.group(0)[-1] if counted else "项"
    measure = "个" if said.endswith("组") else measure if measure in "项条件个" else "项"
    return AskedPart(said, counted is not None and not listed, topic, noun, measure, sure)


def _noun_stands(match: re.Match[str], text: str) -> bool:
    """Whether the noun that is asked for is known: it stands behind the asking word, or nothing stands there."""
    return bool(match["noun"]) or _ENDS.match(text, match.end()) is not None
