"""Out of how many points is marked: 「满分多少分」 is told by a note or a title, not by the points of one row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.sentences import split_sentences
from retriever.answerers.expectation import FULL_MARKS
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_ASKS = re.compile("满分|总分|(?:总共|一共|合计)[^，。？]{0,4}(?:多少|几)分|几分制")
_ASKING = re.compile("多少|几|是什么|怎么算|[？?]|$")
_WORDS = re.compile("满分|总分|分值|分")
_COVERED = 0.75  # share of the other words of a question that a sentence and what stands around it must hold


def answer_full_marks(query: Query, reader: Reader) -> Draft:
    """The sentence or title that says out of how many points is marked what a question names."""
    if not _ASKS.search(query.text) or not _ASKING.search(query.text) or not query.scope.decided:
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if _WORDS.fullmatch(word))
    best: tuple[float, Statement] | None = None
    for doc_id in sorted(query.scope.doc_ids):
        title = reader.document(doc_id).record.metadata.title
        for evidence, text in _told(doc_id, reader):
            layers = reader.layers(doc_id, reader.clause(doc_id, evidence.clause))
            score = coverage(topic, ((text, 1.0), (title, 0.9), *layers)) if topic.words else 1.0
            if best is None or score > best[0]:
                best = score, Statement(f"{strip_number(text).rstrip('。；')}。", (evidence,))
    return NOTHING if best is None or best[0] < _COVERED else Draft((best[1],), (), best[0])


def _told(doc_id: str, reader: Reader) -> Iterator[tuple[Evidence, str]]:
    """The sentences and titles of a document that tell full marks; rows tell those of one part."""
    whole = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind in ("table_row", "furniture"):
            continue
        for start, end in split_sentences(whole, clause.start, clause.end):
            text = reader.text(doc_id, start, end).strip()
            if FULL_MARKS.search(text):
                yield Evidence(doc_id, clause.index, start, end), text
