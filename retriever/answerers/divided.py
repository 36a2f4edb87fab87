"""What a document is divided into: its fields, blocks, groups, actions, stages, asked for without naming any of them.

「分解表一共涉及哪些领域」, 「分几个战役」, 「下面有哪几个组」, 「十件民生实事都是什么」. The divisions often stand
in merged cells, section rows or headings; none of the rows or items below them is what such a question asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.numerals import parse_number
from retriever.answerers.division_times import time_of
from retriever.answerers.stretches import strip_number
from retriever.answerers.whole_asked import PAPER
from retriever.catalogue import Entry, Part
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import query_words
from retriever.matching import Topic, coverage, read_topic
from retriever.question import Query
from retriever.reader import Reader
from retriever.scope import find_scope

_ANY = "类别|类型|种类|大类|小类|类|领域|方面|板块|版块|大块|模块|块|条线|维度|部分|方向"
_OWN = "战役|攻坚战|保卫战|战|仗|行动|专班|工作组|小组|组|工程|阶段|步骤|步|批次|环节|专项|攻坚|实事|制度|节点|项目|项"
_AFTER = "任务|工作|事项|指标|项目|措施|举措|内容|行动|实事|要求|目标|活儿?|事儿?"
_BEFORE = "主要|重点|具体|民生|专项|核心|工作|任务|应急|考核|考评|整治|重大|大|个|项|类|件|种|条|批"
_FILLED = re.compile(r"[了的呢呀啊吧]|一下|来|下面|里面|里头|[，。？?、：:；;！!\s]")
_ENDS = (
    rf"(?:{_AFTER}|(?<=类)[\u4e00-\u9fff]{{2,3}}(?=[呢了？?]|$))?"
    r"(?:[了的呢呀啊吧？?，,。；;、\s]|来|去|实施|推进|开展|进行|走|搞|做|整治|构成|组成|是|都是|分别|各是|什么|$)"
)
_HOW_MANY = re.compile(
    rf"(?:一共|总共|都|共|主要|具体)*(?:有|是|分|设|列|排|包括|包含|涉及|涵盖|覆盖|考|管|往|按|围绕|划|下设|下)?(?:了|着|的|成|为|到)*"
    rf"(?:哪(?:几|些|(?P<told>[二两三四五六七八九十]))|几|多少|(?:些)?(?:什么|啥))(?:{_BEFORE})*(?P<kind>[\u4e00-\u9fff]{{0,4}}?)(?P<noun>{_ANY}|{_OWN})"
    rf"(?={_ENDS})(?P<things>(?<=类)[\u4e00-\u9fff]{{2,3}}(?=[呢了？?]|$))?"
)
_WHICH = re.compile(
    rf"(?P<number>[两二三四五六七八九十]{{1,2}}|\d{{1,2}})?(?:个|大|项|件|条|类)*(?:{_BEFORE})*(?P<noun>{_ANY}|{_OWN})"
    r"(?:清单)?(?:都|一共|总共|主要|具体|分别)*(?:有|是|包括|指的?是?|为|叫)?(?:哪(?:几|些|[二两三四五六七八九十])(?:个|大|项|件|类)*|些?什么|些?啥|怎么[分划]的?)(?=[呢呀啊吧了？?，,。\s]|$)"
)
_ROLE = re.compile(
    "谁|牵头|负责|配合|责任|主办|承办|领导|组长|班长|完成|到期|约束|预期|达到|不|没|多[少大高]|人(?![居口才力民大社])|参加|单位|部门|几[个项家](?:单位|部门)|区别|变化"
)
_WHEN = re.compile("时间|时候|几月|哪天|几号|多久|日期")
_STAGES = ("阶段", "步骤", "步", "批次", "环节", "节点")
_SAME = (
    ("战役", "攻坚战", "保卫战", "战", "仗"),
    ("专班", "工作组", "小组", "组"),
    ("阶段", "步骤", "步", "节点"),
    ("行动", "攻坚", "专项", "工程"),
)
_TELLER = re.compile("我|咱|俺|本人|领导|刚|新来|接手|想|请问|麻烦|写|弄")  # who asks and why
_ASKING = re.compile("怎么|如何|为什么|谁|多少")
_CAPTION = re.compile(r"^附件\s?\d*\s?|^[壹贰叁肆伍陆柒捌玖拾]、?\s?")
_PLACED = 0.5  # share of a question's other words that a document of the place that it names must hold
_HELD = 0.6  # the same of any document
_SURE = 0.8  # worth from which a part is told
_ALIKE = 0.8  # share of entries that bear the noun
_SHORTENED = 4  # characters of a word that may shorten words of a title
_SHORT = 30  # characters of an entry that is told whole
_LONGEST = 60  # characters of an entry
_MOST = 40  # entries that are told


@dataclass(frozen=True)
class Divided:
    """What a question wants told: what the divisions are called, how many it says there are (0: it does not).

    `things` are what is divided where the question says it behind the noun: 「分哪几类器具」.
    """

    noun: str
    number: int
    topic: Topic
    things: str = ""

    @property
    def any_kind(self) -> bool:
        """Whether the noun says no more than that something is divided."""
        return re.fullmatch(_ANY, self.noun) is not None


def asked_divisions(query: Query, reader: Reader) -> Divided | None:
    """What divisions a question asks for, of the document that its other words name; None where it asks for others."""
    if query.within or query.item or query.kind in ("chat", "compare"):
        return None
    said = _clause_asked(query.text)
    found = _HOW_MANY.search(said) or _WHICH.search(said)
    if found is None:
        return None
    kind = found.groupdict().get("kind") or ""
    rest = f"{said[: found.start()]} {kind} {said[found.end() :]}"
    if _ROLE.search(rest) or _ASKING.search(rest) or len(_HOW_MANY.findall(said)) > 1:
        return None
    number = (found.groupdict().get("number") or found.groupdict().get("told")) or ""
    topic = topic_of(rest, reader)
    topic = topic.without((found["noun"],))
    things = re.sub(f"^(?:{_AFTER}|实施|推进|开展|进行)$", "", found.groupdict().get("things") or "")
    return Divided(found["noun"], int(parse_number(number) or 0) if number else 0, topic, things)


def topic_of(rest: str, reader: Reader) -> Topic:
    """The words of a question beside its asking that tell which document is meant."""
    _, left = find_scope(rest, reader.lexicon)
    topic = read_topic(_FILLED.sub(" ", PAPER.sub(" ", left)), reader.lexicon)
    drop = {*query_words("counting_words.txt"), *query_words("listing_words.txt")}
    return topic.without(word for word, _ in topic.words if word in drop or len(word) < 2 or _WHEN.search(word))


def _clause_asked(text: str) -> str:
    """The question without the clauses before it that tell who asks, where the rest is long enough to stand alone."""
    parts = [part for part in re.split("[，,。；;]", text) if part]
    at = next((index for index, part in enumerate(parts) if _HOW_MANY.search(part) or _WHICH.search(part)), 0)
    found = _HOW_MANY.search(parts[at]) or _WHICH.search(parts[at]) if parts else None
    told_first = _TELLER.search("，".join(parts[:at])) is not None
    if found is None or not told_first or found.start() < len("某某区") + 2:
        return text
    return "，".join(parts[at:])


def answer_divided(query: Query, reader: Reader) -> Draft:
    """All divisions of the document that a question names, numbered; with their times where it asks for them."""
    asked = asked_divisions(query, reader)
    if asked is None or (_WHEN.search(query.text) and asked.noun not in _STAGES):
        return NOTHING
    best: tuple[float, Part] | None = None
    for doc_id in documents_of(asked, query, reader):
        for part in reader.parts(doc_id):
            worth = _worth(part, asked, reader)
            if worth >= _SURE and (best is None or worth > best[0] + 1e-9):
                best = worth, part
    return _told(best[1], asked, query, reader) if best is not None else NOTHING


def documents_of(asked: Divided, query: Query, reader: Reader) -> Iterator[str]:
    """The documents that the other words of a question name; none for words of no document, or for any document."""
    doc_ids = sorted(query.scope.named or query.scope.doc_ids)
    if query.scope.unknown_places or not (asked.topic.words or query.scope.named or query.scope.places):
        return
    shares = {doc_id: _share(asked.topic, _titles(reader, doc_id), reader, doc_id) for doc_id in doc_ids}
    best = max(shares.values(), default=0.0)
    least = _PLACED if query.scope.places else _HELD
    fitting = [doc_id for doc_id in doc_ids if shares[doc_id] >= max(least, best - 0.01)]
    if len(fitting) == 1 or query.scope.places:
        yield from fitting


def _titles(reader: Reader, doc_id: str) -> str:
    document = reader.document(doc_id)
    heads = [clause.heading for clause in document.parsed.clauses if clause.kind == "heading"]
    names = [
        f"{part.name} {part.noun}" for part in reader.parts(doc_id) if part.kind in ("table", "values", "divisions")
    ]
    return "\n".join((document.record.metadata.title, *heads, *names))


def _share(topic: Topic, text: str, reader: Reader, doc_id: str) -> float:
    title = reader.document(doc_id).record.metadata.title
    own = topic.without(word for word, _ in topic.words if len(word) <= _SHORTENED and set(word) <= set(title))
    if not topic.words or not own.words:
        return 1.0
    return 1.0 - (1.0 - coverage(own, ((text, 1.0),))) * own.total / topic.total


def _worth(part: Part, asked: Divided, reader: Reader) -> float:
    """How surely a part is the divisions asked for, from 0; what its name shares with the question counts little."""
    count = len(part.entries)
    if asked.number and count != asked.number:
        return 0.0
    if asked.things and not _names(part, asked.things, reader):
        return 0.0
    fit = _fit_any(part, asked) if asked.any_kind else _fit_own(part, asked, reader)
    if not fit:
        return 0.0
    over = f"{part.name} {' '.join(part.above[-1:])}"
    title = reader.document(part.doc_id).record.metadata.title
    own = asked.topic.without(word for word, _ in asked.topic.words if set(word) <= set(f"{title}{over}{part.noun}"))
    if own.total > _PLACED * asked.topic.total:
        return 0.0  # the stages or groups of a matter within the document, not its own
    named = coverage(asked.topic, ((over, 1.0), (part.noun, 1.0))) if asked.topic.words else 0.0
    return fit + 0.15 * named + (0.3 if asked.number else 0.0)


def _names(part: Part, things: str, reader: Reader) -> bool:
    """Whether the table that a part divides lists things of this name."""
    tables = (other for other in reader.parts(part.doc_id) if other.kind == "table" and other.name == part.name)
    return any(things in other.noun for other in tables)


def _fit_any(part: Part, asked: Divided) -> float:
    """How surely a part divides into what a question calls 类, 方面, 领域, 板块."""
    noun = re.sub("^[大小]", "", asked.noun)
    if part.kind in ("values", "divisions"):
        return 1.0 + (0.2 if noun in part.noun else 0.0)
    if part.kind == "sums":
        return 0.85
    if part.kind in ("heads", "leads", "lines") and re.search(f"{noun}$", part.name) and len(noun) > 1:
        return 0.9
    return 0.0


def _fit_own(part: Part, asked: Divided, reader: Reader) -> float:
    """How surely the entries of a part are what a question calls by a noun of their own: 组, 行动, 阶段, 战役."""
    noun = asked.noun
    group = next((nouns for nouns in _SAME if noun in nouns), (noun,))
    if part.kind == "column" or part.kind == "group":
        return 0.0
    if noun in ("项目", "项", "实事"):
        if part.kind in ("values", "divisions") and noun == "项目":
            return 1.0 if noun in part.noun else 0.0
        title = reader.document(part.doc_id).record.metadata.title
        of_deeds = "实事" in f"{part.name}{part.noun}{title}"
        return 0.9 if part.kind in ("table", "lines") and noun == "实事" and asked.number and of_deeds else 0.0
    heads = [head_of(entry.name) for entry in part.entries]
    for rank, other in enumerate((noun, *(each for each in group if each != noun))):
        alike = sum(head.endswith(other) or (head.startswith("第") and other in head[:4]) for head in heads)
        if heads and alike >= _ALIKE * len(heads):
            return 1.2 - 0.02 * rank
    if part.noun and part.kind in ("lines", "values", "divisions") and any(other in part.noun for other in group):
        return 1.0
    named = re.sub("[（(].*", "", part.name)
    if noun in _STAGES and part.kind in ("heads", "lines") and re.search("步骤|阶段|时间|进度|安排$", named):
        return 0.95 if sum(bool(re.search(r"[（(][^）)]*\d月", entry.name)) for entry in part.entries) > 1 else 0.0
    return 0.0


def head_of(name: str) -> str:
    """The name of an entry up to its first stop or bracket, without its number."""
    return re.split("[（(。：:，；]", strip_number(name))[0].strip()


def _told(part: Part, asked: Divided, query: Query, reader: Reader) -> Draft:
    entries = part.entries[:_MOST]
    unit = "件" if asked.noun == "实事" else "类" if asked.noun.endswith("类") else "个"
    title = reader.document(part.doc_id).record.metadata.title
    noun = re.sub(r"\s", "", part.noun)
    called = noun if part.kind in ("values", "divisions") else _CAPTION.sub("", strip_number(part.name))
    label = f"《{title}》" + (f"“{called}”" if called and called not in title and called[-1] not in "：:" else "")
    count = f"共{len(part.entries)}{unit}："
    lines = [_line(entry, order, part, query, reader) for order, entry in enumerate(entries, 1)]
    return Draft((Statement(f"{label}{count}", (), (count, label), bears=False), *lines), (), 1.0)


def _line(entry: Entry, order: int, part: Part, query: Query, reader: Reader) -> Statement:
    name = re.sub(r"\s+", " ", strip_number(entry.name)).strip("；。 ")
    name = name if len(name) <= _SHORT else re.split("[；。：:]", name)[0]
    name = name if len(name) <= _LONGEST else re.split("[，]", name)[0][:_LONGEST]
    evidence: tuple[Evidence, ...] = (Evidence(part.doc_id, entry.clause, entry.start, entry.end),)
    number = f"{order}. "
    computed = [number]
    if part.kind == "sums":
        computed += re.findall(r"\d+项$", name)
    if _WHEN.search(query.text) and not re.search(r"\d[月年]", name):
        following = part.entries[order].clause if order < len(part.entries) else 0
        said, cited = time_of(reader, part.doc_id, entry, following)
        name = f"{name}（{said}）" if said else name
        evidence += cited
    return Statement(f"{number}{name}", evidence, tuple(computed))
