"""The asking parts of one question, answered one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from retriever.ahead import ahead
from retriever.answerers.settled import whole_sentence
from retriever.asked_terms import TERMS, asks_terms
from retriever.datatypes import Evidence
from retriever.demanded import aspect_untold
from retriever.demands import held_to_demands
from retriever.draft import Draft, Statement
from retriever.focus import Focus
from retriever.matching import Topic, coverage, read_topic
from retriever.nearby import Nearby, answer_near, asks_vaguely
from retriever.question import Query
from retriever.reader import Passage, Reader, standing
from retriever.same_item import answer_same_item
from retriever.subjects import subject_of
from retriever.told_once import once

_NAMED_WHEN_MISSING = ("target", "responsibility", "deadline", "count", "member")
_SAID = 0.6  # share of a part's words that the answer to another part holds, from which it says that part too
_SURER = 0.2  # probability by which the sentence that the whole question finds must be likelier
_NEARER = 0.2  # share of a story's words that the place of another answer must hold more, to be told instead
_SURELY = 0.8  # probability from which a sentence answers a part without its story
_FARTHER = 0.1  # share of the words asked about that it may hold less
_WHOSE = re.compile("(?:又?是|又?在|属于?|归)?哪一?[个家条座所][一-龥]{1,4}的?[呢啊]?")  # 「…，哪个居委的」 of the same
_IDLE = re.compile(  # words of 「这条由哪些群团部门负责」, which say nothing of the task
    "谁|哪(?:[些家个]|[几两三]个?|一[家个])?|什么|[这那该此](?:[条项块件个]|事儿?)?(?:工作|任务|事情)?|由|归|是|要|该|来|去|都|各|分别|主要|具体|一起"
    "|牵头|负责|承担|[管抓干办]|配合|落实|实施|单位|部门|科室|处室|委办局|群团|机构|[的呢啊呀吗]"
)
_BARE = 16  # characters of such a part

Answer = Callable[[Query], Draft]


def answer_together(
    focus: Focus,
    nearby: Nearby | None,
    reader: Reader,
    answer: Answer,
    checked: Answer,
    same_task: Callable[[Evidence], Draft],
) -> Draft:
    """The answers to the asking parts of a question, nothing said twice.

    Args:
        focus: the parts.
        nearby: where the answer before stood, for a follow-up.
        reader: the documents.
        answer: answers a part from all documents that it allows.
        checked: answers a part by its kind alone.
        same_task: the bodies of the task that a stretch belongs to.
    """
    drafts: list[Draft] = []
    reader.expect(focus.asked())
    for index, part in enumerate(focus.parts):
        shared = _of_same_task(part, drafts, reader, same_task)
        if not shared.found and nearby is not None and not part.item:
            shared = answer_same_item(part, nearby, reader)
            shared = shared if shared.found else answer_near(part, nearby, reader, checked)
            shared = _unless_named(part, nearby, shared, answer, reader)
        if not shared.found and index and asks_terms(part.text):
            shared = _on_what_terms(drafts[-1:], reader)
        if not shared.found and index and not part.scope.named:
            so_far = _so_far(focus, drafts)
            shared = answer_same_item(part, so_far, reader)
            shared = shared if shared.found else answer_near(part, so_far, reader, checked)
        if held_to_demands(part, shared, reader).found and not _passes_over(part, shared):
            drafts.append(shared)
            continue
        if nearby is not None and nearby.evidence and asks_vaguely(part, nearby):
            continue
        if drafts and not drafts[-1].found and _adds_nothing(part, reader):
            continue  # 「各分到多少」 of what no document tells
        draft = _at_home(part, _with_story(part, focus, index, answer, reader), drafts, answer)
        if drafts and not drafts[-1].found and _WHOSE.fullmatch(part.text):
            about = focus.parts[index - 1].topic.without(word for word, _ in part.topic.words)
            draft = draft if _told_at(draft, about, reader) >= _SAID else Draft()
        drafts.append(held_to_demands(part, draft, reader))
    return _joined(drafts, focus, reader) if drafts else Draft()


def _unless_named(part: Query, nearby: Nearby, shared: Draft, answer: Answer, reader: Reader) -> Draft:
    """Whose task is told near the answer before; that of a task elsewhere which says more of what is asked now.

    「初心驿站谁负责」 behind another question means the task 建好初心驿站, not the one next to what was told.
    """
    told = [word for word, _ in nearby.topic.words]
    own = part.topic.without((*told, *(word for word, _ in part.topic.words if word in "".join(part.bodies))))
    if part.kind != "responsibility" or not own.known & {word for word, _ in own.words}:
        return shared
    alone = answer(part)
    if not alone.facts or (shared.facts and _told_at(shared, own, reader) >= _told_at(alone, own, reader)):
        return shared
    return alone if _told_at(alone, own, reader) >= _told_at(shared, own, reader) else shared


def _passes_over(part: Query, draft: Draft) -> bool:
    """Whether what stands near another part's answer does not tell of the aspect asked for: who pays, what is fined."""
    told = "\n".join(statement.text for statement in draft.statements)
    return not draft.explained and not draft.facts and aspect_untold(part.text, told)


