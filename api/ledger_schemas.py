"""The ledger as the OpenAPI description shows it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class LedgerBody(BaseModel):
    """台账的一页；各条的字段同 /api/v1/facts，另有所属条款的责任单位和 date（排序用的日期，如 2024-08）。"""

    rows: list[dict[str, Any]] = Field(description="这一页的各条")
    total: int = Field(description="全部条数")
    counts: dict[str, int] = Field(description="同样条件下各类别的条数")
    page: int = Field(description="第几页，从 1 起")
    pages: int = Field(description="共几页")
    documents: int = Field(description="出自几份文件")


class BodyCountBody(BaseModel):
    """一个单位的任务数。"""

    name: str = Field(description="单位（最常用的写法）")
    responsible: int = Field(description="牵头或责任")
    supporting: int = Field(description="只是配合")


class DocumentChoice(BaseModel):
    """一份可选的文件。"""

    doc_id: str = Field(description="文档编号")
    title: str = Field(description="标题")


class DateChoice(BaseModel):
    """一个期限。"""

    date: str = Field(description="如 2024-08、2024，没有写明的为 none")
    words: str = Field(description="如“2024年8月”")


class LedgerChoices(BaseModel):
    """可以筛选的单位、文件、地方和期限。"""

    bodies: list[BodyCountBody] = Field(description="单位，任务多的在前")
    documents: list[DocumentChoice] = Field(description="有效的文件")
    places: list[str] = Field(description="地方")
    dates: list[DateChoice] = Field(description="指标和期限的日期，早的在前")
