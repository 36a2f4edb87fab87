"""The general way: the sentences that together say most of what is asked, where no special way found an answer.

It knows no kind of document. What it tells must be likely by the fitted probability, and of the form that the
question asks for: as many things as it counts, a body where it asks who. It never tells a figure, a date, a person or
what a term means: whether those are the ones asked for only their own ways can judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retriever.answerers.announced import with_siblings, with_what_follows
from retriever.answerers.expectation import expected
from retriever.answerers.item_groups import answer_items, some_of
from retriever.answerers.listed import beside_term, counted_noun, list_statement, parts_alike, parts_wanted
from retriever.answerers.method import method_statements
from retriever.answerers.regions import names_in
from retriever.answerers.stretches import allowed_year, stretch, whole
from retriever.answerers.task_told import responsibility_of
from retriever.datatypes import QuestionKind
from retriever.dimensions import prices_for_grant
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage, matches, weigh
from retriever.question import Query
from retriever.question_patterns import wording
from retriever.reader import Passage, Reader

COMPOSED = 0.3  # probability from which a sentence is told that no special way found
SURELY = 0.5  # the same where a list is asked for and the sentence is none
LISTED = 0.22  # the same where the sentence lists things and holds the word that tells most of the question
FORMED = 0.03  # the same where the sentence has the very form asked for: three things where three are asked for
_LOOKED_AT = 6  # best sentences in which that form is looked for
_LITTLE = 0.6  # of the weight of a word that occurs once: a question of less says too little
_LISTS_LOOKED_AT = 3
_NEAR_BEST = 0.8  # share of the best one's score from which another sentence is as good
_GAIN = 0.2  # share of the topic that a further sentence must add
_FURTHER = 3  # sentences beside the first
_STRETCH = 180  # characters of each
_NEVER: tuple[QuestionKind, ...] = ("chat", "target", "count", "deadline", "document", "member", "definition", "filter")
_MEANING = re.compile("意思|含义|定义|全称|解释|(?:怎么|咋|如何)(?:个)?(?:操作|运作|运行|分|划分)|(?:什么|啥)叫")
_COUNTED = re.compile("几(?:个|大)?(?P<unit>步骤|步|环节|类|种|级|方面|阶段|块)(?!钱)")
_UNITS = {
    **dict.fromkeys(("步骤", "步", "环节"), "步骤|步|环节"),
    **dict.fromkeys(("类", "种"), "类|种"),
    "级": "级|层",
    "阶段": "阶段",
    **dict.fromkeys(("方面", "块"), "方面|板块|模块|块|领域"),
}
_DUTY = re.compile("要不要|用不用|需不需要|该不该")  # told by a rule or not at all
_PERSON = re.compile("名字|姓名|叫什么|哪位|年龄|出生|学历")
_NAMED = re.compile(
    "哪(?:家|个|所|几家|几个|些)?(?P<noun>公司|企业|银行|学校|医院|街道|社区|镇|村|小区|单位|部门|机构|平台|基地)"
)
_COUNTS = re.compile("[一二三四五六七八九十两几\\d]+[个项种类样条家处]?")
_ANY_BODY = ("", "单位", "部门", "机构")
_NONE_IN_PARTICULAR = re.compile(
    "^[一二三四五六七八九十百两]+个|(?:任何|各级?|有关|相关|所有|其他|所在|用人|本)(?:单位|部门|机构)"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:局|委|办|处|部|厅|街道|镇|会|中心|公司|银行|企业|机构|联盟|单位|小组|党组织|政府|科|室|所|院|校|站)"
)


@dataclass(frozen=True)
class _Best:
    query: Query
    passage: Passage
    passages: list[Passage]


def answer_composed(readings: Sequence[Query], reader: Reader) -> Draft:
    """What the documents most likely say to a question, read narrowly or with the story around it.

    Args:
        readings: the same question with fewer or more of its words.
        reader: the documents.
    """
    little = _LITTLE * reader.lexicon.rarest
    readings = [query for query in readings if may_compose(query) and query.topic.total >= little]
    for query in readings:
        if wanted := parts_wanted(query, reader):
            return _of_number(readings, reader, wanted)
        if counted := _COUNTED.search(query.text):
            told = _of_unit(readings, reader, _UNITS[counted.group("unit")])
            if told.found or "哪几" not in query.text:
                return told
    found = [best for query in readings if (best := _best(query, reader)) is not None]
    if not found:
        return NOTHING
    told = _told_by_best(found, reader)
    if wording("list").search(found[0].query.text):
        groups = (answer_items(one.query, reader, one.passages) for one in found)
        items = next((draft for draft in groups if draft.found), NOTHING)
        if items.found and (not told.found or some_of(told, items)):
            return items
    return told


def _told_by_best(found: Sequence[_Best], reader: Reader) -> Draft:
    """What the best sentence of all readings leads to, by what the question asks for."""
    best = max(found, key=lambda one: one.passage.support)
    if best.passage.support >= LISTED and wording("list").search(best.query.text):
        return _of_list(best, reader)
    if best.passage.support < COMPOSED or not _names_held(best, reader):
        return Draft(score=best.passage.support, nearest=best.passage.evidence)
    named = _NAMED.search(best.query.text)
    if named is not None or wording("who").search(best.query.text):
        return _of_bodies(best, reader, named.group("noun") if named else "")
    if best.query.kind == "method" or wording("method").search(best.query.text):
        statements = method_statements(best.query, reader, best.passages)
    else:
        statements = _cover(best, reader)
    return Draft(tuple(statements), (), best.passage.covered)


def may_compose(query: Query) -> bool:
    """Whether a question asks for nothing that only its own way can judge: a figure, a date, a person, a meaning."""
    never = query.kind in _NEVER and not (query.kind == "member" and not wording("person").search(query.text))
    if never or query.figure or not query.topic.words or not query.scope.doc_ids:
        return False
    return (
        expected(replace(query, text=query.text.replace("哪几", "哪些"))) is None
        and not _MEANING.search(query.text)
        and not _PERSON.search(query.text)
        and not _DUTY.search(query.text)
    )


def _best(query: Query, reader: Reader) -> _Best | None:
    passages = _passages(query, reader)
    return _Best(query, passages[0], passages) if passages else None


def _passages(query: Query, reader: Reader, kind: QuestionKind = "fact") -> list[Passage]:
    """The sentences that may be told, best first; how likely they answer is judged apart from the question's kind."""
    plain = replace(query, kind="method" if query.kind == "method" else kind)
    return [
        passage
        for passage in reader.passages(plain)
        if allowed_year(query, reader, passage)
        and reader.clause(passage.doc_id, passage.clause).kind not in ("closing", "front")
        and not passage.text.rstrip().endswith(("：", ":"))
        and not prices_for_grant(query.text, passage.text)
    ]


