"""A figure that is part of a name: 「生活圈是几分钟的」 is answered by the documents' own 「10分钟社区生活圈」.

The name may stand in a heading alone, which no way that tells sentences reads.
"""

from __future__ import annotations

import re

from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_ASKED = re.compile("(?:几|多少)(?:个)?(?P<unit>分钟|小时|公里|千米|平方米|平方|平米|[米里步天元])")
_HELD = 0.6  # share of the words asked about that the name must hold
_LONGEST = 120  # characters of a sentence that is told for a name in it


def answer_figured_name(query: Query, reader: Reader) -> Draft:
    """The heading or the sentence with the quoted name that has the figure asked for; nothing where no name has it."""
    asked = _ASKED.search(query.text)
    topic = query.topic.without([asked["unit"]]) if asked else query.topic
    if asked is None or not topic.words:
        return NOTHING
    figure = re.compile(rf"\d+{asked['unit']}")
    scored = [(coverage(topic, ((name, 1.0),)), name) for name in reader.lexicon.quoted if figure.search(name)]
    for held, name in sorted((one for one in scored if one[0] >= _HELD), key=lambda one: (-one[0], one[1])):
        if (told := _with_name(name, query, reader)) is not None:
            return Draft((told,), (), held)
    return NOTHING


def _with_name(name: str, query: Query, reader: Reader) -> Statement | None:
    """The first heading or short sentence that quotes a name, in the documents that a question may be about."""
    for doc_id in sorted(query.scope.doc_ids):
        text = reader.document(doc_id).parsed.clean.text
        for clause in reader.document(doc_id).parsed.clauses:
            for start, end in split_sentences(text, clause.start, clause.end):
                if f"“{name}”" in text[start:end] and end - start <= _LONGEST and clause.kind != "table_row":
                    told = strip_number(text[start:end].strip("，；。 \n"))
                    return Statement(f"{told}。", (Evidence(doc_id, clause.index, start, end),))
    return None
