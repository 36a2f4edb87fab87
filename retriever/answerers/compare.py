"""Two sides beside each other: two places, two years, two documents, two things."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.datatypes import Clause
from retriever.answerers.difference import difference
from retriever.answerers.parallel import (
    CHANGED,
    answer_changes,
    answer_in_parallel,
    called,
    in_one_sentence,
    leaves_a_side,
)
from retriever.answerers.settled import settled
from retriever.answerers.sides import ASKS_DIFFERENCE, Side, asks_each, find_sides
from retriever.answerers.stretches import strip_number
from retriever.aspects_asked import asks_aspect
from retriever.completed import Completed
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import Lexicon
from retriever.matching import Topic, coverage, read_topic
from retriever.nearby import Nearby, answer_near
from retriever.question import Query, understand
from retriever.reader import Reader
from retriever.told_once import once

LINES = 6  # further lines that are told of each side
SIDE_LIMIT = 320  # characters of one side beyond which no further line is told of it
LABEL_LIMIT = 24  # characters of what a side is called
PERIOD_LIMIT = 320  # characters of what a plan says of one of its years
_FIGURE = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:%|[\u4e00-\u9fff])?")
_NOT_WRITTEN = "文件没有写明。"
_VERSUS = re.compile(r"(?:vs|VS|Vs|PK|pk)\.?\s*$")
_PAUSES = "，,。；;：:？? "
_OPEN = re.compile("多少|几(?!乎)|谁|哪|什么|啥|怎|咋|如何|何时")
_PAUSE = re.compile("[，,。；;：:？?]")
_WAYS = re.compile("路子|做法|办法|举措|措施|抓手|招数|打法|怎么|咋|如何")
_ASKED_HERE = re.compile("(?:是什么|怎么做)$")  # what a side is asked where the question only asks for the difference
_YEAR_OF_PLAN = re.compile(r"第(?P<number>一|二|三|1|2|3)年|(?P<first>头一?年|首年|前一年)|(?P<next>次年|后一年)")
_ALL_PERIODS = re.compile("目标.{0,6}[分有](?:成|为)?(?:[两三二]|几)个?(?:时间)?(?:段|阶段)|各个?(?:时间)?段.{0,8}目标")
_PERIOD = re.compile(r"20\d{2}年(?:\d{1,2}月)?(?:底|前)?(?:[—－\-至到]|$|。|，)")

Answer = Callable[[Query], Draft]


def by_places(query: Query, reader: Reader, answer: Answer) -> Draft:
    """The answer for each of several places that the question names, each from that place's documents."""
    places = query.scope.places
    if len(places) < 2 or query.kind == "chat":
        return NOTHING
    order = sorted(places, key=query.text.find)
    starts = [query.text.find(place) for place in order]
    opening = ASKS_DIFFERENCE.sub(" ", query.text[: starts[0]])
    if not _PAUSE.search(opening.rstrip(_PAUSES)) and not _OPEN.search(query.text[starts[0] :]):
        opening = opening.rstrip(_PAUSES)  # 「…的目标，甲跟乙比一比」: what is asked stands before both
    asked: list[Query] = []
    for place, start, end in zip(order, starts, [*starts[1:], len(query.text)], strict=True):
        own = _VERSUS.sub(" ", ASKS_DIFFERENCE.sub(" ", query.text[start:end])).strip(" 和跟与同比，,、")
        alone = opening.strip() and not _PAUSE.search(opening) and not understand(own, reader.lexicon).topic.words
        side = understand(f"{own}{opening}" if alone else f"{opening}{own}", reader.lexicon)
        if not side.topic.words:
            rest = "".join(query.text.replace(other, "") for other in order if other != place)
            side = understand(ASKS_DIFFERENCE.sub(" ", rest), reader.lexicon)
        if side.kind == "fact" and _WAYS.search(query.text):
            side = replace(side, kind="method")
        elif side.kind == "fact" and not query.figure and reader.lexicon.terms_in(side.text):
            side = replace(side, kind="definition")
        elif side.kind in ("fact", "compare"):
            kind = query.kind if query.kind != "compare" else "target" if query.figure else "fact"
            side = replace(side, kind=kind, figure=query.figure)
        doc_ids = side.scope.doc_ids & reader.lexicon.places[place]
        asked.append(replace(side, scope=replace(side.scope, doc_ids=doc_ids)))
    return beside(query.text, order, _with_wording(asked, [answer(side) for side in asked], reader, answer))


