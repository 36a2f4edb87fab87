"""Documents: list, add, show, replace, correct, remove."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, HTTPException, Query, Request, Response, UploadFile

from api.access import require_editor, require_reader
from api.archive_schemas import ArchiveResult
from api.dependencies import knowledge_base_of, readable_document, writing
from api.document_schemas import DocumentAmendment, DocumentBody, DocumentList, DocumentRecordBody, IngestResult
from api.representation import document_json, outcome_json, record_json
from api.schemas import Problem
from api.upload_stages import following
from ingest.amendments import Decision, checked
from ingest.archives import is_archive

MAX_NAME = 200

READING: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "需要口令"},
    404: {"model": Problem, "description": "没有这份文档"},
    422: {"model": Problem, "description": "参数不合要求"},
}
WRITING: dict[int | str, dict[str, Any]] = {
    **READING,
    403: {"model": Problem, "description": "没有权限"},
    413: {"model": Problem, "description": "文件过大"},
    415: {"model": Problem, "description": "不支持这种格式"},
    422: {"model": Problem, "description": "文件无法读取，如为空、损坏或加密"},
}

router = APIRouter(prefix="/api/v1/documents", tags=["文档"])
reader = [Depends(require_reader)]
editor = [Depends(require_editor)]
Upload = Annotated[UploadFile, File(description="文件，文件名须带扩展名")]


@router.get("", response_model=DocumentList, dependencies=reader, responses=READING, summary="文档清单")
def list_documents(
    request: Request,
    include_withdrawn: Annotated[bool, Query(description="连同已撤下的")] = False,
) -> dict[str, Any]:
    """列出各文档的基本情况。"""
    knowledge_base = knowledge_base_of(request)
    records = knowledge_base.documents(include_withdrawn=include_withdrawn)
    return {
        "documents": [record_json(record) for record in records],
        "total": len(records),
        "index_version": knowledge_base.index_version,
    }


@router.post(
    "",
    response_model=IngestResult | ArchiveResult,
    status_code=201,
    dependencies=editor,
    responses={**WRITING, 200: {"model": IngestResult | ArchiveResult, "description": "内容没有变化"}},
    summary="导入文档",
)
def add_document(request: Request, response: Response, file: Upload) -> dict[str, Any]:
    """导入一个文件；同名文件成为新的一版，内容相同的不重复导入。返回后即可提问。

    压缩包（.zip）里的文件逐个导入，每个文件一项结果；有文件没有导入时，其余的照常导入。
    """
    name = upload_name(file.filename)
    if is_archive(name):
        return _add_archive(request, response, name, file)
    return _add(request, response, name, file)


@router.get(
    "/{doc_id}", response_model=DocumentBody, dependencies=reader, responses=READING, summary="查看文档"
)
def get_document(doc_id: str, request: Request) -> dict[str, Any]:
    """原文、条款树和基本情况。"""
    return document_json(readable_document(knowledge_base_of(request), doc_id))


@router.put(
    "/{doc_id}", response_model=IngestResult, dependencies=editor, responses=WRITING, summary="替换文档"
)
def replace_document(doc_id: str, request: Request, response: Response, file: Upload) -> dict[str, Any]:
    """用新文件替换一份文档：名称沿用旧的（扩展名随新文件），文档编号随内容而变。"""
    knowledge_base = knowledge_base_of(request)
    old = readable_document(knowledge_base, doc_id).record
    name = _renamed(old.name, upload_name(file.filename))
    result = _add(request, response, name, file)
    response.status_code = 200
    if name != old.name and result["document"]["doc_id"] != doc_id:
        with writing(request):
            knowledge_base.remove(doc_id)
    return result


@router.patch(
    "/{doc_id}",
    response_model=DocumentRecordBody,
    dependencies=editor,
    responses={**WRITING, 422: {"model": Problem, "description": "改正的内容不合要求"}},
    summary="改正文档",
)
def amend_document(doc_id: str, request: Request, amendment: DocumentAmendment) -> dict[str, Any]:
    """人工改正基本情况、设定状态（有效、废止……）；再次导入同样的文件时保留。只写要改的。"""
    knowledge_base = knowledge_base_of(request)
    record = readable_document(knowledge_base, doc_id).record
    changes = amendment.metadata.model_dump(exclude_unset=True) if amendment.metadata else {}
    if not changes and amendment.status is None:
        raise HTTPException(422, "没有要改的内容，请写出 metadata 中的字段或 status。")
    if amendment.status in (None, "auto") and (amendment.by or amendment.reason):
        raise HTTPException(422, "by 和 reason 要与 status 一同给出，且 status 不能是 auto。")
    lists = {name: tuple(value) for name, value in changes.items() if isinstance(value, list)}
    corrections = checked({**changes, **lists})  # before anything changes: all of it is kept, or nothing
    with writing(request):
        if amendment.status == "auto":
            record = knowledge_base.decide(doc_id, None)
        elif amendment.status is not None:
            decision = Decision(amendment.status, amendment.by, amendment.reason)
            record = knowledge_base.decide(doc_id, decision)
        if corrections:
            record = knowledge_base.correct(doc_id, corrections)
    return record_json(record)


@router.delete("/{doc_id}", status_code=204, dependencies=editor, responses=WRITING, summary="删除文档")
def remove_document(doc_id: str, request: Request) -> None:
    """撤下一份文档；此后的答案不再用它。"""
    with writing(request):
        knowledge_base_of(request).remove(doc_id)


def upload_name(filename: str | None) -> str:
    """The last part of the name that a client gave, without folders and control characters.

    Raises:
        HTTPException: 422, nothing is left or the name is longer than `MAX_NAME` characters.
    """
    name = PurePosixPath((filename or "").replace("\\", "/")).name
    name = unicodedata.normalize("NFC", "".join(c for c in name if c.isprintable())).strip()
    if not name or name in {".", ".."}:
        raise HTTPException(422, "上传的文件没有文件名，请在字段“file”中给出带扩展名的文件名。")
    if len(name) > MAX_NAME:
        raise HTTPException(422, f"文件名有 {len(name)} 个字符，最多 {MAX_NAME} 个，请改短。")
    return name


def _renamed(old: str, new: str) -> str:
    suffix = PurePosixPath(new).suffix
    return old if suffix == PurePosixPath(old).suffix else str(PurePosixPath(old).with_suffix(suffix))


def _add_archive(request: Request, response: Response, name: str, file: UploadFile) -> dict[str, Any]:
    data = _read_upload(request, name, file)
    with following(request) as state, writing(request):
        outcomes = knowledge_base_of(request).add_archive(name, data, progress=state.begin, on_stage=state.enter)
    failed = [outcome for outcome in outcomes if outcome.record is None]
    if len(failed) == len(outcomes):
        raise HTTPException(422, f"压缩包“{name}”里的 {len(failed)} 个文件都没有导入。{failed[0].error}")
    if all(outcome.status == "unchanged" for outcome in outcomes):
        response.status_code = 200
    return {
        "results": [outcome_json(outcome) for outcome in outcomes],
        "total": len(outcomes),
        "failed": len(failed),
    }


def _add(request: Request, response: Response, name: str, file: UploadFile) -> dict[str, Any]:
    data = _read_upload(request, name, file)
    with following(request) as state, writing(request):
        outcome = knowledge_base_of(request).add_bytes(name, data, on_stage=state.enter)
    if outcome.record is None:
        raise HTTPException(422, outcome.error or f"文件“{name}”没有导入，请检查文件是否完好。")
    if outcome.status == "unchanged":
        response.status_code = 200
    return {
        "status": outcome.status,
        "document": record_json(outcome.record),
        "warnings": list(outcome.warnings),
        "seconds": outcome.seconds,
    }


def _read_upload(request: Request, name: str, file: UploadFile) -> bytes:
    limit = request.app.state.settings.max_upload_bytes
    data = file.file.read(limit + 1)
    if len(data) > limit:
        megabytes = limit // (1024 * 1024)
        raise HTTPException(
            413,
            f"文件“{name}”超过 {megabytes} MB，请拆分文件，或由管理员调大环境变量 ZHENGDA_MAX_UPLOAD_MB。",
        )
    return data
