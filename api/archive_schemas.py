"""Answers to the upload of an archive and to reading documents again: one entry per file."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.document_schemas import DocumentRecordBody
from api.schemas import MAX_FILTER_VALUES, Request


class ArchiveEntry(BaseModel):
    """压缩包里一个文件的结果。"""

    name: str = Field(description="文件在压缩包里的路径，也是文档的名称")
    status: Literal["added", "updated", "unchanged", "failed"] = Field(
        description="added 新增；updated 换了新版；unchanged 内容没有变化；failed 没有导入"
    )
    document: DocumentRecordBody | None = Field(description="导入后的文档；没有导入的为 null")
    error: str = Field(description="没有导入的原因；已导入的为空")
    warnings: list[str] = Field(description="读入时的提醒")
    seconds: float = Field(description="用时，秒")


class ArchiveResult(BaseModel):
    """导入一个压缩包的结果：其中每个文件一项。"""

    results: list[ArchiveEntry] = Field(description="各文件的结果，按压缩包里的先后")
    total: int = Field(description="文件数")
    failed: int = Field(description="没有导入的文件数")


class ReparseRequest(Request):
    """要重新读取的文档。"""

    doc_ids: list[str] = Field([], max_length=MAX_FILTER_VALUES, description="文档编号；空数组表示全部")


class ReparseEntry(BaseModel):
    """一份文档的结果。"""

    name: str = Field(description="文档的名称")
    status: Literal["updated", "unchanged", "failed"] = Field(
        description="updated 读到的有变化；unchanged 没有变化；failed 没有读成，保留原来的内容"
    )
    document: DocumentRecordBody | None = Field(description="重新读取后的文档；没有读成的为 null")
    error: str = Field(description="没有读成的原因；读成的为空")
    warnings: list[str] = Field(description="读入时的提醒")
    seconds: float = Field(description="用时，秒")


class ReparseResult(BaseModel):
    """重新读取的结果：每份文档一项。"""

    results: list[ReparseEntry] = Field(description="各文档的结果")
    total: int = Field(description="份数")
    failed: int = Field(description="没有读成的份数")
