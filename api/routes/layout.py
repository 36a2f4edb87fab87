"""How a document looks, and questions to begin with: what the pages need beside the documents themselves."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from api.access import require_reader
from api.dependencies import knowledge_base_of, readable_document
from api.document_schemas import ExampleList, LayoutBody
from api.examples import example_questions
from api.representation import layout_json
from api.schemas import Problem
from ingest.loaders.page_images import page_picture

router = APIRouter(
    prefix="/api/v1",
    tags=["文档"],
    dependencies=[Depends(require_reader)],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        404: {"model": Problem, "description": "没有这份文档"},
        422: {"model": Problem, "description": "参数不合要求"},
    },
)


@router.get("/documents/{doc_id}/layout", response_model=LayoutBody, summary="文档的版面")
def get_layout(doc_id: str, request: Request) -> dict[str, Any]:
    """原文由哪些段落、标题和表格组成，各在第几页；位置按 text 的字符计。"""
    return layout_json(readable_document(knowledge_base_of(request), doc_id))


@router.get(
    "/documents/{doc_id}/pages/{number}",
    response_class=Response,
    summary="一页的图像",
    responses={
        200: {"content": {"image/jpeg": {}}, "description": "图像"},
        415: {"model": Problem, "description": "这种格式没有页面图像"},
    },
)
def get_page(
    doc_id: str, request: Request, number: Annotated[int, Path(ge=1, description="页码，从 1 起")]
) -> Response:
    """PDF 和图片的一页，供与识别出的文字对照。"""
    knowledge_base = knowledge_base_of(request)
    record = readable_document(knowledge_base, doc_id).record
    data = knowledge_base.original_file(doc_id).read_bytes()
    picture = page_picture(record.name, data, record.format, number)
    # What an id names never changes.
    return Response(picture, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=86400"})


@router.get("/examples", response_model=ExampleList, summary="可以这样问")
def list_examples(request: Request) -> dict[str, Any]:
    """几个文件里有答案的问题，供刚开始用的人参考。"""
    return {"examples": example_questions(knowledge_base_of(request))}
