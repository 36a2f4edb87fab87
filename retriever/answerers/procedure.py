"""Whole procedures: 「怎么走流程」 is answered by all steps in their order, not by the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.stretches import after_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage, read_topic
from retriever.question import Query
from retriever.reader import Reader
from retriever.scope import find_scope

_ASKS = re.compile(
    "(?:怎么|咋个?|如何|按照?|啥|什么|哪个|走|办)*(?:样的)?(?:流程|程序(?!性|员)|步骤|手续)(?:是|怎么走|怎样|如何|有哪些|包括哪些|什么|啥|走)*"
    "|从[^，。？]{1,10}?到[^，。？]{1,10}?(?=怎|咋|如何|要|都|一共|走)"
    "|(?:分|走|要|有)?(?:哪几|几|哪些)(?:个)?(?:步骤?|环节|道手续)|从头到尾|一步一?步|先后(?:顺序|怎么)|怎么走完"
)
_NAMED = re.compile("流程|程序|步骤|环节")
_STEP = re.compile(
    r"^[（(]?[\d一二三四五六七八九十]*[）)、.．]?\s*(?:第[一二三四五六七八九十\d]+步|步骤[一二三四五六七八九十\d]+)"
)
_APPLIES = re.compile(
    "(?:怎么|咋个?|如何|怎样)(?:去|才能|来)?(?:申请|申报|申领|办理?|报名|认定|领取?|兑现|报销|批(?!评)|审批|开户|提取)"
)
_WHAT_THEN = re.compile(  # 「结论不服怎么办」 asks what follows, not how conclusions are come to
    "(?:[不没][一-龥]{1,3}|[了掉]|异议|意见|失败|到期)(?:的话|该|要|又|那)*(?:怎么|咋|如何)办(?=$|[，,。？?呢啊])"
)
_STAGES = tuple(
    map(
        re.compile,
        (
            "申请|申报|提交|提出|报名|协商|征集|登记(?!证)|递交",
            "受理|初审|审核|审查|核查|评审|核验|查勘|评估|现场查看",
            "公示|认定|审批|批准|复核|签订|决定|研究确定|签约",
            "拨付|发放|验收|发证|备案|授牌|挂牌|公布|施工|兑现|领取|标识牌|归档|使用登记",
        ),
    )
)
_HANDLING = tuple(  # a matter reported, until it is closed
    map(
        re.compile,
        (
            "上报|录入|报送|受理|登记(?!证)|发现",
            "派单|分派|派发|交办|转办|分流|流转",
            "核实|处置|整改|调处|调解|化解",
            "复核|反馈|回访|销号|办结|评价|抽查|退回",
        ),
    )
)
_DATED = re.compile(r"[（(][^（）()]{0,12}\d月")
_OWN = 0.8  # share of a question's words that the headings above dated stages hold where these are what is asked for
_ARROW = "→"  # 「村两委提议→乡镇审核→公示结果→签订合同」
_FEW = 3  # stages from which a text tells a procedure
_OPENING = 14  # characters in which an item names its stage
_COVERED = 0.45  # share of a question's other words that a procedure and what stands around it must hold
_AROUND = 0.8
_LIMIT = 1600  # characters of all steps
_UNDER_NAME = 0.1  # worth of a heading that calls what is below it a procedure


@dataclass(frozen=True)
class _Procedure:
    doc_id: str
    head: Clause
    spans: tuple[tuple[Clause, int, int], ...]
    named: bool


def answer_procedure(query: Query, reader: Reader) -> Draft:
    """All steps of the procedure that a question asks for, in the document's order."""
    whole = _ASKS.search(query.text) is not None
    if not whole and (_WHAT_THEN.search(query.text) or not _APPLIES.search(query.text)):
        return NOTHING
    topic = _subject(query.text, reader)
    if not topic.words:  # 「我们想申请认定，从头到尾怎么走流程」
        topic = _subject(query.asked, reader)
    best: tuple[float, _Procedure] | None = None
    for doc_id in reader.near(query):
        for procedure in _procedures(reader, doc_id):
            told = "\n".join(reader.text(doc_id, start, end) for _, start, end in procedure.spans)
            around = [(text, _AROUND) for text, _ in reader.layers(doc_id, procedure.head)]
            score = coverage(topic, ((told, 1.0), *around)) + (_UNDER_NAME if procedure.named else 0.0)
            needed = _COVERED if "步" in query.text and _in_steps(procedure, reader) else _OWN * _AROUND
            if _is_schedule(procedure, reader) and topic.words and coverage(topic, tuple(around)) < needed:
                continue  # when a plan is carried out, not how a matter of it is handled
            if (whole or procedure.named) and len(told) <= _LIMIT and (best is None or score > best[0]):
                best = score, procedure
    if best is None or best[0] < _COVERED:
        return NOTHING
    score, procedure = best
    statements = [
        Statement(
            after_number(reader.text(procedure.doc_id, start, end).strip(), clause.number).rstrip("；;"),
            (Evidence(procedure.doc_id, clause.index, start, end),),
        )
        for clause, start, end in procedure.spans
    ]
    heading = procedure.head.heading
    steps = tuple(statement for statement in statements if statement.text.strip("。 ") not in ("", heading))
    count = f"共{len(steps)}步"
    head = Statement(f"{count}：", (), (count,), bears=False)
    items = len({clause.index for clause, _, _ in procedure.spans}) > 1  # a sentence may tell several steps
    return Draft((head, *steps) if items and len(steps) >= _FEW else steps, (), min(score, 1.0))


