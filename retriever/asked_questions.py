"""Questions that a document asks and answers itself: 「3.问：补贴能领多久？」 with 「答：…」 below it.

Interpretations of policies (政策解读, 政策问答, 热点问答) have this form; what they ask is what people ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.datatypes import Clause, Document

_ASKED = re.compile(
    r"^\s*(?:(?:第?[一二三四五六七八九十\d]{1,3}[、.．)）]?|[（(][一二三四五六七八九十\d]{1,3}[)）])\s?)?"
    r"(?:(?P<mark>[【\[（(]?(?:[问Q]|提问)\s?\d{0,3}\s?[】\])）：:.、]+|问题[一二三四五六七八九十\d]{1,3}[：:、])\s?)?"
    r"(?P<text>[^？?\n]{3,80}[？?](?:[^？?。\n]{2,40}[？?])?|(?(mark)[^？?\n。]{4,60}(?=\s*$)|(?!)))"
)
_ANSWERED = re.compile(r"^\s*[【\[（(]?(?:答复?|A\s?\d{0,3}|解答|回答)\s?[】\])）：:、]+\s?")
_FEWEST = 2  # pairs from which a document without the marks 问 and 答 is taken for one of questions


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a document and the clean span of its answer, `start` behind the mark 「答：」.

    `clauses` are those that the answer stands in, in order.
    """

    doc_id: str
    text: str
    clauses: tuple[int, ...]
    start: int
    end: int


def asked_questions(documents: Mapping[str, Document]) -> tuple[AskedQuestion, ...]:
    """The questions of all documents that answer questions."""
    found: list[AskedQuestion] = []
    for doc_id, document in documents.items():
        found += _of_document(doc_id, document)
    return tuple(found)


def _of_document(doc_id: str, document: Document) -> Sequence[AskedQuestion]:
    text = document.parsed.clean.text
    if text.count("？") + text.count("?") < _FEWEST:
        return ()
    clauses = [clause for clause in document.parsed.clauses if clause.kind not in ("furniture", "contents", "closing")]
    opened = [
        (index, match)
        for index, clause in enumerate(clauses)
        if (match := _ASKED.match(text[clause.start : clause.end])) is not None
    ]
    pairs = list(_pairs(doc_id, text, clauses, opened))
    marked = any(match["mark"] for _, match in opened) or any(_ANSWERED.match(text, pair.start) for pair in pairs)
    if not marked and len(pairs) < _FEWEST:
        return ()
    return [_without_mark(pair, text) for pair in pairs]


def _pairs(
    doc_id: str, text: str, clauses: Sequence[Clause], opened: Sequence[tuple[int, re.Match[str]]]
) -> Iterator[AskedQuestion]:
    for number, (index, match) in enumerate(opened):
        last = opened[number + 1][0] if number + 1 < len(opened) else len(clauses)
        head = clauses[index]
        inside = [clause for clause in clauses[index + 1 : last] if head.start < clause.start and _below(clause, head)]
        rest = text[head.start + match.end() : head.end].strip()
        start = head.start + match.end() if rest else (inside[0].start if inside else head.end)
        end = inside[-1].end if inside else head.end
        if text[start:end].strip():
            held = ((head,) if rest else ()) + tuple(inside)
            yield AskedQuestion(doc_id, match["text"], tuple(clause.index for clause in held), start, end)


def _below(clause: Clause, head: Clause) -> bool:
    """Whether a clause can belong to the answer: no heading of the level of the question or above."""
    return clause.kind not in ("heading", "annex", "title") or clause.level > head.level


def _without_mark(pair: AskedQuestion, text: str) -> AskedQuestion:
    said = text[pair.start : pair.end]
    mark = _ANSWERED.match(said)
    opened = mark.end() if mark else len(said) - len(said.lstrip())
    return replace(pair, start=pair.start + opened, end=pair.start + len(said.rstrip()))
