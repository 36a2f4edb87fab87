"""What routes get from the app they are part of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request

from api.conversations.store import ConversationStore
from api.unanswered import UnansweredQuestions
from ingest.datatypes import Document
from ingest.errors import DocumentNotFoundError
from retriever.knowledge_base import KnowledgeBase


def knowledge_base_of(request: Request) -> KnowledgeBase:
    """The knowledge base that the app was made with."""
    knowledge_base: KnowledgeBase = request.app.state.knowledge_base
    return knowledge_base


def conversations_of(request: Request) -> ConversationStore:
    """The conversations that the server keeps."""
    store: ConversationStore = request.app.state.conversations
    return store


def unanswered_of(request: Request) -> UnansweredQuestions:
    """The questions that the documents did not answer."""
    unanswered: UnansweredQuestions = request.app.state.unanswered
    return unanswered


@contextmanager
def writing(request: Request) -> Iterator[None]:
    """One writer at a time; readers go on beside it."""
    lock: threading.Lock = request.app.state.write_lock
    with lock:
        yield


def readable_document(knowledge_base: KnowledgeBase, doc_id: str) -> Document:
    """A document that has not been withdrawn: what an editor has deleted is not shown again.

    Raises:
        DocumentNotFoundError: No document has the id, or it is withdrawn.
    """
    document = knowledge_base.document(doc_id)
    if document.record.status == "withdrawn":
        raise DocumentNotFoundError(f"编号为“{doc_id}”的文档已被删除，请查看文档清单 /api/v1/documents。")
    return document
