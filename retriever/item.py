"""The item that an answer was read from: a table row with its columns, or a clause with its sentences and tasks."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.datatypes import Clause, Fact
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import Topic
from retriever.nearby import Nearby
from retriever.reader import Reader, header_evidence

HELD = 0.6  # share of a follow-up's own words that a piece of the item must hold


@dataclass(frozen=True)
class Item:
    """A row or clause of a document, with the answer that was read from it before."""

    clause: Clause
    evidence: Evidence
    nearby: Nearby
    reader: Reader

    @property
    def doc_id(self) -> str:
        """The document's id."""
        return self.evidence.doc_id

    @property
    def text(self) -> str:
        """The clean text of the whole document."""
        return self.reader.document(self.doc_id).parsed.clean.text

    @property
    def said(self) -> str:
        """What was told of the item before."""
        return "\n".join(self.nearby.said)

    @property
    def whole(self) -> str:
        """All that the item says: its text, the titles of its columns, the headings above it."""
        return "\n".join(
            (
                self.reader.readable(self.doc_id, self.clause, self.clause.start, self.clause.end),
                *self.clause.path,
            )
        )

    def row(self) -> list[tuple[str, str]]:
        """Titles of columns with the cells that say something; empty for what is no row."""
        if self.clause.row is None:
            return []
        row = self.reader.document(self.doc_id).parsed.rows[self.clause.row]
        pairs = list(dict.fromkeys(zip(row.header, row.values, strict=True)))
        return [(head, value) for head, value in pairs if value and value not in ("—", "无", "-")]

    def sentences(self) -> list[tuple[int, int]]:
        """The clean spans of the clause's sentences."""
        return list(split_sentences(self.text, self.clause.start, self.clause.end))

    def facts(self, kind: type[Fact]) -> list[StoredFact]:
        """The facts of a kind that the item states."""
        held = self.reader.facts_of(self.doc_id, kind)
        return [stored for stored in held if stored.fact.clause == self.clause.index]

    def cell(self, text: str) -> Draft:
        """What a cell says as an answer, cited to its row and the titles above it."""
        start = self.clause.start
        end = start + len(self.reader.own_text(self.doc_id, self.clause))
        where = Evidence(self.doc_id, self.clause.index, start, end)
        headed = header_evidence(self.reader, self.doc_id, self.clause)
        return Draft((Statement(f"{text.rstrip('。')}。", (where, *headed)),), (), 1.0)

    def stretch(self, start: int, end: int) -> Draft:
        """A stretch of the clause, by its clean span, as an answer."""
        told = strip_number(self.text[start:end].strip("，；。 \n"))
        return Draft((Statement(f"{told}。", (Evidence(self.doc_id, self.clause.index, start, end),)),), (), 1.0)


def known_of(own: Topic) -> Topic:
    """The words that the library has, or has official ones for."""
    held = tuple(pair for pair in own.words if pair[0] in own.known or pair[0] in own.others)
    return Topic(held, own.alternatives, own.known)
