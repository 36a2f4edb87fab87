"""Questions that ask in one sentence who does each of several things: 「谁打头阵、谁认定、谁维持秩序」."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Responsibility
from retriever.answerers.responsibility import answer_responsibility
from retriever.answerers.stretches import strip_number
from retriever.answerers.task_told import responsibility_of
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import SUPPORTED, Passage, Reader, segments

_KINDS = ("responsibility", "fact", "list", "method")
_STRETCH = re.compile(r"[，,、；;。？?！\s]+|(?:以及|还有|[和跟与又])(?=谁|哪|由)|(?<=[一-龥]{2})(?=谁[一-龥])")
_ROLE = "主办|主责|牵头|领头|承办|协办|配合|协助|参与|支持|责任"
_DOERS = re.compile(
    "谁|哪(?:几|些|个|一|两|一个|几个)?(?:家|部门|单位|科室|处室|街道|局)"
    f"|(?:{_ROLE})(?:的|单位|部门|方)*(?:呢|又|都|是|有|为)*(?:谁|哪|几家|什么单位)"
)
_OF_ROLE = re.compile(f"^(?:{_ROLE}|打头阵?|主[办责抓]|挑头)+$")
_NO_DEED = re.compile("[，、；。：）)的]|$")
_LONGEST = 240  # characters of a sentence that is told whole
_LOOKED_AT = 3


def answer_several_doers(query: Query, reader: Reader) -> Draft:
    """The sentence, or the task, that gives each of several bodies its part, where no task with all parts is named."""
    asked = _asked(query.text)
    if asked < 2 or query.kind not in _KINDS:
        return NOTHING
    plain = answer_responsibility(query, reader)
    if plain.facts and _bodies(plain.facts[0]) >= asked and _roles(plain.facts[0]) > 1:
        return NOTHING
    about = query.topic.without(word for word, _ in query.topic.words if _OF_ROLE.match(word))
    for passage in reader.passages(replace(query, topic=about))[:_LOOKED_AT]:
        if passage.support < SUPPORTED:
            break
        if not _holds_each(query, reader, passage):
            continue
        if len(passage.text) <= _LONGEST and _parted(passage.text, reader) > 1:
            text = strip_number(passage.text).strip("。； \n") + "。"
            return Draft((Statement(text, (passage.evidence,)),), (), passage.support)
        held = responsibility_of(passage.evidence, reader)
        if held.found and held.facts and _bodies(held.facts[0]) > 1:
            return held
    return NOTHING


def _holds_each(query: Query, reader: Reader, passage: Passage) -> bool:
    """Whether the item of a sentence says something of each thing that is asked: else these are two tasks."""
    clause = reader.clause(passage.doc_id, passage.clause)
    held = "\n".join((*clause.path, reader.own_text(passage.doc_id, clause)))
    words = [word for word, _ in query.topic.words if not _OF_ROLE.match(word)]
    meant = dict(query.topic.alternatives)
    for part in _STRETCH.split(query.text):
        own = [word for word in words if word in part] if _DOERS.search(part) else []
        if own and not any(each in held for word in own for each in (word, *meant.get(word, ()))):
            return False
    return True


def _asked(text: str) -> int:
    return sum(_DOERS.search(part) is not None for part in _STRETCH.split(text))


def _parted(sentence: str, reader: Reader) -> int:
    """How many stretches of a sentence open with a body that does something."""
    acting = 0
    for piece in (sentence[start:end] for start, end in segments(sentence)):
        acting += sum(_acts(part, reader) for part in piece.split("、"))
    return acting


def _acts(piece: str, reader: Reader) -> bool:
    """Whether a stretch opens with a body that does something."""
    bodies = reader.lexicon.bodies
    for stretch in (strip_number(piece).lstrip("由"), piece.rpartition("由")[2]):
        opening = next((stop for begin, stop, _ in bodies.find(stretch) if begin == 0), 0)
        opening = opening or _unlisted(stretch)
        if opening and not _NO_DEED.match(stretch, opening):
            return True
    return False


def _unlisted(stretch: str) -> int:
    """The end of a body that no list knows at the opening of a stretch: 综合执法队打头."""
    match = re.match(
        "[一-龥]{2,10}?(?:局|委|办|站|所|队|中心|公司|银行|分行|支行|集团|村委会|社区)(?=[一-龥]{2})", stretch
    )
    return match.end() if match else 0


def _bodies(stored: StoredFact) -> int:
    fact = stored.fact
    assert isinstance(fact, Responsibility)
    return len({*fact.lead, *fact.bodies, *fact.supporting})


def _roles(stored: StoredFact) -> int:
    fact = stored.fact
    assert isinstance(fact, Responsibility)
    return sum(map(bool, (fact.lead, fact.bodies, fact.supporting)))
