"""How something is done: the measures of the clause or the story that deals with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.announced import answer_announced, row_told
from retriever.answerers.measures import measures_first, tells_work
from retriever.answerers.one_case import of_one_case
from retriever.answerers.regions import GOES_ON, ITEMS_LIMIT, Region, find_region, names_in, phrase_length
from retriever.answerers.stage_rows import answer_stage
from retriever.answerers.stretches import allowed_year, strip_number, whole
from retriever.answerers.terms import best_term, explains
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.lexicon import query_words
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import INDICATED, SUPPORTED, Passage, Reader, segments

HEADING_COVERED = 0.35  # share of the topic from which a clause is about nothing else
PHRASE_REPEATED = 4  # characters of the question that a heading repeats, from which it is about the same
OPENING_COVERED = 0.6  # share of the topic from which an item that opens with it is about nothing else
METHOD_LIMIT = 640
_SURELY = 0.6  # probability from which a sentence belongs to what is told
_BEARING = 0.1
_NEAR_BEST = 0.3  # share of the best sentence's cover from which another one is about the same
_LONG_SENTENCE = 220  # characters from which a sentence is told by its parts between semicolons
_LABEL = re.compile(
    r"^[（〔\[【](?:(?:责任|牵头|配合|完成|主管|推进|协办)|[^）〕\]】]*(?:牵头|负责|配合|落实)[^）〕\]】]*[）〕\]】]$)"
)
_FIELDS = re.compile("(?:责任|牵头|配合|推进|主管|完成)(?:处室|单位|部门|时限|时间)[：:]")
_OPERATES = re.compile(
    r"[”\"']?\s?(?:(?:具体|到底|究竟)?是?(?:怎么|咋|如何|怎样)(?:个)?(?:操作|运作|运行|分|算|执行|划分)"
    r"|(?:具体|到底|究竟)是?(?:怎么|咋|如何|怎样)(?:个)?(?:做|弄|搞|整|实施|开展)|是(?:怎么|咋|如何|怎样)(?:做|弄|搞|整)的)"
)
_RULE = re.compile("第[一二三四五六七八九十百零\\d]+条$")
_SHORT_RULE = 240  # characters up to which an article of a regulation is about one thing and is told in full
_SHORT_ITEM = 300  # characters of an item that is told in full: what it sets out belongs together
_LONG_IN_STORY = 300
_LEADS_UP = 0.8  # of the score of a story's best sentence, below which those before it only lead up to it
_FOR_THIS = re.compile("^(?:为此|对此)，")
_SCENE = 45  # characters up to which a sentence of a story may be mere scenery
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")

Span = tuple[int, int]


def answer_method(query: Query, reader: Reader) -> Draft:
    """The measures of the clause that deals with the topic, in its order, shortened."""
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    steps = answer_announced(query, reader) if re.search("流程|程序|步骤|几步|手续|材料|条件", query.text) else Draft()
    if steps.found:
        return steps
    ordered = measures_first(query, reader, passages)
    likely = ordered and ordered[0].support >= SUPPORTED
    passages = ordered if likely else sorted(ordered, key=lambda one: -one.score)
    if not passages or passages[0].support < SUPPORTED:
        return Draft(score=passages[0].support if passages else 0.0, nearest=passages[0].evidence if passages else None)
    if (staged := answer_stage(query, reader, passages)).found:
        return staged
    statements = method_statements(query, reader, passages)
    if not statements:
        return Draft(nearest=passages[0].evidence)
    return Draft(tuple(of_one_case(query.text, statements, passages)), (), passages[0].covered)


def method_statements(query: Query, reader: Reader, passages: Sequence[Passage]) -> list[Statement]:
    """The measures of the region that the best passages are of; none where that only names what is asked about."""
    passages = [one for one in passages if tells_work(reader, one.doc_id, one.clause, one.text)]
    if not passages:
        return []
    region = find_region(query, reader, passages)
    if _only_named(query, reader, region):
        return []
    measures = region_told(query, reader, region)
    first = [(one, one.evidence[0]) for one in measures if one.evidence]
    kept = [one for one, at in first if tells_work(reader, at.doc_id, at.clause, one.text)]
    kept = _from_deed(kept, passages) if region.head is None else kept
    return _with_best(kept, reader, passages[0]) if kept else []


def _from_deed(statements: list[Statement], passages: Sequence[Passage]) -> list[Statement]:
    """A story from where it tells what is asked: what leads up to that (whose idea it was, how it was before) goes.

    A sentence that goes on with the ones before it (「由此」) cannot stand without them; 「为此」 can be left out.
    """
    ranked = {(one.doc_id, one.start): one for one in passages}
    told = [ranked.get((one.evidence[0].doc_id, one.evidence[0].start)) for one in statements]
    best = max((one for one in told if one is not None), key=lambda one: one.score, default=None)
    if best is None or best.support < _SURELY or GOES_ON.search(_FOR_THIS.sub("", best.text.strip())):
        return statements
    lead = next(index for index, one in enumerate(told) if one is None or one.score >= _LEADS_UP * best.score)
    first = statements[lead]
    return [replace(first, text=_FOR_THIS.sub("", first.text)), *statements[lead + 1 :]] if lead else statements


def _with_best(statements: list[Statement], reader: Reader, best: Passage) -> list[Statement]:
    """The measures with the sentence that surely answers, where they were taken from beside it and leave room."""
    told = [(one.doc_id, one.start, one.end) for statement in statements for one in statement.evidence]
    if best.support < _SURELY or reader.clause(best.doc_id, best.clause).kind == "table_row":
        return statements
    if any(doc_id == best.doc_id and start < best.end and best.start < end for doc_id, start, end in told):
        return statements
    if not any(doc_id == best.doc_id for doc_id, _, _ in told) or len(best.text) > _LONG_SENTENCE:
        return statements
    size = sum(len(statement.text) for statement in statements)
    return [whole(reader, best), *statements] if size + len(best.text) <= METHOD_LIMIT else statements


def _only_named(query: Query, reader: Reader, region: Region) -> bool:
    """Whether a question asks how a coined term works (「“某某”具体怎么操作」) that the region only uses."""
    for name in names_in(query, reader):
        at = query.text.find(name)
        if at < 0 or not _OPERATES.match(query.text[at + len(name) :]):
            continue
        if best_term(query, reader) is not None:
            return False
        text = "".join(reader.own_text(region.doc_id, clause) for clause in region.clauses)
        sentences = [text[slice(*span)] for span in split_sentences(text)]
        return not any(name in sentence and explains(sentence, name) for sentence in sentences)
    return False


def answer_region(query: Query, reader: Reader, *, figures: bool = False) -> Draft:
    """What the item does that is about the topic by its heading; with `figures` only its sentences that hold some."""
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    if not passages or passages[0].support < INDICATED:
        return Draft()
    region = find_region(query, reader, passages)
    if region.head is None or not _about(query, region.head):
        return Draft()
    statements = _headings(region, reader, listed=True) or _measures(query, reader, region)
    if figures:
        statements = [statement for statement in statements if re.search(r"\d", statement.text)] or statements
    return Draft(tuple(statements), (), region.covered)


def region_told(query: Query, reader: Reader, region: Region) -> list[Statement]:
    """What a region does: its headings where it is too much to tell, else its measures."""
    return _headings(region, reader) or _measures(query, reader, region)


def _headings(region: Region, reader: Reader, *, listed: bool = False) -> list[Statement]:
    """The headings below an item that says nothing itself, where a list is asked or it is too much to tell in full."""
    head = region.head
    if head is None or head.end - head.start >= 80 or (head.tree_end - head.start <= ITEMS_LIMIT and not listed):
        return []
    text = reader.document(region.doc_id).parsed.clean.text
    children = [child for child in reader.children(region.doc_id, head) if child.number and child.heading]
    if len(children) < 2:
        return []
    return [
        Statement(
            f"{child.number}{child.heading}",
            (Evidence(region.doc_id, child.index, child.start, _head_end(text, child.start, child.end)),),
        )
        for child in children
    ]


def _measures(query: Query, reader: Reader, region: Region) -> list[Statement]:
    """The sentences of a region that are measures, each cited to itself."""
    text = reader.document(region.doc_id).parsed.clean.text
    owners: dict[Span, Clause] = {}
    for clause in region.clauses:
        own = split_sentences(text, clause.start, clause.end)
        said = [span for span in own if not _is_label(text[slice(*span)], clause.label)]
        # An item that is one sentence has it for its heading, too.
        alone = clause is not region.head or len(region.clauses) == 1
        whole = [span for span in own if not _LABEL.match(text[slice(*span)])] if alone and not said else []
        if said and clause is not region.head and clause.heading and said[0] != own[0]:
            said[0] = (own[0][0], said[0][1])  # the name of a step stands before what is done in it
        owners.update((span, clause) for span in said or (whole if clause.number else []))
    spans = list(owners)
    if region.head is None:
        spans = _of_story(text, spans)
    elif len(region.clauses) == 1:
        spans = _on_topic(query, reader, text, spans, region.head)
    longest = _LONG_SENTENCE if region.head is not None else _LONG_IN_STORY
    pieces = [
        _shortened(query, text, span, whole=len(spans) > 1) if span[1] - span[0] > longest else [span] for span in spans
    ]
    spans = [piece for part in pieces for piece in part]
    chosen = _choose(query, text, spans)
    found = []
    for start, end in chosen:
        owner = next(clause for span, clause in owners.items() if span[0] <= start and end <= span[1])
        if owner.kind == "table_row":
            told = row_told(reader, region.doc_id, owner) if owner.row is not None else None
            found += [told] if told is not None else []
        else:
            words = strip_number(text[start:end]).rstrip("；;，")
            found.append(Statement(words, (Evidence(region.doc_id, owner.index, start, end),)))
    return found


def _on_topic(query: Query, reader: Reader, text: str, spans: list[Span], clause: Clause) -> list[Span]:
    """The sentences that bear on the topic, where the clause as a whole deals with more than it."""
    size = sum(end - start for start, end in spans)
    if not spans or _about(query, clause) or (_RULE.match(clause.number) and clause.end - clause.start <= _SHORT_RULE):
        return spans
    if size <= _SHORT_ITEM:
        return spans
    covers = [coverage(query.topic, ((text[start:end], 1.0),)) for start, end in spans]
    opening = text[slice(*spans[0])]
    names = names_in(query, reader)
    if (covers[0] >= OPENING_COVERED and not names) or (len(names) > 1 and all(name in opening for name in names)):
        return spans
    best = max(covers)
    if best < _BEARING:
        return spans
    chosen: list[Span] = []
    for index, span in enumerate(spans):
        if covers[index] >= max(_BEARING, _NEAR_BEST * best) or (
            chosen and covers[index - 1] == best and _continues(text[slice(*spans[index - 1])], text[slice(*span)])
        ):
            chosen.append(span)
    return chosen


def _about(query: Query, clause: Clause) -> bool:
    """Whether a clause is about nothing but the topic, by its heading."""
    if phrase_length(query, clause.label) >= PHRASE_REPEATED:
        return True
    return coverage(query.topic, ((clause.label, 1.0),)) >= HEADING_COVERED


def _continues(before: str, sentence: str) -> bool:
    """Whether a sentence goes on with what the one before it ended with."""
    tail = re.split("[，；]", before.rstrip("。"))[-1]
    return any(tail[at : at + 2] in sentence for at in range(len(tail) - 1) if _WORDS.match(tail[at : at + 2]))


def _of_story(text: str, spans: list[Span]) -> list[Span]:
    """The sentences of a story that tell what was done, without the scenery."""
    doing = query_words("measure_words.txt")
    told = [
        (start, end)
        for start, end in spans
        if end - start > _SCENE or any(word in text[start:end] for word in doing)
        if not text[start:end].endswith(("？", "?"))
    ]
    return told or spans


def _shortened(query: Query, text: str, span: Span, *, whole: bool) -> list[Span]:
    """A sentence, or those of its parts between semicolons that bear on the topic when it is long."""
    start, end = span
    parts: list[Span] = []
    for first, last in segments(text[start:end]):
        if parts and text[parts[-1][1] - 1] not in "；;。":
            parts[-1] = (parts[-1][0], start + last)
        else:
            parts.append((start + first, start + last))
    bearing = [part for part in parts if coverage(query.topic, ((text[slice(*part)], 1.0),)) >= _BEARING]
    return parts if whole and len(bearing) == len(parts) else bearing or [span]


def _head_end(text: str, start: int, end: int) -> int:
    spans = split_sentences(text, start, end)
    return spans[0][1] if spans else end


def _is_label(sentence: str, label: str) -> bool:
    """Whether a sentence is the clause's heading, its bracket of bodies, or a line of fields (「责任单位：…」)."""
    bare = sentence.rstrip("。； ")
    return bool(_LABEL.match(sentence) or _FIELDS.match(sentence)) or bare in (label, label.lstrip("—"))


def _choose(query: Query, text: str, spans: list[Span]) -> list[Span]:
    """Sentences up to the limit in their order, those that bear on the topic before others."""
    if sum(end - start for start, end in spans) <= METHOD_LIMIT:
        return spans
    scored = [
        (coverage(query.topic, ((text[start:end], 1.0),)) + 0.25 / (1 + order), (start, end))
        for order, (start, end) in enumerate(spans)
    ]
    chosen: list[Span] = []
    room = METHOD_LIMIT
    for _, (start, end) in sorted(scored, key=lambda entry: -entry[0]):
        if end - start <= room:
            chosen.append((start, end))
            room -= end - start
    return sorted(chosen) or [spans[0]]
