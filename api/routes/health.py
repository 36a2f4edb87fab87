"""Is the process alive, and can it answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request

from api.dependencies import knowledge_base_of
from api.schemas import Problem

router = APIRouter(tags=["运行"])


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", summary="进程是否在运行")
def healthz() -> dict[str, str]:
    """进程在运行就返回 ok。"""
    return {"status": "ok"}


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz",
    summary="能否作答",
    responses={503: {"model": Problem, "description": "尚未就绪"}},
)
def readyz(request: Request) -> dict[str, Any]:
    """能读文档库和索引时返回 ready，并给出文档份数。"""
    if not request.app.state.ready:
        raise HTTPException(503, "服务正在启动或正在停止，请稍后再试。")
    knowledge_base = knowledge_base_of(request)
    return {
        "status": "ready",
        "documents": len(knowledge_base.documents()),
        "index_version": knowledge_base.index_version,
    }
