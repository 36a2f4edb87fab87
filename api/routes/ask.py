"""Questions and passages."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends, Request

from api.access import require_reader
from api.answers import answer_json
from api.dependencies import knowledge_base_of, unanswered_of
from api.schemas import AskRequest, AskResponse, Problem, SearchRequest, SearchResponse, filters_of
from api.unanswered import note
from retriever.datatypes import Message

router = APIRouter(
    prefix="/api/v1",
    tags=["问答"],
    dependencies=[Depends(require_reader)],
    responses={
        400: {"model": Problem, "description": "请求正文无法解析"},
        401: {"model": Problem, "description": "需要口令"},
        422: {"model": Problem, "description": "字段不合要求，如问题为空或太长"},
    },
)


@router.post(
    "/ask",
    response_model=AskResponse,
    response_model_exclude_none=True,
    summary="提问",
    response_description="有出处的答案",
)
def ask(body: AskRequest, request: Request) -> dict[str, Any]:
    """回答一个问题，或接着一段对话回答最后一问。文档里没有的，`status` 为 `not_found`。"""
    question: str | list[Message]
    if body.messages is None:
        question = body.question or ""
    else:
        question = [Message(message.role, message.content) for message in body.messages]
    knowledge_base = knowledge_base_of(request)
    answer = knowledge_base.ask(question, filters=filters_of(body.filters), mode=body.mode)
    note(unanswered_of(request), answer.status, answer.question)
    return answer_json(knowledge_base, answer)


@router.post("/search", response_model=SearchResponse, summary="查找", response_description="相近的段落")
def search(body: SearchRequest, request: Request) -> dict[str, Any]:
    """按意思和字词查找文档中的段落，不作答。"""
    started = time.perf_counter()
    knowledge_base = knowledge_base_of(request)
    hits = knowledge_base.search(body.query, k=body.k, filters=filters_of(body.filters))
    return {
        "hits": [asdict(hit) for hit in hits],
        "index_version": knowledge_base.index_version,
        "took_ms": round((time.perf_counter() - started) * 1000, 3),
    }

