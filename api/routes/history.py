"""The history of a browser's conversations: list, read, rename, delete, export."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.access import require_reader
from api.answers import with_standing
from api.browser_identity import owner_of
from api.chat_schemas import ConversationBody, ConversationChange, ConversationDetail, ConversationList
from api.conversations.export import EXPORTS
from api.dependencies import conversations_of, knowledge_base_of
from api.representation import conversation_json, turn_json
from api.schemas import Problem

router = APIRouter(
    prefix="/api/v1/conversations",
    tags=["对话"],
    dependencies=[Depends(require_reader)],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        404: {"model": Problem, "description": "没有这段对话"},
        422: {"model": Problem, "description": "参数不合要求"},
    },
)


@router.get("", response_model=ConversationList, summary="对话清单")
def list_conversations(
    request: Request,
    q: Annotated[str, Query(max_length=200, description="名称、问题或答案中含有的文字")] = "",
) -> dict[str, Any]:
    """这个浏览器的各段对话，最多 200 段，置顶的在前，其次最近的在前。"""
    found = conversations_of(request).conversations(owner_of(request), containing=q)
    return {"conversations": [conversation_json(conversation) for conversation in found]}


@router.get("/{conversation_id}", response_model=ConversationDetail, summary="查看对话")
def get_conversation(conversation_id: str, request: Request) -> dict[str, Any]:
    """一段对话的各问各答；出处中的 doc_status 是文档现在的状态。"""
    conversation, turns = conversations_of(request).conversation(owner_of(request), conversation_id)
    knowledge_base = knowledge_base_of(request)
    messages = [{**turn_json(turn), "answer": with_standing(knowledge_base, turn.answer)} for turn in turns]
    return {**conversation_json(conversation), "messages": messages}


@router.patch("/{conversation_id}", response_model=ConversationBody, summary="改动对话")
def change_conversation(conversation_id: str, body: ConversationChange, request: Request) -> dict[str, Any]:
    """改名称，置顶或取消置顶。"""
    changed = conversations_of(request).change(
        owner_of(request), conversation_id, title=body.title, pinned=body.pinned
    )
    return conversation_json(changed)


@router.delete("/{conversation_id}", status_code=204, summary="删除对话")
def delete_conversation(conversation_id: str, request: Request) -> None:
    """删除一段对话；已经提交的评价仍保留。"""
    conversations_of(request).delete(owner_of(request), conversation_id)


@router.get(
    "/{conversation_id}/export",
    response_class=Response,
    summary="导出对话",
    responses={200: {"content": {kind.media_type: {} for kind in EXPORTS.values()}, "description": "文件"}},
)
def export_conversation(
    conversation_id: str,
    request: Request,
    form: Annotated[Literal["md", "docx"], Query(alias="format", description="文件格式")] = "docx",
) -> Response:
    """各问各答，答案后附出处。"""
    conversation, turns = conversations_of(request).conversation(owner_of(request), conversation_id)
    kind = EXPORTS[form]
    name = quote(f"{conversation.title}.{form}")
    return Response(
        kind.write(conversation, turns),
        media_type=kind.media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )
