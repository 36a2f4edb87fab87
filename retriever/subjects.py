"""What an earlier question was about, and the question put again about something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from retriever.answerers.quantities import quantities_in, with_money
from retriever.datatypes import QuestionKind
from retriever.focus import asking_stretch
from retriever.lexicon import Lexicon
from retriever.matching import INTERROGATIVE
from retriever.question import Query, understand
from retriever.tokenizer import segment

_KIND_PHRASES: dict[QuestionKind, str] = {
    "responsibility": "由谁负责",
    "reverse": "负责哪些任务",
    "target": "多少",
    "deadline": "是什么时候",
    "method": "怎么做",
    "definition": "是什么",
    "list": "有哪些",
    "count": "有几项",
    "member": "是谁",
    "fact": "",
}
_LEVEL = re.compile(
    "(?:省|市|区|县|乡镇|镇|乡|街道|街镇|社区|小区|村|村社|居民区|居委会|村委会)(?:里|上|级|一级|层面?)?"
)
_MORE = re.compile(r"加起来|总共|一共|合计|累计|总的|平均|其中")
_DOCUMENT_VERB = re.compile(r"印发|发布|下发|出台|成文|发文")
_TALK = re.compile(r"^(?:想?了解|想知道|想问|听说|据说|帮我|查一?下|看看|说说|讲讲|介绍)+|(?:一下|说说看?|讲讲)$")
_ASKED = re.compile(
    r"(?:分别|各自?|大概|一共|总共|到底|是|由|归|让|有|要|到|得)*"
    r"(?:谁|哪(?!怕)|(?:什么|啥)(?:时候)?|多少|多大|多高|多长|多久|几(?!乎|十|百)|怎么?|咋|如何|何时|是不是|有没有)"
)
_EDGE = re.compile(
    r"^(?:的|是|由|归|在|把|对|请问|那么?|负责|牵头)+"
    r"|(?:[一每]个?[月年天亩户座家次]|(?:需?要|得|该)[带交降备填缴付]|(?<=[\u4e00-\u9fff]{4})(?<!处)罚款?|需|的|是|由|归|在|有|要|建|到|为|共|分|达到|分别|各|给|能|得|最多|最高|至少|最少)+$"
)
_TIMES = re.compile(
    r"十[二三四五六]五(?:期间|规划)?|(?:到|在)?(?:20\d{2}|(?<!\d)\d{2})年[底末]?(?!级|来|前|后|内|间)|[今明去前后]年"
)
_OF_TIME = re.compile(r"^(?:后面|之后|接下来|前面|再往后)?(?:[两三四五]|几)年$|^[今明去前后]年$|^[上下](?:一|半)?年$")
_ISSUED = re.compile(
    "(?:是)?(?:什么时候|哪天|几号|几月几号|哪年|何时|啥时候)(?:的|落的?款|发的|印的|签的|盖的章|出来的|定的)?"
)
_MEASURE = re.compile("^[个座条台部家户名项处所张辆间套次列块](?=[\u4e00-\u9fff]{2})")
_COUNTED_UP = re.compile("(?:一共|总共|合计|累计)[\u4e00-\u9fff]{0,2}$")
_PENALTY = re.compile(
    "(?:要|会|该|得)?(?:被|挨)?(?:(?:罚|处罚)(?:款)?(?:多少|几)[\u4e00-\u9fff]{0,2}|(?:怎么?|如何)(?:处?罚|处理|处置|追责)"
    "|(?:有(?:什么|啥)|受(?:什么|啥))?(?:处罚|后果|责任)(?:是?(?:什么|啥))?|(?:处罚|罚款?|追责|担责)吗)(?:呢|的)?$"
)
_CONTENT = re.compile(  # what an item says: 「资金支持那条说啥」
    "(?:讲|说|写|提|规定|要求|安排)(?:的|了|到)?(?:些|的?是)?(?:什么|啥|哪些)(?:内容)?(?:呢|的)?$"
    "|[那这](?:一)?(?:条|点|块|部分)(?:是)?怎么(?:说|讲|写|规定)的?$"
)
_MATTERS = {  # what a follow-up only names, put as a question: 「材料呢」
    "材料|资料|手续材料|证件": "要提交哪些材料",
    "条件|资格|门槛|要求": "要符合什么条件",
    "流程|程序|手续|步骤|办法": "怎么办理",
    ".{0,4}对象": "的对象是哪些",
    ".{0,4}范围": "的范围是哪些",
    "电话|联系(?:电话|方式)": "的联系电话是多少",
    "金额|标准|额度|补贴标准|补助标准": "的标准是多少",
}
_DONE_TO = re.compile("(?:占|扣|加|补助?|奖励?|罚|配|装|给|发)(?:多少|几)[\u4e00-\u9fff]{0,2}$")  # 「巡查占几分」
_MAY_TAIL = re.compile("(?<=..)(?:能不能|可不可以|可以|能(?![力够源])|允许)[^，。？]{1,6}(?:吗|么|不)$")
_CASE = re.compile("(?:怎么|咋)办$")
_BEFALLS = re.compile("^.{1,8}(?:了|完)(?:还|又|却|仍|也|都)")  # 「住满了还走不了呢」 asks what then
_SHORT_NAME = 2  # characters of a name that differs from another in its first alone
_MOST = 0.34  # share of the topic's weight that a stretch needs to stand for it
_NEAR = 3  # characters before the first topic word that belong to it: 加 of 加装电梯
_NUMERAL = "一二三四五六七八九十两0-9０-９A-Ea-e初中高甲乙丙丁黄橙红蓝正副上下前后"
_KIND_WORDS = re.compile(
    r"^(?:(?:那|的|配合|牵头|责任|主管|协办|参与|推进|完成)?的?(?:单位|部门|处室|科室)|(?:谁|哪个单位|哪家)?(?:牵头|负责|配合)|"
    r"(?:完成)?(?:时间|时限|期限))(?:是谁|有哪些)?$"
)


def kind_phrase(kind: QuestionKind) -> str:
    """How a question of a kind ends: 「由谁负责」."""
    return _KIND_PHRASES.get(kind, "")


def subject_of(before: Query, lexicon: Lexicon) -> str:
    """What an earlier question was about, in its own words: what stands before its question word, else behind it."""
    if before.kind == "document":
        asked = _ASKED.search(before.text)
        named = before.text[: asked.start()] if asked and asked.start() > 1 else before.text
        return re.sub(r"\s+|[的分]$", "", INTERROGATIVE.sub("", _DOCUMENT_VERB.sub("", named)))
    if not before.topic.words:
        return "".join(before.bodies[:1])
    words = [word for word, _ in before.topic.words]
    text = _TALK.sub("", asking_stretch(before, lexicon))
    text = _MAY_TAIL.sub("", text)
    asked = _ASKED.search(text)
    pieces = [text[: asked.start()], _MEASURE.sub("", text[asked.end() :])] if asked else [text]
    weights = dict(before.topic.words)
    pieces.sort(key=lambda piece: -sum(weight for word, weight in weights.items() if word in piece))
    for piece in pieces:
        held = [word for word in words if word in piece]
        if held and sum(map(weights.__getitem__, held)) >= _MOST * before.topic.total:
            said = _stretch(piece, held, before.scope.places).replace(" ", "")
            return _EDGE.sub("", _COUNTED_UP.sub("", said) or said)
    return re.sub(r"\s+", "", INTERROGATIVE.sub("", _stretch(before.text, words)))


def asked_again(subject: str, before: Query, lexicon: Lexicon) -> str:
    """The earlier question about another body, place or thing; the empty string where that makes no sense."""
    subject = re.sub(r"^(?:那么?|那|还有|要是|如果|万一|假如)+", "", subject).strip()
    other = understand(subject, lexicon)
    text = asking_stretch(before, lexicon)
    named = re.sub("^(?:需?要|申请|办理)", "", subject)
    matter = next((asked for names, asked in _MATTERS.items() if re.fullmatch(names, named)), "")
    if matter and before.kind not in ("member", "chat") and named not in text:
        return with_subject(matter, before, lexicon)
    if _MORE.search(subject):  # 「五年加起来呢」 asks for more of the same
        return placed(
            before.scope.places, f"{subject_of(before, lexicon)}{subject}{_KIND_PHRASES.get(before.kind, '')}"
        )
    if _KIND_WORDS.match(subject) and before.topic.words:
        role = re.sub("^那|的", "", subject)
        return with_subject(f"{role}是谁" if re.search("(?:单位|部门|处室|科室)$", role) else role, before, lexicon)
    if (
        other.kind not in ("fact", "reverse", "member", "target")
        and other.kind != before.kind
        and not other.topic.words
    ):
        return ""
    if _OF_TIME.match(subject) or ((other.scope.places or other.scope.years) and not other.topic.words):
        plain = _TIMES.sub("", text)
        if not other.scope.places:
            return placed(before.scope.places, f"{subject}{_without(plain, before.scope.places)}")
        return _swap(plain, before.scope.places, subject) or f"{subject}{plain}"
    if other.bodies and before.bodies and before.kind in ("reverse", "count"):
        return _swap(text, before.bodies, subject) or f"{subject}{_KIND_PHRASES[before.kind]}"
    place = before.scope.places[0] if before.scope.places and not other.scope.places else ""
    if before.kind == "member":
        return f"{place}领导小组{subject}" + ("设在哪个部门" if subject.endswith("办公室") else "是谁")
    beside = _parallel(subject, text, before.scope.places)
    if beside:
        return text.replace(beside, subject, 1)
    if fined := _PENALTY.search(text):
        return placed((place,), f"{subject}{fined.group()}")  # 「那私自移走呢」 behind another act
    if before.kind == "fact" and _CONTENT.search(text):
        return placed((place,), f"{subject}那条讲了什么")
    if _BEFALLS.match(subject):
        return placed((place,), f"{subject}怎么办")
    unit = re.search(r"(?:有|要|新增|建|到|占|扣|加|补助?|奖励?|罚|配|装|给|发)?(?:多少|几)[\u4e00-\u9fff]{0,2}$", text)
    counted = unit and (before.kind == "count" or (before.kind == "target" and _DONE_TO.search(text)))
    case = _CASE.search(text) if before.kind == "method" else None
    phrase = unit.group(0) if counted and unit else case.group(0) if case else _KIND_PHRASES.get(before.kind, "")
    return placed((place,), f"{subject}{phrase}")


def other_quantity(subject: str, text: str) -> str:
    """The earlier question with the quantity that a follow-up names (「八千万的呢」) for its own; "" for any other."""
    subject, text = with_money(subject.removesuffix("的")), with_money(text)
    for unit, _, written in quantities_in(subject):
        own = [other for its, _, other in quantities_in(text) if its == unit]
        if written == subject and len(own) == 1 and own[0] != subject:
            return text.replace(own[0], subject, 1)
    return ""


def without_times(text: str) -> str:
    """A text without the years that it names, also relative ones: for a question about another year."""
    return _TIMES.sub("", text) or text


def placed(places: Sequence[str], text: str) -> str:
    """A text behind the first of some places, unless it names it: 黄浦区 and 区房管局 give 黄浦区房管局."""
    if not places or not places[0] or any(place in text for place in places):
        return text
    place = places[0]
    return place + text[1:] if text[:1] == place[-1] and place[-1] in "省市区县镇" else place + text


def _parallel(subject: str, text: str, places: Sequence[str]) -> str:
    """What stands in a question beside the new subject: 五星 for 四星, 公共绿地 for 专用绿地; "" for nothing.

    Both end alike, and what differs is a number or rank, or stands before two characters that are the same.
    """
    words = segment(text)
    if level := next((word for word in words if _LEVEL.fullmatch(word) and _LEVEL.fullmatch(subject)), ""):
        return level if level != subject else ""
    if len(subject) == _SHORT_NAME:  # 孕检 for 婚检
        alike = [word for word in words if len(word) == len(subject) and word[-1] == subject[-1] and word != subject]
        if len(alike) == 1:
            return alike[0]
    edges = set(accumulate(map(len, words), initial=0))
    edges |= {text.find(place) + len(place) for place in places if place in text}
    for start in sorted(edges):
        for size in (len(subject), len(subject) + 1, len(subject) - 1):
            other = text[start : start + size]
            if len(other) < 2 or len(other) != size or other == subject or other[-1] != subject[-1]:
                continue
            same = next((n for n in range(min(size, len(subject)), 0, -1) if other[-n:] == subject[-n:]), 0)
            mine, its = subject[:-same], other[:-same]
            ranked = mine and its and re.fullmatch(f"[{_NUMERAL}]+", mine) and re.fullmatch(f"[{_NUMERAL}]+", its)
            if ranked or (same >= 2 and ((mine and its) or mine in ("副", "正", "总"))):
                return other
    return ""


def _swap(text: str, names: Sequence[str], new: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            return text.replace(name, new, 1)
    return ""


def with_subject(question: str, before: Query, lexicon: Lexicon, subject: str = "") -> str:
    """A question without a topic of its own, about the topic of the one before or about `subject`."""
    topic = _without(subject or subject_of(before, lexicon), before.scope.places)
    rest = re.sub(r"^(?:那么?|那|它|这个|这项|该项)|(?<=.{2})呢$", "", question)
    if before.kind == "document" and _ISSUED.fullmatch(rest):
        rest = "是什么时候印发的"
    return placed(before.scope.places, f"{topic}{rest}")


def _without(text: str, places: Sequence[str]) -> str:
    """A text without the first of some places at its beginning."""
    return re.sub(f"^{re.escape(places[0])}的?(?=.)", "", text) if places else text


def _stretch(text: str, words: Sequence[str], places: Sequence[str] = ()) -> str:
    """The part of a question from its first to its last topic word, with a few characters that stand before it."""
    found = [(text.find(word), text.find(word) + len(word)) for word in words if word in text]
    if not found:
        return "".join(words)
    first, last = min(start for start, _ in found), max(end for _, end in found)
    before = re.sub(
        "|".join([*map(re.escape, places), r"(?:到|在)?20\d{2}年?|今年|去年|全区|[，。、]", r"^的"]), " ", text[:first]
    )
    near = before.split(" ")[-1]
    return (near if len(near) <= _NEAR else "") + text[first:last]
