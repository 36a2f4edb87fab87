"""What the library page needs beside the documents themselves: originals, restoring, and how far an upload is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import FileResponse

from api.access import require_reader
from api.dependencies import knowledge_base_of, readable_document, writing
from api.document_schemas import IngestResult, UploadStage
from api.representation import record_json
from api.routes.documents import READING, WRITING, editor
from api.schemas import Problem
from api.upload_stages import following, state_of

router = APIRouter(prefix="/api/v1", tags=["文档"])


@router.get(
    "/documents/{doc_id}/original",
    response_class=FileResponse,
    dependencies=[Depends(require_reader)],
    responses={**READING, 200: {"content": {"application/octet-stream": {}}, "description": "文件"}},
    summary="下载原件",
)
def get_original(doc_id: str, request: Request) -> FileResponse:
    """导入时的原文件，一字不改。"""
    knowledge_base = knowledge_base_of(request)
    record = readable_document(knowledge_base, doc_id).record
    name = quote(record.name.rsplit("/", 1)[-1])
    # Saved, never shown: a page among the originals must not run as one of ours.
    return FileResponse(
        knowledge_base.original_file(doc_id),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@router.post(
    "/documents/{doc_id}/restore",
    response_model=IngestResult,
    dependencies=editor,
    responses={**WRITING, 422: {"model": Problem, "description": "这份文档没有撤下"}},
    summary="恢复文档",
)
def restore_document(doc_id: str, request: Request) -> dict[str, Any]:
    """把撤下的文档按原件重新导入，编号不变，此后的答案又用它。"""
    knowledge_base = knowledge_base_of(request)
    record = knowledge_base.document(doc_id).record
    if record.status != "withdrawn":
        raise HTTPException(422, f"《{record.metadata.title}》没有撤下，不用恢复。")
    data = knowledge_base.original_file(doc_id).read_bytes()
    with following(request) as state, writing(request):
        outcome = knowledge_base.add_bytes(record.name, data, on_stage=state.enter)
    if outcome.record is None:
        raise HTTPException(422, outcome.error or f"《{record.metadata.title}》没有恢复，请重新导入该文件。")
    return {
        "status": outcome.status,
        "document": record_json(outcome.record),
        "warnings": list(outcome.warnings),
        "seconds": outcome.seconds,
    }


@router.get(
    "/uploads/{upload_id}", response_model=UploadStage, dependencies=editor, responses=WRITING, summary="导入到了哪一步"
)
def upload_stage(upload_id: str, request: Request) -> dict[str, Any]:
    """请求头 X-Upload-Id（16 到 64 位小写十六进制数）相同的那次导入正在做什么；没有到或已经结束的为空。"""
    return asdict(state_of(request, upload_id))
