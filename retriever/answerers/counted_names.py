"""Terms that count what they stand for (「三会」, 「两张网」, 「三所联动」), told by the sentence that names as many.

Documents often use such a term here and name its parts there: 「听证会、协调会、评议会等制度」. Where no document says
outright what the term means, a sentence that names exactly as many things with the term's own noun does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.datatypes import Definition, Enumeration
from ingest.numerals import parse_number
from retriever.answerers.stretches import balance, strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_KINDS = ("definition", "list", "fact", "count", "target")
_NUMBER = "[二两三四五六七八九]"
_MEASURE = "[个张项条家大]?"
_TERM = re.compile(rf"(?P<number>{_NUMBER})(?P<measure>{_MEASURE})(?P<noun>[\u4e00-\u9fff]{{1,2}})")
_ASKS = re.compile(
    rf"(?:是|指|叫|包括|包含|有)[^，。？?]{{0,6}}哪(?:{_NUMBER}|几|些)|(?:是|指|叫|包括|包含)(?:的是)?(?:什么|啥)|哪{_NUMBER}|分别(?:是|指|叫|代表)"
)
_NAME = r"[\u4e00-\u9fff]{1,8}"
_QUOTED = re.compile(r"“([^“”]{2,10})”")
_LONGEST = 180  # characters of the sentence that is told


@dataclass(frozen=True)
class _Found:
    """A sentence that names as many things as a term counts; `near` tells how near the term is used, 2 the nearest."""

    near: int
    text: str
    evidence: Evidence


def answer_counted_names(query: Query, reader: Reader) -> Draft:
    """The sentence that names the things that a term of the question counts by their noun."""
    if query.kind not in _KINDS or not _ASKS.search(query.text):
        return NOTHING
    for match in _TERM.finditer(query.text):
        number = int(parse_number(match["number"]) or 0)
        for size in range(len(match["noun"]), 0, -1):
            noun = match["noun"][:size]
            term = f"{match['number']}{match['measure']}{noun}"
            if not reader.lexicon.count(term) or _told_outright(term, query, reader):
                continue
            found = max(_named(term, noun, number, query, reader), key=lambda one: one.near, default=None)
            if found is not None:
                return Draft((Statement(found.text, (found.evidence,)),), (), 1.0, explained=True)
    return NOTHING


def _told_outright(term: str, query: Query, reader: Reader) -> bool:
    """Whether a document says itself what the term means, or lists its parts; an item that bears its name does not."""
    meant = (one.fact for one in reader.facts(query, Definition) if isinstance(one.fact, Definition))
    listed = (one.fact for one in reader.facts(query, Enumeration))
    subjects = (*(fact.subject for fact in meant if not fact.item), *(fact.subject for fact in listed))
    return any(term in subject for subject in subjects)


def _named(term: str, noun: str, number: int, query: Query, reader: Reader) -> Iterator[_Found]:
    """Sentences of the documents that use the term which name exactly as many things that end with its noun."""
    texts = {doc_id: reader.document(doc_id).parsed.clean.text for doc_id in sorted(query.scope.doc_ids)}
    texts = {doc_id: text for doc_id, text in texts.items() if term in text}
    if not texts:
        return
    listed = re.compile(rf"(?:{_NAME}?{noun}[、和与及]){{{number - 1}}}{_NAME}?{noun}(?![员议])")
    more = re.compile(rf"(?:{_NAME}?{noun}[、和与及]){{{number}}}{_NAME}?{noun}")
    # 「“三会”制度」 used elsewhere is told by 「听证会、协调会、评议会等制度」, not by any three meetings.
    behind = {word for text in texts.values() for word in re.findall(rf"{term}[”\"]?([\u4e00-\u9fff]{{2}})", text)}
    alike = re.compile(rf"{listed.pattern}等?(?:{'|'.join(sorted(behind))})") if behind else None
    for doc_id, text in texts.items():
        for clause in reader.document(doc_id).parsed.clauses:
            for start, end in reader.sentences(doc_id, clause):
                sentence = text[start:end]
                if len(sentence) > _LONGEST or sentence.count(noun) < number:
                    continue
                quoted = [name for name in _QUOTED.findall(sentence) if noun in name and name != noun]
                by_quotes = len(dict.fromkeys(quoted)) == number and all(term not in name for name in quoted)
                near = term in sentence or term in "\n".join((*clause.path, clause.heading))
                pattern = listed if near else alike
                by_list = pattern is not None and pattern.search(sentence) is not None and not more.search(sentence)
                if by_list or (by_quotes and near):
                    told = balance(strip_number(sentence.strip("，；。 \n")))
                    yield _Found(1 + near, f"{told}。", Evidence(doc_id, clause.index, start, end))
