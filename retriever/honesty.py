"""The last look at an answer, whatever way found it: does it tell of what was asked, or only of its theme?"""

from __future__ import annotations

from dataclasses import replace

from ingest.datatypes import Member
from retriever.answerers.named_terms import only_used
from retriever.asked_apart import asked_apart
from retriever.completed import Completed
from retriever.demanded import aspect_untold
from retriever.draft import Draft
from retriever.other_places import of_another_place
from retriever.other_things import another_group
from retriever.question import Query, understand
from retriever.question_wording import in_one_piece
from retriever.reader import Reader
from retriever.reread import reads_as_answer
from retriever.same_measure import (
    another_measure,
    month_missing,
    nobody_told,
    only_announced,
    only_named_as_part,
    only_table_head,
    only_to_come,
    term_missing,
)
from retriever.unlike_things import of_unlike_thing
from retriever.unspoken import around, lacks_scheme, names_another, own_texts
from retriever.verifier import held_texts

# From which value of a joint reading on an answer stands, though it lacks a word of the question, or an aspect. Over
# 22 sets of questions a time read so well is right 4 times of 4; of other answers that lack a word only the best read
# is (1 of 4 right ones kept, none of the wrong ones); of those that lack an aspect 5 right ones stand, 1 wrong one.
_LACKS_WORD = 4.0
_LACKS_WORD_OF_TIME = 1.5
_LACKS_ASPECT = 3.1
_OF_GROUPS = ("responsibility", "member", "list", "fact", "reverse", "count")


def unless_beside(asked: Completed, query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer; where it speaks of something beside what is asked, a refusal that names the place as the nearest."""
    if not draft.found or asked.sides or asked.told:
        return draft
    typed = asked.typed or asked.question
    if _of_something_else(typed, asked, draft, reader):
        return Draft(nearest=draft.first_evidence, final=True)
    if place := of_another_place(query, draft, reader):
        return Draft(reason=f"已收录的文件没有{place}的这类规定。", final=True)
    if _of_another_group(typed, query, draft, reader):
        return Draft(nearest=draft.first_evidence, final=True)
    told = [evidence for statement in draft.statements for evidence in statement.evidence]
    another = not draft.explained and names_another(typed, query, draft, reader, leans=asked.leans)
    least = _LACKS_WORD_OF_TIME if query.kind == "deadline" else _LACKS_WORD
    if another and not reads_as_answer(reader.view, asked.question, told, least):
        return Draft(nearest=draft.first_evidence, final=True)
    if not draft.explained and query.kind == "method" and lacks_scheme(asked.question, query, draft, reader):
        return Draft(nearest=draft.first_evidence, final=True)
    beside = speaks_beside(query, draft, reader, leans=asked.leans)
    if beside and not speaks_beside(query, draft, reader, leans=asked.leans, aspects=False):
        beside = not reads_as_answer(reader.view, asked.question, told, _LACKS_ASPECT)
    if of_unlike_thing(typed, own_texts(draft, reader), around(draft, reader)):
        return Draft(final=True)  # what is told of fires is not near what is asked of snow
    return Draft(nearest=draft.first_evidence, final=True) if beside else draft


def _of_something_else(typed: str, asked: Completed, draft: Draft, reader: Reader) -> bool:
    """Whether what is told of a bare asking (「…，免费吗」) passes over the thing that was said to be wanted."""
    whole = in_one_piece(typed) if not asked.leans else ""
    if not whole:
        return False
    by_itself = replace(asked.read_as(whole), typed=whole)
    return not unless_beside(by_itself, understand(whole, reader.lexicon), draft, reader).found


def tells_first(asked: Completed, draft: Draft, reader: Reader) -> bool:
    """Whether an answer speaks of the first of several things that a question asks, were that asked by itself."""
    things = asked_apart(asked.question)
    told = "\n".join(statement.text for statement in draft.statements)
    if len(things) <= 1 or things[1].name or any(aspect_untold(thing.said, told) for thing in things):
        return False
    first = things[0].text
    by_itself = replace(asked.read_as(first), typed=first)
    return unless_beside(by_itself, understand(first, reader.lexicon), draft, reader).found


def _of_another_group(typed: str, query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether a question about one group is answered from a document of groups that has none of that name."""
    if query.kind not in _OF_GROUPS:
        return False
    documents = {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}
    held = "\n".join((around(draft, reader), *(reader.document(one).parsed.clean.text for one in documents)))
    return another_group(typed, query.topic, held, lambda word: bool(reader.lexicon.gazetteer.named_by(word)))


def speaks_beside(
    query: Query, draft: Draft, reader: Reader, *, leans: bool = False, aspects: bool = True
) -> bool:
    """Whether an answer passes over the aspect, the measure, the term or the holder that its question asks for.

    A question that `leans` on an earlier one and names a thing of its own has left the measure of that one behind.
    Without `aspects` the words for who pays, how often or where are not looked for.
    """
    if not draft.found or query.kind == "chat":
        return False
    text = "\n".join(statement.text for statement in draft.statements)
    held = "\n".join((text, *(told for statement in draft.statements for told in held_texts(statement, reader))))
    untold = aspects and not draft.explained and aspect_untold(query.text, held)
    if untold or only_table_head(text) or only_announced(text):
        return True
    if query.kind == "document":
        return False
    if not draft.explained and only_used(query, draft, reader):
        return True
    own = own_texts(draft, reader)
    term = not draft.explained and term_missing(query.text, held)
    if term or month_missing(query.asked, held) or only_to_come(query.asked, own):
        return True
    own_thing = leans and any(word in query.asked for word, _ in query.topic.words)
    measured = query.asked if own_thing else query.text
    if not draft.explained and another_measure(measured, own, reader.lexicon.everyday):
        return True
    if not draft.explained and only_named_as_part(query.asked, own):
        return True
    named = any(isinstance(stored.fact, Member) for stored in draft.facts)
    return not named and nobody_told(query.text, text)
