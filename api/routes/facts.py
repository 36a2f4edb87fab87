"""Facts read from the documents."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from api.access import require_reader
from api.dependencies import knowledge_base_of, readable_document
from api.document_schemas import FactList
from api.fact_table import facts_csv
from api.representation import facts_json
from api.schemas import Problem

FactKindParameter = Literal["responsibility", "target", "deadline", "member", "definition", "enumeration"]

router = APIRouter(
    prefix="/api/v1",
    tags=["事实"],
    dependencies=[Depends(require_reader)],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        404: {"model": Problem, "description": "没有这份文档"},
        422: {"model": Problem, "description": "参数不合要求"},
    },
)


@router.get(
    "/facts",
    response_model=FactList,
    summary="事实清单",
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def list_facts(
    request: Request,
    doc_id: Annotated[str, Query(description="只要这份文档的")] = "",
    kind: Annotated[
        FactKindParameter | None,
        Query(
            description="responsibility 责任；target 指标；deadline 期限；member 名单；"
            "definition 定义；enumeration 组成"
        ),
    ] = None,
    unit: Annotated[str, Query(description="只要与这个单位有关的，如“区民政局”")] = "",
    format: Annotated[Literal["json", "csv"], Query(description="返回的格式；csv 可用电子表格软件打开")] = "json",
) -> dict[str, Any] | Response:
    """列出有效文档中的事实，每条都带原文和位置。"""
    knowledge_base = knowledge_base_of(request)
    if doc_id:
        readable_document(knowledge_base, doc_id)
    rows = facts_json(
        knowledge_base.facts(doc_id=doc_id, kind=kind or "", body=unit.strip()), knowledge_base.document
    )
    if format == "csv":
        headers = {"Content-Disposition": 'attachment; filename="facts.csv"'}
        return Response(facts_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)
    return {"facts": rows, "total": len(rows), "index_version": knowledge_base.index_version}
