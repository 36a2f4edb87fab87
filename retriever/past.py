"""Questions about the past: a view in which the documents that are no longer in force answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingest.datatypes import Chunk, Document, DocumentRecord
from retriever.datatypes import Filters, ScoredChunk, StoredFact
from retriever.tokenizer import tokenize
from retriever.view import LibraryView

_ASKS = re.compile(
    r"旧版|老版|上一版|历史版本|(?:以前|原来|原先|过去)的?(?:版本|规定|办法|方案|文件|标准)|废止前|失效前|(?:已|被)(?:废止|替代|失效)的?"
)
_PAST = ("replaced", "repealed", "expired")
ASIDE = ("expired", "pending")  # run out or not begun, and nothing has taken their place
_STANDINGS = {"expired": "已过有效期", "pending": "尚未施行"}
_INNER = str.maketrans("《》", "〈〉")  # marks of a title inside a title
NOTICE = "以下内容来自已不再有效的文件："


def asks_for_past(question: str) -> bool:
    """Whether a question asks for what was in force before."""
    return _ASKS.search(question) is not None


def standing_notice(records: Iterable[DocumentRecord]) -> str:
    """What to know before reading an answer from documents that are not in force, each told once."""
    told = dict.fromkeys(
        f"《{record.metadata.title.translate(_INNER)}》{_STANDINGS.get(record.status, '现在不生效')}"
        + (f"（{record.standing.reason}）" if record.standing.reason else "")
        for record in records
    )
    return f"注意：{'；'.join(told)}。该文件写的是："


def past_view(view: LibraryView, statuses: tuple[str, ...] = _PAST) -> LibraryView | None:
    """A view of the documents with some statuses, by default replaced, repealed or expired; None when there are none.

    They are not in the index: they are searched by the words of their chunks, which is enough for the few there are.
    """
    documents = {
        doc_id: replace(document, record=replace(document.record, status="in_force"))
        for doc_id, document in view.documents.items()
        if document.record.status in statuses
    }
    if not documents:
        return None
    facts = tuple(StoredFact(doc_id, fact) for doc_id, document in documents.items() for fact in document.parsed.facts)
    words = WordRetriever(documents)
    return replace(
        view, documents=documents, facts=facts, retriever=words, dense=words, lexical=words, late=None, aside=None
    )


@dataclass(frozen=True)
class WordRetriever:
    """Find chunks by the words they share with a query; scores are counts of shared words, at least 1."""

    documents: Mapping[str, Document]

    def retrieve(self, query: str, *, k: int, filters: Filters | None = None) -> list[ScoredChunk]:
        """At most k chunks, best first."""
        wanted = Counter(tokenize(query).bigrams)
        found: list[ScoredChunk] = []
        for doc_id, document in self.documents.items():
            if filters is not None and filters.doc_ids and doc_id not in filters.doc_ids:
                continue
            for chunk in document.parsed.chunks:
                shared = sum((wanted & Counter(tokenize(_words(document, chunk)).bigrams)).values())
                if shared:
                    found.append(ScoredChunk(doc_id, chunk, float(shared)))
        found.sort(key=lambda scored: -scored.score)
        return found[:k]


def _words(document: Document, chunk: Chunk) -> str:
    return " ".join((*chunk.path, document.parsed.clean.text[chunk.start : chunk.end]))