def answer_compare(query: Query, reader: Reader, answer: Answer) -> Draft:
    """One line for each side, each with its own evidence, and the difference where it is asked for."""
    periods = _years_of_plan(query, reader)
    if periods.found:
        return periods
    changes = answer_changes(query, reader)
    if changes.found:
        return changes
    sides = find_sides(query, reader.lexicon)
    if len(sides) < 2:
        return NOTHING
    for way in (called, in_one_sentence):
        if (told := way(sides, query, reader)).found:
            return told
    drafts = _answers(sides, query, reader, answer)
    if not all(draft.found for draft in drafts):
        together = answer_in_parallel(sides, query, reader)
        if together.found:
            return together
    return beside(query.text, [side.label for side in sides], drafts)


def _answers(sides: Sequence[Side], query: Query, reader: Reader, answer: Answer) -> list[Draft]:
    """The answer of each side; bodies from the sentence that speaks of the side, where one task names several."""
    asked = [_side_query(side, query, reader) for side in sides]
    drafts = [_answer_side(side, one, query, reader, answer) for side, one in zip(sides, asked, strict=True)]
    if asked[0].kind != "responsibility":
        return settled(sides, asked, drafts, reader, answer)
    where = next((draft.statements[0].evidence for draft in drafts if draft.found), ())
    found = [
        answer_near(replace(one, topic=understand(side.label, reader.lexicon).topic), Nearby(where[:1]), reader, answer)
        for one, side in zip(asked, sides, strict=True)
    ]
    texts = {draft.statements[0].text for draft in found if draft.found}
    if len(texts) == len(sides):
        return found
    return (
        drafts
        if all(draft.found for draft in drafts) and len(texts) > 1
        else settled(sides, asked, drafts, reader, answer)
    )


def _answer_side(side: Side, asked: Query, query: Query, reader: Reader, answer: Answer) -> Draft:
    """The answer of a side; what is told of its name where only this program asked what it is.

    Of 「甲模式和乙模式有什么区别」 no document needs to define the two: what each says of its own sets them apart. So
    it is with names that the documents quote, whatever but a figure is asked of them (是哪个街道的、管什么的).
    """
    draft = answer(asked)
    name = side.label.strip("“”")
    plain = side.question.removesuffix("是多少")
    if not draft.found and plain != side.question and "多少" not in query.text:
        draft = answer(_side_query(replace(side, question=plain), query, reader))  # told without a figure of its name
    if draft.found or query.figure or (draft.final and name not in reader.lexicon.quoted):
        return draft
    asked_here = query.kind == "compare" and _ASKED_HERE.search(side.question) and not _ASKED_HERE.search(query.text)
    if not asked_here and name not in reader.lexicon.quoted:
        return draft
    bare = side.question[: side.question.find(side.label) + len(side.label)]
    told = answer(_side_query(replace(side, question=bare), query, reader))
    named = tuple(statement for statement in told.statements if name in statement.text)
    return replace(told, statements=named) if named else draft


def _with_wording(asked: Sequence[Query], drafts: list[Draft], reader: Reader, answer: Answer) -> list[Draft]:
    """The drafts of places; a figure that one lacks is looked up with the words by which the other's is told."""
    told = next((draft for draft in drafts if draft.found and draft.statements[0].evidence), None)
    if told is None or not any(side.figure for side in asked):
        return drafts
    words = read_topic(_FIGURE.sub(" ", told.statements[0].text), reader.lexicon)
    found: list[Draft] = []
    for side, draft in zip(asked, drafts, strict=True):
        kept = [pair for pair in words.words if pair[0] in side.topic.known or _meant(side.topic, pair[0])]
        again = replace(side, topic=Topic(tuple(kept), words.alternatives, words.known))
        other = answer(again) if not draft.found and kept else draft
        found.append(other if other.found else draft)
    return found


