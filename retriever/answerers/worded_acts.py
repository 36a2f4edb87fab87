"""Who does an act that a question calls by an everyday verb: 谁发 of 「由…核发」, 归谁买 of 「须经…统一采购」.

Tasks that name their bodies tell it mostly; this is for sentences, where the act stands beside the body that does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.sentences import is_bracket
from retriever.answerers.responsibility import answer_responsibility
from retriever.answerers.stretches import strip_number
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Passage, Reader, segments

_WHO = "(?:谁|哪(?:个|一?家|级)?(?:单位|部门|机关|机构|局|级)?|什么(?:单位|部门))"
_BEFORE = "(?:来|去|负责|给|统一|组织|牵头来?|最后|具体)*"
_VERBS = (
    ("核?发(?![布出现生展起放])|颁发?|发放|制发", "核发|发给|颁发|制发|发放"),
    ("认定?(?!真)", "认定|确认"),
    ("[清打]?扫|清(?:理|除|运)?|铲|除雪|除冰", "清扫|清除|清理|清运|除雪|除冰|清雪"),
    ("采?买|采购|购买|买", "采购|购置|购买|选购"),
    ("初审|初核", "初审|初核"),
    ("审定|敲定|定下来", "审定|核定"),
    ("复核|复审", "复核|复审"),
    ("审核|审查|审", "审核|审查|会审"),
    ("叫停|喊停", "停止|停工|暂停|停业|停产|停课"),
    ("验收", "验收"),
    ("抽查", "抽查"),
    ("受理", "受理"),
    ("发布|公布", "发布|公布"),
    ("修(?!改|订)|维修|维护|养护|管护", "维修|维护|养护|管护|修复|检修"),
    ("培训", "培训"),
)
_ASKED = tuple(
    (re.compile(f"(?:归|由|让|找|是)?{_WHO}{_BEFORE}(?:{asked})"), re.compile(said)) for asked, said in _VERBS
)
_AGENT = re.compile("(?:由|经)[^，。；由经]{2,26}")
_DENIED = re.compile("不得|严禁|禁止|不准|不能")
_KINDS = ("responsibility", "fact")
_LOOKED_AT = 40
_COVERED = 0.6
_CLOSE = 0.25  # by which a sentence may hold less than the task that is found otherwise
_LONGEST = 130


@dataclass(frozen=True)
class _Found:
    """A sentence whose stretch names a body beside the act, and how much of the question it holds."""

    passage: Passage
    at: int
    held: float


def answer_worded_act(query: Query, reader: Reader) -> Draft:
    """The sentence in which a body does what a question calls by an everyday verb; nothing where a task says it."""
    asked = next(((match, said) for pattern, said in _ASKED if (match := pattern.search(query.text))), None)
    if asked is None or query.kind not in _KINDS:
        return NOTHING
    match, said = asked
    topic = query.topic.without(word for word, _ in query.topic.words if word in match[0])
    plain = answer_responsibility(query, reader)
    if not topic.words or any(_says(stored.fact.subject, said) for stored in plain.facts):
        return NOTHING  # a task says the act itself
    found = [one for passage in reader.passages(query)[:_LOOKED_AT] if (one := _fits(topic, passage, said, reader))]
    best = max((one.held for one in found), default=0.0)
    chosen = next((one for one in found if one.held >= best - 0.01), None)
    if chosen is None or best < max(_COVERED, _held_by(plain, topic, said, reader) - _CLOSE):
        return NOTHING
    return Draft((Statement(f"{_told(chosen)}。", (chosen.passage.evidence,)),), (), best)


def _says(task: str, said: re.Pattern[str]) -> bool:
    """Whether a task is the act itself, not its prohibition."""
    return said.search(task) is not None and not _DENIED.search(task)


def _held_by(draft: Draft, topic: Topic, said: re.Pattern[str], reader: Reader) -> float:
    """How much of what is asked about the tasks found otherwise hold, where their sentences do not say the act."""
    evidence = [one for statement in draft.statements for one in statement.evidence]
    text = "\n".join(reader.text(one.doc_id, one.start, one.end) for one in evidence)
    titles = "\n".join({reader.document(one.doc_id).record.metadata.title for one in evidence})
    return coverage(topic, ((text, 1.0), (titles, 0.6))) if evidence and not said.search(text) else 0.0


def _fits(topic: Topic, passage: Passage, said: re.Pattern[str], reader: Reader) -> _Found | None:
    """The stretch of a sentence in which a body does the act on what is asked."""
    clause = reader.clause(passage.doc_id, passage.clause)
    if clause.kind == "table_row" or is_bracket(passage.text):
        return None
    title = reader.document(passage.doc_id).record.metadata.title
    around = ((reader.own_text(passage.doc_id, clause), 0.7), ("\n".join(clause.path), 0.8), (title, 0.8))
    rarest = max(topic.words, key=lambda pair: pair[1])
    if not coverage(Topic((rarest,), topic.alternatives, topic.known), ((passage.text, 1.0), *around)):
        return None
    best: _Found | None = None
    for start, end in segments(passage.text):
        piece = passage.text[start:end]
        if not said.search(piece) or not (_AGENT.search(piece) or reader.lexicon.bodies.find(piece)):
            continue
        held = coverage(topic, ((piece, 1.0), (passage.text, 0.9), *around))
        if best is None or held > best.held:
            best = _Found(passage, start, held)
    return best


def _told(found: _Found) -> str:
    """The sentence, or of a long one the stretch between semicolons around the act."""
    text = found.passage.text
    if len(text) > _LONGEST:
        start = max(text.rfind(mark, 0, found.at) for mark in "。；\n") + 1
        end = min((at for mark in "。；\n" if (at := text.find(mark, found.at)) >= 0), default=len(text))
        text = text[start:end]
    return strip_number(text).strip("。；， \n")
