"""Terms made of numbers and short names (「一核两带三园」), told by what the document says of each of their parts."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_NUMERAL = r"(?:[一二三四五六七八九十两双多]|\d{1,2}|N)"
_NOUN = r"(?![个项名条次家件人年月日天元万亿十百千])[\u4e00-\u9fff]{1,2}?"
_TERM = re.compile(rf"(?:{_NUMERAL}{_NOUN}){{2,6}}")
_PART = re.compile(rf"{_NUMERAL}[\u4e00-\u9fff]{{1,2}}?(?={_NUMERAL}|$)")
_WITHIN = 3000  # characters behind a term in which its parts are told
_LONGEST = 220  # characters told of a part
_KINDS = ("definition", "list", "fact", "method", "compare")


def answer_compound(query: Query, reader: Reader) -> Draft:
    """What a document says of each part of a term that a question names; nothing unless it tells of all of them."""
    if query.kind not in _KINDS:
        return NOTHING
    for term in _terms(query.text, reader):
        parts = _PART.findall(term)
        for doc_id in sorted(query.scope.doc_ids):
            lines = _told(reader, doc_id, term, parts)
            if lines:
                head = Statement(f"“{term}”：", (), ("“", "”", term), bears=False)
                return Draft((head, *lines), (), 1.0)
    return NOTHING


def _terms(text: str, reader: Reader) -> list[str]:
    """Terms of a question that documents use, longest first: a run ends where the documents' term does."""
    found: list[str] = []
    for start in range(len(text)):
        for size in range(min(20, len(text) - start), 3, -1):
            piece = text[start : start + size]
            whole = _TERM.fullmatch(piece) and len("".join(_PART.findall(piece))) == len(piece)
            if whole and reader.lexicon.count(piece):
                found.append(piece)
                break
    return sorted(found, key=len, reverse=True)


def _told(reader: Reader, doc_id: str, term: str, parts: list[str]) -> list[Statement]:
    """A line for each part: from where it is named to the end of what is said of it."""
    text = reader.document(doc_id).parsed.clean.text
    at = text.find(term)
    while at >= 0:
        position = at + len(term)
        lines: list[Statement] = []
        for part in parts:
            said = re.compile(rf"[“\"]?{re.escape(part)}[”\"]?(?:：|:|即|是|指|为|——|，(?!“)|（)").search(
                text, position, at + _WITHIN
            )
            line = _line(reader, doc_id, said.start(), text) if said else None
            if said is None or line is None:
                break
            lines.append(line)
            position = said.end()
        if len(lines) == len(parts):
            return lines
        at = text.find(term, at + 1)
    return []


def _line(reader: Reader, doc_id: str, start: int, text: str) -> Statement | None:
    clause = _clause_at(reader, doc_id, start)
    if clause is None:
        return None
    end = re.compile("[；。\n]").search(text, start, clause.end)
    stop = end.start() if end else clause.end
    words = strip_number(text[start:stop].strip())
    if not words or len(words) > _LONGEST:
        return None
    return Statement(f"{words}。", (Evidence(doc_id, clause.index, start, stop),))


def _clause_at(reader: Reader, doc_id: str, position: int) -> Clause | None:
    clauses = reader.document(doc_id).parsed.clauses
    return next((clause for clause in clauses if clause.start <= position < clause.end), None)