def _meant(topic: Topic, word: str) -> bool:
    """Whether a word is an official form of one that a question asks about, or holds one."""
    forms = [*(word for word, _ in topic.words), *(form for _, forms in topic.alternatives for form in forms)]
    return any(form in word or word in form for form in forms)


def is_whole(query: Query, lexicon: Lexicon) -> bool:
    """Whether a question sets two things beside each other and must not be taken apart at its commas."""
    if _ALL_PERIODS.search(query.text):
        return True
    if query.kind != "compare" and (query.kind == "member" or not asks_each(query.text)):
        return False
    return len(query.scope.places) < 2 and len(find_sides(query, lexicon)) > 1


def answer_each(query: Query, plain: Draft, reader: Reader, answer: Answer) -> Draft:
    """「A和B各多少」: the answers of both sides where the plain answer speaks of one alone."""
    if plain.found and not any(CHANGED.search(statement.text) for statement in plain.statements):
        changes = answer_changes(query, reader)
        if changes.found:
            return changes
    if not asks_each(query.text) or len(query.scope.places) > 1 or query.kind == "member":
        return plain
    periods = _years_of_plan(query, reader)
    if periods.found:
        return periods
    sides = find_sides(query, reader.lexicon)
    if len(sides) < 2:
        return plain
    if (told := in_one_sentence(sides, query, reader)).found:
        return told
    said = "\n".join(statement.text for statement in plain.statements)
    of_all = all(_speaks_of(said, side, reader) for side in sides) and not leaves_a_side(sides, said, reader.lexicon)
    if query.kind != "responsibility" and plain.found and of_all:
        return plain
    drafts = _answers(sides, query, reader, answer)
    enough = all if query.kind == "responsibility" and plain.found else any
    return beside(query.text, [side.label for side in sides], drafts) if enough(one.found for one in drafts) else plain


def beside(question: str, labels: Sequence[str], drafts: Sequence[Draft]) -> Draft:
    """The answers of the sides, one line each; said once where one sentence answers for all."""
    if not any(draft.found for draft in drafts):
        return NOTHING
    texts = [draft.statements[0].text if draft.found else "" for draft in drafts]
    statements: list[Statement] = []
    longest = max(texts, key=len)
    if all(text and text.rstrip("。") in longest for text in texts):
        statements.extend(drafts[texts.index(longest)].statements)
        for told in (told for draft in drafts for told in draft.statements):
            if not any(told.text.rstrip("。") in said.text for said in statements):
                statements.append(told)
    else:
        for label, draft in zip(labels, drafts, strict=True):
            statements.extend(_lines(label[:LABEL_LIMIT], draft))
    gap = difference(question, labels, texts, drafts) if all(texts) else None
    if gap is not None:
        statements.append(gap)
    facts: tuple[StoredFact, ...] = tuple(dict.fromkeys(stored for draft in drafts for stored in draft.facts))
    return Draft(tuple(statements), facts, 1.0)


def one_by_one(completed: Completed, drafts: Sequence[Draft], reader: Reader, answer: Answer) -> Draft:
    """The answers of the questions of one turn: beside each other where they have labels, else in their order."""
    labels = [part.label for part in completed.parts]
    if all(labels):
        sides = [Side(part.label, part.question) for part in completed.parts]
        asked = [understand(part.question, reader.lexicon) for part in completed.parts]
        return beside(completed.typed, labels, settled(sides, asked, drafts, reader, answer))
    found = [draft for draft in drafts if draft.found]
    statements = once([statement for draft in found for statement in draft.statements])
    for part, draft in zip(completed.parts, drafts, strict=True):
        if found and not draft.found and asks_aspect(part.question):
            statements.append(Statement(f"{part.question}：{_NOT_WRITTEN}", (), (part.question,), bears=False))
    return Draft(tuple(statements), tuple(dict.fromkeys(stored for draft in found for stored in draft.facts)), 1.0)


