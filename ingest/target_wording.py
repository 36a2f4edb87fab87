"""What a figure measures: the words around it, cut down to the thing that is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

PERIOD = re.compile(
    r"(?:力争)?(?:到|至|在)?(?:(?:\d{4}年?[—\-–~～至到]{1,2})?\d{4}年度?|“?十[三四五六]五”?|今年|本年度?|明年)(?:\d{1,2}月)?(?:底|末|初|期间|年底)?(?:之?前|以前|内)?"
    r"|(?<!第)[一二两三四五六七八九十\d]{1,2}年(?:之|以)?内|全年|年内|年底(?:之?前)?|年末|(?:上|下)半年|第?[一二三四]季度(?:末|前)?|\d{1,2}月(?:\d{1,2}日|底|[上中下]旬)?前"
    r"|每(?:两|半|\d)?(?:年|个?季度|季|个?月|学[期年]|日|天)(?:度)?"
    r"|每(?:两|半|\d)?(?:周|星期)(?:[一二三四五六日天](?![次回场轮])(?:[、和](?:周|星期)?[一二三四五六日天])*)?"
)
_PERIOD_WITHIN = re.compile(rf"(?<![较“])(?:(?<!比)|(?<=占比))(?:{PERIOD.pattern})")
_NOT_A_VERB = "(?![率面度比额值量])"
_LEADING_VERBS = (
    "完成|实现|建设(?!用地|资金|工程)|建成(?!区[绿面内域])|打造|创建|实施|推动|推进|确保|组织(?!部|生活)|开展|落实|发掘|形成|做到|力争|召开"
    "|确定|配备|继续|努力|计划|预计|累计|全面|持续|进一步|积极|着力|加快|稳步|有序|统筹|探索|成功|分别|原则上|至少|同时|其中"
    "|以及|并|且|共|总计|力求|重点|切实|深入|扎实|大力|不断|高效|基本|争取|使|让|将|把|要|应(?![急届收用])|和|及|动态|全力|逐步"
    "|建好|做好|抓好|巩固|提升|完善|加强|健全|强化|优化完善|着眼|培育|选树|举办|选派|安排|深化|保持|达到|达(?!标)|实行|推行|支持|引导"
)
_NUMBERED = re.compile(r"^[-\s]*\d+(?:\.\d+)+(?![\d%万亿])\s*(?=[\u4e00-\u9fff])")
_LEADING = re.compile(rf"(?:(?:{_LEADING_VERBS}){_NOT_A_VERB}|[，、。；：\s]+)")
_TRAILING = re.compile(
    r"(?:累计|总数|数量|力争|(?:要|应|须|将|需)完成|平均|将|已|均|分别|共|全部|应当?|要|原则上|定期|稳定|保持|维持|控制|不少|不低|"
    r"(?:提升|提高|增加|增长|扩大|扩展|拓展|下降|降低|压缩|缩短|发展|延伸|完成|达|降|增|升|扩)?(?:至|到|在|为)|达到|达|超过|突破"
    r"|至少|不少于|不低于|不超过|约|近|最多|最少|[（：:，、\s])+$"
)
_TRAILING_VERBS = re.compile(
    r"(?:探索|成功|分别|再|拟|共|着力|重点|力争|全面)*(?:打造|完成|建设|建成|创建|确定|配备|召开|开展|实施|实现|落实|培育|设立"
    r"|选派|组织|举办|形成|达到|推出|建立)$"
)
KEPT_VERB = re.compile(
    r"(?:优化)?新(?:增|建|开|设|辟)|改(?:建|造)|扩建|拆除|增(?:设|加|配)|修(?:缮|建)|整治|开工(?:建设)?|招(?:募|录|引)|引进|培训"
    r"|签约|改扩建|安装|加装|更新|配置|发放|减少|压减"
)
_OWN_VERB = re.compile("签约|改造|建设|安装|加装|培训|完成|创建|新[增建]|建成|开工|改建|拆除|扩展|拓展|达到?$")
_RISEN_FROM = re.compile(
    r"[由从](?:原来|原有|原|目前|现在|现有|当前|现状|去年|上年|年初|基期|\d{4}年(?:年?[底末初])?)*(?:的|约|近|不足|不到)*\d[^，；]*$"
)  # 占比由65%提高到80%
_LEADS_ON = re.compile("(?:是|为|如下|要求|目标|任务|包括)$")
_BENEFICIARY = re.compile("受益|惠及|(?:滚动|常态)?(?:推进|开展)?(?:项目|工作|任务|活动|试点)(?:建设|推进|开展)?$")
_DEPENDENT = re.compile(r"服务(?:受众|对象|人次|群众)|覆盖|线[上下]|其中|参与|[^率]{0,6}(?:率|比例|占比)$")
_PREPOSITION = re.compile("^(?:向|在|对于?|给|从|面向|围绕|按照?|以)")
_LONGEST = 40


@dataclass(frozen=True)
class Wording:
    """The words before and after a figure inside its own piece of the sentence.

    `before` is the piece before it, `context` the task of the clause, `left` and `right` the words at its sides.
    """

    left: str
    right: str
    before: str
    context: str


def stem(text: str) -> str:
    """`text` without periods, adverbs and verbs at its beginning that add nothing to the thing itself."""
    text = _NUMBERED.sub("", text.strip(" \n，。；：、"))
    while True:
        match = PERIOD.match(text) or _LEADING.match(text)
        if not match or not match[0] or match.end() >= len(text):
            return "" if match and match.end() >= len(text) else text
        text = text[match.end() :]


def name_of(wording: Wording) -> str:
    """The thing counted, so that it can be understood on its own; empty when the words give nothing."""
    right = _right(wording.right)
    left = _left(wording.left.lstrip("的"), before_noun=bool(right))
    if wording.right.strip().startswith("的"):  # 对亩产低于1500公斤的果园: a property of the thing
        left = _PREPOSITION.sub("", left.rpartition("、")[2])
    if right and (left in ("为", "有", "用") or re.match("(?:向|在|对|给|从|面向|围绕|按照|以)", left)):
        left = ""
    joined = left + right
    if not joined:  # 建成生活圈，到2024年底12个
        return _object(wording.before) if PERIOD.fullmatch(wording.left.strip(" ，")) else ""
    if _BENEFICIARY.match(joined):
        joined = _object(wording.context or wording.before) + joined
    elif _LEADS_ON.search(wording.before):  # 总体要求是：列养率保持100%
        pass
    elif _DEPENDENT.match(joined) or (len(joined) <= 3 and not KEPT_VERB.match(joined)):
        joined = _object(wording.before or wording.context) + joined
    joined = joined.strip("，、。；： ")
    return joined + "）" if joined.count("（") > joined.count("）") else joined


def _left(text: str, *, before_noun: bool) -> str:
    text = _PERIOD_WITHIN.sub("", _RISEN_FROM.sub("", text))
    while True:
        shorter = _TRAILING.sub("", text)
        if before_noun:  # the verb of a noun that follows the figure; without one, 社会组织 is the noun itself
            shorter = _TRAILING_VERBS.sub("", shorter)
        if shorter == text:
            break
        text = shorter
    text = stem(text)
    if len(text) > _LONGEST and "的" in text[:-6]:
        text = text[text.rfind("的", 0, len(text) - 6) + 1 :]
    return text.strip("，、")


def _right(text: str) -> str:
    text = text.strip(" ，、。；：）")
    if text == "的":  # 投资达到1亿元以上的，
        return ""
    if re.match("并(?!网|联)|且|，|及其|用于|左右", text):
        return ""
    if len(text) > _LONGEST and "的" in text[:-2]:
        head, _, tail = text.rpartition("的")
        text = tail if len(tail) >= 3 else head
    return text


def _object(piece: str) -> str:
    """The thing that a neighbouring piece or the task's heading speaks of, without its verb."""
    text = re.sub("(?:基本)?全?覆盖(?:全[区市县域镇街乡]+)?$", "", piece)
    text = re.sub(r"^实施一批|^一批", "", stem(text))
    text = stem(text)
    return text if len(text) <= _LONGEST else ""


def carried_verb(left: str) -> str:
    """The verb of a list's first figure that its later figures share ("新增…3座、…2公里"), else nothing."""
    match = KEPT_VERB.match(stem(left))
    return match[0] if match else ""


def takes_verb(left: str) -> bool:
    """Whether a later figure's words lack a verb of their own."""
    return not _OWN_VERB.search(left)
