"""A question's way through: complete → understand → find and answer → verify → render."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.datatypes import Member
from retriever.answerers.compare import answer_compare, by_places
from retriever.answerers.counting import answer_count, asks_for_bodies, count_bodies
from retriever.answerers.deadline import answer_deadline
from retriever.answerers.document import answer_document
from retriever.answerers.filtering import answer_filter
from retriever.answerers.listing import answer_indicators, answer_list, answer_under_heading
from retriever.answerers.member import answer_head, answer_member, answer_office, asks_for_people, asks_private
from retriever.answerers.member_count import count_members, counts_people
from retriever.answerers.method import answer_method
from retriever.answerers.parts import answer_parts
from retriever.answerers.prose import answer_fact
from retriever.answerers.responsibility import (
    answer_by_passage,
    answer_doer,
    answer_responsibility,
    answer_reverse,
    responsibility_of,
)
from retriever.answerers.sections import answer_section
from retriever.answerers.target import answer_target
from retriever.answerers.terms import answer_definition
from retriever.conversation import Completed, complete
from retriever.datatypes import Answer, Evidence, Filters, Message
from retriever.draft import Draft, Statement
from retriever.errors import QuestionError
from retriever.focus import find_focus
from retriever.lexicon import Lexicon
from retriever.nearby import Nearby
from retriever.question import QUESTION_LIMIT, Query, understand
from retriever.question_patterns import wording
from retriever.reader import Reader
from retriever.rendering import Renderer
from retriever.spelling import Speller
from retriever.together import answer_together
from retriever.verifier import verify
from retriever.view import LibraryView

_MAY_FILTER = ("filter", "list", "target", "count", "reverse", "fact")
_COUNTS_PARTS = ("list", "definition", "deadline", "method", "fact", "count", "target")
_REMEMBERED = 512  # answered turns kept for the questions that follow them
_POST_HELD = re.compile(r"兼任|担任|设在|设于|挂靠|任(?:组长|主任|总指挥)")
_DOER_NEEDED = re.compile(
    r"(?:设在|设于|挂靠在?|归口)[^，。；]{0,20}(?:局|委|办|处|部|厅|会|中心|公司|部门|单位|政府|站|所)"
    r"|(?:局|委|办|处|部|厅|会|中心|公司|部门|单位|政府|站|所)(?:具体|统一|主要|共同)?(?:负责|牵头|承担|主管|会同)"
)
_BODY_NEEDED = re.compile(
    r"[\u4e00-\u9fff](?:局|委|办|处|部|厅|街道|镇|会|中心|公司|联盟|单位|小组|党组织|政府|科|室|所)"
)


@dataclass(frozen=True)
class Answered:
    """An extractive answer with what it was made from, for a language model to word anew.

    `query` is the question as its parts were answered together, `parts` the number of these parts; `opening` is what
    `answer` says before the draft's statements. `started` is `time.perf_counter()` when the question came in.
    """

    answer: Answer
    query: Query
    draft: Draft
    renderer: Renderer
    parts: int
    started: float
    opening: str = ""


class Answerer:
    """Answers questions over one view; what it derives from the view is built once."""

    def __init__(self, view: LibraryView, *, check: Callable[[Draft, Reader], Draft] = verify) -> None:
        """Answer from `view`; `check` keeps what the evidence bears, only a measurement puts another in its place."""
        self.view = view
        self._check = check
        self.lexicon = Lexicon(view)
        self.reader = Reader(view, self.lexicon)
        self.speller = Speller(self.lexicon)
        self.renderer = Renderer(self.reader)
        self.people = frozenset(stored.fact.subject for stored in view.facts if isinstance(stored.fact, Member))
        self._turns: dict[tuple[Completed, Filters | None], tuple[Query, Draft, int]] = {}

    def answer(self, messages: Sequence[Message], *, filters: Filters | None) -> Answered:
        """Answer the last user message.

        Raises:
            QuestionError: there is no question, or it is too long.
        """
        started = time.perf_counter()
        last_question(messages)
        completed = complete(messages, self.lexicon, self.speller, lambda turn: self._recall(turn, filters))
        query, draft, parts = self._answered(completed, filters)
        answer = self.renderer.render(query, draft, started)
        return Answered(answer, query, draft, self.renderer, parts, started)

    def _recall(self, turn: Completed, filters: Filters | None) -> Draft:
        """What an earlier turn was answered with, remembered from when it was asked."""
        return self._answered(turn, filters)[1]

    def _answered(self, completed: Completed, filters: Filters | None) -> tuple[Query, Draft, int]:
        key = (completed, filters)
        known = self._turns.get(key)
        if known is None:
            known = self._answer(completed, filters)
            if len(self._turns) >= _REMEMBERED:
                self._turns.clear()
            self._turns[key] = known
        return known

    def _answer(self, completed: Completed, filters: Filters | None) -> tuple[Query, Draft, int]:
        query = understand(
            completed.question,
            self.lexicon,
            filters=filters,
            context=completed.context,
            asked=completed.typed,
        )
        if completed.nowhere:
            return query, Draft(reason=f"文件没有列出“{completed.nowhere}”所指的内容。"), 1
        if completed.told:
            told = Statement(f"{completed.told}。", completed.anchor, (f"共{completed.told[1:].split('个：')[0]}个",))
            return query, self._check(Draft((told,), (), 1.0), self.reader), 1
        focus = find_focus(query, self.lexicon)
        nearby = self._nearby(completed, filters)
        draft = answer_together(focus, nearby, self.reader, self.draft, self._checked, self._same_task)
        return (focus.parts[0] if len(focus.parts) == 1 else query), draft, len(focus.parts)

    def _nearby(self, completed: Completed, filters: Filters | None) -> Nearby | None:
        """Where the answer of the turn before stood, for a question that leans on it."""
        previous = completed.previous
        if not completed.leans or (previous is None and not completed.anchor):
            return None
        if completed.anchor:
            return Nearby(completed.anchor, understand(completed.question, self.lexicon).topic, whole=True)
        assert previous is not None
        draft = self._recall(previous, filters)
        evidence = [statement.evidence[0] for statement in draft.statements if statement.evidence]
        topic = understand(previous.question, self.lexicon).topic
        return Nearby(tuple(evidence), topic, frozenset(statement.text for statement in draft.statements))

    def _same_task(self, evidence: Evidence) -> Draft:
        return self._check(responsibility_of(evidence, self.reader), self.reader)

    def _checked(self, query: Query) -> Draft:
        return self._check(self._by_kind(query), self.reader)

    def draft(self, query: Query) -> Draft:
        """What answers a query, checked; a draft without statements when the documents do not hold it."""
        if query.kind == "chat":
            return Draft()
        if query.scope.unknown_places or not query.scope.doc_ids:
            return Draft(reason=_outside(query))
        query = self._of_years(query)
        if not query.scope.doc_ids:
            return Draft(reason=f"已收录的文件不涉及{'、'.join(f'{year}年' for year in query.scope.years)}。")
        if asks_private(query, self.people):
            return Draft()
        if query.kind not in ("count", "compare") and asks_for_people(query, self.people):
            people = self._check(answer_member(query, self.reader), self.reader)
            if people.found:
                return people
        beside = by_places(query, self.reader, self._by_kind)
        return self._check(beside if beside.found else self._by_kind(query), self.reader)

    def _by_kind(self, query: Query) -> Draft:
        reader = self.reader
        if query.kind in _MAY_FILTER and (filtered := answer_filter(query, reader)).found:
            return filtered
        if query.kind in _COUNTS_PARTS and (parts := answer_parts(query, reader)).found:
            return parts
        for answer in (answer_office, answer_section):
            draft = answer(query, reader)
            if draft.found:
                return draft
        match query.kind:
            case "responsibility":
                counted = count_bodies(query, reader) if asks_for_bodies(query) else Draft()
                return counted if counted.found else self._doers(query)
            case "filter" if re.search("约束性|预期性", query.text):
                return answer_indicators(query, reader)
            case "reverse" | "filter":
                return answer_reverse(query, reader)
            case "target":
                draft = count_members(query, reader) if counts_people(query) else Draft()
                return draft if draft.found else answer_target(query, reader)
            case "definition":
                return answer_definition(query, reader)
            case "list":
                return answer_list(query, reader)
            case "count":
                draft = count_members(query, reader) if counts_people(query) else Draft()
                return draft if draft.found else answer_count(query, reader)
            case "member":
                return self._people(query)
            case "document":
                return answer_document(query, reader)
            case "compare":
                draft = answer_compare(query, reader, self.draft)
                return draft if draft.found else answer_fact(query, reader)
            case "method":
                if re.search("哪[几些]|有几|几条", query.text) and (under := answer_under_heading(query, reader)).found:
                    return under
                return answer_method(query, reader)
            case "deadline":
                return answer_deadline(query, reader)
            case _:
                if wording("entitled").search(query.text):
                    return answer_fact(query, reader)
                if re.search("谁|哪(?:个|些|家)(?:街道|单位|部门)", query.text):
                    return answer_fact(query, reader, needs=_BODY_NEEDED)
                return answer_fact(query, reader)

    def _people(self, query: Query) -> Draft:
        """Who holds a post, from the lists of names; else the sentence about the group or its office."""
        if re.search("变动|调整|变化|怎么|如何", query.text):
            return answer_fact(query, self.reader)
        draft = answer_member(query, self.reader)
        if draft.found or not re.search("小组|办公室|专班|指挥部|委员会|联席会议", query.text):
            return draft
        return answer_fact(query, self.reader, needs=_POST_HELD)

    def _doers(self, query: Query) -> Draft:
        """Who does something: by the tasks' names, by a sentence that says who does it, by the task of a sentence."""
        head = answer_head(query, self.reader)
        if head.found:
            return head
        for answer in (answer_responsibility, answer_doer, answer_by_passage):
            draft = answer(query, self.reader)
            if draft.found:
                return draft
        return answer_fact(query, self.reader, needs=_DOER_NEEDED)

    def _of_years(self, query: Query) -> Query:
        """The query over the documents that govern or mention the years asked for; all when none is named."""
        years = query.scope.years
        if not years:
            return query
        fitting = frozenset(
            doc_id
            for doc_id in query.scope.doc_ids
            if set(years) & set(self.lexicon.documents[doc_id].record.metadata.years)
            or any(str(year) in self.lexicon.documents[doc_id].parsed.clean.text for year in years)
        )
        return dataclasses.replace(query, scope=dataclasses.replace(query.scope, doc_ids=fitting))


def last_question(messages: Sequence[Message]) -> str:
    """The last user message.

    Raises:
        QuestionError: there is none, it is empty, or it is too long.
    """
    user = [entry.content for entry in messages if entry.role == "user"]
    if not user or not user[-1].strip():
        raise QuestionError("问题为空。请在 question 中写明要问的内容。")
    if len(user[-1]) > QUESTION_LIMIT:
        raise QuestionError(f"问题有 {len(user[-1])} 字，超过 {QUESTION_LIMIT} 字的上限。请缩短后重新提问。")
    return user[-1]


def _outside(query: Query) -> str:
    if query.scope.unknown_places:
        return f"已收录的文件不涉及{'、'.join(query.scope.unknown_places)}。"
    return "没有符合所选范围的文件。"
