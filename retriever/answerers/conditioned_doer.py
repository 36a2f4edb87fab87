"""Who does something where the usual one is missing: 「没物业的小区，积雪归谁扫」 of 「无物业小区由所在社区组织」.

The condition tells apart bodies that share one task, so it is held to, wherever it stands in the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import Lexicon
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_WHO = re.compile(
    "谁|哪(?:个|一?家|级)?(?:单位|部门|机关|机构|局|公司|方)?(?=[来去负管出扫清修办掏付牵承]|$)|归哪|由哪|什么(?:单位|部门)|找哪"
)
_SMALL = "(?:有|任何|聘请?|请|成立|设立?|配备?|引进|签|签订|实行|专门)*"
_ASKED = (
    re.compile(rf"(?:没|无|未|缺少?){_SMALL}(?P<noun>[一-龥]{{2}})"),
    re.compile("(?:找不[到着]|联系不[到上]|说不清|搞不清|不知道)(?:谁是|是谁的)?(?P<noun>[一-龥]{2})"),
    re.compile(
        "(?P<noun>[一-龥]{2})(?:都|也|又|已经?|早就?)?"
        "(?:找不[到着]|联系不[到上]|跑了|跑路|不[在见]了|说不清|不明|没有?(?=[，, ]|$))"
    ),
)
_NO_NOUN = re.compile(
    "[的了着过吗呢吧啊，]|什么|怎么|办法|时候|关系|问题|人[管来]|及时|按时|按照|正当|通过|合格|达到|完成"
)
_UNOWNED = re.compile(
    "没人(?:管|要|负责)|无人(?:管|负责)|没主|无主|三不管|(?:找不[到着]|没有?|不知道)(?:谁是)?(?:房主|主人|物主|业主(?!大会|委)|产权人)"
)
_SAID_UNOWNED = re.compile(
    "无主|失管|弃管|无人(?:管|负责|认领)|无(?:明确)?(?:管理|责任|产权|主管)(?:单位|主体|人)|权属不[明清]|责任不[明清]|(?:产权|所有权)人(?:不[明清]|下落不明)"
)
_LACKS = re.compile(
    "无(?![法论异需须偿线人障故])|没有|未(?!按|成年|经|完成|达|来|能|通过|及)|不明|不清|灭失|难以确定|无法(?:确定|联系)|失管|缺失"
)
_ACTOR = re.compile(
    "由[^，。；由]{2,24}|(?:，|^)[^，。；]{2,16}(?:负责|组织|承担|代管|代为|实施(?!方案|意见|细则|办法)|牵头|兜底)"
)
_REACH = 12  # characters between what is missing and its noun
_COVERED = 0.5
_LONGEST = 140


@dataclass(frozen=True)
class _Rule:
    """A stretch that says who acts where something is missing; clean offsets of its sentence."""

    doc_id: str
    clause: int
    start: int
    end: int
    text: str
    lacking: str


def answer_conditioned_doer(query: Query, reader: Reader) -> Draft:
    """The stretch on who acts where what a question calls missing is missing; nothing where no such stretch fits."""
    if not _WHO.search(query.text):
        return NOTHING
    nouns = _missing(query.text)
    unowned = _UNOWNED.search(query.text) is not None
    if not nouns and not unowned:
        return NOTHING
    rules = reader.lexicon.once(("rules for what is missing",), lambda: tuple(_rules(reader.lexicon)))
    fitting = [
        rule
        for rule in rules
        if rule.doc_id in query.scope.doc_ids
        and (any(noun in rule.lacking for noun in nouns) or (unowned and _SAID_UNOWNED.search(rule.text)))
    ]
    scored = [(_covered(query, rule, nouns, reader), rule) for rule in fitting]
    best = max((score for score, _ in scored), default=0.0)
    chosen = [rule for score, rule in scored if score >= best - 0.001]
    if best < _COVERED or len(chosen) != 1:
        return NOTHING
    rule = chosen[0]
    return Draft((Statement(f"{rule.text}。", (Evidence(rule.doc_id, rule.clause, rule.start, rule.end),)),), (), 1.0)


def _missing(text: str) -> list[str]:
    """The nouns of what a question calls missing, two characters each."""
    found = [match["noun"] for pattern in _ASKED for match in pattern.finditer(text)]
    return [noun for noun in dict.fromkeys(found) if not _NO_NOUN.search(noun)]


def _covered(query: Query, rule: _Rule, nouns: list[str], reader: Reader) -> float:
    """The share of the question's other words that a rule, its item, its headings and its title hold."""
    topic = query.topic.without(
        word for word, _ in query.topic.words if len(word) == 1 or any(n in word for n in nouns)
    )
    topic = topic.without(word for word, _ in topic.words if re.search("找不|联系不|没", word))
    if not topic.words:
        return 1.0
    clause = reader.clause(rule.doc_id, rule.clause)
    title = reader.document(rule.doc_id).record.metadata.title
    path = "\n".join(clause.path)
    own = reader.own_text(rule.doc_id, clause)
    return coverage(topic, ((rule.text, 1.0), (own, 0.9), (path, 0.9), (title, 0.7)))


def _rules(lexicon: Lexicon) -> Iterator[_Rule]:
    """The stretches of all documents, that say who acts where something is missing."""
    for doc_id, document in lexicon.documents.items():
        text = document.parsed.clean.text
        for clause in document.parsed.clauses:
            if clause.kind == "table_row" or not _LACKS.search(text[clause.start : clause.end]):
                continue
            for start, end in split_sentences(text, clause.start, clause.end):
                for piece in re.split("[；。\n]", text[start:end]):
                    lacks = _LACKS.search(piece)
                    plain = strip_number(piece).strip(" ，：")
                    if lacks is None or len(plain) > _LONGEST or not _ACTOR.search(piece, lacks.end()):
                        continue
                    around = piece[max(0, lacks.start() - _REACH) : lacks.end() + _REACH].split("由")[0]
                    yield _Rule(doc_id, clause.index, start, end, plain, around)
