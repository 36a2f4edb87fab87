"""Understand a question: its kind, the documents it is about, the bodies it names, the words it asks for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from retriever.datatypes import Filters, QuestionKind
from retriever.lexicon import Lexicon
from retriever.matching import Topic, read_topic
from retriever.scope import Scope, find_scope

_WHO = (
    r"谁(?:来|去|家)?|哪(?:一|些|个|几|几个|几家|家|一家|一个)?(?:部门|单位|局|委办局|科室|机构|街道|方|办)|责任(?:单位|部门|主体|处室|科室|方|是哪|归)"
    r"|(?<!各)(?<!由)牵头(?:单位|部门|的是)|配合(?:单位|部门)|主管(?:单位|部门)|归(?:谁|哪|什么)|找(?:谁|哪)|谁(?:说了算|在?(?:抓|管|弄|搞|盯|做|办)|的(?:活|事|任务|职责))|(?:推|派|交|分|甩|给)给?(?:谁|哪)|对接(?:谁|哪)|责任在(?:谁|哪)|主责|落(?:在|到)谁|哪(?:几)?家(?:单位|部门)?(?:(?:在|来|要)?(?:负责|牵头|管|弄|搞|做|办|干|抓|参与|落实|推)|来|$)|什么(?:部门|单位)"
)
_TASKS = (
    r"(?:哪|多少|几|什么|啥|全部|所有|列).{0,6}(?:任务|工作|职责|事项|活|事儿?|项|条|分工|内容)|任务|职责|分工|有份|负责(?:些)?(?:什么|啥|哪些|的)"
    r"|(?:干|管|做|办|抓)(?:些)?(?:什么|啥|哪些|嘛)|都?负责啥|承担(?:了)?(?:什么|哪些)|参与(?:的|了|哪些|什么)|牵头(?:哪些|什么|的|啥)|(?:配合|支持)(?:哪些|什么)"
)
_PATTERNS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))  # type: ignore[misc]
    for kind, pattern in (
        ("chat", r"^(?:你好|您好|hi|hello|嗨|在吗|早上好|谢谢|多谢|再见|你是谁|你叫什么|你能做什么|你会什么)[\s。！!？?呀啊吗~]*$"),
        ("compare", r"区别|不同|不一样|对比|相比|比较|(?:哪(?:个|家|边|项)|谁)(?:的)?.{0,6}?(?:更|比较|最)?(?:多|高|大|早|少|低)(?!部分|少|久|大)|(?:和|跟|与|比).{1,20}(?:比|差(?:多少|别)|高多少|多多少)"),
        ("document", r"落款|编制依据|制定依据|施行|(?:出自|写在|见于)?哪(?:份|个|篇)(?:文件|规划|方案|文章)|发文(?:机关|单位|字号|时间|日期)|文号|(?:谁|哪(?:个|些|家)?(?:单位|部门|机关)).{0,4}(?:印发|发布|下发|发的|出台|制定的|编制的)|(?:印发|发布|下发|出台|成文|发文)(?:的)?(?:单位|机关|部门|时间|日期|于)|(?:什么时候|何时|哪天|哪年|几月|几号|啥时候).{0,4}(?:印发|发布|下发|发的|出台|公布)|(?:印发|发布|下发|出台|公布).{0,6}(?:什么时候|何时|哪天|哪年|几月|几号|日期|时间)|(?:几|哪几|哪些|多少)(?:大|个)?(?:部分|章|板块)|(?:几|哪些|多少)个?附件|附件(?:有|是)|谁(?:印)?发的|哪.{0,4}(?:办公室|单位|部门|机关|办)(?:联合)?(?:印)?发(?:的|布|文)|发给(?:谁|哪)|主送|抄送|(?:哪家|哪个|什么)(?:报纸|报|媒体|刊物|网站).{0,4}(?:登|发|刊)|作者(?:是|系|单位|为谁)|(?:谁|哪位|什么).{0,4}作者|关键词|谁写的|(?:根据|依据)(?:哪些|什么)|(?:文件|方案|规划|通知).{0,4}(?:全称|标题|叫什么)|有效期|现行有效|废止"),
        ("member", r"组长|副组长|组员|召集人|(?:小组|委员会)(?:的)?成员|办公室(?:的)?副?主任|书记.{0,3}(?:是谁|叫|哪位|名字)|主任.{0,3}(?:是谁|叫|哪位|名字)|(?:局长|镇长|区长|负责人).{0,3}(?:是谁|叫|哪位|名字)|(?:书记|主任|组长|负责人|局长|镇长|所长|委员).{0,8}(?:是|叫)(?:什么|啥)?(?:名字|职务)|什么职务|书记主任|任什么职|谁(?:是|当|任|担任).{0,12}(?:书记|主任|组长|委员|负责人)|(?:书记|主任|委员|负责人).{0,14}(?:是谁|是哪位|叫什么)"),
        ("deadline", r"什么时候|啥时候|何时|哪天|哪(?:一)?年|几(?:月|号)|多久(?:完成|内)|截止|期限|时限|完成时间|时间节点|最晚|几年(?:内|完成|时间)?$|哪(?:几|些)个?月|几月到几月|哪段时间|什么时间段|几号(?:之?前|报|交)|每月几号|要几年|(?:阶段|步骤).{0,6}(?:时间|安排)|时间(?:是|安排|表)?$|哪个时间段|(?:到|至)哪年|什么时间|何年"),
        ("definition", r"什么是|是(?:个)?(?:什么|啥)(?:意思|东西|概念|项目|工程|制度|机制)?[呀啊呢的来着？?]*$|什么意思|啥意思|是指|什么叫|叫做什么|指(?:的)?(?:是)?(?:什么|啥|哪)|含义|定义|怎么理解|如何理解|是(?:做|干)(?:什么|嘛|啥)|(?:名词)?解释|所谓|(?:做|干)什么用|具体指|干嘛的"),
        ("list", r"哪(?:几|[一二三四五六七八九十两]|\d)|(?:有|包括|包含|包|含|涵盖|分为|分成|分|提供|开展|举办|办|建)(?:了)?(?:些)?(?:哪些|什么|啥)|(?:分别|都)(?:是|有|指)?(?:什么|哪|啥|些)|哪些|由.{0,8}组成|都列|列(?:一下|出|全|举)|有啥"),
        ("method", r"怎么|如何|怎样|咋|举措|措施|做法|办法|途径|路径|求思路|思路|怎么办|抓手|有什么(?:激励|支持|安排|要求|规定|政策|保障)"),
    )
)
_FIGURE = re.compile(
    r"多少|多大|多高|多长|多久|几(?:个|家|台|部|座|处|户|张|次|条|项|类|人|名|位|公里|万|成|场|年|百|千|分钟|间|套|所|亿|分)|百分之|比例|占比|比率|覆盖率|(?:率|面积|数量|人数|目标数|目标值|目标|指标)[？?]?$|指标(?:是)?(?:多少|值)|目标(?:是)?(?:多少|值)"
    r"|达到(?:多少|几)|\d+(?:台|个|家|户|万|%).*(?:真的|假的|对吗|是吗|吗)|约束性|预期性|从多少|多(?:长|远)"
)
_COUNT = re.compile(
    r"几(?:个)?(?:大)?(?:方面|类|大块|大项)|(?:一共|总共|共|合计|总计|名下|有)(?:有|是|参与|负责|承担)?(?:多少|几)(?:个|项|条|名|位|大)?(?:任务|工作|项|条|人|成员|单位|部门|事项|个阶段|步骤|组长|副组长)?[呀啊呢？?]*$"
    r"|(?:多少|(?<!哪)几)(?:个|项|条|名|位|大)(?:任务|重点任务|工作任务|单位|部门|成员|人|事项)|任务.{0,6}(?:多少|几)(?:项|条|个)|是几个任务|(?:组长|副组长|成员)(?:有|是)?(?:几|多少)|一共几项|共几项"
)
_FILTER = re.compile(r"哪(?:些|几)(?:项|个|条)?(?:任务|工作|事项|指标|要求)?.{0,12}(?:没有|没写|未写|有百分比|带|含|年底前|约束性|预期性|由.{1,12}牵头|涉及|责任单位)")
_GENERIC_TASK_WORDS = frozenset(
    "任务 工作 职责 分工 事项 清单 全部 所有 有份 参与 牵头 承担 名下 重点 实验区 创建 两家 两个 都有份 任务清单 作为 规划 方案 配合 主要任务".split()
)
_ORIGIN = re.compile(r"首创|最早|最先|首先|首次|率先|发起|创设|发明|搞出来|提出|试点|叫什么|起源|发端|诞生|哪(?:个|条|些)?(?:街道|社区|小区|居民区|镇|村)")
_DOCUMENT_NOUNS = "方案|规划|意见|通知|条例|办法|细则|文件|文章|要点|计划(?!生育)|规定|决定|通告|公告|纲要"
_CLAUSE_NUMBER = re.compile(r"第\s?(\d{1,3}|[一二三四五六七八九十百]{1,4})\s?(?:项|条|点|个任务|号任务)")
_EDGES = " \t\r\n　。，、；：？！?!,.;:~～"
QUESTION_LIMIT = 2000


@dataclass(frozen=True)
class Query:
    """A question understood.

    `text` is the question as completed and corrected, `asked` as typed. `topic` holds the words asked about without
    places, documents and years (those are in `scope`), `broad` also words that stand everywhere (任务, 指标),
    `context` those of earlier turns, which help but need not be covered. `bodies` are names of bodies in the question, as written there.
    """

    asked: str
    text: str
    kind: QuestionKind
    topic: Topic
    scope: Scope
    bodies: tuple[str, ...] = ()
    item: str = ""
    figure: bool = False
    context: Topic = Topic(())
    broad: Topic = Topic(())

    @property
    def filters(self) -> Filters:
        """The documents that may answer."""
        return Filters(doc_ids=tuple(sorted(self.scope.doc_ids)))


def normalise(text: str) -> str:
    """A question as it is compared: NFKC with full-width Chinese punctuation kept apart, white space and edges trimmed."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).strip(_EDGES)
    return re.sub("哪[\"“'‘]", "哪", plain)


