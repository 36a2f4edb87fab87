"""Questions about one meeting: who chaired it, when it was held, who came; only its minutes tell."""

from __future__ import annotations

import re

from retriever.document_aspects import aspects_in
from retriever.lexicon import Lexicon
from retriever.scope import Scope

_OF_MEETING = frozenset(("chaired", "held", "venue", "attended", "absent"))
_MEETING = re.compile("主持召开|(?:召开|举行)[^，。]{0,20}会议|会议纪要")
_ONE_MEETING = re.compile("纪要|专题会|[那这上][个次场][^，。？?]{0,4}会(?!员|场|展)")
_BEGINNING = 600  # characters of a document in which it says that it tells of a meeting


def asks_of_meeting(question: str) -> bool:
    """Whether a question asks who chaired a meeting, when it was, or who was there."""
    return not _OF_MEETING.isdisjoint(aspects_in(question))


def minutes_meant(question: str, scope: Scope, lexicon: Lexicon) -> tuple[str, ...]:
    """The documents in scope that tell of one meeting, where the question is about one document or about a meeting."""
    if not scope.decided or not (len(scope.doc_ids) == 1 or _ONE_MEETING.search(question)):
        return ()
    texts = ((doc_id, lexicon.documents[doc_id].parsed.clean.text[:_BEGINNING]) for doc_id in sorted(scope.doc_ids))
    return tuple(doc_id for doc_id, text in texts if _MEETING.search(text))
