"""A question's way through: complete → understand → find and answer → verify → render."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retriever.answerers.announced import with_announced
from retriever.answerers.compare import answer_each, beside, by_places, is_whole, one_by_one
from retriever.answerers.documents_beside import by_documents, names_documents
from retriever.answerers.group_roles import answer_group_roles
from retriever.answerers.levels import answer_levels
from retriever.answerers.member import answer_member, asks_for_people
from retriever.answerers.reverse import held_to_bodies
from retriever.answerers.role_cells import with_role_cells
from retriever.answerers.runs import asks_for_numbering
from retriever.answerers.settled import rest_of_sentence
from retriever.answerers.several_doers import answer_several_doers
from retriever.answerers.task_told import responsibility_of
from retriever.answerers.whole_asked import asked_of_whole
from retriever.answerers.years_told import told_in_full
from retriever.by_kind import answer_by_kind
from retriever.completed import Completed
from retriever.confidence import unless_far
from retriever.conversation import complete
from retriever.datatypes import Answer, Evidence, Filters, Message
from retriever.demands import held_to_demands, parts_untold
from retriever.draft import NOTHING, Draft, Statement
from retriever.each_told import asked_of_each, with_each
from retriever.everywhere import holds_everywhere, of_all_places, outside, without_strange_places
from retriever.filled_out import filled_out
from retriever.first_ways import first_ways
from retriever.focus import Focus, find_focus
from retriever.honesty import tells_first, unless_beside
from retriever.last_question import last_question
from retriever.last_ways import answer_last
from retriever.lexicon import Lexicon
from retriever.nearby import Nearby
from retriever.plain_ways import answer_plainly
from retriever.premise import Claim, find_claim, judge, with_word
from retriever.question import Query, asks_of_document, understand
from retriever.reader import Reader
from retriever.readings import other_readings
from retriever.refused import of_years, refusal
from retriever.rendering import Renderer
from retriever.spelling import Speller
from retriever.strangers import names_a_stranger, passes_over
from retriever.subjects import subject_of
from retriever.together import answer_together
from retriever.turn_before import nearby_of
from retriever.untold_parts import Ways, with_untold
from retriever.verifier import verify
from retriever.view import LibraryView

_REMEMBERED = 512  # answered turns kept for the questions that follow them


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
        self._turns: dict[tuple[Completed, Filters | None], tuple[Query, Draft, int]] = {}

    def answer(self, messages: Sequence[Message], *, filters: Filters | None) -> Answered:
        """Answer the last user message.

        Raises:
            QuestionError: there is no question, or it is too long.
        """
        started = time.perf_counter()
        last_question(messages)
        completed = complete(messages, self.lexicon, self.speller, lambda turn: self.recall(turn, filters))
        query, draft, parts = self._answered(completed, filters)
        answer = self.renderer.render(query, draft, started)
        return Answered(answer, query, draft, self.renderer, parts, started)

    def recall(self, turn: Completed, filters: Filters | None) -> Draft:
        """What an earlier turn was answered with, remembered from when it was asked."""
        return self._answered(turn, filters)[1]

    def _answered(self, completed: Completed, filters: Filters | None) -> tuple[Query, Draft, int]:
        key = (completed, filters)
        known = self._turns.get(key)
        if known is None:
            query, draft, parts = self._answer(completed, filters)
            known = query, filled_out(query, draft, self.reader), parts
            honest = unless_far(self.view, completed, self._honest(completed, known))
            known = with_untold(completed, (known[0], honest, known[2]), self._ways(filters), self.reader)
            if len(self._turns) >= _REMEMBERED:
                self._turns.clear()
            self._turns[key] = known
        return known

    def _honest(self, completed: Completed, known: tuple[Query, Draft, int]) -> Draft:
        """An answer unless it speaks of something beside what is asked; then what the general ways find elsewhere."""
        query, draft, parts = known
        honest = unless_beside(completed, query, draft, self.reader)
        if not honest.found and draft.found and tells_first(completed, draft, self.reader):
            return draft  # what it passes over is another thing that the question asks, and looked for by itself
        if honest.found or not draft.found or parts > 1:
            return honest
        if completed.leans:
            return self._in_own_words(completed, honest)
        plain = with_announced(answer_plainly(query, draft, self.reader, self._check), self.reader)
        plain = unless_beside(completed, query, plain, self.reader)
        return plain if plain.found else honest

    def _in_own_words(self, completed: Completed, refused: Draft) -> Draft:
        """What the document at hand answers to a follow-up without the words of the turn before, which led astray."""
        if not completed.document or completed.points or completed.question == completed.typed:
            return refused
        asked = Completed(completed.typed, typed=completed.typed)
        query, draft, _ = self._answer(asked, Filters(doc_ids=(completed.document,)))
        own = unless_beside(asked, query, draft, self.reader)
        return own if own.found else refused

    def _ways(self, filters: Filters | None) -> Ways:
        """How a part of a question is asked by itself, or as one that follows another."""

        def follow(question: str, part: str) -> Completed:
            turns = [Message("user", question), Message("user", part)]
            return complete(turns, self.lexicon, self.speller, lambda turn: self.recall(turn, filters))

        return Ways(lambda turn: self.recall(turn, filters), follow, self._check)

    def _answer(self, completed: Completed, filters: Filters | None) -> tuple[Query, Draft, int]:
        if completed.document and filters is None and not completed.points:
            plain = dataclasses.replace(completed, document="")
            held = self._answer(plain, Filters(doc_ids=(completed.document,)))
            strange = names_a_stranger(completed.typed, held[1], self.lexicon, self.reader)
            return held if held[1].found and not strange else self._answer(plain, filters)
        query = understand(
            completed.question, self.lexicon, filters=filters, context=completed.context, asked=completed.typed
        )
        if completed.nowhere:
            return query, Draft(reason=f"文件没有列出“{completed.nowhere}”所指的内容。"), 1
        if completed.told:
            named = Statement(f"{completed.told}。", completed.anchor, (f"共{completed.told[1:].split('个：')[0]}个",))
            return query, self._check(Draft((named,), (), 1.0), self.reader), 1
        if completed.sides:
            return query, self._beside(completed, filters), 1
        if completed.parts:
            told = [self.recall(part, filters) for part in completed.parts]
            return query, self._check(one_by_one(completed, told, self.reader, self._checked), self.reader), len(told)
        wider = self._with_list(completed, filters) if not completed.leans else NOTHING
        wider = wider if wider.found else self._of_known_place(query, completed, filters)
        if wider.found:
            return query, wider, 1
        refused = self._refused(query) is not None
        first = self._first(query, leans=completed.leans, refused=refused)
        if first.found or first.final:
            return query, first, 1
        focus = Focus((query,)) if self._is_whole(query) else find_focus(query, self.lexicon)
        nearby = None if self._of_whole(completed, query) else self._nearby(completed, filters)
        draft = answer_together(focus, nearby, self.reader, self.draft, self._checked, self._same_task)
        if not draft.found and focus.parts == (query,):
            focus = find_focus(query, self.lexicon)  # what sets two things beside each other may still be two questions
            if len(focus.parts) > 1:
                draft = answer_together(focus, nearby, self.reader, self.draft, self._checked, self._same_task)
        for reading in completed.others if not draft.found else ():
            other = self._answer(completed.read_as(reading), filters)
            if other[1].found:
                return other
        if len(focus.parts) > 1 and parts_untold(query, draft, self.reader):
            return query, Draft(final=True), len(focus.parts)
        if not draft.found and not draft.final and (nearby is None or completed.apart):
            draft = self._last(draft, query, focus)
        if not draft.found and completed.leans and completed.previous is not None:
            rest = rest_of_sentence(completed.typed, self.recall(completed.previous, filters), self.reader)
            draft = self._check(rest, self.reader) if rest.found else draft
        if not draft.found and completed.leans and completed.question != completed.typed and not draft.final:
            return self._answer(Completed(completed.question, typed=completed.question), filters)
        if not draft.found and not draft.final and nearby is None and filters is None:
            draft = self._of_no_place(draft, query)
        draft = held_to_bodies(query, draft, self.reader) if nearby is None else draft
        draft = draft if refused else with_role_cells(query, draft, nearby.evidence if nearby else (), self.reader)
        if draft.found and completed.may_stray and self._strays(completed, draft):
            return self._answer(Completed(completed.typed, typed=completed.typed), filters)
        if draft.found and completed.context and completed.may_stray and self._passed_over(completed, draft):
            anew = dataclasses.replace(completed, context="", previous=None, leans=False)
            other = self._answer(anew, filters)
            if other[1].found and not self._passed_over(completed, other[1]):
                return other
        draft = self._check(told_in_full(query, draft, self.reader), self.reader)
        return (focus.parts[0] if len(focus.parts) == 1 else query), draft, len(focus.parts)

    def _with_list(self, completed: Completed, filters: Filters | None) -> Draft:
        """A list with what a question asks of each thing in it."""
        each = asked_of_each(completed.question)
        if each is None:
            return NOTHING
        told = self._answer(completed.read_as(each.of), filters)[1]
        return self._check(with_each(each, told, self.reader), self.reader)

    def _of_known_place(self, query: Query, completed: Completed, filters: Filters | None) -> Draft:
        """What is told of one place where a question sets another beside it of which no document speaks."""
        asked = without_strange_places(query)
        if not asked:
            return NOTHING
        told = self._answer(completed.read_as(asked), filters)[1]
        aside = Statement(outside(query), (), query.scope.unknown_places, bears=False)
        return dataclasses.replace(told, statements=(*told.statements, aside)) if told.found else NOTHING

    def _strays(self, completed: Completed, draft: Draft) -> bool:
        """Whether a follow-up is about something that neither its answer nor an earlier turn speaks of."""
        spoken = completed.previous.typed if completed.previous is not None else ""
        return names_a_stranger(completed.typed, draft, self.lexicon, self.reader, spoken=spoken)

    def _passed_over(self, completed: Completed, draft: Draft) -> bool:
        """Whether an answer speaks of what was spoken of before, and of nothing that a follow-up names anew."""
        spoken = f"{completed.previous.question}{completed.previous.typed}" if completed.previous is not None else ""
        return passes_over(completed.typed, draft, self.lexicon, self.reader, spoken=spoken)

    def _first(self, query: Query, *, leans: bool, refused: bool) -> Draft:
        """The answer of the ways that read a question as a whole, before it is taken apart."""
        dated = query if refused else of_years(query, self.lexicon)
        for answer, asked in first_ways(query, dated, refused=refused, leans=leans):
            draft = self._check(answer(asked, self.reader), self.reader)
            if draft.found or draft.final:
                return draft
        return NOTHING

    def _of_no_place(self, draft: Draft, query: Query) -> Draft:
        """What rules for all places say where the documents of the place asked about say nothing."""
        if (wider := of_all_places(query, self.reader)) is None:
            return draft
        parts = find_focus(wider, self.lexicon)
        other = answer_together(parts, None, self.reader, self.draft, self._checked, self._same_task)
        return other if other.found and holds_everywhere(other, query, self.reader) else draft

    def _last(self, draft: Draft, query: Query, focus: Focus) -> Draft:
        """What the general ways find for a question that no special way answers; else the refusal as it was."""
        found = answer_last(query, focus, lambda one: self._refused(one) is None, self.reader, self._check)
        return found if found.found else draft

    def _is_whole(self, query: Query) -> bool:
        """Whether what a question asks belongs together and must not be taken apart."""
        whole = is_whole(query, self.lexicon) or asks_of_document(query, self.lexicon)
        whole = whole or bool(names_documents(query, self.lexicon))
        return whole or asks_for_numbering(query.text) or answer_several_doers(query, self.reader).found

    def _beside(self, completed: Completed, filters: Filters | None) -> Draft:
        """What two earlier turns were answered with, one line each, and by how much their figures differ."""
        queries = [understand(side.question, self.lexicon) for side in completed.sides]
        labels = [subject_of(side, self.lexicon) or side.text for side in queries]
        drafts = [self.recall(side, filters) for side in completed.sides]
        return self._check(beside(completed.typed, labels, drafts), self.reader)

    def _nearby(self, completed: Completed, filters: Filters | None) -> Nearby | None:
        return nearby_of(completed, self.lexicon, lambda turn: self.recall(turn, filters))

    def _of_whole(self, completed: Completed, query: Query) -> bool:
        """Whether a follow-up asks who is in charge of a document that the turn before asked about as a whole."""
        if query.kind != "responsibility" or completed.previous is None or not completed.about:
            return False
        return asked_of_whole(understand(completed.previous.question, self.lexicon), self.reader) is not None

    def _same_task(self, evidence: Evidence) -> Draft:
        return self._check(responsibility_of(evidence, self.reader), self.reader)

    def _checked(self, query: Query) -> Draft:
        return self._check(self._by_kind(query), self.reader)

    def _by_kind(self, query: Query) -> Draft:
        return answer_by_kind(query, self.reader, self._side)

    def _side(self, query: Query) -> Draft:
        """The answer for one side of a comparison, as if it had been asked alone."""
        draft = held_to_demands(query, self.draft(query), self.reader)
        if draft.found or draft.final:
            return draft
        focus = find_focus(query, self.lexicon)
        if focus.parts != (query,):
            draft = answer_together(focus, None, self.reader, self.draft, self._checked, self._same_task)
        return draft if draft.found else self._last(draft, query, focus)

    def draft(self, query: Query) -> Draft:
        """What answers a query, checked; a draft without statements when the documents do not hold it."""
        refused = self._refused(query)
        if refused is not None:
            return refused
        query = of_years(query, self.lexicon)
        if query.kind not in ("count", "compare") and asks_for_people(query, self.reader.people):
            grouped = self._check(answer_group_roles(query, self.reader), self.reader)
            people = grouped if grouped.found else self._check(answer_member(query, self.reader), self.reader)
            if people.found:
                return with_word(query, people, sorted(self.reader.people))
        levels = self._check(answer_levels(query, self.reader, self._by_kind), self.reader)
        if levels.found or levels.nearest is not None:
            return dataclasses.replace(levels, final=True)
        documents = by_documents(query, self.reader, self._side)
        if documents.found:
            return self._check(documents, self.reader)
        claim = find_claim(query)
        if claim is not None:
            judged = self._judged(claim, query)
            if judged.found:
                return judged
        places = by_places(query, self.reader, self._by_kind)
        if places.found:
            return self._check(places, self.reader)
        plain = self._read(query)
        each = answer_each(query, plain, self.reader, self._side) if query.kind != "compare" else plain
        worded = with_word(query, each, sorted(self.reader.people))
        return worded if worded is plain else self._check(worded, self.reader)

    def _read(self, query: Query) -> Draft:
        """The answer by the question's kind, or by another kind that its wording allows."""
        first = self._checked(query)
        if first.found or (first.final and first.reason):
            return first
        for other in other_readings(query, self.lexicon):
            draft = self._checked(other)
            if draft.found:
                return draft
        return first

    def _refused(self, query: Query) -> Draft | None:
        return refusal(query, self.reader)

    def _judged(self, claim: Claim, query: Query) -> Draft:
        """The answer to the question that a claim hides, with a word on the claim."""
        asked = understand(claim.question, self.lexicon)
        years = () if claim.kind == "date" else query.scope.years
        scope = dataclasses.replace(query.scope, years=years)
        if claim.kind == "date":
            scope = dataclasses.replace(asked.scope, doc_ids=asked.scope.doc_ids)
        draft = self.draft(dataclasses.replace(asked, scope=scope, context=query.context))
        return self._check(judge(claim, draft, asked, self.reader), self.reader)