def _of_number(readings: Sequence[Query], reader: Reader, wanted: int) -> Draft:
    """The sentence that lists as many things as are asked for, on what the question is about."""
    best: tuple[float, Statement, Passage] | None = None
    nearest: Passage | None = None
    for query in readings:
        noun = counted_noun(query.text)
        for passage in _passages(query, reader, "list")[:_LOOKED_AT]:
            nearest = nearest or passage
            alike = parts_alike(reader, passage, wanted) if passage.support >= FORMED else ()
            if alike and _holds_heaviest(query, reader, passage, alike[0].text):
                return Draft(alike, (), passage.covered)
            told = list_statement(reader, passage, wanted, noun) if passage.support >= FORMED else None
            if told is None or not beside_term(query, reader, told.text):
                continue
            if not _holds_heaviest(query, reader, passage, told.text):
                continue
            worth = passage.score + coverage(query.topic, ((told.text, 1.0),))
            if best is None or worth > best[0]:
                best = worth, told, passage
    if best is None:
        return Draft(nearest=nearest.evidence if nearest else None)
    return Draft((best[1],), (), best[2].covered)


def _of_unit(readings: Sequence[Query], reader: Reader, units: str) -> Draft:
    """The sentence that counts and lists what the question counts: 「走几步」, “按照“甲、乙、丙”三个步骤”."""
    counts = re.compile(rf"[二三四五六七八九十\d]{{1,2}}(?:个|大|项)?(?:{units})")
    for query in readings:
        for passage in _passages(query, reader, "list")[:_LOOKED_AT]:
            told = list_statement(reader, passage, 0) if passage.support >= FORMED else None
            if told is None or not counts.search(told.text):
                continue
            if _holds_heaviest(query, reader, passage, told.text):
                return Draft((told,), (), passage.covered)
    return NOTHING


def _holds_heaviest(query: Query, reader: Reader, passage: Passage, told: str) -> bool:
    """Whether the word that tells most of the question stands in what is told or in the headings above it."""
    others = {word for word, _ in query.topic.alternatives}
    words = [
        (weight, word)
        for word, weight in query.topic.words
        if (word in query.topic.known or word in others) and not _COUNTS.fullmatch(word)
    ]
    if not words:
        return False
    heaviest = max(words)[1]
    only = Topic(((heaviest, 1.0),), query.topic.alternatives, query.topic.known)
    clause = reader.clause(passage.doc_id, passage.clause)
    return coverage(only, ((told, 1.0), ("\n".join(clause.path), 1.0))) > 0


