"""All of a row of numbered sentences within one paragraph, where a list is asked for and one of them was told.

「降低成本。1.建设补助：…。2.运营补助：…。3.用电执行居民价格。」 is one item of a document: who asks which grants there
are, and names none of them, asks for the three.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_SEVERAL = re.compile("哪些|哪几[种项样]|都?有(?:什么|啥)|(?:什么|啥)(?:样的)?(?:补|奖|支持|优惠|政策|措施|要求)")
_NUMBER = re.compile(r"\s*(?:[（(]?(?P<number>\d{1,2})[)）.．、](?!\d)|(?P<circled>[①-⑩]))")
_FEWEST = 2  # sentences of a row
_ROOM = 600  # characters of the row


def with_run(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer of one numbered sentence, with the others of its row where the question tells none of them apart."""
    first = draft.first_evidence
    if first is None or len(draft.statements) != 1 or draft.facts or not _SEVERAL.search(query.text):
        return draft
    row = _row(first, reader)
    texts = [reader.text(one.doc_id, one.start, one.end) for one in row]
    if len(row) < _FEWEST or sum(map(len, texts)) > _ROOM or _tells_apart(query, texts, _above(first, reader)):
        return draft
    plain = (strip_number(text.strip()).rstrip("。；;") for text in texts)
    told = tuple(Statement(f"{text}。", (one,)) for one, text in zip(row, plain, strict=True))
    return replace(draft, statements=told)


def _row(first: Evidence, reader: Reader) -> list[Evidence]:
    """The numbered sentences of the clause that evidence stands in, where it is one of them; else none."""
    clause = reader.clause(first.doc_id, first.clause)
    if clause.kind == "table_row":
        return []
    text = reader.document(first.doc_id).parsed.clean.text
    row: list[Evidence] = []
    held = False
    for start, end in split_sentences(text, clause.start, clause.end):
        number = _NUMBER.match(text, start, end)
        value = number and int(number["number"] or ord(number["circled"]) - ord("①") + 1)
        if value != len(row) + 1:
            if held:
                break
            row = []
            continue
        row.append(Evidence(first.doc_id, clause.index, start, end))
        held = held or start <= first.start < end
    return row if held else []


def _above(first: Evidence, reader: Reader) -> str:
    """The title and the headings above a row: their words are about all of it."""
    path = reader.clause(first.doc_id, first.clause).path
    return "\n".join((reader.document(first.doc_id).record.metadata.title, *path))


def _tells_apart(query: Query, texts: list[str], above: str) -> bool:
    """Whether a word of the question stands in some sentences of a row and not in others."""
    words = [word for word in query.topic.known if len(word) > 1 and word not in above]
    return any(0 < sum(word in text for text in texts) < len(texts) for word in words)
