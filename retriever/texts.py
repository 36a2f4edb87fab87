"""Texts of spans, clauses and table rows of the documents in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ingest.datatypes import Clause, Document
from ingest.sentences import split_sentences
from ingest.table_tasks import says_one_thing
from retriever.lexicon import Lexicon
from retriever.matching import Layer

Result = TypeVar("Result")

OWN, PARENT, PATH, TITLE = 0.75, 0.75, 0.8, 0.35  # shares of a word's weight that it earns around a sentence


class Texts:
    """The documents of one view, to be read by clean offsets."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._layers: dict[tuple[str, int], tuple[Layer, ...]] = {}
        self._sentences: dict[tuple[str, int], Sequence[tuple[int, int]]] = {}
        self._of_documents: dict[tuple[Callable[[Any, str], Any], str], Any] = {}

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
            if says_one_thing(row):
                return self.text(doc_id, start, end)  # a note across the table belongs to no column
            pairs = zip(row.header, row.values, strict=True)
            return "；".join(f"{head}：{value}" if head else value for head, value in pairs if value)
        return self.text(doc_id, start, end)

    def children(self, doc_id: str, clause: Clause) -> list[Clause]:
        """Direct children of a clause, furniture left out."""
        below = self.of_document(_by_parent, doc_id).get(clause.index, ())
        return [other for other in below if other.start < clause.tree_end]

    def sentences(self, doc_id: str, clause: Clause) -> Sequence[tuple[int, int]]:
        """Spans of the sentences of a clause without its children, split once."""
        key = (doc_id, clause.index)
        known = self._sentences.get(key)
        if known is None:
            text = self.document(doc_id).parsed.clean.text
            known = self._sentences[key] = split_sentences(text, clause.start, clause.end)
        return known

    def of_document(self, work: Callable[[Any, str], Result], doc_id: str) -> Result:
        """What `work` makes of these texts and a document, worked out once: it must depend on nothing else.

        Args:
            work: a function of a module, not one made for the call: what it gives is kept under it.
            doc_id: a document in force.
        """
        key = (work, doc_id)
        if key not in self._of_documents:
            self._of_documents[key] = work(self, doc_id)
        known: Result = self._of_documents[key]
        return known

    def layers(self, doc_id: str, clause: Clause) -> tuple[Layer, ...]:
        """The surroundings of a sentence: its clause, its headings, its document's title."""
        key = (doc_id, clause.index)
        known = self._layers.get(key)
        if known is None:
            known = self._layers[key] = self._layers_of(doc_id, clause)
        return known

    def _layers_of(self, doc_id: str, clause: Clause) -> tuple[Layer, ...]:
        title = self.document(doc_id).record.metadata.title
        above = self.clause(doc_id, clause.parent) if clause.parent is not None else None
        return (
            (self.readable(doc_id, clause, clause.start, clause.end), OWN),
            (self.own_text(doc_id, above) if above is not None and above.kind == "item" else "", PARENT),
            ("\n".join(clause.path), PATH),
            (title, TITLE),
        )


def _by_parent(texts: Texts, doc_id: str) -> dict[int, list[Clause]]:
    """The clauses of a document, furniture left out, in their order below the clause that each belongs to."""
    found: dict[int, list[Clause]] = {}
    for clause in texts.document(doc_id).parsed.clauses:
        if clause.parent is not None and clause.kind != "furniture":
            found.setdefault(clause.parent, []).append(clause)
    return found
