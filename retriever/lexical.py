"""Search by terms: BM25 over words, character bigrams and single characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from retriever.datatypes import Filters, ScoredChunk
from retriever.tokenizer import Tokens, tokenize
from retriever.view import Shelf, serial_of

# On public questions about policy passages, words and bigrams together rank better than either, and single
# characters at half weight add a little; more weight on the title alone lost more first places than it won.
WEIGHTS = (("words", 1.0), ("bigrams", 1.0), ("characters", 0.5))

_WRITER_BYTES = 50_000_000
# A pasted page as a question: further terms cost time and say nothing new.
_MOST_QUERY_TERMS = 400


class LexicalIndex:
    """A BM25 index in a folder; chunks go by their keys, see `retriever.view.chunk_key`."""

    def __init__(self, folder: Path) -> None:
        """Open the index that `write` left in `folder`.

        Raises:
            OSError: The folder is missing.
            ValueError: The folder holds no whole index.
        """
        self._tantivy = _import_tantivy()
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        self._schema = _schema(self._tantivy)
        self._index = self._tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    @staticmethod
    def write(folder: Path, chunks: Iterable[tuple[int, Tokens]], *, removed: Iterable[int] = ()) -> None:
        """Add chunks to the index in `folder`, which is made if it holds none.

        Args:
            folder: An existing folder that nobody reads yet.
            chunks: Keys and terms.
            removed: Serials of documents whose chunks go first.
        """
        tantivy = _import_tantivy()
        schema = _schema(tantivy)
        writer = tantivy.Index(schema, path=str(folder)).writer(_WRITER_BYTES, 1)
        for serial in removed:
            # By query: deleting by term takes the number for a signed one and finds nothing.
            writer.delete_documents_by_query(tantivy.Query.term_query(schema, "document", serial))
        for key, tokens in chunks:
            document = tantivy.Document()
            document.add_unsigned("key", key)
            document.add_unsigned("document", serial_of(key))
            for field, _ in WEIGHTS:
                document.add_text(field, " ".join(getattr(tokens, field)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, tokens: Tokens, *, k: int, serials: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The k best chunks that share a term with the query, as (key, BM25 score above 0), best first.

        Args:
            tokens: The terms of the query.
            k: At least 1.
            serials: Only chunks of these documents; None for all.
        """
        terms = self._terms(tokens)
        if not terms or not len(self) or (serials is not None and not serials):
            return []
        query_type, must = self._tantivy.Query, self._tantivy.Occur.Must
        query = query_type.boolean_query([(self._tantivy.Occur.Should, term) for term in terms])
        if serials is not None:
            members = query_type.term_set_query(self._schema, "document", sorted(serials))
            query = query_type.boolean_query([(must, query), (must, query_type.const_score_query(members, 0.0))])
        hits = self._searcher.search(query, k, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = [(int(key), float(score)) for key, (score, _) in zip(keys, hits, strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def frequency(self, bigram: str) -> int:
        """In how many chunks a pair of characters, or a Latin word or number, stands."""
        return int(self._searcher.doc_freq("bigrams", bigram))

    def _terms(self, tokens: Tokens) -> list[Any]:
        query_type = self._tantivy.Query
        counted = [
            (field, term, weight * times)
            for field, weight in WEIGHTS
            for term, times in Counter(getattr(tokens, field)).items()
        ]
        return [
            query_type.boost_query(query_type.term_query(self._schema, field, term, "freq"), weight)
            for field, term, weight in counted[:_MOST_QUERY_TERMS]
        ]


class LexicalRetriever:
    """Chunks that share terms with the question; scores are BM25, above 0 without an upper end."""

    def __init__(self, index: LexicalIndex, shelf: Shelf) -> None:
        self._index = index
        self._shelf = shelf

    def retrieve(self, query: str, *, k: int, filters: Filters | None = None) -> list[ScoredChunk]:
        """The k best chunks, best first."""
        found = self._index.search(tokenize(query), k=k, serials=self._shelf.serials(filters))
        return [self._shelf.scored(key, score) for key, score in found]


def _schema(tantivy: Any) -> Any:  # noqa: ANN401  # tantivy's types are not complete
    builder = tantivy.SchemaBuilder()
    for field, _ in WEIGHTS:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("key", stored=False, indexed=False, fast=True)
    builder.add_unsigned_field("document", stored=False, indexed=True, fast=False)
    return builder.build()


def _import_tantivy() -> Any:  # noqa: ANN401  # tantivy's types are not complete
    import tantivy

    return tantivy
