"""The stretch of a document that deals with a question of how: an item with what stands below it, or a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.datatypes import Clause
from ingest.numerals import parse_number
from retriever.answerers.stretches import weight_of_chapter
from retriever.lexicon import Lexicon
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader
from retriever.tokenizer import in_dictionary

CANDIDATES = 60  # passages that are looked at
ITEMS_LIMIT = 900  # characters of an item with all that stands below it; a longer one is told by its headings
_HEADING, _PHRASE = 0.6, 0.1  # worth of a heading that covers the topic, and of a character of a phrase it repeats
_PHRASE_FROM, _PHRASE_TO = 4, 8  # characters of such a phrase
_LONG_HEADING, _LONG_SHARE = 32, 0.5  # characters of a heading that is a sentence, and what its cover is worth
_BARE = 10  # characters besides its heading from which an item says something
_BARE_SHARE = 0.6  # of the worth of an item that says nothing but its heading
_REPORT_WEIGHT = 0.75  # what is to be done stands in plans and rules, not in reports
_NAME_WORDS = 12  # occurrences of a quoted term that names one thing
_PROSE = ("paragraph", "front")  # a report without headings is all front matter
_STORY_LIMIT = 700  # characters of a story
_NAMED_PLACE = re.compile(r"([\u4e00-\u9fff]{2,5}?)(?:街道|小区|社区|居民区|地区|镇|乡|村|园区|路(?!径|线))")
_STREET = re.compile("街道")
_NAME = re.compile("[\u4e00-\u9fff]+[门桥路园浦湾江河山港滩浜坊口庄塘街岭林泉亭湖海洲岛里]")  # as streets are named
_PAST = re.compile(
    r"是?(?:怎么|如何|怎样|咋)[^，。？?]{1,14}的(?:[呀啊呢，。？?]|$)|当年|当初|怎么[^，。？?]{0,12}(?:出来|起来|上去|成)的"
    r"|经验|(?:怎么|如何)(?:产生|做到)"
)
_AHEAD = re.compile(r"今年|明年|打算|准备|计划|要(?:怎么|如何)|将")
GOES_ON = re.compile(
    r"^(?:为此|对此|目前|同时|此外|其中|由此|在此|这|该|随后|如今|接下来|并且|另外|另一方面|一方面)"
    r"|^[^，。]{2,8}，(?:再|还|又|并|进而)"
)
_WIND_UP = re.compile(r"^(?:事实上|实践证明|总之|综上|未来|总的来看|迄今|无论是)")
_PARTICLE = re.compile("[了的在到把从和与及是有个这那进出下上对被给各]")
_BRACKET = re.compile(r"[（〔\[【](?:责任|牵头|配合|完成|主管|推进|协办)[^）〕\]】]*[）〕\]】]")
_ASKS = re.compile(r"(.)[不没]\1|有没有")
_DIGITS = re.compile(r"[一二三四五六七八九十百]+")


@dataclass(frozen=True)
class Region:
    """Neighbouring clauses that deal with one thing; `head` is the item they stand under, None for a story."""

    doc_id: str
    clauses: tuple[Clause, ...]
    head: Clause | None
    covered: float


def names_in(query: Query, reader: Reader) -> tuple[str, ...]:
    """What a question names and documents tell of in one or two places: coined terms, streets, estates.

    Names of the last turn go before those that earlier turns lent it.
    """
    numbered = _DIGITS.sub(lambda match: str(parse_number(match.group(0)) or match.group(0)), query.text)
    bare = re.sub("[“”]", "", query.text)
    terms = [term for text in (query.text, numbered, bare) for term in reader.lexicon.terms_in(text)]
    found = [term for term in terms if 0 < reader.lexicon.count(term) <= _NAME_WORDS and not _ASKS.fullmatch(term)]
    found += [name for name in _streets(reader.lexicon) if name in query.text]
    for match in _NAMED_PLACE.finditer(query.text):
        stem = match.group(1)
        tails = [stem[start:] for start in range(len(stem) - 1) if _names(stem[start:], reader)]
        full = [tail + match.group(0)[len(stem) :] for tail in tails[:1]]
        found += [name for name in full if reader.lexicon.count(name)] or tails[:1]
    titles = "\n".join(document.record.metadata.title for document in reader.lexicon.documents.values())
    found = [name for name in found if name not in titles]  # what a whole document is about tells no part of it
    typed = [name for name in found if name in query.asked]
    return tuple(dict.fromkeys(typed if query.context.words or typed else found))


@lru_cache(maxsize=4)
def _streets(lexicon: Lexicon) -> tuple[str, ...]:
    """Names of streets that the documents tell of in a few places, without 街道."""
    text = lexicon.corpus
    ends = [match.start() for match in _STREET.finditer(text)]
    names = {text[end - size : end] for end in ends for size in (2, 3, 4) if end >= size}
    known = [name for name in names if _NAME.fullmatch(name) and not _PARTICLE.search(name)]
    known = [name for name in known if name not in lexicon.places and not in_dictionary(name)]
    return tuple(sorted(name for name in known if lexicon.count(name) <= _NAME_WORDS))


def _names(stem: str, reader: Reader) -> bool:
    """Whether a stem before 街道, 小区, 路 is a name: rare, and written before such a word in a document."""
    if _PARTICLE.search(stem) or stem in reader.lexicon.places or not 0 < reader.lexicon.count(stem) <= _NAME_WORDS:
        return False
    kinds = "街道|小区|社区|居民区|镇|乡|村|园区|路|地区|大楼"
    return re.search(f"{re.escape(stem)}(?:[一二三]村|{kinds})", reader.lexicon.corpus) is not None


def find_region(query: Query, reader: Reader, passages: Sequence[Passage]) -> Region:
    """The clause whose heading and sentences cover the topic best, with those that belong to it.

    What the question names decides first: a clause that tells of it goes before clauses that only use the
    everyday words beside it. Plans and rules go before reports unless the question is about what was done.
    """
    names = names_in(query, reader)
    best: dict[tuple[str, int], tuple[float, float]] = {}
    for passage in passages[:CANDIDATES]:
        clause = _whole_item(reader, passage)
        key = (passage.doc_id, clause.index)
        worth = _worth(query, reader, passage, clause)
        if worth > best.get(key, (0.0, 0.0))[0]:
            best[key] = (worth, passage.covered)
    named = [key for key in best if _tells_of(names, reader, *key)]
    chosen = max(named or list(best), key=lambda key: (best[key][0], -key[1]))
    doc_id, clause = chosen[0], reader.clause(*chosen)
    covered = best[chosen][1]
    if clause.number:
        return Region(doc_id, tuple(below(reader, doc_id, clause)), clause, covered)
    return Region(doc_id, tuple(story(reader, doc_id, clause, names)), None, covered)


def below(reader: Reader, doc_id: str, clause: Clause) -> list[Clause]:
    """A clause and all that stands below it."""
    clauses = reader.document(doc_id).parsed.clauses
    inside = [other for other in clauses[clause.index :] if other.start < clause.tree_end]
    return [other for other in inside if other.kind != "furniture"]


def phrase_length(query: Query, label: str) -> int:
    """Characters of the longest stretch that a label repeats from the question."""
    best = 0
    text = query.text
    for start in range(len(text)):
        while text[start : start + best + 1] in label and start + best < len(text):
            best += 1
    return best


def _whole_item(reader: Reader, passage: Passage) -> Clause:
    """The clause of a passage; the item above it where that only announces (「办理程序：」)."""
    clause = reader.clause(passage.doc_id, passage.clause)
    if clause.parent is None or clause.kind == "table_row":
        return clause
    above = reader.clause(passage.doc_id, clause.parent)
    own = reader.own_text(passage.doc_id, above)
    announces = own.endswith(("：", ":")) and above.kind == "item"
    return above if announces and above.tree_end - above.start <= ITEMS_LIMIT else clause


def _worth(query: Query, reader: Reader, passage: Passage, clause: Clause) -> float:
    headed = bool(clause.label) and clause.kind != "annex"  # an annex lists what the text does
    heading = coverage(query.topic, ((clause.label, 1.0),)) if headed else 0.0
    if len(clause.label) > _LONG_HEADING:
        heading *= _LONG_SHARE
    length = min(_PHRASE_TO, phrase_length(query, clause.label or passage.text))
    length = 0 if len(clause.label) > _LONG_HEADING else length
    phrase = _PHRASE * (length - _PHRASE_FROM + 1) if length >= _PHRASE_FROM else 0.0
    said = _BRACKET.sub("", reader.text(passage.doc_id, clause.start, clause.tree_end))
    bare = bool(clause.label) and len(said) < len(clause.label) + _BARE
    if bare:
        heading *= _LONG_SHARE  # a line of a list says that something is done, not how
    past = _PAST.search(query.text) is not None and not _AHEAD.search(query.text)
    review = 1.0 if past else weight_of_chapter(reader, passage)
    review *= 1.0 if past or _sets_tasks(reader, passage.doc_id) else _REPORT_WEIGHT
    review *= _BARE_SHARE if bare else 1.0
    return review * (passage.score + _HEADING * heading + phrase)


def _tells_of(names: Sequence[str], reader: Reader, doc_id: str, index: int) -> bool:
    """Whether the words of a clause, or of one below it, hold a name."""
    clause = reader.clause(doc_id, index)
    text = reader.text(doc_id, clause.start, clause.tree_end)
    return any(name in text for name in names)


def story(reader: Reader, doc_id: str, clause: Clause, names: Sequence[str]) -> list[Clause]:
    """The paragraph with those that go on with its story."""
    run = [clause]
    size = clause.end - clause.start
    siblings = [
        other
        for other in reader.document(doc_id).parsed.clauses
        if other.parent == clause.parent and other.kind in _PROSE and not other.number
    ]
    at = siblings.index(clause) if clause in siblings else -1
    for other in siblings[at + 1 :] if at >= 0 else []:
        text = reader.own_text(doc_id, other)
        size += other.end - other.start
        if size > _STORY_LIMIT or _WIND_UP.match(text):
            break
        if not (GOES_ON.search(text) or any(name in text for name in names)):
            break
        run.append(other)
    for other in reversed(siblings[:at] if at > 0 else []):
        text = reader.own_text(doc_id, other)
        size += other.end - other.start
        if size > _STORY_LIMIT or not any(name in text for name in names):
            break
        run.insert(0, other)
    return run


def _sets_tasks(reader: Reader, doc_id: str) -> bool:
    """Whether a document sets tasks, as plans and rules do, and does not report on what was done."""
    kind = reader.document(doc_id).record.metadata.kind
    return bool(kind) and not re.search("报告|材料|总结|通报|纪要", kind)