def _with_story(part: Query, focus: Focus, index: int, answer: Answer, reader: Reader) -> Draft:
    """The answer to a part, or to it with the story around it where that stands in a place the story speaks of."""
    draft, wider = answer(part), focus.wider_of(index)
    scattered = len(_documents(draft)) > 1  # of everything of the kind: the story may say which is meant
    if wider is None or (draft.found and not focus.leans(index) and len(draft.statements) > 1 and not scattered):
        return draft
    other = answer(wider)
    whole = focus.whole_of(index)
    if scattered:
        return other if len(_documents(other)) == 1 else _of_story(draft, part, wider, reader)
    if not draft.found or not other.found or draft.statements == other.statements:
        return _surer(other if other.found else draft, whole, answer, reader)
    if focus.leans(index):
        return draft if _surely_told(part, draft, other, reader) else _surer(other, whole, answer, reader)
    story = wider.topic.without(word for word, _ in part.topic.words)
    nearer = _told_at(other, story, reader) - _told_at(draft, story, reader)
    own = _told_at(draft, part.topic, reader)
    farther = own - _told_at(other, part.topic, reader)
    draft = other if own < _FARTHER or (nearer >= _NEARER and farther <= _FARTHER) else draft
    return _surer(draft, whole, answer, reader)


def _on_what_terms(drafts: Sequence[Draft], reader: Reader) -> Draft:
    """The whole sentence that the part before was answered from, where it says on what terms."""
    found = next((draft.first_evidence for draft in drafts if draft.found), None)
    whole = whole_sentence(found, reader) if found is not None else None
    return Draft((whole,), (), 1.0) if whole is not None and TERMS.search(whole.text) else Draft()


def _surely_told(part: Query, draft: Draft, other: Draft, reader: Reader) -> bool:
    """Whether a part that leans on its story is surely told in the very item to which the story leads.

    The sentence that the story's own words are in stands beside it there: of 「定损很慢，能先赔一部分吗」 it says 定损.
    """
    one, two = draft.first_evidence, other.first_evidence
    if one is None or two is None or (one.doc_id, one.clause) != (two.doc_id, two.clause):
        return False
    sure = _support(draft, reader.passages(part)) >= _SURELY
    return sure and _said_of(part, draft) - _said_of(part, other) >= _NEARER


def _said_of(part: Query, draft: Draft) -> float:
    """Share 0–1 of a part's words in what is told."""
    return coverage(part.topic, tuple((statement.text, 1.0) for statement in draft.statements))


def _of_story(draft: Draft, part: Query, wider: Query, reader: Reader) -> Draft:
    """What is told at the places that hold most of the story, where some do: 「想合办书房，能补多少钱」."""
    story = wider.topic.without(word for word, _ in part.topic.words)
    held = [_told_at(Draft((told,)), story, reader) for told in draft.statements]
    if max(held) < _NEARER:
        return draft
    near = (told for told, share in zip(draft.statements, held, strict=True) if share > max(held) - _FARTHER)
    return replace(draft, statements=tuple(near))


def _documents(draft: Draft) -> set[str]:
    """The documents that an answer stands on."""
    return {one.doc_id for statement in draft.statements for one in statement.evidence}


def _at_home(part: Query, draft: Draft, drafts: Sequence[Draft], answer: Answer) -> Draft:
    """The answer to a part, or what the document says to it that the parts before were answered from.

    「…能自己报吗，什么时候报」: other documents have times of applying, too, of which nothing was asked.
    """
    before = {place for other in drafts for place in _documents(other)}
    if not draft.found or part.scope.named or len(before) != 1 or before <= _documents(draft):
        return draft
    at_home = answer(replace(part, scope=replace(part.scope, doc_ids=part.scope.doc_ids & before)))
    return at_home if at_home.found else draft