def _lines(label: str, draft: Draft) -> list[Statement]:
    """A side's answer behind what the side is called; a heading of the answer's own stays on its line."""
    if not draft.found:
        return [Statement(f"{label}：{_NOT_WRITTEN}", (), (label,), bears=False)]
    first, *others = draft.statements
    opening = "" if first.text.startswith(label) else f"{label}："
    named = replace(first, text=f"{opening}{first.text}", computed=(*first.computed, label))
    return [named, *_within(others, SIDE_LIMIT - len(first.text))]


def _within(statements: Sequence[Statement], room: int) -> list[Statement]:
    """The first statements that a number of characters has room for."""
    told: list[Statement] = []
    for statement in statements[:LINES]:
        room -= len(statement.text)
        if room < 0:
            break
        told.append(statement)
    return told


def _speaks_of(text: str, side: Side, reader: Reader) -> bool:
    topic = understand(side.label, reader.lexicon).topic
    return coverage(topic, ((text, 1.0),)) >= 0.6 if topic.words else side.label in text


def _side_query(side: Side, query: Query, reader: Reader) -> Query:
    """A side as a question of its own, about the documents that the whole question is about."""
    found = understand(side.question, reader.lexicon)
    if found.kind == "compare":
        found = replace(found, kind="target" if found.figure else "fact")
    if not found.scope.places and not found.scope.named and query.scope.decided:
        found = replace(found, scope=replace(query.scope, years=found.scope.years))
    return found


def _years_of_plan(query: Query, reader: Reader) -> Draft:
    """「头一年跟第二年的目标」: what a plan sets for its first and its second year."""
    every = _ALL_PERIODS.search(query.text) is not None
    wanted = [1, 2] if every else [_number(match) for match in _YEAR_OF_PLAN.finditer(query.text)]
    if len(set(wanted)) < 2:
        return NOTHING
    best: tuple[float, str, list[Clause]] | None = None
    for doc_id in sorted(query.scope.doc_ids):
        clauses = reader.document(doc_id).parsed.clauses
        for parent in {clause.parent for clause in clauses if clause.parent is not None}:
            row = [clause for clause in clauses if clause.parent == parent and _PERIOD.match(clause.heading)]
            if len(row) < max(wanted):
                continue
            above = clauses[parent]
            score = coverage(query.broad, ((above.heading, 1.0), (reader.document(doc_id).record.metadata.title, 0.5)))
            if best is None or score > best[0]:
                best = (score, doc_id, row)
    if best is None:
        return NOTHING
    lines = []
    for number in range(1, len(best[2]) + 1) if every else dict.fromkeys(wanted):
        clause = best[2][number - 1]
        own = reader.own_text(best[1], clause)
        text = strip_number(own)
        evidence = Evidence(best[1], clause.index, clause.start + len(clause.number), clause.start + len(own))
        label = "" if every else f"第{'一二三'[number - 1]}年："
        lines.append(Statement(label + _shortened(text), (evidence,), (label,) if label else ()))
    return Draft(tuple(lines), (), 1.0, explained=True)  # its words name the year, which no plan calls so


def _number(match: re.Match[str]) -> int:
    if match.group("first"):
        return 1
    if match.group("next"):
        return 2
    return {"一": 1, "二": 2, "三": 3}.get(match.group("number"), 0) or int(match.group("number"))


def _shortened(text: str) -> str:
    """A text up to the limit: its period, and its last parts, which say what is to be reached."""
    if len(text) <= PERIOD_LIMIT:
        return text
    head, _, rest = text.partition("。")
    parts = re.split("(?<=[，；])", rest)
    while len("".join(parts)) > PERIOD_LIMIT - len(head) and len(parts) > 1:
        parts = parts[1:]
    return f"{head}：{''.join(parts)}"
