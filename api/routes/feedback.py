"""What askers say of answers, and the list of it for the office."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request

from api.access import require_editor, require_reader
from api.browser_identity import owner_of
from api.chat_schemas import FeedbackList, FeedbackRequest
from api.dependencies import conversations_of
from api.schemas import Problem

router = APIRouter(
    prefix="/api/v1",
    tags=["对话"],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        404: {"model": Problem, "description": "没有这个问答"},
        422: {"model": Problem, "description": "参数不合要求"},
    },
)


@router.put(
    "/turns/{turn_id}/feedback", status_code=204, dependencies=[Depends(require_reader)], summary="评价答案"
)
def give_feedback(turn_id: str, body: FeedbackRequest, request: Request) -> None:
    """说一个答案对不对；再次评价时替换前一次。问题和答案的副本一并存下，供办公室查看。"""
    conversations_of(request).judge(owner_of(request), turn_id, body.verdict, body.reason)


@router.delete(
    "/turns/{turn_id}/feedback", status_code=204, dependencies=[Depends(require_reader)], summary="撤回评价"
)
def take_back_feedback(turn_id: str, request: Request) -> None:
    """撤回评价。"""
    conversations_of(request).unjudge(owner_of(request), turn_id)


@router.get(
    "/feedback", response_model=FeedbackList, dependencies=[Depends(require_editor)], summary="查看评价"
)
def list_feedback(
    request: Request,
    verdict: Annotated[Literal["right", "wrong", ""], Query(description="只看一种")] = "",
) -> dict[str, Any]:
    """各人对答案的评价，连同问题和答案，最近的在前。"""
    found = conversations_of(request).feedback()
    return {
        "feedback": [asdict(entry) for entry in found if verdict in ("", entry.verdict)],
        "right": sum(entry.verdict == "right" for entry in found),
        "wrong": sum(entry.verdict == "wrong" for entry in found),
    }
