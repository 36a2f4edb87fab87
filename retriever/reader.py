"""Read the documents of a view: texts of spans, paths, candidate sentences for a topic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.datatypes import Clause, Document
from retriever.datatypes import Evidence, Filters, ScoredChunk, StoredFact
from retriever.lexicon import Lexicon
from retriever.matching import Layer, Topic, coverage, matches, weigh
from retriever.question import Query
from retriever.view import LibraryView

SENTENCE, OWN, PARENT, PATH, TITLE = 1.0, 0.75, 0.75, 0.8, 0.35  # shares of a word's weight by where it stands
CANDIDATES = 40
_LABEL = re.compile(r"[（〔\[【](?:责任|牵头|配合|主管|推进|完成|协办)[^）〕\]】]*[：:]")
_DATED = re.compile(  # 「2018年，」 says when what follows it was
    r"\s*(?:截至|截止|到|自|在)?(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年)?[底末初]?(?:前|以来|起)?，"
)
_TELLS = re.compile("，.{6,}|；")  # an item of one sentence, above the paragraphs that follow it, is no mere heading
_CONTEXT_BONUS = 0.2
_BY_HEADING = ("deadline", "list", "count", "document")  # kinds that a heading may answer
_RANK_BONUS = 0.12
_TELLING = 0.25  # share of the topic from which a missing word is missed
_RARE = 0.77  # of the weight of a word that occurs once: a word that stands in the library a few times only
_FOREIGN = 0.15
_HELD = 0.14  # share of a word that its standing in the title earns
_STRANGE = 0.45  # share of words that the library lacks from which a question is about something else
_NEARNESS = ((1, 0.2), (3, 0.15), (8, 0.08), (20, 0.03))  # rank by meaning, and what it is worth


@dataclass(frozen=True)
class Passage:
    """A sentence considered as an answer.

    `covered` is the share 0–1 of the topic that it and its surroundings cover; `support` adds what the whole
    question's nearness in meaning to its clause is worth; `score` orders.
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


