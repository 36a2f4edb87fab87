"""Questions about one meeting: who chaired it, when it was held, who came; only its minutes tell."""

from __future__ import annotations

import re

from retriever.document_aspects import aspects_in
from retriever.lexicon import Lexicon
from retriever.scope import Scope

_OF_MEETING = frozenset(("chaired", "held", "attended"))
_MEETING = re.compile("主持召开|(?:召开|举行)[^，。]{0,20}会议|会议纪要")
_BEGINNING = 600  # characters of a document in which it says that it tells of a meeting


def asks_of_meeting(question: str) -> bool:
    """Whether a question asks who chaired a meeting, when it was, or who was there."""
    return not _OF_MEETING.isdisjoint(aspects_in(question))


def are_minutes(scope: Scope, lexicon: Lexicon) -> bool:
    """Whether a question is about one document, and this tells of a meeting."""
    if not scope.decided or len(scope.doc_ids) != 1:
        return False
    (doc_id,) = scope.doc_ids
    return _MEETING.search(lexicon.documents[doc_id].parsed.clean.text[:_BEGINNING]) is not None