def understand(
    question: str, lexicon: Lexicon, *, filters: Filters | None = None, context: str = "", asked: str = ""
) -> Query:
    """Read a question that stands on its own.

    Args:
        question: completed and corrected.
        lexicon: words of the library.
        filters: documents that the caller allows.
        context: earlier questions whose words help.
        asked: the question as typed, if it differs.
    """
    text = normalise(question)
    scope, rest = find_scope(text, lexicon, filters)
    bodies = tuple(name for _, _, name in lexicon.bodies.find(text, listed_only=True) if not name.endswith("街道") or name not in lexicon.places)
    plain = text
    for term in lexicon.terms_in(text):
        plain = plain.replace(term, "某")  # 先锋楼组长 is no question for a 组长
    kind = _kind_of(plain, bodies, lexicon)
    number = _CLAUSE_NUMBER.search(text)
    query = Query(
        asked=asked or question,
        text=text,
        kind=kind,
        topic=read_topic(rest, lexicon),
        broad=read_topic(rest, lexicon, generic=True),
        scope=scope,
        bodies=bodies,
        item=number.group(1) if number else "",
        figure=_FIGURE.search(text) is not None,
        context=read_topic(context, lexicon) if context else Topic(()),
    )
    return _settle(query, lexicon)


def _kind_of(text: str, bodies: tuple[str, ...], lexicon: Lexicon) -> QuestionKind:
    if _PATTERNS[0][1].search(text):
        return "chat"
    if re.search("约束性|预期性", text) and re.search("哪(?:些|几)|几(?:个|项)|多少", text) and not re.search("还是", text):
        return "filter"
    if _FILTER.search(text) and re.search("没有|没写|未写|百分比|年底前", text):
        return "filter"
    for kind, pattern in _PATTERNS[1:4]:
        if pattern.search(text) and (kind != "document" or _of_document(text, lexicon)):
            return "count" if kind == "member" and _COUNT.search(text) else kind
    if re.search("(?:几|多少)(?:个|项|条)?(?:主要|核心|约束性|预期性)?指标", text) and "哪" not in text:
        return "count"
    if _COUNT.search(text) and not re.search("哪几", text):
        return "count"
    who = re.search(_WHO, text)
    if bodies and re.search(_TASKS, text) and not (who and not re.search("责任单位的", text)):
        return "reverse"
    if bodies and re.search("我们|本单位|咱", text) and re.search("哪些|什么|啥|任务|牵头|配合", text):
        return "reverse"
    if (who or re.search("谁|哪些", text)) and re.search("组成|构成|参加|凑|成员单位", text):
        return "list"
    if who and _ORIGIN.search(text):
        return "fact"
    if who:
        return "responsibility"
    if re.search("牵头|负责", text) and re.search("^.{0,12}(?:牵头|负责)[？?]?$", text):
        return "responsibility"
    for kind, pattern in _PATTERNS[4:6]:
        if pattern.search(text):
            return kind
    if re.search("举措|措施|做法|办法|怎么|如何|怎样|咋|思路|激励", text):
        return "method"
    if re.search("哪几(?:个|项)?指标|指标(?:有)?(?:哪些|哪几)|(?:哪些|哪几个)(?:主要)?指标", text):
        return "list"
    if re.search("哪几|哪[一二三四五六七八九十两]", text):
        return "list"
    if _FIGURE.search(text):
        return "target"
    return next((kind for kind, pattern in _PATTERNS[6:] if pattern.search(text)), "fact")


def _of_document(text: str, lexicon: Lexicon) -> bool:
    """Whether a question about dates and issuers is about a document, not about something that is published."""
    if re.search(_DOCUMENT_NOUNS, text) or not re.search("发布|公布|印发|出台|施行|时候|何时|日期|几号|几月", text):
        return True
    return not read_topic(text, lexicon).words


def _settle(query: Query, lexicon: Lexicon) -> Query:
    """Adjust the kind by what else the question holds."""
    if query.kind in ("reverse", "count", "filter") and query.bodies:
        body_words = set("".join(query.bodies))
        rest = [
            word for word, _ in query.topic.words
            if word not in _GENERIC_TASK_WORDS and not set(word) <= body_words and lexicon.count(word)
        ]
        topic = Topic(tuple(pair for pair in query.topic.words if pair[0] in rest))
        return replace(query, topic=topic)
    if query.kind == "fact" and query.bodies and not query.figure:
        stripped = query.text
        for name in query.bodies:
            stripped = stripped.replace(name, "")
        if not [w for w, _ in read_topic(stripped, lexicon).words if w not in _GENERIC_TASK_WORDS and w not in lexicon.places]:
            return replace(query, kind="reverse", topic=Topic(()))
    return query
