"""The sides of a comparison: two places, two years, two things that a question names beside each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

from retriever.lexicon import Lexicon
from retriever.question import Query, understand
from retriever.scope import PLAN_PERIOD
from retriever.tokenizer import segment

ASKS_DIFFERENCE = re.compile(
    r"(?:有)?(?:什么|啥|哪些)?(?:的)?(?:区别|不同(?!意)|不一样|差别|差异)(?:在哪里?|是什么|吗)?"
    r"|(?:相)?差(?:了)?(?:多少|几[\u4e00-\u9fff]{0,2}|在哪里?)(?:钱)?|(?:多|高|少|低|早|晚)(?:了)?(?:多少|几[\u4e00-\u9fff]{0,2})"
    r"|(?:哪|谁)(?:一?[个家边项里块样头])?(?:的)?(?P<verb>[\u4e00-\u9fff]{0,4}?)(?:更|比较|最)?(?:多|高|大|早|少|低|重|轻)(?:些|一些)?(?!少)"
    r"|(?:说法|提法)?(?:比较|对比|比)(?:一下|一比|比看|下)(?:看看?)?|(?:对比|相比|比较)$|一样(?:吗|不|么)|是否(?:相同|一样)|哪个更|哪个(?=$|[，,。？?])"
)
EACH = re.compile(r"各(?:是|有|自|为|要|由|干|做|叫|补|发|奖|多|几|占|安|设|需|罚|收|交|给|扣|算|加|段)|分别|各多少")
_JOINS = re.compile(
    r"(?:以及|还有|还是|或者?|和|跟|与|(?<![不共相一协陪会合])同(?![意时样步期等类级一志学事])|、|比(?![例率较重如看对]))"
)
_TAIL = re.compile(
    r"今年|去年|全年|各|分别|相差|差|哪|谁|有什么|有啥|有何|多多|高多|少多|低多|多少|几|由|怎么|咋|如何|是|在|要|能|可以|设在|放在|一样|的区别"
)
_BOTH = re.compile(
    "这(?:两|俩|几|三)(?:种|个|样|者|类|项|件)?[^，]{0,4}(?:各|分别|都)"
)  # what was named before, summed up
_SUMS_UP = re.compile("这(?:两|俩|几|三)(?:种|个|样|者|类|项|件)?(?=[^，]{0,4}(?:各|分别|都))")
_JOINED = re.compile("[，,](和|跟|与|还有|以及)")
_LEAD = re.compile(r"^.*(?:里面?|中|的|[：:，,]|关于|请问|想问|20\d{2}年?)(?=.{2})")
_SUMMED = re.compile("(?:这)?[两三四五二](?:者|个|家|层|级|项|种|类|方|边)?(?:层面|之间)?$")
_ONE_YEAR = r"(?<!\d)(?:20\d{2}|\d{2}(?=年))年?(?:底|末)?"
_YEAR_PAIR = re.compile(rf"{_ONE_YEAR}(?:(?:和|与|跟|、|到|比|对比|相比|同){_ONE_YEAR})+")
_YEAR_NUMBER = re.compile(r"20\d{2}|\d{2}(?=年)")
_DATE_NUMBER = re.compile(rf"{_YEAR_NUMBER.pattern}|{PLAN_PERIOD.pattern}")  # or the five years of a plan
_NOUN_ASKED = re.compile("(?:多少|几)[个家名户处座所条项]?(?P<noun>[一-龥]{2,6})$")
_BARE_END = re.compile("(?:多少|几)[个家名户处座所条项]?$")
_MORE = re.compile("(?:多|少)(?=[建修增改开做办招收发])")
_TIMES = re.compile("时间|日期|期限(?!长)")
_EARLIER = re.compile("以前|之前|原来|原先|过去|从前|往年|老(?:办法|规定|政策|版)|旧(?:办法|规定|政策|版)")
_OPEN = re.compile("多少|多[久长高大]|几(?!乎)|谁|哪|什么|啥|怎么|咋|如何|何时")
_EITHER = re.compile(
    r"(?:^|是|选|在|要|[，,])(?P<a>[^，,是]{2,12}?)还是(?P<b>[^，,？?]{2,12})$"
)  # 「请人上门还是送护理院」 before what is asked of both
_PAUSE = re.compile("[，,；;？?]")
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ENDING = 2  # characters by which two things of one kind end alike
_NUMERAL = "一二三四五六七八九十两0-9初中高甲乙丙丁黄橙红蓝正副上下前后"
_RANK = re.compile(rf"第?[{_NUMERAL}IVXABCDE]+(?:级|类|档|等|星级?|型|批|等奖|期|组)")


@dataclass(frozen=True)
class Side:
    """One side: what it is called, and the question about it alone."""

    label: str
    question: str


def find_sides(query: Query, lexicon: Lexicon) -> list[Side]:
    """The sides that a question sets beside each other, each with a question of its own; none when it has no two."""
    text = _SPACE.sub("", _beside_each_other(query.text))
    years = _YEAR_PAIR.search(text)
    if years is not None:
        return _years(text, years)
    stretches = [part for part in _PAUSE.split(text) if part]
    return _dated(stretches) or _either(stretches, query, lexicon) or _things(text, query, lexicon)


def _beside_each_other(text: str) -> str:
    """A question of key words with what stands between two of them that end alike: 「甲模式 乙模式 区别」."""
    words = text.split(" ")
    for index, (one, other) in enumerate(pairwise(words)):
        alike = min(len(one), len(other)) > _ENDING and one != other and one[-_ENDING:] == other[-_ENDING:]
        if alike and not _PAUSE.search(one + other):
            return " ".join((*words[:index], f"{one}和{other}", *words[index + 2 :]))
    return text


def asks_each(text: str) -> bool:
    """Whether a question asks the same of several things: 「各多少」, 「2025年几座，2026年几座」, 「比2025年多几」."""
    if EACH.search(text) or _dated([part for part in _PAUSE.split(text) if part]):
        return True
    years = _YEAR_PAIR.search(text)
    return years is not None and "比" in years.group(0)


def _years(text: str, match: re.Match[str]) -> list[Side]:
    found = []
    for year in _YEAR_NUMBER.findall(match.group(0)):
        year = year if len(year) == 4 else f"20{year}"
        rest = _MORE.sub("", ASKS_DIFFERENCE.sub("", text[match.end() :]))
        tail = "" if re.search("多少|几|什么|谁|哪", rest) else "是多少"
        found.append(Side(f"{year}年", f"{text[: match.start()]}{year}年{re.sub('分别|各', '', rest)}{tail}"))
    return found


def _dated(stretches: list[str]) -> list[Side]:
    """「X，2025年改了几个，2026年计划几个」: stretches that each ask of a year of its own, with what all are about."""
    dated = [index for index, part in enumerate(stretches) if len(set(_DATE_NUMBER.findall(part))) == 1]
    asking = [index for index in dated if _OPEN.search(stretches[index])]
    if len(asking) < 2 or len({_DATE_NUMBER.findall(stretches[index])[0] for index in asking}) < len(asking):
        return []
    lead = "".join(f"{part}，" for part in stretches[: asking[0]] if not _OPEN.search(part))
    labels = [_DATE_NUMBER.findall(stretches[index])[0] for index in asking]
    labels = [label if "五" in label else f"{label if len(label) == 4 else f'20{label}'}年" for label in labels]
    first, *others = (stretches[index] for index in asking)
    named = first[: _year_at(first)]
    noun = _NOUN_ASKED.search(first)  # 「…改了多少老旧小区，…要改多少」
    told = noun["noun"] if noun is not None else ""
    questions = [f"{lead}{first}"]
    for part in others:
        questions.append(f"{lead}{'' if _year_at(part) else named}{part}{told if _BARE_END.search(part) else ''}")
    return [Side(label, question) for label, question in zip(labels, questions, strict=True)]


def _year_at(part: str) -> int:
    match = _DATE_NUMBER.search(part)
    return match.start() if match else 0


def _either(stretches: list[str], query: Query, lexicon: Lexicon) -> list[Side]:
    """「请人上门还是送护理院，这两种每天各多少」: two ways of which one thing is asked."""
    for index, part in enumerate(stretches[:-1]):
        match = _EITHER.search(part)
        asked = next((other for other in stretches[index + 1 :] if _OPEN.search(other)), "")
        if match is None or not EACH.search(asked):
            continue
        told = [other for other in stretches[:index] if understand(other, lexicon).topic.words]
        lead = "".join(f"{other}，" for other in told)
        return [Side(name, f"{lead}{name}，{_asked(asked, query)}") for name in (match["a"], match["b"])]
    return []


def _things(text: str, query: Query, lexicon: Lexicon) -> list[Side]:
    """「A和B…」「A、B、C分别…」: each thing with what all share, and with what is said around them."""
    whole = text
    text = _JOINED.sub(r"\1", text) if _BOTH.search(text) else text
    stretches = [part for part in _PAUSE.split(text) if part]
    for index, stretch in enumerate(stretches):
        edges = set(accumulate(map(len, segment(stretch)), initial=0)) | _term_edges(stretch, lexicon)
        joins = [match for match in _JOINS.finditer(stretch) if match.start() >= 2 and match.start() in edges]
        if not joins:
            continue
        tail = _TAIL.search(stretch, joins[-1].end()) if text == whole else None
        end = tail.start() if tail else len(stretch)
        joins = [match for match in joins if match.end() < end]
        if not joins:
            continue
        bounds = [0, *(bound for match in joins for bound in match.span()), end]
        names = [stretch[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
        rest = stretch[end:] + "".join(f"，{part}" for part in stretches[index + 1 :])
        story = "".join(part for part in stretches[:index] if understand(part, lexicon).topic.words)
        if text != whole:  # two clauses, each with all that belongs to it
            asked = _asked(rest, query)
            return [Side(name.strip("：: "), f"{story}{name}{asked}") for name in names]
        sides = _named(names, rest, story, query, lexicon)
        if sides:
            return sides
    return []


def _term_edges(stretch: str, lexicon: Lexicon) -> set[int]:
    """Where quoted terms begin and end: the segmenter may cut through a join before one (模式|和暮|云 of 暮云模式)."""
    found = ((stretch.find(term), len(term)) for term in lexicon.terms_in(stretch))
    return {edge for start, size in found for edge in (start, start + size)}


def _named(names: list[str], rest: str, story: str, query: Query, lexicon: Lexicon) -> list[Side]:
    lead, first = _lead(names[0], query, lexicon)
    if len(names) == 2:
        lead, first = _trimmed(lead, first, names[1], lexicon)
    if len(first) < 2:
        return []
    for place in query.scope.places:
        names = [name.replace(place, "") for name in names]
    if any(len(name) < 2 for name in names[1:-1]):
        return []
    last = _SUMMED.sub("", names[-1])
    named = _second(names[-2] if len(names) > 2 else first, last, lexicon)
    shared = last[len(named) :]
    things = [first, *names[1:-1], named]
    if len(set(things)) < len(things) or len(named) < 2:
        return []
    if any(_EARLIER.match(name) for name in things) or not all(_means_something(name, lexicon) for name in things):
        return []  # 「跟老办法比」 names no side
    asked = _asked(rest, query, shared)
    place = "" if any(place in lead + story for place in query.scope.places) else "".join(query.scope.places[:1])
    return [Side(name, f"{place}{story}{lead}{name}{shared}{asked}") for name in things]


def _lead(left: str, query: Query, lexicon: Lexicon) -> tuple[str, str]:
    """The words before the first thing (place, document, year, a quoted term that it belongs to), and the thing."""
    start = 0
    for place in query.scope.places:
        if place in left:
            start = max(start, left.find(place) + len(place))
    match = _LEAD.match(left)
    if match is not None and len(left) - match.end() >= 2:
        start = max(start, match.end())
    if re.match("[区市县的]", left[start:]) and len(left) - start > 2 and start:
        start += 1
    for term in lexicon.terms_in(left[start:]):
        if left.startswith(term, start) and len(left) - start - len(term) >= 2:
            start += len(term)
    return left[:start], left[start:]


def _trimmed(lead: str, first: str, second: str, lexicon: Lexicon) -> tuple[str, str]:
    """The first thing without what stands before it, where it ends like the second one: 岭后村红事 and 白事."""
    for size in (3, 2):
        own, other = first[-size:], second[:size]
        named = lexicon.count(other) and not lexicon.count(first) and not re.match(f"[{_NUMERAL}]", first)
        if len(first) > size and own[-1:] == other[-1:] and own != other and named:
            return lead + first[:-size], own
    return lead, first


def _second(first: str, named: str, lexicon: Lexicon) -> str:
    """The second thing at the head of a stretch, as long as the first where both end alike: 四层 of 四层补贴."""
    edges = sorted(set(accumulate(map(len, segment(named)), initial=0)) - {0})
    for size in edges:
        other = named[:size]
        if len(other) < 2 or other[-1] != first[-1]:
            continue
        same = next((n for n in range(min(size, len(first)), 0, -1) if other[-n:] == first[-n:]), 0)
        mine, its = first[:-same], other[:-same]
        if re.fullmatch(f"[{_NUMERAL}]+", mine) and re.fullmatch(f"[{_NUMERAL}]+", its):
            return other
        if same >= 2 or (same and size == len(first)):
            return other
    for size in range(2, len(named)):
        other = named[:size]
        ranked = re.fullmatch(f"[{_NUMERAL}]+(.{{1,2}})", first), re.fullmatch(f"[{_NUMERAL}]+(.{{1,2}})", other)
        if ranked[0] and ranked[1] and ranked[0].group(1) == ranked[1].group(1):
            return other
    whole = named.rstrip("的")
    if whole[:2] == first[:2]:
        return whole
    known = [size for size in edges if 2 <= size < len(whole) and lexicon.count(whole[:size])]
    if known and not lexicon.count(whole):  # 硕士 and 本科租房补贴: what both share stands behind the second
        return named[: known[-1]]
    return whole


def _means_something(name: str, lexicon: Lexicon) -> bool:
    if _RANK.fullmatch(name):
        return True
    side = understand(name, lexicon)
    return bool(side.topic.words or side.bodies or side.scope.places or lexicon.terms_in(name) or lexicon.count(name))


def _asked(rest: str, query: Query, shared: str = "") -> str:
    """What is asked of each side alone; `shared` is what stands between the sides and that."""
    plain = ASKS_DIFFERENCE.sub(lambda match: match.group("verb") or "", _SUMS_UP.sub("", rest))
    plain = next((part for part in plain.split("，") if _OPEN.search(part)), plain)
    plain = re.sub("分别|各自|各|都", "", plain).strip("，的是？? ")
    if _OPEN.search(plain):
        return plain
    if re.search("(?:责任|牵头|主管|配合)(?:单位|部门)", plain):
        return "由谁负责"
    if re.search("任务|职责", rest) and re.search("多|少", rest):
        return "有几项任务"
    plain = plain.split("，")[0]
    if not query.figure and _TIMES.search(shared + rest):
        return f"{plain}是什么时候"
    figure = query.figure or re.search("多|少|高|低|差|几|率|数|额|标准|补贴|目标|指标", shared + rest)
    return f"{plain}{'是多少' if figure else '怎么做' if re.search('法|做|机制|模式|流程', plain) else '是什么'}"
