"""What a library knows of words: how rare they are, which bodies, places and quoted terms it names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property, lru_cache
from operator import add
from pathlib import Path
from typing import Any, TypeVar

from ingest.data_files import read_lines
from ingest.datatypes import Document, Responsibility
from ingest.gazetteer import banner_name, place_stem
from ingest.numerals import to_chinese
from retriever.introduced import with_introduced
from retriever.view import LibraryView

DATA_FOLDER = Path(__file__).parent / "data"
_QUOTED = re.compile(r"“([^“”\n]{2,24})”|《([^《》\n]{4,60})》")
_ASKS = re.compile(r"(.)[不没]\1|有没有")  # 「不再满足于“有没有”，更关注“好不好”」 names nothing
_SENTENCE_LENGTH = 40  # characters; turns the length of the library into a number of sentences
_OWN_PLACE = re.compile("[本我全](?:省|市|县|区(?!域|分|别)|州|镇|街道)")
_FEW = 6  # occurrences of a word that names something of its own
_UNSEEN = 2  # a word that no document has weighs part of what one that occurs twice does:
_UNSEEN_SHARE = 0.6  # it may be an everyday word for something that they do have
_REMEMBERED = 2048  # texts of questions, each read in more than one way

Result = TypeVar("Result")


@lru_cache(maxsize=16)
def query_words(name: str) -> frozenset[str]:
    """The entries of a word list in `retriever/data/`."""
    return frozenset(line for _, line in read_lines(DATA_FOLDER / name))


class Lexicon:
    """Words of the documents in force of one view."""

    def __init__(self, view: LibraryView) -> None:
        self.documents: Mapping[str, Document] = {
            doc_id: document for doc_id, document in view.documents.items() if document.record.status == "in_force"
        }
        texts = [document.record.metadata.title for document in self.documents.values()]
        texts += [document.parsed.clean.text for document in self.documents.values()]
        self.corpus = "\n".join(texts)
        self._sentences = max(8.0, len(self.corpus) / _SENTENCE_LENGTH)
        self._counts: dict[str, int] = {}
        self.charged = _charged_bodies(view)
        self.bodies = with_introduced(view.dictionary.bodies, [stored.fact for stored in view.facts]).with_names(
            self.charged
        )
        self.everyday = view.dictionary.everyday
        self.gazetteer = view.dictionary.places
        self.quoted: frozenset[str] = frozenset(
            a or b for a, b in _QUOTED.findall(self.corpus) if not _ASKS.fullmatch(a)
        )
        self._spoken = {spoken: term for term in self.quoted if (spoken := _spoken(term)) != term}
        self.places = self._read_places(self.documents.values())
        self._about: dict[str, frozenset[str]] = {}
        self._worked_out: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}

    def once(self, key: Hashable, work: Callable[[], Result]) -> Result:
        """What `work` gives, worked out once for a key: it must depend on nothing but the key and these words."""
        known: Result | None = self._worked_out.get(key)
        if known is None:
            before: Result | None = self._before.get(key)
            known = work() if before is None else before
            if len(self._worked_out) >= _REMEMBERED:  # what is asked for again and again stays, the rest goes in time
                self._before, self._worked_out = self._worked_out, {}
            self._worked_out[key] = known
        return known

    def about(self, place: str) -> frozenset[str]:
        """Ids of the documents that may answer for a place of `places`.

        Those of the place itself, and those that name it and are of no place or of one around it: a national notice,
        a report without a head, a province's plan. A document of another place only mentions it.
        """
        known = self._about.get(place)
        if known is None:
            known = self._about[place] = self.places[place] | {
                doc_id
                for doc_id, document in self.documents.items()
                if self._reaches(document.record.metadata.places, place)
                and any(name in document.parsed.clean.text for name in self._written(place))
            }
        return known

    @cached_property
    def of_no_place(self) -> frozenset[str]:
        """Ids of the documents that speak for no place, as national notices do; 「我市」 is a place, though unnamed."""
        return frozenset(
            key
            for key, document in self.documents.items()
            if not document.record.metadata.places and not _OWN_PLACE.search(document.parsed.clean.text)
        )

    def _written(self, place: str) -> tuple[str, ...]:
        """How texts write a place: in full; a province or a city by its stem, too. Stems below may be any word."""
        wide = any(self.gazetteer.level(name) in (0, 1) for name in self.gazetteer.named_by(place))
        return (place, place_stem(place)) if wide else (place,)

    def _reaches(self, places: tuple[str, ...], place: str) -> bool:
        """Whether a document of these places, widest first, could speak for a narrower one."""
        return not places or self.gazetteer.is_within(place, places[-1])

    def count(self, word: str) -> int:
        """Occurrences of a string in titles and texts of the documents in force."""
        known = self._counts.get(word)
        if known is None:
            known = self._counts[word] = self._count(word)
        return known

    def _count(self, word: str) -> int:
        """In a large library reading the whole text for each word of a question is what takes longest."""
        pairs = [word[index : index + 2] for index in range(len(word) - 1)]
        if len(pairs) == 1 and word[0] != word[1]:
            return self._pairs[word]
        if not all(self._pairs[pair] for pair in pairs):
            return 0
        return self.corpus.count(word)

    @cached_property
    def _pairs(self) -> Counter[str]:
        """How often each pair of neighbouring characters occurs."""
        return Counter(map(add, self.corpus, self.corpus[1:]))

    @cached_property
    def _quoted_by_pair(self) -> Mapping[str, tuple[str, ...]]:
        """The quoted terms by their first two characters."""
        found: dict[str, list[str]] = {}
        for term in self.quoted:
            found.setdefault(term[:2], []).append(term)
        return {pair: tuple(terms) for pair, terms in found.items()}

    def as_written(self, text: str) -> str:
        """A text with the numerals of quoted terms in figures, as the documents write them: 十平方计划 → 10平方计划."""
        for spoken, term in self._spoken.items():
            if spoken in text and term not in text:
                text = text.replace(spoken, term)
        return text

    def terms_in(self, text: str) -> list[str]:
        """Terms that the documents quote and that stand in a text, longest first, none inside another."""
        found: list[str] = []
        for term in sorted(self._quoted_in(text), key=len, reverse=True):
            if not any(term in other for other in found):
                found.append(term)
        return found

    def _quoted_in(self, text: str) -> list[str]:
        pairs = dict.fromkeys(text[index : index + 2] for index in range(len(text) - 1))
        return [term for pair in pairs for term in self._quoted_by_pair.get(pair, ()) if term in text]

    @property
    def rarest(self) -> float:
        """The weight of a word of two characters or more that occurs once."""
        return math.log(1 + self._sentences / 1.5)

    def tells(self, word: str) -> bool:
        """Whether a word names something of its own: the library has it, in a few places only."""
        return len(word) > 1 and 0 < self.count(word) <= _FEW

    def weight(self, word: str) -> float:
        """How much a word tells, > 0: the logarithm of its inverse frequency; single characters count less."""
        count = self.count(word)
        weight = math.log(1 + self._sentences / (0.5 + (count or _UNSEEN)))
        return weight * (0.5 if len(word) == 1 else 1.0) * (1.0 if count else _UNSEEN_SHARE)

    @staticmethod
    def _read_places(documents: Iterable[Document]) -> dict[str, frozenset[str]]:
        """Document ids by place name, written in full and by its stem."""
        found: dict[str, set[str]] = {}
        for document in documents:
            for place in document.record.metadata.places:
                for name in {place, place_stem(place), banner_name(place) or place}:
                    found.setdefault(name, set()).add(document.record.doc_id)
        return {name: frozenset(doc_ids) for name, doc_ids in found.items()}


def _spoken(term: str) -> str:
    """A term of figures as people write it by ear: 10平方 → 十平方, 1+5 → 1加5."""
    if re.fullmatch(r"[\d+X]+", term):
        return term.replace("+", "加")
    return re.sub(r"(?<![\d.%])\d{1,4}(?![\d.%])", lambda match: to_chinese(int(match.group(0))), term)


def _charged_bodies(view: LibraryView) -> Mapping[str, frozenset[str]]:
    """The bodies that responsibilities name, as written, with the ids of their documents."""
    found: dict[str, set[str]] = {}
    for stored in view.facts:
        if isinstance(stored.fact, Responsibility):
            for name in (*stored.fact.lead, *stored.fact.bodies, *stored.fact.supporting):
                found.setdefault(name, set()).add(stored.doc_id)
    return {name: frozenset(doc_ids) for name, doc_ids in found.items()}
