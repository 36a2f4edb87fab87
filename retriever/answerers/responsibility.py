"""Who does a task."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Clause, Responsibility
from ingest.sentences import is_bracket, split_sentences
from retriever.answerers.naming import naming_evidence, task_evidence
from retriever.answerers.stretches import balance, strip_number
from retriever.answerers.task_told import (
    BODIES_BRACKET,
    bodies_text,
    bracket_evidence,
    responsibility_of,
    shorten,
    task_name,
)
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Layer, coverage
from retriever.question import Query
from retriever.reader import SUPPORTED, Passage, Reader, segments

COVERED = 0.6  # share of the topic that a task must cover
_OWN_SENTENCE = 0.05  # worth of bodies that the sentence asked about names itself
_CLOSE = 0.97  # tasks this close to the best one are named beside it
_DOES = re.compile(
    r"(?:等)?(?:统一|共同|具体|主要|全面|负责|自行|自主|依法)?(?:牵头|负责|主管|主导|承担|统筹|指导|协调|组织|开展|建立|建强|建设|创建|创设|打造|推出|推行|实施|发起|设立|联合|会同)"
)
_ACTS = "制定|确定|审批|批准|核定|受理|办理|审核|认定|解释|评定|调解|收取|发放|管理|监管|检查|验收"
# Behind 由 alone: 受理中心管理平台 names a thing.
_DOES_BY = re.compile(f"(?:统一|共同|具体|自行|自主|依法|分别)?(?:{_ACTS})")
_TAKER = re.compile(  # 「移交供水企业运行维护」
    r"(?:移交|交给|委托|移送|转交)给?(?P<taker>[^，。；由]{2,16}?)(?:统一|负责|具体|进行)?"
    "(?=运行|维护|管理|养护|运营|管护|经营|保管|处置|处理|查处|办理|实施)"
)
_AGENT = re.compile(
    r"由([^，。；由]{2,20}?)(?=(?:统一|共同|具体|负责|自行|自主|依法|分别)?(?:牵头|负责|主导|统筹|组织|指导|"
    + _ACTS
    + r"))|^([^，。；由]{2,20}(?:部门|机构|单位|党组织|委员会|政府|办事处))"
    r"(?=(?:依法|统一|共同|具体|主要|全面)?(?:牵头|负责|主管|承担|会同))"
)


_PUNISHES = re.compile("责令|罚款|处罚|没收")
_ASKS_PUNISHING = re.compile("罚|责令|违|查|处[理置]|追究|没收|[乱私擅]|不(?:按|守|听)")


def answer_responsibility(query: Query, reader: Reader) -> Draft:
    """The bodies of the task that the question names."""
    ranked = rank_tasks(query, reader)
    if not ranked or ranked[0][0] < COVERED:
        return Draft(score=ranked[0][0] if ranked else 0.0)
    best = ranked[0][0]
    chosen = [stored for score, stored in ranked if score >= best * _CLOSE][:3]
    statements = tuple(_statement(query, reader, stored) for stored in chosen)
    return Draft(statements, tuple(chosen), best)


def rank_tasks(query: Query, reader: Reader) -> list[tuple[float, StoredFact]]:
    """Responsibility facts by how well their task covers the topic, best first."""
    ranked = []
    for stored in reader.facts(query, Responsibility):
        fact = stored.fact
        clause = reader.clause(stored.doc_id, fact.clause)
        if query.item and fact.item == query.item:
            ranked.append((1.0, stored))
            continue
        punishes = _PUNISHES.search(fact.subject) is not None and not _ASKS_PUNISHING.search(query.text)
        if punishes or not _may_cover(query, reader, stored):
            continue
        said = _said_in(reader, stored, clause)
        told = _task_text(reader, stored, clause)
        score = coverage(
            query.topic, task_layers(reader, stored.doc_id, clause, fact.subject, query, said=said, told=told)
        )
        score += _OWN_SENTENCE if said and score >= COVERED else 0.0
        heading = coverage(query.topic, ((fact.subject, 1.0),))
        near = coverage(query.context, reader.layers(stored.doc_id, clause)) if query.context.words else 0.0
        ranked.append((score + 0.2 * heading + 0.15 * near, stored))
    ranked.sort(key=lambda entry: (-entry[0], entry[1].doc_id, entry[1].fact.start))
    return ranked


def _may_cover(query: Query, reader: Reader, stored: StoredFact) -> bool:
    """Whether a task can cover enough of the topic, by a look at all its words at once."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    title = reader.document(stored.doc_id).record.metadata.title
    words = "\n".join((stored.fact.subject, _task_text(reader, stored, clause), *clause.path, title))
    return coverage(query.topic, ((words, 1.0),)) >= COVERED - 0.35


def _task_text(reader: Reader, stored: StoredFact, clause: Clause) -> str:
    return "\n".join(reader.own_text(stored.doc_id, each) for each in _task_clauses(reader, stored, clause))


def _task_clauses(reader: Reader, stored: StoredFact, clause: Clause) -> list[Clause]:
    """A task's clause, with the plain paragraphs up to a line of its own that tells who does it."""
    if not clause.end <= stored.fact.start < clause.tree_end:
        return [clause]
    before = [each for each in reader.children(stored.doc_id, clause) if each.end <= stored.fact.start]
    return [clause, *before] if all(each.kind == "paragraph" and not each.label for each in before) else [clause]


