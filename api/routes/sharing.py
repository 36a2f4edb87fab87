"""Conversations that others may read under a link."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request

from api.access import require_reader
from api.answers import with_standing
from api.browser_identity import owner_of
from api.chat_schemas import ConversationBody, SharedConversation
from api.dependencies import conversations_of, knowledge_base_of
from api.representation import conversation_json, turn_json
from api.schemas import Problem

router = APIRouter(
    prefix="/api/v1",
    tags=["对话"],
    dependencies=[Depends(require_reader)],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        404: {"model": Problem, "description": "没有这段对话或这个链接"},
        422: {"model": Problem, "description": "参数不合要求"},
    },
)


@router.post("/conversations/{conversation_id}/share", response_model=ConversationBody, summary="分享对话")
def share_conversation(conversation_id: str, request: Request) -> dict[str, Any]:
    """凭链接 `/shared/{share_id}` 可以看到现有的各问各答，不能改；以后问的看不到，再分享一次才加上。"""
    return conversation_json(conversations_of(request).share(owner_of(request), conversation_id))


@router.delete(
    "/conversations/{conversation_id}/share", response_model=ConversationBody, summary="收回分享的链接"
)
def unshare_conversation(conversation_id: str, request: Request) -> dict[str, Any]:
    """链接从此打不开。"""
    return conversation_json(conversations_of(request).unshare(owner_of(request), conversation_id))


@router.get("/shared/{share_id}", response_model=SharedConversation, summary="查看分享的对话")
def get_shared(share_id: str, request: Request) -> dict[str, Any]:
    """别人分享的一段对话；不含提问者的评价。"""
    conversation, turns = conversations_of(request).shared(share_id)
    knowledge_base = knowledge_base_of(request)
    messages = [
        {**turn_json(turn), "verdict": "", "reason": "", "answer": with_standing(knowledge_base, turn.answer)}
        for turn in turns
    ]
    return {"title": conversation.title, "created_at": conversation.created_at, "messages": messages}
