"""Duties of a body that stand in sentences beside the tasks: 「办公室设在区民政局」, 「区民政局会同…」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause
from ingest.sentences import is_bracket, split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Statement
from retriever.question import Query
from retriever.reader import Reader

_SEATED = re.compile(r"(?:设在|设于|挂靠在?|依托)$")
_DOES = re.compile(
    r"(?:要|应当?|须|依法|按照?[^，。；]{0,8})?(?:承担|会同|负责|组织|统筹|指导|监督|协调|按照?(?:预案|职责|各自))"
)
_KINDS = ("item", "paragraph", "heading", "point")
_MOST = 3  # sentences told
_LONGEST = 160  # characters of a sentence that is told


def told_beside(query: Query, reader: Reader, found: Sequence[StoredFact]) -> list[Statement]:
    """Sentences of the documents of some tasks in which their body is charged with something else."""
    told: list[Statement] = []
    held = {(stored.doc_id, stored.fact.clause) for stored in found}
    for doc_id in dict.fromkeys(stored.doc_id for stored in found):
        document = reader.document(doc_id)
        for clause in document.parsed.clauses:
            if clause.kind not in _KINDS or (doc_id, clause.index) in held:
                continue
            for start, end in split_sentences(document.parsed.clean.text, clause.start, clause.end):
                sentence = document.parsed.clean.text[start:end].strip()
                if len(sentence) <= _LONGEST and not is_bracket(sentence) and _charged(query, reader, sentence):
                    told.append(_line(doc_id, clause, start, end, sentence))
    return told[:_MOST]


def _charged(query: Query, reader: Reader, sentence: str) -> bool:
    """Whether a sentence gives a body of the question something to do, or an office to hold."""
    if not any(body[-2:] in sentence for body in query.bodies):
        return False
    names = reader.lexicon.bodies
    for start, end, name in names.find(sentence):
        if any(names.same(name, body) for body in query.bodies) and (
            _SEATED.search(sentence[:start]) or _DOES.match(sentence, end)
        ):
            return True
    return False


def _line(doc_id: str, clause: Clause, start: int, end: int, sentence: str) -> Statement:
    words = strip_number(sentence).rstrip("；，")
    return Statement(f"另：{words}", (Evidence(doc_id, clause.index, start, end),), ("另：",))
