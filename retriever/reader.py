"""Read the documents of a view: texts of spans, paths, candidate sentences for a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from ingest.datatypes import Clause, Member
from retriever.asked_questions import AskedQuestion, asked_questions
from retriever.candidates import CandidateFinder
from retriever.catalogue import Part, text_parts
from retriever.catalogue_divisions import division_parts
from retriever.catalogue_tables import table_parts
from retriever.datatypes import Evidence, StoredFact
from retriever.formulas import asks_meaning, asks_why, is_formula, only_defines
from retriever.grids import Grid, grids_of
from retriever.lexicon import Lexicon
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.ranks import RankedTable, ranked_tables, ranks_in
from retriever.reread import is_settled, reread
from retriever.role_rows import RoleRow, role_rows
from retriever.scorer import load_scorer
from retriever.term_index import TermIndex
from retriever.texts import Texts
from retriever.view import LibraryView

_DATED = re.compile(  # 「2018年，」 says when what follows it was
    r"\s*(?:截至|截止|到|自|在)?(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年)?[底末初]?(?:前|以来|起)?，"
)


SUPPORTED = 0.27  # probability that the documents answer, from which they are taken to
INDICATED = 0.12  # the same where the form of the text tells, too: a heading, a list, words of explanation
_NEAR = 20  # best passages, whose documents are looked into
_KEPT = 8  # readings of one question whose passages are kept
_NO_MEANING = ("list", "fact", "method")
_SCALE = 1.5  # of scores: what headings and forms of wording are worth beside them was chosen for this range


@dataclass(frozen=True)
class Passage:
    """A sentence considered as an answer.

    `covered` is the share 0–1 of the topic that it and its surroundings cover; `score`, in (0, 1.5), orders the
    passages of one question; `support` is the probability that the documents answer it, this passage being the best.
    """

    doc_id: str
    clause: int
    start: int
    end: int
    text: str
    covered: float
    score: float
    support: float = 0.0

    @property
    def evidence(self) -> Evidence:
        """The passage as evidence."""
        return Evidence(self.doc_id, self.clause, self.start, self.end, self.score)


class Reader(Texts):
    """The documents of one view, with the words of its library."""

    def __init__(self, view: LibraryView, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.view = view
        self._finder = CandidateFinder(view, self)
        self._kept: dict[Query, list[Passage]] = {}
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._grids: dict[str, tuple[Grid, ...]] = {}
        self._ranked: dict[str, tuple[RankedTable, ...]] = {}

    @cached_property
    def asked_questions(self) -> tuple[AskedQuestion, ...]:
        """What the documents ask and answer themselves."""
        return asked_questions(self.lexicon.documents)

    @cached_property
    def _facts(self) -> Mapping[type, Mapping[str, list[StoredFact]]]:
        """Facts by class and document."""
        found: dict[type, dict[str, list[StoredFact]]] = {}
        for stored in self.view.facts:
            found.setdefault(type(stored.fact), {}).setdefault(stored.doc_id, []).append(stored)
        return found

    @cached_property
    def terms(self) -> TermIndex:
        """The terms that the documents explain or quote."""
        return TermIndex(self.view.facts, self.lexicon.quoted)

    @cached_property
    def people(self) -> frozenset[str]:
        """Names of the people in the documents' lists."""
        members = (stored.fact for stored in self.view.facts if isinstance(stored.fact, Member))
        return frozenset(member.subject for member in members if member.kind == "person")

    @cached_property
    def role_rows(self) -> tuple[RoleRow, ...]:
        """The tasks beside which the documents in force name people or further roles."""
        return role_rows(self.lexicon.documents, sorted(self.lexicon.documents))

    def parts(self, doc_id: str) -> tuple[Part, ...]:
        """What a document lists, read once."""
        known = self._parts.get(doc_id)
        if known is None:
            document = self.document(doc_id)
            known = self._parts[doc_id] = (
                *text_parts(doc_id, document),
                *table_parts(doc_id, document),
                *division_parts(doc_id, document),
            )
        return known

    def grids(self, doc_id: str) -> tuple[Grid, ...]:
        """The tables of a document, read once."""
        known = self._grids.get(doc_id)
        if known is None:
            known = self._grids[doc_id] = tuple(grids_of(doc_id, self.document(doc_id)))
        return known

    def facts_of(self, doc_id: str, kind: type) -> Sequence[StoredFact]:
        """Facts of one class in one document."""
        return self._facts.get(kind, {}).get(doc_id, ())

    def facts(self, query: Query, kind: type, *, doc_ids: Iterable[str] | None = None) -> Iterator[StoredFact]:
        """Facts of one class in the documents that the query allows; with `doc_ids`, of these only those."""
        others = self.rows_of_other_ranks(query)
        by_document = self._facts.get(kind, {})
        for doc_id in by_document if doc_ids is None else doc_ids:
            if doc_id in query.scope.doc_ids:
                for stored in by_document.get(doc_id, ()):
                    at = (doc_id, stored.fact.clause)
                    if (not query.within or at in query.within) and at not in others:
                        yield stored

    def expect(self, queries: Iterable[Query | None]) -> None:
        """Begin with queries for whose passages somebody is about to ask."""
        if self.view.late is not None:
            texts = (query.text for query in queries if query is not None and _has_passages(query))
            self.view.late.expect(text for text in texts if text.strip())

    def near(self, query: Query) -> list[str]:
        """Ids of the documents that hold the best passages: those whose clauses are worth reading one by one."""
        return sorted({passage.doc_id for passage in self.passages(query)[:_NEAR]})

    def passages(self, query: Query) -> list[Passage]:
        """Sentences that may answer a query, best first."""
        if not _has_passages(query):
            return []
        if (kept := self._kept.get(query)) is not None:
            return kept
        candidates, features = self._finder.find(query)
        scorer = load_scorer(late=self.view.late is not None)
        sums = scorer.sums(features, query.kind)
        scores, supports = scorer.judge(features, sums, query.kind)
        if self.view.joint is not None and not is_settled(sums, supports):
            read = reread(self.view.joint, query.text, candidates, sums)
            scores, supports = scorer.judge(features, sums, query.kind, read)
        found = [
            Passage(one.doc_id, one.clause, one.start, one.end, one.text, one.covered, float(score), float(support))
            for one, score, support in zip(candidates, _SCALE * scores, supports, strict=True)
        ]
        if query.kind != "document" and not asks_why(query.text):  # they count among the others, but tell nothing
            found = [one for one in found if not is_formula(one.text, self.clause(one.doc_id, one.clause).kind)]
        if query.kind in _NO_MEANING and not query.figure and not asks_meaning(query.text):
            # It holds all words of the theme, and says nothing of what is asked about it.
            found = [one for one in found if not only_defines(one.text)] or found
        if others := self.rows_of_other_ranks(query):
            found = [one for one in found if (one.doc_id, one.clause) not in others]
        found.sort(key=lambda passage: (-passage.score, passage.doc_id, passage.start))
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[query] = found
        return found

    def rows_of_other_ranks(self, query: Query) -> Set[tuple[str, int]]:
        """Rows (document, clause) of tables of ranks that are not of a rank which a question names: Ⅰ级 beside Ⅱ级."""
        if not (asked := ranks_in(query.text)):
            return frozenset()
        found: set[tuple[str, int]] = set()
        for doc_id in query.scope.doc_ids:
            known = self._ranked.get(doc_id)
            if known is None:
                known = self._ranked[doc_id] = tuple(ranked_tables(self.document(doc_id).parsed))
            for table in known:
                if any(ranks & asked for _, ranks in table):
                    found.update((doc_id, clause) for clause, ranks in table if not ranks & asked)
        return found


