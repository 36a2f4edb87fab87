"""Comparisons that one sentence answers: it speaks of each side in a part of its own, or tells what has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from retriever.answerers.sides import ASKS_DIFFERENCE, Side
from retriever.answerers.stretches import allowed_year, whole
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import Lexicon
from retriever.matching import Topic, coverage, read_topic, word_match
from retriever.question import Query
from retriever.reader import Passage, Reader, segments
from retriever.tokenizer import segment

_LOOKED_AT = 6  # best sentences
_HELD = 0.15  # probability from which such a sentence is told: its form tells, too
_SURELY, _ALL, _ONE_SENTENCE = 0.8, 0.9, 180  # support and cover of a sentence that tells of all sides, characters
_OF_SIDE = 0.5  # share of the words that one side has for itself
_FIT = 0.5  # share of a word of a side that a part of the sentence must hold
BEFORE = re.compile(
    "以前|之前|原来|原先|过去|从前|往年|去年|上(?:一)?版|老(?:办法|规定|政策|版)|旧(?:办法|规定|政策|版)"
)
_ASKS_CHANGE = re.compile("改|变|新增|取消|调整|不一样|不同|区别")
CHANGED = re.compile(
    "变化|新增|取消|不再|改为|改成|转为|调整[为到]|下调|上调|提高到|降低到|扩大到|缩短|延长|放宽"
    "|(?:由|从)[^，。；]{1,16}(?:改|调|增|减|提|降|升|扩|缩|延|变)"
)
_STAFF = re.compile("(?:队伍|人员|部门|单位)$")
_CHANGE, _CHANGE_WORDS = "变化", ("变化", "新增", "调整", "取消", "缩短", "延长", "上升", "下降")


def answer_in_parallel(sides: Sequence[Side], query: Query, reader: Reader) -> Draft:
    """The sentence that speaks of the sides one after the other: 「对甲类每年体检，对乙类每两年体检」."""
    own = _own_words(sides, reader.lexicon)
    for passage in _passages(query, reader):
        if passage.support >= _HELD and _speaks_of_each(passage.text, own):
            return Draft((whole(reader, passage),), (), passage.covered)
    return NOTHING


def answer_changes(query: Query, reader: Reader) -> Draft:
    """What a document says has changed, where a question sets something beside what was before."""
    if not BEFORE.search(query.text) or not _ASKS_CHANGE.search(query.text):
        return NOTHING
    topic = query.topic
    changed = Topic(
        (*topic.words, (_CHANGE, reader.lexicon.weight(_CHANGE))),
        (*topic.alternatives, (_CHANGE, _CHANGE_WORDS)),
        topic.known,
    )
    for passage in _passages(replace(query, topic=changed), reader):
        if passage.support >= _HELD and CHANGED.search(passage.text):
            return Draft((whole(reader, passage),), (), passage.covered)
    return NOTHING


def _passages(query: Query, reader: Reader) -> list[Passage]:
    return [passage for passage in reader.passages(query)[:_LOOKED_AT] if allowed_year(query, reader, passage)]


def own_topics(sides: Sequence[Side], lexicon: Lexicon) -> list[Topic]:
    """The words of each side that the others lack."""
    topics = [read_topic(ASKS_DIFFERENCE.sub(" ", side.label), lexicon) for side in sides]
    words = [{word for word, _ in topic.words} for topic in topics]
    shared = set.intersection(*words) if words else set()
    return [topic.without(shared) for topic in topics]


def leaves_a_side(sides: Sequence[Side], text: str, lexicon: Lexicon) -> bool:
    """Whether a text holds too little of the words that one of two sides or more has for itself."""
    return any(topic.words and coverage(topic, ((text, 1.0),)) < _OF_SIDE for topic in own_topics(sides, lexicon))


def _own_words(sides: Sequence[Side], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The words of each side that the others lack, with their official forms."""
    topics = own_topics(sides, lexicon)
    return [tuple(form for word, _ in topic.words for form in (word, *_forms(topic, word))) for topic in topics]


def _forms(topic: Topic, word: str) -> tuple[str, ...]:
    return dict(topic.alternatives).get(word, ())


def _speaks_of_each(text: str, own: Sequence[tuple[str, ...]]) -> bool:
    """Whether parts of a text, each another one, hold words of all sides but at most one of three or more."""
    parts = [text[start:end] for start, end in segments(text)]
    taken: set[int] = set()
    for words in own:
        fitting = [
            index
            for index, part in enumerate(parts)
            if index not in taken and any(word_match(word, part) >= _FIT for word in words)
        ]
        taken |= set(fitting[:1])
    return len(taken) >= max(2, len(own) - (len(own) > 2))


def in_one_sentence(sides: Sequence[Side], query: Query, reader: Reader) -> Draft:
    """The one sentence that says of every side by its name what is asked (「甲由A签发，乙由B签发」)."""
    best = next(iter(reader.passages(query)), None)
    if best is None or best.support < _SURELY or best.covered < _ALL or len(best.text) > _ONE_SENTENCE:
        return NOTHING
    if reader.clause(best.doc_id, best.clause).kind == "table_row" or not allowed_year(query, reader, best):
        return NOTHING
    if query.figure or (ASKS_DIFFERENCE.search(query.text) and re.search(r"\d", best.text)):
        return NOTHING  # figures are set beside each other, with what lies between them
    told = [re.escape(side.label) for side in sides]
    of_each = "由|归|是|为|负责|牵头" if query.kind == "responsibility" else "[^，。；]{2}"
    if not all(re.search(f"{label}[^。；]{{0,20}}?(?:{of_each})", best.text) for label in told):
        return NOTHING
    return Draft((whole(reader, best),), (), best.covered)


def called(sides: Sequence[Side], query: Query, reader: Reader) -> Draft:
    """One sentence that names for each side in quotes how it is: 「甲“区管”，乙“街管”」."""
    named = [_names(side.label) for side in sides]
    for doc_id in sorted(query.scope.doc_ids):
        text = reader.document(doc_id).parsed.clean.text
        if not all(any(name in text for name in names) for names in named):
            continue
        for clause in reader.document(doc_id).parsed.clauses:
            for start, end in reader.sentences(doc_id, clause):
                found = [_quoted(names, text, start, end) for names in named]
                spans = [span for span in found if span is not None]
                if len(spans) == len(sides) and len(set(spans)) == len(spans):
                    evidence = Evidence(doc_id, clause.index, start, end)
                    apart = [one for one in spans if not any(_ends_in(other, one) for other in spans)]
                    lines = [Statement(f"{text[slice(*span)]}。", (evidence,)) for span in apart]
                    return Draft(tuple(lines), (), 1.0)
    return NOTHING


def _names(label: str) -> dict[str, re.Pattern[str]]:
    """How a side may be named, the longest first, each with the pattern of what is said of it in quotes behind it."""
    bare = _STAFF.sub("", label)
    return {
        name: re.compile(rf"{re.escape(name)}[^“”，。；（）：的]{{0,10}}“[^”]{{2,30}}”")
        for name in dict.fromkeys((label, bare, (segment(bare) or [""])[-1]))
        if len(name) > 1
    }


def _quoted(names: Mapping[str, re.Pattern[str]], text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a sentence names a side and, in quotes right behind it, how it is."""
    for behind in names.values():
        if (match := behind.search(text, start, end)) is not None:
            return match.span()
    return None


def _ends_in(longer: tuple[int, int], shorter: tuple[int, int]) -> bool:
    """Whether a stretch is the end of a longer one: two sides of which one thing is said."""
    return longer[0] < shorter[0] and longer[1] == shorter[1]
