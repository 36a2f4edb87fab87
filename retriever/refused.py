"""What is not answered whatever the documents say: chat, opinions, private matters, other places, other years."""

from __future__ import annotations

from dataclasses import replace

from retriever.answerers.member import asks_private
from retriever.draft import Draft
from retriever.everywhere import outside
from retriever.lexicon import Lexicon
from retriever.question import Query
from retriever.question_wording import asks_opinion
from retriever.reader import Reader
from retriever.scope import documents_of_years


def refusal(query: Query, reader: Reader) -> Draft | None:
    """Why a question is not answered at all, whatever sentences come near it; None where it may be."""
    if query.kind == "chat" or asks_opinion(query.asked) or asks_private(query, reader.people):
        return Draft()
    if query.scope.unknown_places or not query.scope.doc_ids:
        return Draft(reason=outside(query))
    if not of_years(query, reader.lexicon).scope.doc_ids:
        return Draft(reason=f"已收录的文件不涉及{'、'.join(f'{year}年' for year in query.scope.years)}。")
    return None


def of_years(query: Query, lexicon: Lexicon) -> Query:
    """The query over the documents that govern or mention the years asked for; all when none is named."""
    if not query.scope.years:
        return query
    fitting = documents_of_years(query.text, query.scope, lexicon)
    return replace(query, scope=replace(query.scope, doc_ids=fitting))
