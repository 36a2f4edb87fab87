"""What a term means that a question names and asks about, in whatever spelling: by the document's own explanation."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Definition, Enumeration
from retriever.answerers.term_places import explained_by_word, explained_where_used, written_behind
from retriever.answerers.terms import really_explains, term_statements
from retriever.datatypes import StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader
from retriever.term_parts import counted_of, names_parts, stands_beside
from retriever.term_wording import MARKS, asks_of_term, folded

_COUNTED = re.compile(r"(?:\d|双|n\b)")
_SOME_PLUS = re.compile(r"(?P<plus>几\+几(?:\+几)*)(?P<kind>[一-龥]{0,8}?(?:模式|机制|制度|体系))?")
_COUNTING = re.compile("[二三四五六七八九十]个?[一-龥]{2,4}")
_LIKELY = 0.4  # share of a question's words that stand where a term is explained that it does not name
_PARTS_ASKED = re.compile(r"哪(?:\d|几)|几|各|分别|(?:统1|包|清|控|管|防|查|改)(?:些)?(?:什么|啥)")
_WHICH = re.compile(r"哪(\d+)")
_CLASSES = re.compile("(?:分|划)(?:为|成|作)?了?[哪几][几些]?大?[类种档]")  # what a thing is tells no classes
_CLASSES_TOLD = re.compile("[两二三四五六七八九十][类种档]|包括|分为")
_NEVER = ("chat", "document")
_SAME = 0.05  # difference of coverage within which two documents speak to a question equally well
_BODY = 4  # characters of a body's name that tells it from others
_MOST = 3  # documents told side by side
_PLACES = 400  # documents that a term without an explanation is looked for in


def answer_described_term(query: Query, reader: Reader) -> Draft:
    """The same, where a sentence that begins with the term goes on to say how it works."""
    return answer_named_term(query, reader, loosely=True)


def answer_named_term(query: Query, reader: Reader, *, loosely: bool = False) -> Draft:
    """The explanation of the term that a question asks the meaning, the parts or the members of.

    Nothing where it asks anything else of the term (how often, who is in charge), or where no document explains it.
    """
    if query.kind in _NEVER or not query.scope.doc_ids:
        return NOTHING
    question = folded(query.text)
    named = reader.terms.named_in(question)
    for form in named:
        if any(form != other and form in other for other in named if reader.terms.facts.get(other)):
            continue  # a part of a longer term that is explained
        asked = asks_of_term(question, form, written_behind(reader, form))
        if not asked or (asked == "who" and not _COUNTED.match(form)):
            continue
        if asked == "beside" and question.count(form) > 1:
            continue  # two of one name set beside each other
        if (wanted := _WHICH.search(question)) and not _counts(reader, form, int(wanted[1])):
            continue
        draft = _told(query, reader, form, loosely=loosely, how=asked == "how")
        if draft.found and _speaks_of_none(query, form, draft):
            continue
        if draft.found and not (_CLASSES.search(question) and not _CLASSES_TOLD.search(draft.statements[0].text)):
            return _beside(query, reader, form, named, draft) if asked == "beside" else draft
    return _unnamed(query, reader, question)


def _speaks_of_none(query: Query, form: str, draft: Draft) -> bool:
    """Whether a question asks for the parts of what one body has (「县中医院那个医共体包括哪些」), not named here."""
    named = [body for body in query.bodies if len(body) >= _BODY and body not in form]
    text = "".join(statement.text for statement in draft.statements)
    return query.kind == "list" and bool(named) and not any(body in text for body in named)


def _counts(reader: Reader, form: str, wanted: int) -> bool:
    """Whether a term counts as many things as a question asks for, or has as many parts."""
    numerals = [2 if found == "双" else int(found) for found in re.findall(r"\d+|双", form)]
    parts = (stored.fact for stored in reader.terms.facts.get(form, ()))
    listed = any(len(fact.parts) == wanted for fact in parts if isinstance(fact, Enumeration))
    return wanted in numerals or sum(numerals) == wanted or listed


def _unnamed(query: Query, reader: Reader, question: str) -> Draft:
    """A term that no document quotes: 「几加几」 for one of theirs, 「三个必须」 for three things that must be done."""
    doc_ids = sorted(query.scope.doc_ids)[:_PLACES]
    some = _SOME_PLUS.search(question)
    if some is not None and asks_of_term(question, some["plus"], (some["kind"] or "",)):
        written = [terms for terms in reader.terms.written.values() if all("+" in term for term in terms)]
        used = [one for terms in written for one in explained_where_used(reader, terms, doc_ids, loosely=True)]
        best = _best(query, reader, [(doc_id, statements, None) for doc_id, statements in used])
        return best if len(best.statements) and best.score >= _LIKELY else NOTHING
    plain = MARKS.sub("", query.text)
    for match in _COUNTING.finditer(plain):
        for end in range(match.end(), match.start() + 3, -1):
            term = plain[match.start() : end]
            if not asks_of_term(question, folded(term)):
                continue
            if reader.lexicon.count(term):  # without quotes: 「三个责任全覆盖。落实…」
                used = explained_where_used(reader, (term,), doc_ids)
            else:
                used = explained_by_word(reader, term, doc_ids)
            if used:
                rest = query.topic.without(word for word, _ in query.topic.words if word in term)
                narrowed = replace(query, topic=rest)
                best = _best(narrowed, reader, [(doc_id, statements, None) for doc_id, statements in used])
                return best if best.score >= _LIKELY or not rest.words else NOTHING
    return NOTHING


def _told(query: Query, reader: Reader, form: str, *, loosely: bool = False, how: bool = False) -> Draft:
    """What the documents that speak to a question best say of a term."""
    facts = [stored for stored in reader.terms.facts.get(form, ()) if _may_tell(query, reader, stored)]
    facts = [stored for stored in facts if isinstance(stored.fact, Definition)] if how else facts
    found = [(stored.doc_id, term_statements(reader, stored), stored) for stored in _one_each(facts)]
    if not found:
        doc_ids = sorted(query.scope.doc_ids)[:_PLACES]
        used = explained_where_used(reader, reader.terms.written[form], doc_ids, loosely=loosely)
        return _best(query, reader, [(doc_id, statements, None) for doc_id, statements in used])
    return _best(query, reader, [(doc_id, statements, stored) for doc_id, statements, stored in found])


def _may_tell(query: Query, reader: Reader, stored: StoredFact) -> bool:
    if stored.doc_id not in query.scope.doc_ids:
        return False
    fact = stored.fact
    if not isinstance(fact, Definition):
        return True
    term = fact.subject.strip("“”")
    if term in fact.meaning and _PARTS_ASKED.search(folded(query.text)) and not _has_parts(fact.meaning, term):
        return False
    return really_explains(reader, stored)


def _has_parts(text: str, term: str) -> bool:
    """Whether a text names as many things as a term counts; a term that counts nothing needs none."""
    counted = counted_of(term)
    return counted is None or names_parts(text, term, counted) or stands_beside(text, term, counted)


def _one_each(facts: list[StoredFact]) -> list[StoredFact]:
    """The fact of each document that says most: a stated meaning, else the parts, else the coining sentence."""
    best: dict[str, tuple[int, StoredFact]] = {}
    for stored in facts:
        fact = stored.fact
        stated = isinstance(fact, Definition) and fact.subject.strip("“”") not in fact.meaning
        worth = 2 if stated else 1 if not isinstance(fact, Definition) else 0
        if stored.doc_id not in best or worth > best[stored.doc_id][0]:
            best[stored.doc_id] = (worth, stored)
    return [stored for _, stored in best.values()]


def _best(query: Query, reader: Reader, found: list[tuple[str, tuple[Statement, ...], StoredFact | None]]) -> Draft:
    """The explanation of the document that covers the question best; those of several behind their titles."""
    if not found:
        return NOTHING
    worth = [_worth(query, reader, doc_id, statements) for doc_id, statements, _ in found]
    top = max(worth)
    told = [one for one, its in zip(found, worth, strict=True) if its >= top - _SAME]
    if len({statements[0].text for _, statements, _ in told}) == 1:
        told = told[:1]
    if len(told) > _MOST:
        return NOTHING
    lines: list[Statement] = []
    for doc_id, statements, _ in told:
        title = f"《{reader.document(doc_id).record.metadata.title}》：" if len(told) > 1 else ""
        first = statements[0]
        computed = (*first.computed, title) if title else first.computed
        lines += [Statement(f"{title}{first.text}", first.evidence, computed, first.bears), *statements[1:]]
    return Draft(tuple(lines), tuple(stored for _, _, stored in told if stored is not None), top)


def _worth(query: Query, reader: Reader, doc_id: str, statements: tuple[Statement, ...]) -> float:
    metadata = reader.document(doc_id).record.metadata
    layers = [(metadata.title, 1.0), *((one.text, 1.0) for one in statements)]
    for evidence in (evidence for one in statements for evidence in one.evidence[:1]):
        clause = reader.clause(doc_id, evidence.clause)
        layers += [("\n".join(clause.path), 1.0), (reader.own_text(doc_id, clause), 0.9)]
    return coverage(query.topic, tuple(layers))


def _beside(query: Query, reader: Reader, form: str, named: list[str], draft: Draft) -> Draft:
    """A term with the other that a question sets beside it; nothing where only one of two terms is explained.

    A comparison then tells what the documents say of each.
    """
    others = [other for other in named if other not in form and form not in other]
    for other in others:
        if (second := _told(query, reader, other)).found:
            return Draft((*draft.statements, *second.statements), (*draft.facts, *second.facts), 1.0)
    return NOTHING if others else draft


def only_used(query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether a question asks what a term that counts things means, and its answer names nowhere as many of them."""
    if query.kind in _NEVER or draft.facts:
        return False
    question = folded(query.text)
    told = "\n".join(statement.text for statement in draft.statements)
    for form in reader.terms.named_in(question) if _PARTS_ASKED.search(question) else ():
        term = next((term for term in reader.terms.written[form] if term in told), "")
        counted = counted_of(term) if term else None
        if counted is None or counted.plus or len(draft.statements) >= counted.total or _has_parts(told, term):
            continue
        asked = asks_of_term(question, form, written_behind(reader, form))
        if asked == "meaning" and not _told(query, reader, form, loosely=True).found:
            return True
    return False
