"""Questions not answered: what the office may want to add documents for."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.access import require_editor
from api.dependencies import unanswered_of
from api.schemas import Problem
from api.unanswered import unanswered_csv
from api.unanswered_schemas import DoneMark, UnansweredBody, UnansweredList

router = APIRouter(
    prefix="/api/v1/unanswered",
    tags=["对话"],
    dependencies=[Depends(require_editor)],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        403: {"model": Problem, "description": "没有权限"},
        404: {"model": Problem, "description": "没有这个问题"},
        422: {"model": Problem, "description": "参数不合要求"},
    },
)


@router.get(
    "",
    response_model=UnansweredList,
    summary="未答问题",
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def list_unanswered(
    request: Request,
    format: Annotated[Literal["json", "csv"], Query(description="返回的格式")] = "json",
) -> dict[str, Any] | Response:
    """已收录的文件里没有找到答案的问题和次数；不记是谁问的。"""
    found = unanswered_of(request).questions()
    if format == "csv":
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote('未答问题.csv')}"}
        return Response(unanswered_csv(found).encode(), media_type="text/csv; charset=utf-8", headers=headers)
    done = sum(question.done for question in found)
    return {"questions": [asdict(question) for question in found], "open": len(found) - done, "done": done}


@router.patch("/{question_id}", response_model=UnansweredBody, summary="标记未答问题")
def mark_unanswered(question_id: int, body: DoneMark, request: Request) -> dict[str, Any]:
    """标为已处理或未处理；已处理的再次没有答上时，自动变回未处理。"""
    return asdict(unanswered_of(request).mark(question_id, body.done))


@router.delete("/{question_id}", status_code=204, summary="删除未答问题")
def forget_unanswered(question_id: int, request: Request) -> None:
    """从清单中去掉一个问题。"""
    unanswered_of(request).forget(question_id)
