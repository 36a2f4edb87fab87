"""Until when: from deadlines and stages, else from sentences that hold a date."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Clause, Deadline
from ingest.sentences import is_bracket, split_sentences
from retriever.acts_asked import acts_asked
from retriever.answerers.counted_from import without_counted_from
from retriever.answerers.expectation import expected
from retriever.answerers.prose import answer_fact
from retriever.answerers.target import sentence_around
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, shortest_stretch

COVERED = 0.6
SUBJECT_LIMIT = 60  # characters of what is due
_OTHER_FORM = 0.3
_WHEN = re.compile("什么时候|啥时候|何时|期限|时限")
_SPANNED = 0.25  # worth of a time from one month to another where such a one is asked for
_SPAN_ASKED = re.compile("[几哪].{0,4}[到至].{0,3}[几哪]|起止|时间段|哪段|哪(?:几|些)个?月|从几")
_SPAN = re.compile(r"[月日年]\s*[—\-–~～至到]{1,2}\s*(?:次年)?\d")
_COUNTED_FROM = re.compile("(?:后|之日起?).{1,8}内")  # answers 「什么时候」 as a date does: 演练结束后5个工作日内
_DAY_ASKED = re.compile(
    "(?<![每一])几[号日](?:之?以?前|截止|为止|到期)|(?:截止|截至|截|最晚|最迟)(?:到|是|在)?几[号日]"
)
_DAY = re.compile(r"[\d一二三四五六七八九十][月日号]|[月年]底|[上中下]旬|月[初末]")
_BEGAN = re.compile("最早|最初|最先|首次|头一(?:回|次)|起源|发端|诞生|(?:搞|办|建|做|开|成立)起来")
_ALL = re.compile(r"全部|所有|这些|那些|各项|都|清单|重点任务")

# 「从哪个月开始发」 asks from when on; 「每季度末月20日前发放」 is no answer to it.
_FROM_ASKED = re.compile("从(?:什么时候|啥时候|何时|几时|哪一?[天年]|哪个月|几月|几[号日])")
_FROM_TOLD = re.compile("(?:自|从)[^，；。]{1,30}起(?!草|诉|来)|[次当]月起|之?日起(?![^，；。]{0,12}内)|开始")
_EVERY = re.compile("^每|内$")
_UNTIL = re.compile("^每|[前内]$")
_ALL_DONE = re.compile(
    "(?:全部?|都|彻底|统统|最后|最终)(?:能|会|要|得|给)?[一-龥]{0,4}(?:完|好|成|光|到位|齐|解决|消除|清零)"
)
_TOLD_OF_ALL = re.compile("^(?:全部|全面|彻底|基本)")
_MORE = 0.4  # share of a question's words that a stretch with a date must hold beyond what a fact is called
_FAR_AHEAD = 2.5  # times the score of the next sentence
_LATER = re.compile(
    r"(?:[，；](?:到|至|在|并于|于)?(?:20\d{2}年)?(?:\d{1,2}月(?:底|末|\d{1,2}日)?|年底|底)(?:之?前|以前)?(?:再|全|基本|累计|力争|实现|完成|达|建|上)[^，；。]{1,24})+"
)
_ENDING = 8  # characters by which the end of a stretch is found in its sentence
_NEAR_END = 24
_DUE_TOLD = re.compile(r"\d{1,2}[月日]|[年月]底|季度|工作日")


def answer_deadline(query: Query, reader: Reader) -> Draft:
    """When a task or stage is due, as the document writes it."""
    ranked = rank_deadlines(query, reader)
    prose = _with_last(_of_topic(query, answer_fact(query, reader), reader), reader)
    if prose.found and _BEGAN.search(query.text):
        return prose  # when a thing began is no date until which something is due
    if _FROM_ASKED.search(query.text):
        from_on = prose.found and all(_FROM_TOLD.search(told.text) for told in prose.statements)
        ranked = [one for one in ranked if not (_UNTIL if from_on else _EVERY).search(_due(one[1]))]
    shared = _shared(query, ranked, reader)
    if shared.found:
        return shared
    if not ranked or ranked[0][0] < COVERED or (prose.found and prose.score > ranked[0][0] + 0.15):
        return prose
    stored = _of_all(query, ranked) or ranked[0][1]
    if prose.found and _tells_more(query, prose, stored):
        return prose
    return _with_last(Draft((_statement(query, reader, stored),), (stored,), ranked[0][0]), reader)


def _due(stored: StoredFact) -> str:
    assert isinstance(stored.fact, Deadline)
    return stored.fact.due


def _of_all(query: Query, ranked: list[tuple[float, StoredFact]]) -> StoredFact | None:
    """Of the dates beside the first, that by which all is done, where a question asks for it: 「哪年能全治好」."""
    if not _ALL_DONE.search(query.text):
        return None
    first = ranked[0][1]
    place = first.doc_id, first.fact.clause
    beside = [stored for _, stored in ranked if (stored.doc_id, stored.fact.clause) == place]
    return next((stored for stored in beside if _TOLD_OF_ALL.search(stored.fact.subject)), None)


def _of_topic(query: Query, prose: Draft, reader: Reader) -> Draft:
    """A stretch with a date unless neither it nor the headings above it hold any word of what is asked about.

    One whose sentence leads all others by far says it in words of its own: 棺材 of 「棺木」.
    """
    at = prose.first_evidence
    if not prose.found or at is None:
        return prose
    clause = reader.clause(at.doc_id, at.clause)
    layers = reader.layers(at.doc_id, clause)
    told = "\n".join(statement.text for statement in prose.statements)
    if told.strip("。") in clause.label:  # the name of a stage, which holds for all below it
        return prose
    passages = reader.passages(query)
    ahead = [passage for passage in passages if passage.score * _FAR_AHEAD >= passages[0].score]
    leads = query.scope.decided and all((one.doc_id, one.clause) == (at.doc_id, at.clause) for one in ahead)
    held = coverage(query.topic, ((told, 1.0), *layers[2:])) > 0
    return prose if held or leads else Draft(nearest=at)


def _with_last(prose: Draft, reader: Reader) -> Draft:
    """A stretch that ends with a first date, with the later ones behind it: 「6月底前上线5个，10月底前全部上线」."""
    at = prose.first_evidence
    if at is None or len(prose.statements) != 1:
        return prose
    statement = prose.statements[0]
    clause = reader.clause(at.doc_id, at.clause)
    told = statement.text.rstrip("。；，")
    _, end = sentence_around(reader, at.doc_id, clause, at.start)
    ending = prose.facts[0].fact.subject if prose.facts else told
    behind = reader.text(at.doc_id, at.start, end).partition(ending[-_ENDING:])[2]
    later = _LATER.match(behind)
    if later is None or not _DUE_TOLD.search(told[-_NEAR_END:]):
        return prose
    whole = replace(at, end=max(at.end, end - len(behind) + later.end()))
    return replace(prose, statements=(replace(statement, text=f"{told}{later[0]}。", evidence=(whole,)),))


def _tells_more(query: Query, prose: Draft, stored: StoredFact) -> bool:
    """Whether a stretch of a sentence is about the question where a fact from it is only about its stage.

    「评估阶段（4月至6月）：6月20日前报送自评报告」: who asks for the report does not ask for the stage.
    """
    told = coverage(query.topic, ((prose.statements[0].text, 1.0),))
    return (
        told - coverage(query.topic, ((stored.fact.subject, 1.0),)) >= _MORE
        and _DUE_TOLD.search(prose.statements[0].text.split("：")[-1]) is not None
    )


def rank_deadlines(query: Query, reader: Reader) -> list[tuple[float, StoredFact]]:
    """Deadlines by how well what is due covers the topic, best first."""
    ranked = []
    wanted, acts = expected(query), acts_asked(query.text, reader.lexicon)
    for stored in reader.facts(query, Deadline):
        assert isinstance(stored.fact, Deadline)
        clause = reader.clause(stored.doc_id, stored.fact.clause)
        layers = reader.layers(stored.doc_id, clause)
        start, end = sentence_around(reader, stored.doc_id, clause, stored.fact.start)
        sentence = reader.text(stored.doc_id, start, end)
        score = coverage(query.topic, ((stored.fact.subject, 1.0), (sentence, 0.9), (clause.label, 0.95), *layers))
        counted = _COUNTED_FROM.search(stored.fact.due) and _WHEN.search(query.text)
        if _DAY_ASKED.search(query.text) and not _DAY.search(stored.fact.due):
            continue  # 「3个工作日内」 is no day until which something is handed in
        if without_counted_from(query.text, stored.fact.due) != stored.fact.due:
            continue
        if wanted is not None and not wanted.search(stored.fact.due) and not counted:
            score -= _OTHER_FORM  # 「每月几号」 is not asked for a date of one year
        if acts and not any(word in f"{stored.fact.subject}{clause.label}" for words in acts for word in words):
            score -= _OTHER_FORM  # when something else of the thing is done
        if _SPAN_ASKED.search(query.text) and _SPAN.search(stored.fact.due):
            score += _SPANNED
        own = f"{stored.fact.due}{stored.fact.subject}"  # 演练结束后5个工作日内 + 演练总结报送
        ranked.append((score + 0.08 * coverage(query.topic, ((own, 1.0),)), stored))
    ranked.sort(key=lambda entry: (-round(entry[0], 3), entry[1].doc_id, entry[1].fact.start))
    return ranked


def _statement(query: Query, reader: Reader, stored: StoredFact) -> Statement:
    return deadline_statement(stored, reader, _shortened(query, stored.fact.subject))


def deadline_statement(stored: StoredFact, reader: Reader, subject: str = "") -> Statement:
    """When a task is due, with what it is in brackets: `subject`, else the beginning of its name."""
    fact = stored.fact
    assert isinstance(fact, Deadline)
    clause = reader.clause(stored.doc_id, fact.clause)
    text = f"{fact.due}（{subject or fact.subject[:SUBJECT_LIMIT]}）。"
    if not clause.start <= fact.start < clause.end:  # set for a whole list by the words before it
        task = Evidence(stored.doc_id, clause.index, clause.start, clause.end)
        return Statement(text, (task, _of_list(reader, stored)))
    start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
    evidence = Evidence(
        stored.doc_id, clause.index, *_with_sentence_before(reader, stored.doc_id, clause, start, max(end, fact.end))
    )
    return Statement(text, (evidence,))


def _of_list(reader: Reader, stored: StoredFact) -> Evidence:
    """The sentence that sets a time limit for all tasks of a list."""
    clauses = reader.document(stored.doc_id).parsed.clauses
    holder = next(clause for clause in clauses if clause.start <= stored.fact.start < clause.end)
    start, end = sentence_around(reader, stored.doc_id, holder, stored.fact.start)
    return Evidence(stored.doc_id, holder.index, start, end)


def _shortened(query: Query, subject: str) -> str:
    """What is due, or of a long text the stretch that the question is about."""
    if len(subject) <= SUBJECT_LIMIT:
        return subject
    first, last = shortest_stretch(subject, query.topic, limit=SUBJECT_LIMIT)
    told = subject[first:last][:SUBJECT_LIMIT].strip("，；。")
    return f"{'…' if first else ''}{told}{'…' if last < len(subject) else ''}"


def _with_sentence_before(reader: Reader, doc_id: str, clause: Clause, start: int, end: int) -> tuple[int, int]:
    """A bracket with the task before it, a heading with the sentence after it; other sentences as they are."""
    text = reader.document(doc_id).parsed.clean.text
    spans = split_sentences(text, clause.start, clause.end)
    own = next((order for order, span in enumerate(spans) if span[0] == start), 0)
    if is_bracket(text[start:end]) and own:
        return spans[own - 1][0], end
    if text[start:end].rstrip("。") == clause.label and own + 1 < len(spans) and spans[own + 1][1] - start <= 300:
        # Behind its item number a year reads as a decimal: 「2.2024年」.
        return start + len(clause.number), spans[own + 1][1]
    return start, end


def _shared(query: Query, ranked: list[tuple[float, StoredFact]], reader: Reader) -> Draft:
    """The one deadline that all tasks of a list share, when the question is about all of them."""
    if query.topic.words or not (_ALL.search(query.text) or query.scope.named):
        return Draft()
    by_due: dict[tuple[str, str], list[StoredFact]] = {}
    for _, stored in ranked:
        assert isinstance(stored.fact, Deadline)
        by_due.setdefault((stored.doc_id, stored.fact.due), []).append(stored)
    if not by_due:
        return Draft()
    (doc_id, due), group = max(by_due.items(), key=lambda entry: len(entry[1]))
    if len(group) < 5:
        return Draft()
    group.sort(key=lambda stored: stored.fact.start)
    evidence = []
    for stored in (group[0], group[-1]):
        clause = reader.clause(doc_id, stored.fact.clause)
        start, end = sentence_around(reader, doc_id, clause, stored.fact.start)
        evidence.append(Evidence(doc_id, clause.index, *_with_sentence_before(reader, doc_id, clause, start, end)))
    count = f"{len(group)}项"
    return Draft((Statement(f"{due}（{count}任务写明此期限）。", tuple(evidence), (count,)),), tuple(group), 1.0)
