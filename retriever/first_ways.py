"""The ways that read a question as a whole, before it is taken apart; they answer only what they are sure of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from retriever.answerers.amended import answer_amended
from retriever.answerers.body_number import answer_body_number
from retriever.answerers.catalogued import answer_catalogued
from retriever.answerers.conditioned_doer import answer_conditioned_doer
from retriever.answerers.counted_lists import answer_counted_list
from retriever.answerers.counted_names import answer_counted_names
from retriever.answerers.divided import answer_divided
from retriever.answerers.full_marks import answer_full_marks
from retriever.answerers.grid_answers import answer_grid
from retriever.answerers.group_heads import answer_group_heads
from retriever.answerers.hotlines import answer_hotline
from retriever.answerers.legends import answer_legend
from retriever.answerers.level_rows import answer_level_rows, answer_rank_rows
from retriever.answerers.meeting import answer_decisions, answer_matters
from retriever.answerers.meeting_dates import answer_meeting_dates
from retriever.answerers.named_item import answer_named_item
from retriever.answerers.named_terms import answer_named_term
from retriever.answerers.people import answer_people
from retriever.answerers.period_tasks import answer_period_tasks
from retriever.answerers.post_holders import answer_post_holder
from retriever.answerers.row_stages import answer_row_stages
from retriever.answerers.row_values import answer_row_values
from retriever.answerers.theme_section import answer_theme
from retriever.answerers.totals import answer_total
from retriever.answerers.whereabouts import answer_whereabouts
from retriever.answerers.whole_aspects import answer_whole_aspect
from retriever.answerers.yearly_goals import answer_yearly_goals
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import Reader

Way = Callable[[Query, Reader], Draft]
_OF_ROWS = re.compile("哪些|哪几|几步|步骤|流程|几种")
_STEPS = re.compile("步骤|流程|程序|几步")  # procedures have a way of their own
_SEVERAL = 2  # places that a question sets beside each other
_OF_CELLS = ("target", "compare", "fact", "deadline")


def _cells(query: Query, reader: Reader) -> Draft:
    """Cells of a table for a question read whole; groups of rows, sums and several places have ways of their own.

    Rows are told besides only where the question names the column and its value, how many bodies, or asks for people.
    """
    if len(query.scope.places) > 1 or _STEPS.search(query.text):
        return NOTHING
    apart = query.kind not in _OF_CELLS or _OF_ROWS.search(query.text) is not None
    draft = answer_grid(query, reader, only_named=apart)
    return NOTHING if draft.found and answer_total(query, reader).found else draft


def first_ways(query: Query, of_years: Query, *, refused: bool, leans: bool) -> Iterator[tuple[Way, Query]]:
    """Ways in the order in which they are tried, each with the question that it reads.

    Args:
        query: the question.
        of_years: the same over the documents of the years that it names.
        refused: whether a question is not answered from what documents say (chat, an unknown place).
        leans: whether it leans on the turn before.
    """
    yield answer_legend, query
    if refused:
        return
    if not leans:
        yield answer_yearly_goals, query
        yield answer_counted_names, query
        yield answer_whereabouts, of_years
    yield answer_named_item, of_years
    if not leans:
        yield answer_body_number, of_years
        if not _STEPS.search(query.text):
            yield answer_divided, of_years
        yield answer_group_heads, of_years
        yield answer_theme, of_years
    yield answer_period_tasks, of_years
    yield answer_people, query
    yield answer_post_holder, of_years
    yield answer_conditioned_doer, of_years
    yield answer_decisions, of_years
    yield answer_matters, of_years
    yield answer_meeting_dates, of_years
    yield answer_amended, of_years
    if (query.kind != "reverse" or not query.bodies) and len(query.scope.places) < _SEVERAL:
        yield answer_named_term, of_years
    if not leans:
        yield answer_counted_list, of_years
        yield answer_hotline, of_years
        yield answer_level_rows, of_years
        yield answer_full_marks, of_years
        yield _cells, of_years
        yield answer_row_values, of_years
        yield answer_catalogued, of_years
        yield answer_row_stages, of_years
        yield answer_rank_rows, of_years
    yield answer_whole_aspect, of_years