class Reader:
    """The documents of one view, with the words of its library."""

    def __init__(self, view: LibraryView, lexicon: Lexicon) -> None:
        self.view = view
        self.lexicon = lexicon
        self._kept: tuple[Query, list[Passage]] | None = None

    def document(self, doc_id: str) -> Document:
        """A document in force."""
        return self.lexicon.documents[doc_id]

    def clause(self, doc_id: str, index: int) -> Clause:
        """A clause by its index."""
        return self.document(doc_id).parsed.clauses[index]

    def text(self, doc_id: str, start: int, end: int) -> str:
        """Clean text of a span; a table row reads 「header：value；…」."""
        return self.document(doc_id).parsed.clean.text[start:end]

    def own_text(self, doc_id: str, clause: Clause) -> str:
        """Clean text of a clause without its children."""
        return self.text(doc_id, clause.start, clause.end).strip()

    def readable(self, doc_id: str, clause: Clause, start: int, end: int) -> str:
        """What a person reads of a span: table rows with their headers, anything else as it stands."""
        if clause.kind == "table_row" and clause.row is not None:
            row = self.document(doc_id).parsed.rows[clause.row]
            pairs = zip(row.header, row.values, strict=True)
            return "；".join(f"{head}：{value}" if head else value for head, value in pairs if value)
        return self.text(doc_id, start, end)

    def children(self, doc_id: str, clause: Clause) -> list[Clause]:
        """Direct children of a clause, furniture left out."""
        clauses = self.document(doc_id).parsed.clauses
        inside = clauses[clause.index + 1 :]
        found = []
        for other in inside:
            if other.start >= clause.tree_end:
                break
            if other.parent == clause.index and other.kind != "furniture":
                found.append(other)
        return found

    def facts(self, query: Query, kind: type) -> Iterator[StoredFact]:
        """Facts of one class in the documents that the query allows."""
        for stored in self.view.facts:
            if not isinstance(stored.fact, kind) or stored.doc_id not in query.scope.doc_ids:
                continue
            if not query.within or (stored.doc_id, stored.fact.clause) in query.within:
                yield stored

    def layers(self, doc_id: str, clause: Clause) -> tuple[Layer, ...]:
        """The surroundings of a sentence: its clause, its headings, its document's title."""
        title = self.document(doc_id).record.metadata.title
        above = self.clause(doc_id, clause.parent) if clause.parent is not None else None
        return (
            (self.readable(doc_id, clause, clause.start, clause.end), OWN),
            (self.own_text(doc_id, above) if above is not None and above.kind == "item" else "", PARENT),
            ("\n".join(clause.path), PATH),
            (title, TITLE),
        )

    def passages(self, query: Query, *, limit: int = CANDIDATES) -> list[Passage]:
        """Sentences of the chunks found for a query, best first."""
        if not query.scope.doc_ids or not query.topic.words:
            return []
        kept = self._kept
        if kept is not None and kept[0] == query:
            return kept[1]
        found: list[Passage] = []
        nearness = {} if query.within else self._nearness(query)
        chunks = self._chunks_within(query) if query.within else self._chunks(query, nearness, limit)
        for rank, scored in enumerate(chunks):
            clause = self.clause(scored.doc_id, scored.chunk.clause)
            layers = self.layers(scored.doc_id, clause)
            near = _CONTEXT_BONUS * coverage(query.context, layers) if query.context.words else 0.0
            bonus = near + (0.0 if query.within else _RANK_BONUS / (1 + rank / 4))
            support = nearness.get((scored.doc_id, clause.index), (0.0, scored))[0]
            around = matches(query.topic, layers)
            spans = scored.chunk.sentences
            headed = len(spans) > 1 or clause.tree_end > clause.end
            for start, end in spans:
                bare = self.text(scored.doc_id, start, end).rstrip("。")
                alone = headed and not _TELLS.search(bare)
                if alone and bare in (clause.label, clause.heading) and query.kind not in _BY_HEADING:
                    continue  # a heading says what follows, it answers nothing
                if _LABEL.match(self.text(scored.doc_id, start, end)):
                    continue
                text = self.readable(scored.doc_id, clause, start, end)
                if text.endswith(("？", "?")):
                    continue  # a question answers nothing
                own = matches(query.topic, ((text, SENTENCE),))
                earned = tuple(map(max, own, around))
                covered, inside = weigh(query.topic, earned), weigh(query.topic, own)
                support_here = support - self._foreign(query, earned)
                score = covered + 0.35 * inside + bonus + 0.5 * support_here
                found.append(
                    Passage(scored.doc_id, clause.index, start, end, text, covered, score, covered + support_here)
                )
        found.sort(key=lambda passage: (-passage.score, passage.doc_id, passage.start))
        self._kept = (query, found)
        return found

    def _foreign(self, query: Query, earned: Sequence[float]) -> float:
        """What is taken off because a telling word, or most of what is asked, is missing from a passage."""
        topic = query.topic
        total = topic.total
        strange = 0.0
        for (word, weight), share in zip(topic.words, earned, strict=True):
            if share >= _HELD:
                continue
            if word not in topic.known:
                strange += weight if not share else 0.0
            elif weight >= max(_RARE * self.lexicon.rarest, _TELLING * total) and len(topic.words) > 1:
                return _FOREIGN
        return _FOREIGN if strange > _STRANGE * total else 0.0

    def _nearness(self, query: Query) -> dict[tuple[str, int], tuple[float, ScoredChunk]]:
        """What nearness in meaning is worth for each clause, by the rank of its best chunk."""
        found: dict[tuple[str, int], tuple[float, ScoredChunk]] = {}
        for rank, scored in enumerate(
            self.view.dense.retrieve(query.text, k=CANDIDATES, filters=self._filters(query)), 1
        ):
            worth = next((worth for limit, worth in _NEARNESS if rank <= limit), 0.0)
            found.setdefault((scored.doc_id, scored.chunk.clause), (worth, scored))
        return found

    def _chunks(
        self, query: Query, nearness: dict[tuple[str, int], tuple[float, ScoredChunk]], limit: int
    ) -> list[ScoredChunk]:
        """Chunks found by words, then those found by meaning alone."""
        search = f"{query.topic.text} {query.context.text}".strip()
        chunks = self.view.lexical.retrieve(search, k=limit, filters=self._filters(query))
        held = {(scored.doc_id, scored.chunk.index) for scored in chunks}
        near = [
            scored for worth, scored in nearness.values() if worth and (scored.doc_id, scored.chunk.index) not in held
        ]
        return [*chunks, *near]

    def _chunks_within(self, query: Query) -> list[ScoredChunk]:
        """All chunks of the clauses to which a query is held, in their order."""
        return [
            ScoredChunk(doc_id, chunk, 1.0)
            for doc_id in sorted(query.scope.doc_ids)
            for chunk in self.document(doc_id).parsed.chunks
            if (doc_id, chunk.clause) in query.within
        ]

    def _filters(self, query: Query) -> Filters | None:
        return query.filters if len(query.scope.doc_ids) < len(self.lexicon.documents) else None


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
