"""What belongs to an explanation besides its sentence: whose it is, what goes on with it, the items it announces."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.announced import announced
from retriever.answerers.regions import GOES_ON, story
from retriever.datatypes import Evidence
from retriever.draft import Statement
from retriever.reader import Passage, Reader
from retriever.tokenizer import segment

_NOUN = re.compile("[\u4e00-\u9fff]{2,}")
ONWARD_LIMIT = 320  # characters of an explanation with the sentences that go on with it
_SUBJECT_FAR = 160  # characters before a sentence in which the place it speaks of is named
_NO_NAME = re.compile(
    r"^(?:街道|社区|小区|该区|该县|该镇|全区|本区|当地|区里)(?![\u4e00-\u9fff]{0,6}(?:层面|工作者|治理|服务))"
)
_PLACE = re.compile(
    r"(?:^|[，。；、])(?:目前|如今|近年来|此间)?，?(?P<name>[\u4e00-\u9fff]{2,4}(?:地区|街道|小区|社区|镇|乡|村|里))"
)


def with_subject(reader: Reader, doc_id: str, clause: Clause, start: int, words: str) -> tuple[str, int]:
    """A sentence that only says 街道 or 小区, behind the name that was written last before it.

    Returns:
        The words, and where the evidence for them starts (clean offset).
    """
    if not _NO_NAME.match(words) or start <= clause.start:
        return words, start
    first = max(clause.start, start - _SUBJECT_FAR)
    names = list(_PLACE.finditer(reader.text(doc_id, first, start)))
    if not names or names[-1].group("name") in words:
        return words, start
    return f"（{names[-1].group('name')}）{words}", first + names[-1].start("name")


def onward(reader: Reader, doc_id: str, clause: Clause, end: int, term: str, length: int) -> tuple[Statement, ...]:
    """The sentences behind an explanation that go on with it: they name the term again, or point back to it.

    Args:
        reader: the documents.
        doc_id: the document.
        clause: the clause of the explanation.
        end: where the explanation ends (clean offset).
        term: the term, without quotes.
        length: characters that the explanation has already.
    """
    text = reader.document(doc_id).parsed.clean.text
    clauses = [clause] if clause.number else story(reader, doc_id, clause, (term,))
    found: list[Statement] = []
    for other in clauses:
        if other.end <= end:
            continue
        for first, last in split_sentences(text, max(other.start, end), other.end):
            sentence = text[first:last]
            back = GOES_ON.match(sentence) if not clause.number else None
            if not (term in sentence or back) or length + last - first > ONWARD_LIMIT:
                return tuple(found)
            length += last - first
            found.append(Statement(sentence, (Evidence(doc_id, other.index, first, last),)))
    return tuple(found)


def carried_on(reader: Reader, statement: Statement) -> tuple[Statement, ...]:
    """The sentence right behind an explanation that goes on with what it ends on.

    「…整合为一个综合网格。推动力量下沉到网格，…」: who asks how it is done is told both.
    """
    last = statement.evidence[0]
    clause = reader.clause(last.doc_id, last.clause)
    ends = [word for word in segment(statement.text) if _NOUN.fullmatch(word)][-1:]
    behind = split_sentences(reader.text(last.doc_id, last.end, clause.end))
    if not ends or not behind:
        return ()
    first, end = (last.end + at for at in behind[0])
    sentence = reader.text(last.doc_id, first, end)
    if ends[0] not in sentence or len(statement.text) + len(sentence) > ONWARD_LIMIT:
        return ()
    return (Statement(sentence.strip(), (Evidence(last.doc_id, clause.index, first, end),)),)


def items_below(reader: Reader, doc_id: str, clause: Clause, start: int, end: int) -> tuple[Statement, ...]:
    """The items that an explanation announces: 「…是指下列人员：」."""
    passage = Passage(doc_id, clause.index, start, end, reader.text(doc_id, start, end), 1.0, 1.0)
    return announced(reader, passage)
