"""Documents read again from their kept files, as after an upgrade or new words in the office's dictionary."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request

from api.archive_schemas import ReparseRequest, ReparseResult
from api.dependencies import knowledge_base_of, readable_document, writing
from api.representation import outcome_json
from api.routes.documents import WRITING, editor

router = APIRouter(prefix="/api/v1/documents", tags=["文档"])


@router.post(
    "/reparse", response_model=ReparseResult, dependencies=editor, responses=WRITING, summary="重新读取文档"
)
def reparse_documents(request: Request, wanted: ReparseRequest | None = None) -> dict[str, Any]:
    """用现在的程序和本单位的词表重新读取已存的原件；编号、版本和人工改正的都不变。

    一份读不成的，保留原来读到的内容，其余的照常读取。
    """
    knowledge_base = knowledge_base_of(request)
    doc_ids = wanted.doc_ids if wanted else []
    for doc_id in doc_ids:
        readable_document(knowledge_base, doc_id)
    with writing(request):
        outcomes = knowledge_base.reparse(doc_ids)
    failed = [outcome for outcome in outcomes if outcome.record is None]
    if failed and len(failed) == len(outcomes):
        raise HTTPException(422, f"{len(failed)} 份文档都没有重新读取。{failed[0].error}")
    return {"results": [outcome_json(outcome) for outcome in outcomes], "total": len(outcomes), "failed": len(failed)}