def _said_in(reader: Reader, stored: StoredFact, clause: Clause) -> str:
    """The sentence that names bodies for what it says itself; empty where they stand in a bracket behind the item."""
    fact = stored.fact
    if not clause.start <= fact.start < clause.end:
        return ""
    text = reader.document(stored.doc_id).parsed.clean.text
    spans = reader.sentences(stored.doc_id, clause)
    own = next((text[start:end] for start, end in spans if start <= fact.start < end), "")
    return "" if len(spans) < 2 or is_bracket(own) or BODIES_BRACKET.search(own) else own


def task_layers(
    reader: Reader, doc_id: str, clause: Clause, subject: str, query: Query, *, said: str = "", told: str = ""
) -> tuple[Layer, ...]:
    """Task name, its best sentence, its whole text, its headings.

    Args:
        reader: the documents.
        doc_id: the task's document.
        clause: the task's clause.
        subject: the task's name.
        query: the question.
        said: the sentence that names bodies for itself alone, in the place of the best one.
        told: what the task says, where that is more than its clause's own text.
    """
    own = BODIES_BRACKET.sub("", told or reader.own_text(doc_id, clause))
    sentences = [own[start:end] for start, end in split_sentences(own)]
    best = said or max(sentences, key=lambda text: coverage(query.topic, ((text, 1.0),)), default="")
    return (
        (subject, 1.0),
        (best, 0.97),
        (own, 0.5 if said else 0.8),
        ("\n".join(clause.path), 0.7),
        (
            reader.document(doc_id).record.metadata.title,
            0.35,
        ),
    )


def _statement(query: Query, reader: Reader, stored: StoredFact) -> Statement:
    fact = stored.fact
    assert isinstance(fact, Responsibility)
    clause = reader.clause(stored.doc_id, fact.clause)
    evidence = [bracket_evidence(reader, stored)]
    sentence = _task_sentence(query, reader, stored, clause)
    if sentence is not None and not (evidence[0].start <= sentence.start and sentence.end <= evidence[0].end):
        evidence.append(sentence)
    evidence += [*task_evidence(reader, stored, evidence[0]), *naming_evidence(reader, stored, evidence[0])]
    task = task_name(reader, stored)
    computed = (f"第{fact.item}项",)
    return Statement(f"{bodies_text(fact)}（任务：{shorten(task, 60)}）。", tuple(evidence), computed)


def _task_sentence(query: Query, reader: Reader, stored: StoredFact, clause: Clause) -> Evidence | None:
    """The sentence of the task that the question is about, unless it is the one with the bodies."""
    text, fact = reader.document(stored.doc_id).parsed.clean.text, stored.fact
    spans = [
        (*span, each.index)
        for each in _task_clauses(reader, stored, clause)
        for span in split_sentences(text, each.start, each.end)
        if not (span[0] < fact.end and fact.start < span[1])
    ]
    if not spans:
        return None
    best = max(spans, key=lambda span: (coverage(query.topic, ((text[span[0] : span[1]], 1.0),)), -span[0]))
    return Evidence(stored.doc_id, best[2], best[0], best[1])


def answer_doer(query: Query, reader: Reader) -> Draft:
    """A body that a sentence names as doing what the question is about, where no task states its bodies."""
    for passage in reader.passages(query)[:20]:
        if passage.support < SUPPORTED:
            continue
        for segment in _nearest_first(query, passage.text):
            if coverage(query.topic, ((segment, 1.0), (passage.text, 0.6))) < 0.5:
                continue
            agents = reader.lexicon.bodies.find(segment)
            agents += [
                (found.start(found.lastindex or 0), found.end(), found.group(found.lastindex or 0))
                for found in _AGENT.finditer(segment)
            ]
            agents += [(found.start(), found.end(), found["taker"]) for found in _TAKER.finditer(segment)]
            for start, end, name in agents:
                by = segment[:start].endswith("由") and _DOES_BY.match(segment, end)
                by = by or _TAKER.match(segment, start)
                if (by or _DOES.match(segment, end)) and name not in query.text:
                    words = balance(strip_number(segment[start:].strip("，；。 \n")))
                    return Draft((Statement(words + "。", (passage.evidence,)),), (), passage.support)
    return NOTHING


def _nearest_first(query: Query, sentence: str) -> list[str]:
    """The stretches of a sentence that gives each of several bodies its duty, the one on what is asked first."""
    stretches = [sentence[first:last] for first, last in segments(sentence)]
    return sorted(stretches, key=lambda stretch: -round(coverage(query.topic, ((stretch, 1.0),)), 2))


def answer_by_passage(query: Query, reader: Reader) -> Draft:
    """The bodies of the task in which the best sentence stands, where the task's name says it in other words."""
    for passage in reader.passages(query)[:3]:
        if passage.support < SUPPORTED:
            break
        draft = responsibility_of(_stretch_about(query, passage, reader), reader)
        if draft.found:
            return Draft(draft.statements, draft.facts, passage.support)
    return NOTHING


def _stretch_about(query: Query, passage: Passage, reader: Reader) -> Evidence:
    """Of a sentence that gives several bodies their duties the stretch on what is asked; else the sentence."""
    text = reader.text(passage.doc_id, passage.start, passage.end)
    covered = [(coverage(query.topic, ((text[first:last], 1.0),)), first, last) for first, last in segments(text)]
    share, first, last = max(covered, default=(0.0, 0, len(text)), key=lambda entry: entry[0])
    if not share or sum(1 for other in covered if other[0] == share) > 1:
        return passage.evidence
    return replace(passage.evidence, start=passage.start + first, end=passage.start + last)
