"""What a question asks beside what was answered: 「装多少个报警器，消防队几个人」 with only the first of them told.

Whatever way answered, each thing that the question asks is held against the answer. One that it does not tell is
looked for where the others stand (their row, their sentence, their section), then asked by itself with what the whole
question is about. What is found nowhere is said to be not written, in a few words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from retriever.answerers.ages import fits_age
from retriever.asked_apart import ASKS, asked_apart
from retriever.completed import Completed
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import Lexicon
from retriever.matching import coverage
from retriever.part_beside import cell_beside, rows_of, stretch_beside
from retriever.part_told import HELD, Part, labels_of, read_parts, tells
from retriever.question import Query, understand
from retriever.reader import Reader
from retriever.subjects import placed, subject_of
from retriever.told_once import once

_NOT_WRITTEN = "：文件没有写明。"
_BESIDE_OTHERS = re.compile("（[^（）]{2,30}(?:为|按|不超过|不低于)[^（）]*\\d[^（）]*）")  # 30人（山区为20人）
_KINDS = ("chat", "filter", "document", "compare", "reverse")
_AT_LENGTH = ("list", "method", "definition")  # parts whose answer need not repeat the words that they are asked in
_SURE = 0.6  # share of a part's own words that must be held by what is told of it anew
_LITTLE = 0.3  # share of a part's own words below which an answer says nothing of it
_LONGEST_NAME = 14
_AGREE = 2  # statements from one row
_FEW = 3  # statements of an answer that are looked at one by one

Known = tuple[Query, Draft, int]
Ask = Callable[[Completed], Draft]
Follow = Callable[[str, str], Completed]


@dataclass(frozen=True)
class Ways:
    """How a part is asked by itself, and what completes it as a question that follows another."""

    ask: Ask
    follow: Follow
    check: Callable[[Draft, Reader], Draft]


def with_untold(completed: Completed, known: Known, ways: Ways, reader: Reader) -> Known:
    """What answers a question, with what it asks beside that; as it was where nothing is missing.

    Args:
        completed: the question.
        known: how it was understood, what answers it, and from how many parts.
        ways: how a part is asked by itself.
        reader: the documents.
    """
    query, draft, count = known
    asked = asked_apart(completed.question)
    if not asked or query.kind in _KINDS or completed.parts or completed.sides or completed.told or completed.nowhere:
        return known
    if not query.scope.doc_ids or query.scope.unknown_places or draft.reason:
        return known
    parts = read_parts(query, asked, reader.lexicon)
    rows = rows_of(query, draft, reader)
    kept = [told for told in draft.statements if not _strays(told, rows, query, reader)]
    untold = [part for part in parts if not _told(part, parts, kept, reader)]
    if not untold:
        return known
    found = _all_sought(untold, parts, completed, replace(draft, statements=tuple(kept)), ways, reader)
    anything = any(other.found for other in found.values())
    if not anything and (not draft.found or len(kept) < len(draft.statements)):
        return known
    if not draft.found and sum(other.found for other in found.values()) * 2 <= len(found):
        return known  # of two things both, of three two must be found for an answer that was none
    joined = _joined(parts, kept, found, reader)
    facts = tuple(dict.fromkeys(stored for each in (draft, *found.values()) for stored in each.facts))
    checked = ways.check(Draft(joined, facts, max(draft.score, 0.5)), reader)
    if not checked.found:
        return known
    beside = _found_beside(parts, checked, reader)
    told = Draft(nearest=checked.first_evidence, final=True) if beside else checked
    return query, told, max(count, len(parts))


def _found_beside(parts: Sequence[Part], draft: Draft, reader: Reader) -> bool:
    """Whether what a question asks first is said to be not written, and what is told says nothing of the rest either.

    Who asks what a meal costs and how much the old pay less is told nothing by the number of canteens.
    """
    at_length = any(part.query.kind in _AT_LENGTH for part in parts[1:])
    if at_length or not _said_unwritten(parts[0], draft.statements):
        return False
    rest = [part if part.needs is None else replace(part, own=part.said) for part in parts[1:]]
    return not any(_tells(part, statement, reader) for part in rest for statement in draft.statements)


def _told(part: Part, parts: Sequence[Part], statements: Sequence[Statement], reader: Reader) -> bool:
    """Whether an answer tells a part; one of which nothing is known is taken to be told."""
    if not statements or _said_unwritten(part, statements):
        return False
    if part.open or (part.asked.name == "" and not part.own.words and len(statements) > 1):
        return True
    if part.asked.name and part.own.known:  # what it is put again about is named as it is: 文化站 is no 文化馆
        part = replace(part, own=part.literal)
    return any(_tells(part, statement, reader) for statement in statements)


def _tells(part: Part, statement: Statement, reader: Reader, share: float = HELD) -> bool:
    if not statement.bears or statement.text.endswith(_NOT_WRITTEN):
        return False
    return tells(part, statement.text, labels_of(statement, reader), share=share)


def _strays(statement: Statement, rows: Sequence[tuple[str, int]], query: Query, reader: Reader) -> bool:
    """Whether a statement was read from another row of a table than the one that the question names."""
    if not rows or not statement.evidence:
        return False
    first = statement.evidence[0]
    clause = reader.clause(first.doc_id, first.clause)
    if clause.row is None or (first.doc_id, first.clause) in rows:
        return False
    table = reader.document(first.doc_id).parsed.rows
    same = any(
        doc_id == first.doc_id and table[row].header == table[clause.row].header
        for doc_id, index in rows
        if (row := reader.clause(doc_id, index).row) is not None
    )
    named = any(len(value) > 1 and value in query.text for value in table[clause.row].values)
    return same and not named


def _all_sought(
    untold: Sequence[Part], parts: Sequence[Part], completed: Completed, draft: Draft, ways: Ways, reader: Reader
) -> dict[int, Draft]:
    """What tells each part that was not told; once one is found, the others are looked for beside it, too."""
    found: dict[int, Draft] = {}
    for _ in range(2):
        for part in untold:
            if not found.get(id(part), NOTHING).found:
                anew = tuple(told for each in found.values() for told in each.statements)
                held = replace(draft, statements=(*draft.statements, *anew))
                found[id(part)] = _sought(part, parts, completed, held, ways, reader)
        if not any(each.found for each in found.values()):
            break
    return found


def _sought(part: Part, parts: Sequence[Part], completed: Completed, draft: Draft, ways: Ways, reader: Reader) -> Draft:
    """What tells a part: beside the others, else from where it is asked by itself."""
    again = part.asked.name != ""
    formed = part.needs is not None and any(part.needs.search(told.text) for told in draft.statements)
    near = stretch_beside(part, draft, reader, close=formed and not again) if draft.found else NOTHING
    near = near if near.found and ways.check(near, reader).found else NOTHING
    alone = formed and part is parts[0]
    cell = cell_beside(part, draft, reader) if draft.found and not again and not alone else NOTHING
    aged = near.found and fits_age(part.asked.said, near.statements[0].text)  # the band beside the one told
    if cell.found or (near.found and not again):
        return cell if cell.found else near
    if aged:
        return replace(near, statements=_named(part, near.statements))
    if alone or _said_unwritten(part, draft.statements):
        return NOTHING  # it was asked before, by itself or as if the question asked this alone
    allowed = {one.doc_id for told in draft.statements for one in told.evidence}
    for turn in _turns(part, parts, completed, ways, reader.lexicon):
        found = ways.ask(turn)
        places = {one.doc_id for told in found.statements for one in told.evidence}
        sought = replace(part, own=part.literal) if formed and not again else part
        telling = [told for told in found.statements if _tells(sought, told, reader, share=_SURE)]
        about = replace(part, own=part.said.without(word for word, _ in part.said.words if len(word) == 1), needs=None)
        telling = [told for told in telling if again or _tells(about, told, reader)]
        if telling and (not allowed or places <= allowed):
            few = len(found.statements) <= _FEW
            return replace(found, statements=_named(part, telling if few else found.statements))
    return replace(near, statements=_named(part, near.statements))


def _said_unwritten(part: Part, statements: Sequence[Statement]) -> bool:
    names = (told.text[: -len(_NOT_WRITTEN)] for told in statements if told.text.endswith(_NOT_WRITTEN))
    return any(name[:2] in part.asked.said for name in names)


def _named(part: Part, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """What tells of a thing that the question was put again about, behind its name where it does not name it."""
    name = part.asked.name
    if not statements or not name or any(name in statement.text for statement in statements):
        return tuple(statements)
    first, *others = statements
    return (replace(first, text=f"{name}：{first.text}", computed=(*first.computed, name)), *others)


def _turns(
    part: Part, parts: Sequence[Part], completed: Completed, ways: Ways, lexicon: Lexicon
) -> Iterator[Completed]:
    """A part as a question of its own: behind the subject of the first, or following it.

    One that names nothing in a question that follows another may be about what that was: 「最多领几年？去哪申请」.
    """
    index = next(at for at, other in enumerate(parts) if other is part)
    if completed.previous is not None and not part.own.words and not part.asked.name:
        yield ways.follow(completed.previous.question, part.asked.said)
    if index == 0:
        yield _by_itself(completed, part.asked.text)
        return
    first = parts[0]
    whole = understand(first.asked.text, lexicon)
    subject = subject_of(whole, lexicon)
    if part.asked.name:
        yield ways.follow(first.asked.text, part.asked.said)
        return
    if subject and subject not in part.asked.said:
        yield _by_itself(completed, placed(whole.scope.places, f"{subject}{part.asked.said}"))
    yield ways.follow(first.asked.text, part.asked.said)


def _by_itself(completed: Completed, question: str) -> Completed:
    return replace(completed.read_as(question), typed=question)


def _joined(
    parts: Sequence[Part], kept: Sequence[Statement], found: dict[int, Draft], reader: Reader
) -> tuple[Statement, ...]:
    """The statements of all parts in their order, nothing told twice, and a word on each part that is not written."""
    told: list[Statement] = []
    if (first := found.get(id(parts[0]))) is not None:
        told += first.statements
    told += [statement for statement in kept if not _answered_now(statement, parts, found)]
    for part in parts[1:]:
        if (other := found.get(id(part))) is not None:
            told += other.statements
    told = once(_of_one_row(told, set(kept), parts, reader))
    said = "\n".join(statement.text for statement in told)
    for part in parts:
        other = found.get(id(part))
        if other is not None and not other.found and _is_silent(part, told):
            name = _name_of(part)
            both = part.asked.name and _BESIDE_OTHERS.search(said)
            if name and not both and name not in said and coverage(part.own, ((said, 1.0),)) < _LITTLE:
                told.append(Statement(f"{name}{_NOT_WRITTEN}", (), (name,), bears=False))
    return tuple(told)


def _of_one_row(
    told: Sequence[Statement], kept: set[Statement], parts: Sequence[Part], reader: Reader
) -> list[Statement]:
    """Statements less those kept from another row of the table than two others, of which the question names nothing."""
    rows = [_row_of(statement, reader) for statement in told]
    counts = Counter(row for row in rows if row is not None)
    most = max(counts, key=counts.__getitem__, default=None)
    if most is None or counts[most] < _AGREE:
        return list(told)
    asked = "".join(part.asked.text for part in parts)
    return [
        statement
        for statement, row in zip(told, rows, strict=True)
        if statement not in kept
        or row is None
        or row == most
        or row[2] != most[2]
        or any(len(value) > 1 and value in asked for value in row[3])
    ]


def _row_of(statement: Statement, reader: Reader) -> tuple[str, int, tuple[str, ...], tuple[str, ...]] | None:
    """The row that a statement was read from: document, clause, titles of columns, cells."""
    for first in statement.evidence[:1]:
        clause = reader.clause(first.doc_id, first.clause)
        if clause.row is not None:
            row = reader.document(first.doc_id).parsed.rows[clause.row]
            return first.doc_id, first.clause, tuple(row.header), tuple(row.values)
    return None


def _answered_now(statement: Statement, parts: Sequence[Part], found: dict[int, Draft]) -> bool:
    """Whether a word on what is not written is out of date: the part was told all the same, or is now."""
    if not statement.text.endswith(_NOT_WRITTEN):
        return False
    name = statement.text[: -len(_NOT_WRITTEN)]
    meant = [part for part in parts if name[:2] in part.asked.said]
    return bool(meant) and all(found.get(id(part)) is None or found[id(part)].found for part in meant)


def _is_silent(part: Part, told: Sequence[Statement]) -> bool:
    """Whether nothing that is told may be meant for a part: neither has its form, nor, for a thing named, its words."""
    formed = part.needs is None or any(part.needs.search(statement.text) for statement in told)
    known = part.own.known >= dict(part.own.words).keys()
    return bool(part.own.words) and (part.asked.name != "" or not formed) and known


def _name_of(part: Part) -> str:
    """What a part that is not written is called: what the question was put again about, else its own words."""
    if part.asked.name:
        return part.asked.name
    if part.needs is None or any(word not in part.asked.said for word, _ in part.own.words):
        return ""
    found = [part.asked.said.find(word) for word, _ in part.own.words]
    end = max(at + len(word) for at, (word, _) in zip(found, part.own.words, strict=True))
    name = part.asked.said[min(found) : end]
    return name if 1 < len(name) <= _LONGEST_NAME and not ASKS.search(name) else ""
