"""Answer a question of fact from sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from retriever.answerers.ages import fits_age
from retriever.answerers.announced import announced, of_kind_asked
from retriever.answerers.clear_lead import clearly_leads, is_labelled, leaves_out, leaves_out_alike
from retriever.answerers.counted_from import without_counted_from
from retriever.answerers.expectation import asks_papers, counts_of, expected, without_how_often
from retriever.answerers.lead_ins import with_lead
from retriever.answerers.stretches import WHETHER, allowed_year, stretch, weight_of_chapter, whole
from retriever.dimensions import prices_for_grant
from retriever.draft import Draft
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import SUPPORTED, Passage, Reader, near_topic

_RULE = 0.08
_RULES = re.compile("不得|不再|不享受|不重复|可以|应当|方可|不能|必须|免(?:费|缴|于)|严禁|禁止|由.{1,8}方")
_SURELY_COVERED, _SURELY_SUPPORTED = 0.7, 0.6  # a sentence is about what is asked, wherever its figure stands in it
_SURE = 0.75  # the same whatever words of the question it holds
_IN_FORCE = re.compile(
    "^(?:第[^，。]{1,6}条)?[\\s　]*(?:本|此|该)[^，。；]{2,8}自[^，。；]{2,20}(?:施行|实施|执行|生效|起效)"
)
_ASKS_IN_FORCE = re.compile("施行|实施|执行|生效|起效|有效|作数|算数|开始")
_PAPER_WORDS = re.compile("材料|资料|证件|手续|证明|申请|办理")
_PAPERS = re.compile("材料|手续|资料|证|[带交]|准备|提供|合同|发票|表")
_FEWEST_WORDS, _LOOKED_AT = 2, 6
_NEARLY = 0.35  # of scores: what holds the word that tells most may be so much behind
_SURER = 0.2  # probability by which the best may be likelier than the one that holds that word
FACT_LIMIT = 180  # characters of an answer to a question of fact


def answer_fact(query: Query, reader: Reader, *, needs: re.Pattern[str] | None = None, onward: int = 0) -> Draft:
    """The shortest stretch of the best sentence that answers a question of fact.

    Args:
        query: the question.
        reader: the documents.
        needs: a pattern that the stretch must hold, found from the question when None.
        onward: see `stretch`.
    """
    slot = needs is None and expected(query) is not None
    needs, query = needs or expected(query), without_how_often(query)
    topic = query.topic.without(("约束性", "预期性", "约束", "预期", "性"))
    if query.figure or query.kind == "target":
        # A figure in the question is what is asked about, perhaps wrongly: it need not stand in the answer.
        topic = topic.without(
            word for word, _ in topic.words if word[0].isdigit() and word not in reader.lexicon.quoted
        )
        query = replace(query, topic=topic)
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    if query.kind not in ("deadline", "document"):
        passages = [passage for passage in passages if reader.clause(passage.doc_id, passage.clause).kind != "closing"]
    if not _ASKS_IN_FORCE.search(query.text):  # when the rules came into force tells no date of what they rule
        passages = [passage for passage in passages if not _IN_FORCE.search(passage.text)]
    passages = [passage for passage in passages if not prices_for_grant(query.text, with_lead(reader, passage))]
    if not passages:
        return Draft()
    if query.kind == "target":
        # Figures of what is to be reached stand in the chapters of aims and tasks.
        passages = sorted(passages, key=lambda passage: -passage.score * weight_of_chapter(reader, passage))
    if WHETHER.search(query.text) and not query.figure:
        # What may be done and what not stands in sentences that allow, demand or forbid.
        passages = sorted(passages, key=lambda passage: -passage.score - _RULE * bool(_RULES.search(passage.text)))
    passages = [one for one in passages if not _announces_others(query, one)] or passages
    fitting = [passage for passage in passages if needs is None or _bears(query, reader, passage, needs)]
    if not fitting:
        return Draft(score=0.0, nearest=passages[0].evidence)
    fitting = [one for one in fitting if fits_age(query.text, one.text) is not False] or fitting
    best = _with_rarest(query, reader, _counting_first(query, fitting))
    told = [passage for passage in passages if not _is_heading(reader, passage)] or passages
    if asks_papers(query.text) and _of_another_matter(query, reader, best):
        return Draft()  # nor is it near what is asked
    likely = best.support >= SUPPORTED or (slot and clearly_leads(query, best, fitting, told))
    if not likely or best.score < told[0].score - 0.4:
        return Draft(score=best.support, nearest=passages[0].evidence)
    if query.kind == "deadline" and _is_head_of_table(reader, best):
        return Draft(score=best.support, nearest=best.evidence)
    covered = 1.0 if slot and is_labelled(query, best) else best.covered
    unsure = best.support < SUPPORTED and len(best.text) <= FACT_LIMIT  # nor is it sure which of its parts is meant
    told_first = whole(reader, best) if unsure else stretch(query, reader, best, FACT_LIMIT, needs, onward=onward)
    if slot and needs is not None and leaves_out(query, best.text, told_first.text, needs):
        told_first = whole(reader, best)
    if leaves_out_alike(query, best.text, told_first.text):
        told_first = whole(reader, best)
    return Draft((told_first, *announced(reader, best)), (), covered)


def _of_another_matter(query: Query, reader: Reader, passage: Passage) -> bool:
    """Whether papers are told by a document that never speaks of the matter for which they are asked: 会商."""
    text = reader.document(passage.doc_id).parsed.clean.text
    words = [word for word in query.topic.known if len(word) > 1 and not _PAPER_WORDS.search(word)]
    forms = {word: (word, *query.topic.others.get(word, ())) for word in words}
    return any(not any(form in text for form in each) for each in forms.values())


def _counting_first(query: Query, passages: list[Passage]) -> list[Passage]:
    """The passages, those nearly as good as the best before it that count the very things asked about."""
    counts = counts_of(query)
    if counts is None or counts.search(passages[0].text):
        return passages
    near = [one for one in passages[1:_LOOKED_AT] if one.score >= passages[0].score - _NEARLY]
    found = [one for one in near if one.support >= SUPPORTED and counts.search(one.text)]
    return [*found, *(one for one in passages if one not in found)]


def _bears(query: Query, reader: Reader, passage: Passage, needs: re.Pattern[str]) -> bool:
    """Whether a passage with what announces it, or an item that it announces, holds what is asked for."""
    text = without_counted_from(query.text, with_lead(reader, passage))
    if needs.search(text) and _fits(query, reader, passage, needs):
        return True
    return any(needs.search(item.text) for item in announced(reader, passage))


def _announces_others(query: Query, passage: Passage) -> bool:
    """Whether a sentence announces a list of another kind than is asked for: materials beside 「还能申请吗」."""
    text = passage.text.rstrip()
    if not text.endswith(("：", ":")):
        return False
    papers = "材料" in text and WHETHER.search(query.text) is not None and _PAPERS.search(query.text) is None
    return papers or not of_kind_asked(query.text, text)


def _with_rarest(query: Query, reader: Reader, passages: list[Passage]) -> Passage:
    """The best passage, or one nearly as good that alone holds the word which tells most of the question."""
    best = passages[0]
    meant = query.topic.known
    if WHETHER.search(query.text):  # whether a rule holds in a case, told in everyday words, is told by the rule for it
        meant |= set(query.topic.others)
    known = [(weight, word) for word, weight in query.topic.words if word in meant]
    if len(known) < _FEWEST_WORDS or best.covered >= _SURELY_COVERED:
        return best
    only = query.topic.without(word for _, word in known if word != max(known)[1])

    def holds(passage: Passage) -> bool:
        items = "\n".join(item.text for item in announced(reader, passage))
        return coverage(only, ((f"{with_lead(reader, passage)}\n{items}", 1.0),)) > 0

    if holds(best):
        return best
    near = (one for one in passages[:_LOOKED_AT] if one.score >= best.score - _NEARLY and one.support >= SUPPORTED)
    return next((one for one in near if one.support >= best.support - _SURER and holds(one)), best)


def _is_head_of_table(reader: Reader, passage: Passage) -> bool:
    """Whether a passage is the row of a table that names its columns and tells nothing of them."""
    clause = reader.clause(passage.doc_id, passage.clause)
    return clause.kind == "table_row" and clause.row is None


def _is_heading(reader: Reader, passage: Passage) -> bool:
    clause = reader.clause(passage.doc_id, passage.clause)
    return passage.text.rstrip("。") in (clause.label, clause.heading)


def _fits(query: Query, reader: Reader, passage: Passage, needs: re.Pattern[str]) -> bool:
    """Whether a figure of a passage is one of what the question counts; a table row is one statement."""
    if not query.figure or reader.clause(passage.doc_id, passage.clause).kind == "table_row":
        return True
    surely = passage.covered >= _SURELY_COVERED and passage.support >= _SURELY_SUPPORTED
    if is_labelled(query, passage) or surely or passage.support >= _SURE:
        return True
    return near_topic(passage.text, query.topic, needs)