def _has_passages(query: Query) -> bool:
    """Whether there are documents to look into and words to look for."""
    return bool(query.scope.doc_ids and query.topic.words)


def header_evidence(reader: Reader, doc_id: str, clause: Clause) -> tuple[Evidence, ...]:
    """The header row of a table row: its columns say what the figures are."""
    clauses = reader.document(doc_id).parsed.clauses
    for other in reversed(clauses[: clause.index]):
        if other.kind != "table_row":
            break
        if other.row is None:
            own = reader.own_text(doc_id, other)
            return (Evidence(doc_id, other.index, other.start, other.start + len(own)),)
    return ()


def standing(evidence: Iterable[Evidence], passages: Iterable[Passage]) -> tuple[float, float]:
    """The greatest probability 0–1 and score among the passages that an answer stands on; zeros where on none."""
    stood_on = list(evidence)
    met = [
        passage
        for passage in passages
        if any(
            one.doc_id == passage.doc_id and one.start < passage.end and passage.start < one.end for one in stood_on
        )
    ]
    return max((one.support for one in met), default=0.0), max((one.score for one in met), default=0.0)


def segments(text: str) -> list[tuple[int, int]]:
    """Spans of the stretches of a sentence between commas and semicolons; brackets and quotes are not cut open."""
    spans: list[tuple[int, int]] = []
    start = depth = 0
    for position, character in enumerate(text):
        if character in "（(“《〔[【":
            depth += 1
        elif character in "）)”》〕]】":
            depth = max(0, depth - 1)
        elif depth == 0 and character in "，；。！？\n":
            spans.append((start, position + 1))
            start = position + 1
    if start < len(text):
        spans.append((start, len(text)))
    for index in range(len(spans) - 2, -1, -1):
        if _DATED.fullmatch(text[slice(*spans[index])]):
            spans[index : index + 2] = [(spans[index][0], spans[index + 1][1])]
    return [(first, last) for first, last in spans if text[first:last].strip("，；。！？ \n")]


