"""The ledger: lines that can be narrowed and sorted, their export, and plots of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api import ledger_word, word_document
from api.access import require_reader
from api.dependencies import knowledge_base_of, readable_document
from api.due_dates import due_words
from api.fact_table import KINDS, ROLES
from api.fact_workbook import MEDIA_TYPE as WORKBOOK
from api.fact_workbook import facts_workbook
from api.ledger import (
    NO_DATE,
    LedgerLine,
    LedgerQuery,
    body_counts,
    date_counts,
    kind_counts,
    ledger_lines,
    ledger_rows,
    of_kind,
)
from api.ledger_schemas import LedgerBody, LedgerChoices
from api.plots import MEDIA_TYPE as PLOT
from api.plots import Bar, bar_plot
from api.schemas import Problem
from retriever.fact_filter import FactFilter
from retriever.knowledge_base import KnowledgeBase

MAX_FILTER = 200
MAX_BARS = 8

router = APIRouter(
    prefix="/api/v1/ledger",
    tags=["事实"],
    dependencies=[Depends(require_reader)],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        404: {"model": Problem, "description": "没有这份文档"},
        422: {"model": Problem, "description": "参数不合要求"},
    },
)


def ledger_query(
    request: Request,
    kind: Annotated[Literal["", "responsibility", "target", "deadline"], Query(description="只要这一类")] = "",
    doc_id: Annotated[str, Query(max_length=64, description="只要这份文档的")] = "",
    unit: Annotated[str, Query(max_length=MAX_FILTER, description="只要这个单位的，各种写法都算")] = "",
    role: Annotated[
        Literal["", "lead", "responsible", "supporting"], Query(description="单位以这种身份参与的")
    ] = "",
    place: Annotated[str, Query(max_length=MAX_FILTER, description="只要这个地方的文件")] = "",
    text: Annotated[str, Query(max_length=MAX_FILTER, description="含有这些文字，几个词用空格隔开")] = "",
    due: Annotated[
        str, Query(pattern=rf"^(|{NO_DATE}|20\d\d(-\d\d)?)$", description="期限，如 2024-08、2024；none 未写明")
    ] = "",
    sort: Annotated[Literal["document", "kind", "subject", "body", "due"], Query(description="排序")] = "document",
    descending: Annotated[bool, Query(description="倒序")] = False,
) -> LedgerQuery:
    """What the parameters of an address ask for."""
    if doc_id:
        readable_document(knowledge_base_of(request), doc_id)
    wanted = FactFilter(body=unit.strip(), role=role, place=place.strip(), text=text.strip())
    return LedgerQuery(kind, doc_id, wanted, due, sort, descending)


Wanted = Annotated[LedgerQuery, Depends(ledger_query)]


@router.get("", response_model=LedgerBody, summary="台账")
def list_ledger(
    request: Request,
    query: Wanted,
    page: Annotated[int, Query(ge=1, description="第几页")] = 1,
    size: Annotated[int, Query(ge=1, le=1000, description="每页条数")] = 50,
) -> dict[str, Any]:
    """有效文件中的责任、指标和期限。指标和期限所在条款只有一个责任分工的，也归到其中的单位。"""
    knowledge_base = knowledge_base_of(request)
    lines = ledger_lines(knowledge_base, query)
    shown = of_kind(lines, query.kind)
    pages = max(1, -(-len(shown) // size))
    page = min(page, pages)
    return {
        "rows": ledger_rows(knowledge_base, shown[(page - 1) * size : page * size]),
        "total": len(shown),
        "counts": kind_counts(lines),
        "page": page,
        "pages": pages,
        "documents": len({line.stored.doc_id for line in shown}),
    }


@router.get("/choices", response_model=LedgerChoices, summary="台账可以怎样筛选")
def ledger_choices(request: Request) -> dict[str, Any]:
    """有任务的单位、有效的文件和它们的地方、写明的期限。"""
    knowledge_base = knowledge_base_of(request)
    records = [record for record in knowledge_base.documents() if record.status == "in_force"]
    lines = ledger_lines(knowledge_base, LedgerQuery())
    return {
        "bodies": [asdict(count) for count in body_counts(lines, knowledge_base.dictionary().bodies)],
        "documents": [{"doc_id": record.doc_id, "title": record.metadata.title or record.name} for record in records],
        "places": sorted({place for record in records for place in record.metadata.places}),
        "dates": [{"date": day or NO_DATE, "words": due_words(day)} for day, _, _ in date_counts(lines)],
    }


@router.get(
    "/export",
    response_class=Response,
    summary="导出台账",
    responses={200: {"content": {WORKBOOK: {}, word_document.MEDIA_TYPE: {}}, "description": "文件"}},
)
def export_ledger(
    request: Request,
    query: Wanted,
    form: Annotated[Literal["xlsx", "docx"], Query(alias="format", description="文件格式")] = "xlsx",
) -> Response:
    """同样条件下的全部各条，每条带原句和出处。"""
    knowledge_base = knowledge_base_of(request)
    rows = ledger_rows(knowledge_base, of_kind(ledger_lines(knowledge_base, query), query.kind))
    if form == "xlsx":
        base = str(request.base_url).rstrip("/")
        content, media_type = facts_workbook([{**row, "url": base + row["url"]} for row in rows]), WORKBOOK
    else:
        conditions = _in_words(query, knowledge_base)
        content, media_type = ledger_word.ledger_document(rows, conditions, date.today()), word_document.MEDIA_TYPE
    name = quote(f"{query.wanted.body or '政策'}台账.{form}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=media_type, headers=headers)


@router.get(
    "/plots/{name}",
    response_class=Response,
    summary="台账的图",
    responses={200: {"content": {PLOT: {}}, "description": "图"}},
)
def plot_ledger(name: Literal["bodies", "dates"], request: Request, query: Wanted) -> Response:
    """同样条件下各单位的任务数（bodies）、各期限的指标和期限数（dates），SVG；每条是一个链接。"""
    lines = ledger_lines(knowledge_base_of(request), query)
    if name == "bodies":
        return Response(_plot_of_bodies(lines, knowledge_base_of(request)), media_type=PLOT)
    bars = [
        Bar(due_words(day), (targets, deadlines), _address(query, due=day or NO_DATE))
        for day, targets, deadlines in date_counts(lines)
    ]
    return Response(bar_plot("各期限的指标和期限", ("指标", "期限"), bars), media_type=PLOT)


def _plot_of_bodies(lines: list[LedgerLine], knowledge_base: KnowledgeBase) -> bytes:
    counts = body_counts(lines, knowledge_base.dictionary().bodies)[:MAX_BARS]
    bars = [
        Bar(count.name, (count.responsible, count.supporting), f"/bodies/{quote(count.name, safe='')}")
        for count in counts
    ]
    return bar_plot("各单位的任务", ("牵头或责任", "配合"), bars)


def _address(query: LedgerQuery, *, due: str) -> str:
    wanted = query.wanted
    values = {
        "doc_id": query.doc_id, "unit": wanted.body, "role": wanted.role, "place": wanted.place, "text": wanted.text,
        "due": due,
    }  # fmt: skip
    return "/ledger?" + urlencode({name: value for name, value in values.items() if value})


def _in_words(query: LedgerQuery, knowledge_base: KnowledgeBase) -> str:
    """How the lines were chosen, in Chinese."""
    wanted = query.wanted
    title = knowledge_base.document(query.doc_id).record.metadata.title if query.doc_id else ""
    due = due_words("" if query.due == NO_DATE else query.due) if query.due else ""
    parts = (
        ("类别", KINDS[query.kind] if query.kind else ""),
        ("单位", wanted.body),
        ("身份", ROLES[wanted.role] if wanted.role else ""),
        ("文件", f"《{title}》" if title else ""),
        ("地方", wanted.place),
        ("期限", due),
        ("含有", wanted.text),
    )
    chosen = "；".join(f"{label}：{value}" for label, value in parts if value)
    return f"筛选条件——{chosen}" if chosen else "全部有效文件中的责任、指标和期限"
