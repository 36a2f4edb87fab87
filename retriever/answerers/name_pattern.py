"""Names asked for by their pattern: 「“××在东湖”系列活动有哪些」 means 「书香在东湖、运动在东湖」."""

from __future__ import annotations

import re

from ingest.sentences import split_sentences
from retriever.answerers.stretches import balance, strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_BLANK = "[Xx×*]{2,3}|某某|什么什么|[○〇_]{2,}"
_PATTERN = re.compile(rf"[“\"‘']?(?:{_BLANK})(?P<end>[\u4e00-\u9fff]{{2,6}}?)(?=[”\"’'这那系的，,？? ]|活动|行动|$)")
_FILLED = "[\u4e00-\u9fff]{2,4}"
_FEWEST = 2
_LONGEST = 220  # characters of the sentence that is told


def answer_name_pattern(query: Query, reader: Reader) -> Draft:
    """The sentence with the most names of the pattern that a question gives with a blank in it."""
    pattern = _PATTERN.search(query.asked) or _PATTERN.search(query.text)
    if pattern is None:
        return NOTHING
    name = re.compile(rf"(?<![\u4e00-\u9fff]){_FILLED}{re.escape(pattern['end'])}")
    best: tuple[int, Statement] | None = None
    for doc_id in sorted(query.scope.doc_ids):
        text = reader.document(doc_id).parsed.clean.text
        for clause in reader.document(doc_id).parsed.clauses if pattern["end"] in text else ():
            for start, end in split_sentences(text, clause.start, clause.end):
                held = len(set(name.findall(text[start:end])))
                if held >= _FEWEST and end - start <= _LONGEST and (best is None or held > best[0]):
                    told = balance(strip_number(text[start:end].strip("，；。 \n")))
                    best = held, Statement(f"{told}。", (Evidence(doc_id, clause.index, start, end),))
    return Draft((best[1],), (), 1.0, explained=True) if best is not None else NOTHING