def shortest_stretch(
    text: str, topic: Topic, *, limit: int, needs: re.Pattern[str] | None = None, keep: tuple[int, int] | None = None
) -> tuple[int, int]:
    """The shortest run of neighbouring segments that covers what the whole text covers of a topic.

    Args:
        text: one or more sentences.
        topic: the words asked for.
        limit: characters; a longer run is not returned unless a single segment is longer.
        needs: a pattern that the run must hold.
        keep: a span that the run must hold.

    Returns:
        Start and end within `text`.
    """
    parts = segments(text)
    if not parts:
        return 0, len(text)
    whole = coverage(topic, ((text, 1.0),))
    best: tuple[float, int, int, int, int] | None = None
    for first in range(len(parts)):
        for last in range(first, len(parts)):
            start, end = parts[first][0], parts[last][1]
            if end - start > limit and last > first:
                break
            run = text[start:end]
            if keep is not None and not (start <= keep[0] and keep[1] <= end):
                continue
            if needs is not None and not needs.search(run):
                continue
            reached = coverage(topic, ((run, 1.0),))
            # What stands behind a semicolon is another statement.
            crossed = run.rstrip("；;").count("；")
            entry = (-round(min(reached, whole * 0.97), 2), crossed, end - start, start, end)
            if best is None or entry < best:
                best = entry
    if best is None:
        return 0, min(len(text), max(limit, parts[0][1]))
    return best[3], best[4]


def near_topic(text: str, topic: Topic, needs: re.Pattern[str], share: float = 0.2) -> bool:
    """Whether what is needed stands in a segment, or beside one, that covers a good share of the topic."""
    if not topic.words:
        return False
    parts = segments(text)
    for index, (start, end) in enumerate(parts):
        if not needs.search(text[start:end]):
            continue
        first, last = parts[max(0, index - 1)][0], parts[min(len(parts) - 1, index + 1)][1]
        if coverage(topic, ((text[start:end], 1.0), (text[first:last], 0.8))) >= share:
            return True
    return False
