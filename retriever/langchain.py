"""A LangChain retriever over a knowledge base, for chains that others build."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retriever.datatypes import Filters
from retriever.knowledge_base import KnowledgeBase


class PolicyRetriever(BaseRetriever):
    """Passages of documents in force, best first.

    Each has in its metadata `doc_id`, `title`, `path` (list of headings), `start` and `end` (offsets into the
    document's text as it was read), `score` (higher is better) and `url`.

    Attributes:
        knowledge_base: Where to search; it stays open as long as the retriever is used.
        k: Passages per question, at least 1.
        filters: Narrow the search; None for all documents.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    knowledge_base: KnowledgeBase
    k: int = 4
    filters: Filters | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(
                page_content=hit.text,
                metadata={
                    "doc_id": hit.doc_id,
                    "title": hit.title,
                    "path": list(hit.path),
                    "start": hit.start,
                    "end": hit.end,
                    "score": hit.score,
                    "url": hit.url,
                },
            )
            for hit in self.knowledge_base.search(query, k=self.k, filters=self.filters)
        ]