def _subject(text: str, reader: Reader) -> Topic:
    """What a procedure is asked for, without the words that ask for it and those that set the scope."""
    return read_topic(find_scope(_ASKS.sub(" ", text), reader.lexicon)[1], reader.lexicon)


def _tells_stages(text: str) -> bool:
    """Whether a text names most stages of an application, or all of how a matter is handled."""
    applied = sum(stage.search(text) is not None for stage in _STAGES)
    return applied >= _FEW or text.count(_ARROW) >= _FEW or all(stage.search(text) for stage in _HANDLING)


def _is_schedule(procedure: _Procedure, reader: Reader) -> bool:
    """Whether the steps are the stages of a plan, each with its months behind its name."""
    dated = sum(_DATED.search(reader.text(procedure.doc_id, a, b)) is not None for _, a, b in procedure.spans)
    return dated > len(procedure.spans) // 2


def _in_steps(procedure: _Procedure, reader: Reader) -> bool:
    """Whether every stage calls itself a step: 「第一步 征集民意（3月10日至3月25日）」."""
    return all(_STEP.match(reader.text(procedure.doc_id, start, end)) for _, start, end in procedure.spans)


def _procedures(reader: Reader, doc_id: str) -> Iterator[_Procedure]:
    """Rows of items that are steps, and clauses that tell several stages in their sentences."""
    text = reader.document(doc_id).parsed.clean.text
    within: set[int] = set()  # what stands beside steps is about some of them, or about others
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind in ("table_row", "furniture", "closing") or clause.index in within:
            continue
        own = {child.index: reader.own_text(doc_id, child) for child in reader.children(doc_id, clause)}
        items = [child for child in reader.children(doc_id, clause) if child.number or _STEP.match(own[child.index])]
        # 「第十一条　办理程序。」 is an item without a heading.
        said = clause.label if clause.heading else reader.own_text(doc_id, clause)[:_OPENING]
        named = _NAMED.search(said) is not None
        steps = [child for child in items if _STEP.match(own[child.index])]
        stages = sum(any(stage.search(own[child.index][:_OPENING]) for child in items) for stage in _STAGES)
        # a bare paragraph behind the last step hangs below it, and makes no article of it
        simple = [child for child in items if not any(below.number for below in reader.children(doc_id, child))]
        items = simple if named and clause.kind == "heading" else items  # a chapter, with a rule on one of its steps
        alone = len(simple) == len(items)  # not articles with items of their own
        if len(items) >= _FEW and alone and (named or len(steps) >= _FEW or stages >= _FEW):
            rows = steps if len(steps) >= _FEW else items
            within.update(own if rows is steps else ())
            yield _Procedure(
                doc_id, clause, tuple((each, each.start, each.start + len(own[each.index])) for each in rows), named
            )
        elif _tells_stages(told := reader.own_text(doc_id, clause)):
            end = clause.start + len(told)
            spans = tuple((clause, *span) for span in split_sentences(text, clause.start, end))
            yield _Procedure(doc_id, clause, spans, named)