def _surer(draft: Draft, whole: Query | None, answer: Answer, reader: Reader) -> Draft:
    """An answer, or that to the whole question where the sentence it stands on is far likelier to be the one."""
    passages = reader.passages(whole) if whole is not None else []
    if whole is None or not passages:
        return draft
    if passages[0].support - _support(draft, passages) < _SURER:
        return ahead(draft, whole, passages, reader)
    other = answer(whole)
    return other if other.found and _support(other, passages) - _support(draft, passages) >= _SURER else draft


def _support(draft: Draft, passages: Sequence[Passage]) -> float:
    """The greatest probability among the passages that an answer stands on."""
    return standing((one for statement in draft.statements for one in statement.evidence), passages)[0]


def _told_at(draft: Draft, story: Topic, reader: Reader) -> float:
    """Share 0–1 of a story's words that the place holds which an answer stands on first."""
    found = draft.first_evidence
    if found is None:
        return 0.0
    layers = reader.layers(found.doc_id, reader.clause(found.doc_id, found.clause))
    return coverage(story, ((reader.text(found.doc_id, found.start, found.end), 1.0), *layers))


def _adds_nothing(part: Query, reader: Reader) -> bool:
    """Whether a part that asks for a figure has no words of its own but the names of bodies."""
    bodies = "".join(part.bodies)
    words = read_topic(part.text, reader.lexicon).words
    own = [word for word, _ in words if reader.lexicon.count(word) and word not in bodies]
    return part.kind in ("target", "count", "reverse") and not own


def _so_far(focus: Focus, drafts: Sequence[Draft]) -> Nearby:
    """Where the parts before were answered."""
    evidence = [draft.statements[0].evidence[0] for draft in drafts if draft.found and draft.statements[0].evidence]
    return Nearby(tuple(dict.fromkeys(evidence)), focus.parts[0].topic, close=True)


def _joined(drafts: Sequence[Draft], focus: Focus, reader: Reader) -> Draft:
    found = [draft for draft in drafts if draft.found]
    if len(drafts) == 1 or not found:
        return drafts[0]
    statements = once([statement for draft in found for statement in draft.statements])
    if len(drafts) == len(focus.parts):
        statements += _unanswered(drafts, focus, statements, reader)
    facts = tuple(dict.fromkeys(stored for draft in found for stored in draft.facts))
    return Draft(tuple(statements), facts, found[0].score)


def _unanswered(
    drafts: Sequence[Draft], focus: Focus, statements: Sequence[Statement], reader: Reader
) -> list[Statement]:
    """One short clause for each part that the documents do not answer, so that none is passed over in silence."""
    said = "\n".join(statement.text for statement in statements)
    found: list[Statement] = []
    for part, draft in zip(focus.parts, drafts, strict=True):
        if draft.found or part.kind not in _NAMED_WHEN_MISSING or _asked_again(part, drafts, focus, reader):
            continue
        own = part.topic.without(word for word, _ in focus.parts[0].topic.words if part is not focus.parts[0])
        telling = [word for word, _ in own.words if len(word) > 1]
        if not telling or coverage(own, ((said, 1.0),)) >= _SAID:
            continue
        name = subject_of(part, reader.lexicon) or telling[0]
        name += {"responsibility": "的责任单位", "deadline": "的时间"}.get(part.kind, "")
        found.append(Statement(f"{name}：文件没有写明。", (), (name,), bears=False))
    return found


def _asked_again(part: Query, drafts: Sequence[Draft], focus: Focus, reader: Reader) -> bool:
    """Whether another part asks for the same in other words, and is answered: 「什么时候能报，几号到几号」."""
    pairs = zip(focus.parts, drafts, strict=True)
    again = [one for one, draft in pairs if draft.found and one is not part and one.kind == part.kind]
    return any(not read_topic(one.text, reader.lexicon).words for one in again)


def _of_same_task(
    part: Query, drafts: Sequence[Draft], reader: Reader, same_task: Callable[[Evidence], Draft]
) -> Draft:
    """「谁负责」 behind another part of a question: the bodies of the task that answered the other part."""
    words = read_topic(_IDLE.sub(" ", part.text), reader.lexicon).words
    own = [word for word, _ in words if len(word) > 2 or reader.lexicon.count(word)]
    if part.kind != "responsibility" or len(part.text) > _BARE or own:
        return Draft()
    evidence = next((s.evidence[0] for draft in drafts for s in draft.statements if s.evidence), None)
    return same_task(evidence) if evidence is not None else Draft()
