"""The parts that a question counts by a noun: 「分几级」「哪五类」「走哪几步」「分几个阶段」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.datatypes import Clause, Enumeration
from ingest.numerals import parse_number
from ingest.sentences import split_sentences
from retriever.answerers.stretches import after_number
from retriever.answerers.target import sentence_around
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

PARTS_COVERED = 0.45  # share of the other words of the question
_FAR_MORE = 0.25  # share of a question's words that another sentence must hold more than a counted term to go first
_NAMED = 0.5  # worth of a heading that the question repeats
_TOLD_OF_ITEM = 60  # characters of an item without a heading that say what it is about
PART_LIMIT = 300  # characters of a part that is told in full
_STEPS = ("步骤", "流程", "程序", "环节", "步")
SAME_NOUNS = {
    "步": _STEPS, "步骤": _STEPS, "环节": _STEPS, "流程": _STEPS, "程序": _STEPS, "阶段": ("阶段",),
    "类": ("类",), "种": ("种", "类"), "级": ("级",), "层": ("级", "层"), "层级": ("级", "层"),
    "档": ("档",), "趋势": ("趋势",), "板块": ("板块", "模块", "栏目"), "版块": ("板块", "模块", "栏目"),
    "方向": ("方向", "趋势"), "走向": ("方向", "趋势"),
}  # fmt: skip
_ACTS = "行动|工程|专项|原则|举措"
_UNITS = "板块|版块|方向|走向|阶段|步骤|环节|流程|程序|趋势|层级|类|级|层|种|档|步"
_COUNTED = re.compile(
    rf"(?<!第)(?:哪(?P<which>[二三四五六七八九十两几]|\d{{1,2}}|些(?=[^，。？]{{0,4}}(?:趋势|阶段|步骤|环节|板块|方向)))|(?P<how>几)|(?P<number>[二三四五六七八九十]|\d{{1,2}})(?=个|大))"
    rf"(?:个|大)?(?:基本|主要|重要)?(?P<unit>{_UNITS})(?!人|别|联动|体系|平台|架构|工作法)"
)
_COUNTED_ACTS = re.compile(
    rf"(?<!第)(?:哪(?P<which>[二三四五六七八九十两几]|\d{{1,2}})|(?P<how>几)|(?P<number>[二三四五六七八九十]|\d{{1,2}}))"
    rf"(?:大|项(?!目))(?:重点|主要|专项|具体)?(?P<unit>{_ACTS})"
)
_RANK_ALONE = re.compile(rf"第?[一二三四五六七八九十\dA-Ea-e]{{1,2}}(?:{_UNITS})")
_ARTICLE = re.compile("第.{1,5}条")
_EACH = re.compile("各[叫是有自管]|分别")
_FLOW = re.compile(
    r"(?P<unit>流程|程序|步骤)(?:是|有|怎么|走|如何|咋|什么|都|具体|哪|[？?]?$)|(?:什么|哪些|啥)(?P<other>流程|程序|步骤)"
    r"|(?:怎么|如何|怎样|咋)(?:去)?(?:申请|办理|申报|领取|报名)"
)
_HOW = re.compile("(?:怎么|如何|怎样|咋)(?:个|去|来|具体)?(?:[走做弄搞办抓议]|操作|开展|落实|推进|实施|运行|组织)")
_A_STEP = re.compile("第.{1,2}步")
_STEPS_NAMED = re.compile(r"([二三四五六七八九十]|\d{1,2})步")


@dataclass(frozen=True)
class Counted:
    """What a question counts: the noun as documents may write it, and how many it says there are (0: unknown)."""

    nouns: tuple[str, ...]
    number: int


def counted_in(question: str) -> Counted | None:
    """The noun that a question counts, or None."""
    matches = [*_COUNTED.finditer(question), *_COUNTED_ACTS.finditer(question)]
    found = [Counted(SAME_NOUNS.get(match["unit"], (match["unit"],)), _number(match)) for match in matches]
    if found:
        return max(found, key=lambda counted: counted.number > 0)
    flow = _FLOW.search(question)
    return Counted(_STEPS, 0) if flow else None


def _number(match: re.Match[str]) -> int:
    written = (match.group("which") or match.group("number") or "").strip("几些")
    return int(parse_number(written) or 0) if written else 0


def answer_parts(query: Query, reader: Reader) -> Draft:
    """The parts that the question counts, with their number: of a counted term, or the items below a heading."""
    counted = counted_in(query.text)
    if counted is None:
        return _of_named_steps(query, reader)
    rest = _rest(query, counted)
    term = _best_term(query, reader, counted, rest)
    heading = _best_heading(query, reader, counted, rest)
    if heading is not None and (term is None or heading[0] > term[0]):
        return _of_heading(reader, *heading)
    if term is None:
        return Draft()
    score, stored = term
    if _told_elsewhere(score, stored, query, reader):
        return Draft()
    assert isinstance(stored.fact, Enumeration)
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    start, end = sentence_around(reader, stored.doc_id, clause, stored.fact.start)
    evidence = Evidence(stored.doc_id, clause.index, start, max(end, stored.fact.end))
    text = f"“{stored.fact.subject.strip('“”')}”：{'、'.join(stored.fact.parts)}。"
    told = _told_of_each(reader, stored) if _EACH.search(query.text) else ()
    return Draft((Statement(text, (evidence,), ("“", "”")), *told), (stored,), score)


def _of_named_steps(query: Query, reader: Reader) -> Draft:
    """The items below a heading that names a scheme by their number: how “五步议事” goes is told by all five."""
    for term in reader.lexicon.terms_in(query.text) if _HOW.search(query.text) else ():
        match = _STEPS_NAMED.search(term)
        for doc_id in sorted(query.scope.doc_ids):
            for clause in reader.document(doc_id).parsed.clauses:
                below = reader.children(doc_id, clause)
                children = [child for child in below if child.number or _A_STEP.match(reader.own_text(doc_id, child))]
                if match and term in clause.heading and len(children) == parse_number(match[1]):
                    return _of_heading(reader, 1.0, doc_id, children, "步")
    return Draft()


def _told_elsewhere(score: float, stored: StoredFact, query: Query, reader: Reader) -> bool:
    """Whether the best sentence stands in another clause and holds far more of the question than a counted term."""
    best = next(iter(reader.passages(query)), None)
    if best is None or (best.doc_id, best.clause) == (stored.doc_id, stored.fact.clause):
        return False
    return best.covered - score >= _FAR_MORE


def _told_of_each(reader: Reader, stored: StoredFact) -> tuple[Statement, ...]:
    """The sentences of the clause that open with a part each: 「街道层面由…」."""
    assert isinstance(stored.fact, Enumeration)
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    text = reader.document(stored.doc_id).parsed.clean.text
    spans = split_sentences(text, clause.start, clause.end)
    opening = [
        next((span for span in spans if text[slice(*span)].startswith(part)), None) for part in stored.fact.parts
    ]
    if any(span is None for span in opening):
        return ()
    return tuple(
        Statement(text[slice(*span)], (Evidence(stored.doc_id, clause.index, *span),)) for span in opening if span
    )


def _rest(query: Query, counted: Counted) -> Topic:
    """The words of a question besides the noun that it counts; those that no document has are left out."""
    topic = query.topic if query.topic.words else query.context
    counts = re.compile(rf"[一二三四五六七八九十几哪两\d]*个?(?:{'|'.join(counted.nouns)})?|分[成为]?|区分|走|朝|往后?")
    rest = topic.without(word for word, _ in topic.words if word not in topic.known or counts.fullmatch(word))
    return rest if rest.words or topic is query.context else query.context


def _best_term(query: Query, reader: Reader, counted: Counted, rest: Topic) -> tuple[float, StoredFact] | None:
    best: tuple[float, StoredFact] | None = None
    for stored in reader.facts(query, Enumeration):
        fact = stored.fact
        assert isinstance(fact, Enumeration)
        if not any(noun in fact.subject for noun in counted.nouns):
            continue
        if counted.number and len(fact.parts) != counted.number:
            continue
        clause = reader.clause(stored.doc_id, fact.clause)
        start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
        texts = (
            (fact.subject, 1.0),
            (reader.text(stored.doc_id, start, end), 0.9),
            *((text, 0.85) for text, _ in reader.layers(stored.doc_id, clause)[:-1]),
            (reader.document(stored.doc_id).record.metadata.title, 0.5),
        )
        score = coverage(rest, texts) + 0.1 * coverage(rest, texts[:1]) if rest.words else PARTS_COVERED
        if score >= PARTS_COVERED and (best is None or score > best[0] + 1e-9):
            best = score, stored
    return best


def _best_heading(
    query: Query, reader: Reader, counted: Counted, rest: Topic
) -> tuple[float, str, list[Clause], str] | None:
    best: tuple[float, str, list[Clause], str] | None = None
    for doc_id in sorted(query.scope.doc_ids):
        title = reader.document(doc_id).record.metadata.title
        for clause in reader.document(doc_id).parsed.clauses:
            children = [child for child in reader.children(doc_id, clause) if child.number]
            if children and _ARTICLE.match(children[0].number):
                continue  # the articles of a chapter are no steps
            said = clause.heading or reader.own_text(doc_id, clause)
            noun = _noun_of(counted, said, children) if len(children) >= 2 else ""
            if not noun or (counted.number and len(children) != counted.number):
                continue
            texts = (
                (said, 1.0),
                ("\n".join(child.heading or reader.own_text(doc_id, child)[:_TOLD_OF_ITEM] for child in children), 0.9),
                ("\n".join(clause.path), 0.9),
                (title, 0.9),
            )
            score = coverage(rest, texts) if rest.words else PARTS_COVERED
            if len(clause.heading) > 2 and clause.heading in query.text:
                score += _NAMED  # 「工作步骤有几步」 is about the chapter 工作步骤
            if score >= PARTS_COVERED and (best is None or score > best[0] + 1e-9):
                best = score, doc_id, children, noun
    return best


def _noun_of(counted: Counted, said: str, children: list[Clause]) -> str:
    """The counted noun when all items bear it (「…阶段」), or when the heading above them is it (「办理程序」)."""
    for noun in counted.nouns:
        if sum(noun in child.heading for child in children) >= 0.8 * len(children):
            return noun
    ends = re.compile(
        rf"(?:{'|'.join(counted.nouns)})[：:]?$|(?:下列|以下|如下)(?:{'|'.join(counted.nouns)})[^，。；]{{0,4}}[：:]?$"
    )
    named = counted.nouns == _STEPS and ends.search(re.split("[。；]", said.rstrip("。；"))[-1])
    return "步" if named else ""


def _of_heading(reader: Reader, score: float, doc_id: str, children: list[Clause], noun: str) -> Draft:
    measure = "个" if noun in ("阶段", "步骤", "环节", "趋势") else "项" if noun in _ACTS else ""
    count = f"共{len(children)}{measure}{noun}"
    statements = [Statement(f"{count}：", (), (count,), bears=False)]
    for child in children:
        own = reader.own_text(doc_id, child)
        whole = noun in _STEPS or _RANK_ALONE.fullmatch(child.heading) is not None  # 「第一类：本县学生」
        told = own if whole and len(own) <= PART_LIMIT else child.label or own[:80]
        text = told if child.heading and told == child.label else f"{child.number}{after_number(told, child.number)}"
        end = child.start + len(own)
        statements.append(Statement(text.rstrip("；;。"), (Evidence(doc_id, child.index, child.start, end),)))
    return Draft(tuple(statements), (), score)
