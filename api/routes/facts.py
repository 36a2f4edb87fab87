"""Facts read from the documents."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from api.access import require_reader
from api.dependencies import knowledge_base_of, readable_document
from api.document_schemas import FactList
from api.fact_table import facts_csv
from api.fact_workbook import MEDIA_TYPE, facts_workbook
from api.representation import facts_json
from api.schemas import Problem
from retriever.fact_filter import FactFilter

MAX_FILTER = 200

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
    responses={
        200: {
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
            }
        }
    },
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
    unit: Annotated[
        str,
        Query(max_length=MAX_FILTER, description="只要与这个单位有关的，如“区民政局”；各种写法都算，也含“各街道”之类"),
    ] = "",
    role: Annotated[
        Literal["lead", "responsible", "supporting"] | None,
        Query(description="只要单位以这种身份参与的：lead 牵头；responsible 责任；supporting 配合"),
    ] = None,
    place: Annotated[str, Query(max_length=MAX_FILTER, description="只要这个地方的文件，如“黄浦区”")] = "",
    clause: Annotated[
        str, Query(max_length=MAX_FILTER, description="只要这一条的：编号如“17”，或标题中的文字")
    ] = "",
    text: Annotated[
        str, Query(max_length=MAX_FILTER, description="只要含有这些文字的，几个词用空格隔开")
    ] = "",
    format: Annotated[
        Literal["json", "csv", "xlsx"], Query(description="返回的格式；csv、xlsx 可用电子表格软件打开")
    ] = "json",
) -> dict[str, Any] | Response:
    """列出有效文档中的事实，每条都带原文、所在句子和位置；指定单位时另带 named，即该单位在其中的身份和写法。"""
    knowledge_base = knowledge_base_of(request)
    if doc_id:
        readable_document(knowledge_base, doc_id)
    wanted = FactFilter(unit.strip(), role or "", place.strip(), clause.strip(), text.strip())
    facts = knowledge_base.facts(doc_id=doc_id, kind=kind or "", wanted=wanted)
    rows = facts_json(facts, knowledge_base.document)
    if format != "json":
        base = str(request.base_url).rstrip("/")
        rows = [{**row, "url": base + row["url"]} for row in rows]
    if format == "csv":
        return _file(facts_csv(rows).encode(), "text/csv; charset=utf-8", "facts.csv")
    if format == "xlsx":
        return _file(facts_workbook(rows), MEDIA_TYPE, "facts.xlsx")
    return {"facts": rows, "total": len(rows), "index_version": knowledge_base.index_version}


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
