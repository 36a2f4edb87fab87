"""What a question takes for granted or asks to have confirmed: a figure, a date, a body, a person, a permission."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.datatypes import Member, Responsibility, Target
from ingest.numerals import parse_number
from retriever.answerers.difference import Figure, figures_in
from retriever.document_aspects import aspects_in
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader, segments

_YES_NO = re.compile(
    r"是不是|是否|对不对|对吗|对吧|是吗|是吧|没错吧|属实|真的假的|真的吗|真假|是真的|(?:吗|(?<![什怎这那])么|吧)[？?。]?$"
)
_TAIL = re.compile(
    r"[，, ]*(?:是不是(?:这样|这么回事|有这回事|真的)|有没有这回事|是这样吗|是这么回事吗|有这回事吗"
    r"|真的假的|是真的吗|真的吗|真假|对不对|对吗|对吧|是吗|是吧|是不是|没错吧|属实吗?|吗"
    r"|(?<![什怎这那])么|吧)[？?。]*$"
)
_OPEN = re.compile("谁|哪(?!怕)|什么|啥|多少|几(?!乎|十|百)|怎|如何|咋")
_COMPARES = re.compile("(?:一样|一致|相同)(?:吗|么|不)?[？?]?$")  # it claims nothing
_HEARSAY = re.compile(
    r"^(?:我)?(?:听说|据说|听[人他]?[说讲]|[有别]人[说讲]|(?:网|群|微信群)[上里][说讲]|都[说讲]|好像|是不是说|请问|说是)"
    r"[，, ]?"
)
_IN_WORDS = re.compile(
    "[一二三四五六七八九十百千两]+(?=[万亿]|个?(?:百分点|元|块|户|家|台|公里|平方米|亩|座|所|天|小时|工作日))"
)
_AMOUNT = re.compile(
    r"(?P<verb>是不是|是否是?|就是|是|为)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)"
    r"(?P<unit>%|个百分点|平方米|人次|公里|分钟|小时|个月|工作日|元|块钱|块|台|家|个|处|座|张|户|人|名|项|条|次|场|辆|所|天|倍|分|吨|件|间|期)?"
    r"(?P<bound>以上|以下|左右|以内)?(?!年|月|日|周?岁|层|楼)"
)
_DATE = re.compile(
    r"(?:是不是|是|在)?(?P<date>20\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底)?前?)(?=.{0,10}(?:的|完成|结束|开始|前|起|$))"
)
_DOES = re.compile(r"负责|牵头|主管|管|配合|责任单位|承担")
_SEATED = re.compile(r"办公室.{0,4}(?:设|放|挂|在)")
_MAY = (
    (re.compile("可以|能不能|能(?![力够源])|允许"), "不可以"),
    (re.compile("(?<!没)有(?!关)"), "没有"),
    (re.compile("要不要|需要|用不用|必须|非得|(?<!只)要"), "不用"),
)
_VERB = 2  # characters in which an act is named: 收钱, 改|停车位
_ALLOWED = re.compile("(?<!不)(?<!不得)(?:允许|可以|可(?!能)|准予)")
_MORE_ASKED = re.compile("(?:能|可以)[^，。？]{0,3}(?:多|再|加)")
_MORE_GIVEN = re.compile("增[补发加]|[加另]发|另[外行]?(?:给予|补|奖)|上浮|在此基础上")
_HELD, _ACT_HELD = 0.5, 0.3  # share of a question's words that a ban holds; less where it names the act asked about
_ACT = re.compile(
    "(?:可以|能不能|能(?![力够源])|允许)(?:再|去|来|自己|一起|也|都|直接)*(?P<act>[一-龥]{1,6}?)(?:吗|么|不|嘛|[，,。？?]|$)"
)
_ASKS_LEAVE = re.compile("能(?![力够源])|可以|允许|来得及|符合|享受|算不算")  # 「…年底装好的还能领吗」 claims no date
_NOT = re.compile(
    "不在[^，。；]{0,10}范围|不属于|不适用|不纳入|不享受|不得|不能|不予|不再|免缴|免交|免费|不出资|无需|不需要|禁止|严禁|不可以|不重复|全免|不收"
)
_NO_NEED = re.compile(  # a ban lifts no duty: 「要停工吗」 is not denied by 「严禁人员进出」
    "不在[^，。；]{0,10}范围|不属于|不适用|不纳入|不享受|不予|不再|免缴|免交|免费|不出资|无需|不需要|全免|不收"
    "|(?:不得|不能|不可以|禁止|严禁)[^，。；]{0,8}(?:收|要求|强[制行求]|摊派)"
)
_UNLESS = re.compile("未经|除.{0,20}外|原则上|但书|的除外|情形之一")
_CLAIMED = re.compile(r"(?:是不是|是否是?|是|当)(?:不是)?(?P<post>[\u4e00-\u9fff]{2,12}?)(?:吗|吧|么|对|$)")
_RISES = re.compile("(?:涨|提高|增加|上调|扩大|提升|增长)(?:到|至)")
_SAID = re.compile("是，|不是|文件写的")
_ATTRIBUTES = ("约束性", "预期性")

Answer = Callable[[Query], Draft]


@dataclass(frozen=True)
class Claim:
    """What a question claims: `said` as written, and the question that asks for it openly."""

    kind: str
    said: str
    question: str
    figure: Figure | None = None


def find_claim(query: Query) -> Claim | None:
    """The figure, date or body that a question asks to have confirmed."""
    if not _YES_NO.search(query.text) or _OPEN.search(query.text) or _COMPARES.search(query.text):
        return None
    if "replaces" in aspects_in(query.text):
        return None  # 「2019年的规定还用吗」: the year names what may have been put out of force
    text = _IN_WORDS.sub(_in_figures, _HEARSAY.sub("", _TAIL.sub("", query.text)))
    if query.bodies and (_DOES.search(text) or _SEATED.search(text)):
        body = query.bodies[0]
        if _SEATED.search(text):
            return Claim("office", body, f"{text[: text.find('办公室')]}办公室设在哪个部门")
        named = rf"(?:是不是|是否)?(?:归|由|让|是)?(?:{re.escape(body)})(?:来)?(?:负责|牵头|主管|管|承担|配合)?的?"
        rest = re.sub(named, "", text)
        rest = re.sub("的?(?:责任|牵头|配合|主管)单位(?:是|有|包括)?$", "", rest)
        return Claim("body", body, f"{rest.strip('，, 的是')}由谁负责") if len(rest) > 2 else None
    amounts = [match for match in _AMOUNT.finditer(text) if match.group("unit") or match.group("scale")]
    if amounts:
        match = amounts[-1]
        unit = match.group("unit") or ""
        asked = f"{text[: match.start()]}是多少{unit}{text[match.end() :]}"
        asked = asked if match.group("verb") or not text[match.end() :].strip() else asked.replace("是多少", "多少", 1)
        said = match.group(0).removeprefix(match.group("verb") or "")
        figures = figures_in(match.group("number") + match.group("scale") + re.sub("块钱?", "元", unit))
        return Claim("figure", said, asked, figures[0] if figures else None)
    date = _DATE.search(text)
    if date is not None and not _ASKS_LEAVE.search(text):
        asked = f"{text[: date.start()]}什么时候{text[date.end() :]}"
        return Claim("date", date.group("date"), re.sub("什么时候前", "什么时候", asked))
    return None


def corrects(draft: Draft) -> bool:
    """Whether an answer begins by putting a wrong premise right: others do it, or it is another figure."""
    return any(word.startswith("不是") for statement in draft.statements[:1] for word in statement.computed)


def _in_figures(match: re.Match[str]) -> str:
    number = parse_number(match.group(0))
    return match.group(0) if number is None else f"{number:.0f}"


def judge(claim: Claim, draft: Draft, query: Query, reader: Reader) -> Draft:
    """The answer to the open question with a word on the claim before it; nothing where no word can be said."""
    if not draft.found or not draft.statements[0].evidence:
        return NOTHING
    first, *others = draft.statements
    match claim.kind:
        case "figure":
            opening = _on_figure(claim, draft, query)
        case "date":
            opening = "是，" if claim.said.rstrip("前底") in first.text else f"不是{claim.said}，文件写的是："
        case _:
            opening = _on_body(claim, draft, reader)
    if not opening:
        return NOTHING
    return replace(draft, statements=(_opened(first, opening, claim.said), *others))


def _opened(statement: Statement, opening: str, said: str) -> Statement:
    return replace(statement, text=f"{opening}{statement.text}", computed=(*statement.computed, opening, said))


def _on_figure(claim: Claim, draft: Draft, query: Query) -> str:
    """What is said of a claimed figure: right, or which one the document has instead."""
    text = draft.statements[0].text
    stored = draft.facts[0].fact if draft.facts else None
    found = figures_in(text)
    if isinstance(stored, Target) and len(draft.facts) == 1 and (own := figures_in(f"{stored.value}{stored.unit}")):
        found = own
    mine = claim.figure
    same = [figure for figure in found if mine is not None and _alike(figure, mine)]
    if mine is None or not same:
        return ""
    later = 1 if _RISES.search(query.text) else -1
    best = max(same, key=lambda figure: (_near(text, figure, query.topic), later * text.find(figure.written)))
    if best.value == mine.value:
        return "是，"
    at = text.find(best.written) + len(best.written)
    bound = re.match("以上|以下|以内|左右", text[at:]) if at >= len(best.written) else None
    return f"文件写的是{best.written}{bound.group(0) if bound else ''}，不是{claim.said}："


def _alike(figure: Figure, mine: Figure) -> bool:
    return figure.unit == mine.unit or not figure.unit or (not mine.unit and figure.unit == "元")


def _near(text: str, figure: Figure, topic: Topic) -> float:
    """How well the stretch between pauses that holds a figure covers what is asked."""
    at = text.find(figure.written)
    pieces = [text[a:b] for start, end in segments(text) for a, b in _pieces(text, start, end) if a <= at < b]
    return coverage(topic, ((pieces[0], 1.0),)) if pieces else 0.0


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(match.end() for match in re.finditer("[、（）]", text[start:end]) if match.end())]
    bounds = [start, *(start + cut for cut in cuts[1:]), end]
    return [(a, b) for a, b in pairwise(bounds) if a < b]


def _on_body(claim: Claim, draft: Draft, reader: Reader) -> str:
    names = reader.lexicon.bodies
    told = [stored.fact for stored in draft.facts if isinstance(stored.fact, Responsibility)]
    held = [body for fact in told for body in (*fact.lead, *fact.bodies, *fact.supporting)]
    if claim.kind == "office":
        return "是，" if claim.said in draft.statements[0].text else f"不是{claim.said}，"
    if not held:
        return ""
    if any(names.same(claim.said, body) or names.covers(body, claim.said) or claim.said in body for body in held):
        return "是，"
    return f"不是{claim.said}，"


def with_word(query: Query, draft: Draft, people: Sequence[str]) -> Draft:
    """An answer to a question of yes or no that begins with the word where its sentence bears it plainly."""
    if not draft.found or not _YES_NO.search(query.text) or _OPEN.search(query.text):
        return draft
    if _SAID.match(draft.statements[0].text):
        return draft
    first, *others = draft.statements
    opening = _on_person(query, draft, people) or _on_attribute(query, first.text) or _on_permission(query, first.text)
    if not opening:
        return draft
    computed = (*first.computed, opening)
    return replace(draft, statements=(replace(first, text=f"{opening}{first.text}", computed=computed), *others))


def _on_attribute(query: Query, text: str) -> str:
    asked = [name for name in _ATTRIBUTES if name in query.text]
    held = [name for name in _ATTRIBUTES if name in text]
    if len(asked) != 1 or len(held) != 1:
        return ""
    return "是，" if asked == held else f"不是{asked[0]}，是{held[0]}："


def _on_person(query: Query, draft: Draft, people: Sequence[str]) -> str:
    """「组长是某某吗」「某某是不是主任」: by the lines of the list that were told."""
    facts = [stored.fact for stored in draft.facts if isinstance(stored.fact, Member)]
    named = [name for name in people if name in query.text]
    if not facts:
        return ""
    claimed = _CLAIMED.search(query.text)
    post = claimed.group("post") if claimed else ""
    if named and post in named:
        return "是，" if any(fact.subject == post for fact in facts) else f"不是{post}，"
    if not post or re.search("谁|哪|什么", post):
        return ""
    held = any(re.search(f"(?<!副){re.escape(post)}", f"{fact.role}、{fact.post}") for fact in facts)
    return "是，" if held else f"不是{post}，"


def _on_permission(query: Query, text: str) -> str:
    """「可以…吗」 answered 不可以 where the stretch about it says so without a condition."""
    word = next((word for pattern, word in _MAY if pattern.search(query.text)), "")
    acts = [match["act"][:_VERB] for match in _ACT.finditer(query.text)]
    parts = [text[start:end] for start, end in segments(text)]
    if acts and any(_ALLOWED.search(part) and not set(acts[-1]).isdisjoint(part) for part in parts):
        return ""  # 「不得占用绿化；允许将低效绿地改造为停车场」
    if _MORE_ASKED.search(query.text) and _MORE_GIVEN.search(text):
        return ""  # 「按标准的20%增发，不重复增发」
    for part in parts if word else []:
        if acts and set(acts[-1]).isdisjoint(part):
            continue  # 「可以转赠，不得买卖」 forbids nobody to give away
        held = coverage(query.topic, ((part, 1.0), (text, 0.6)))
        denied = _NO_NEED if word == "不用" else _NOT
        if denied.search(part) and not _UNLESS.search(part) and held >= (_ACT_HELD if acts else _HELD):
            return f"{word}。"
    return ""