def _of_list(best: _Best, reader: Reader) -> Draft:
    """The sentence with a list, or the items that the best sentence is one of; else what is surely about it as it is.

    「给了哪些支持」 is often answered by one thing, or by a sentence of several clauses.
    """
    for passage in best.passages[:_LISTS_LOOKED_AT]:
        if passage.support < LISTED or passage.score < _NEAR_BEST * best.passage.score:
            continue
        told = list_statement(reader, passage, 0)
        sure = passage.support >= COMPOSED
        if told is not None and (sure or _holds_heaviest(best.query, reader, passage, told.text)):
            return Draft((told,), (), passage.covered)
        lead = with_what_follows(reader, passage) if sure and told is None else ()
        if lead:
            return Draft(lead, (), passage.covered)
        items = with_siblings(reader, passage.doc_id, reader.clause(passage.doc_id, passage.clause))
        if sure and items.found:
            return items
    if best.passage.support >= SURELY and _names_held(best, reader):
        return Draft(tuple(_cover(best, reader)), (), best.passage.covered)
    return Draft(score=best.passage.support, nearest=best.passage.evidence)


def _of_bodies(best: _Best, reader: Reader, noun: str) -> Draft:
    """The bodies of the task that the best sentence belongs to, or the sentence where it names some itself.

    With a `noun` (街道, 公司) they must be called so.
    """
    task = responsibility_of(best.passage.evidence, reader)
    if task.found and noun in _ANY_BODY:
        return task
    pattern = _BODY if noun in _ANY_BODY else re.compile(rf"[\u4e00-\u9fff“”]{{2,8}}{noun}")
    named = [name for name in pattern.findall(best.passage.text) if name not in best.query.text]
    named = [name for name in named if not _NONE_IN_PARTICULAR.search(name)]
    if not named:
        return Draft(score=best.passage.support, nearest=best.passage.evidence)
    return Draft((_told(best.query, reader, best.passage),), (), best.passage.covered)


def _names_held(best: _Best, reader: Reader) -> bool:
    """Whether what the question names stands in or around the sentence."""
    passage = best.passage
    clause = reader.clause(passage.doc_id, passage.clause)
    texts = (passage.text, *(text for text, _ in reader.layers(passage.doc_id, clause)))
    names = names_in(best.query, reader)
    return not names or any(name in text for name in names for text in texts)


def _cover(best: _Best, reader: Reader) -> list[Statement]:
    """The best sentence with those of its section that say more of what is asked, in the order of the text."""
    query, first = best.query, best.passage
    chosen = [first]
    earned = _earned(query, reader, first)
    near = [passage for passage in best.passages[1:20] if _same_section(reader, first, passage)]
    while near and len(chosen) <= _FURTHER:
        gains = [
            (weigh(query.topic, tuple(map(max, earned, _own(query, passage)))) - weigh(query.topic, earned), -order)
            for order, passage in enumerate(near)
        ]
        gain, order = max(gains)
        if gain < _GAIN:
            break
        taken = near.pop(-order)
        earned = tuple(map(max, earned, _own(query, taken)))
        chosen.append(taken)
    chosen.sort(key=lambda passage: passage.start)
    return [_told(query, reader, passage) for passage in chosen]


def _told(query: Query, reader: Reader, passage: Passage) -> Statement:
    """A sentence, or the part of a long one between semicolons that is about the question."""
    clause = reader.clause(passage.doc_id, passage.clause)
    if clause.kind == "table_row" or len(passage.text) <= _STRETCH:
        return stretch(query, reader, passage, _STRETCH) if clause.kind == "table_row" else whole(reader, passage)
    parts = re.split("(?<=[；;])", passage.text)
    best = max(parts, key=lambda part: coverage(query.topic, ((part, 1.0),)))
    if len(best) > _STRETCH:
        return stretch(query, reader, passage, _STRETCH)
    return whole(reader, passage, best)


def _own(query: Query, passage: Passage) -> tuple[float, ...]:
    return matches(query.topic, ((passage.text, 1.0),))


def _earned(query: Query, reader: Reader, passage: Passage) -> tuple[float, ...]:
    layers = reader.layers(passage.doc_id, reader.clause(passage.doc_id, passage.clause))
    return matches(query.topic, ((passage.text, 1.0), *layers))


def _same_section(reader: Reader, first: Passage, other: Passage) -> bool:
    if first.doc_id != other.doc_id:
        return False
    if first.clause == other.clause:
        return True
    above = reader.clause(first.doc_id, first.clause).parent
    return above is not None and above == reader.clause(other.doc_id, other.clause).parent
