"""Documents and facts as the OpenAPI description shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class MetadataBody(BaseModel):
    """文档的基本情况；不知道的为空。"""

    title: str = Field(description="标题")
    issuer: str = Field(description="发文机关")
    number: str = Field(description="文号")
    issued: str = Field(description="印发日期，如 2024-02-07、2024-02 或 2024")
    effective: str = Field(description="施行日期")
    expires: str = Field(description="失效日期")
    places: list[str] = Field(description="地方，由大到小")
    years: list[int] = Field(description="管到的年份")
    kind: str = Field(description="文种")
    source: str = Field(description="来源")
    replaces: list[str] = Field(description="它所取代的文件")


StatusName = Literal["in_force", "pending", "replaced", "repealed", "expired", "withdrawn"]


class StandingBody(BaseModel):
    """为什么是这个状态。"""

    by: str = Field(description="取代或废止它的文档的编号，没有则为空")
    reason: str = Field(description="理由")
    manual: bool = Field(description="是否人工设定")


class DocumentRecordBody(BaseModel):
    """文档清单中的一条。"""

    doc_id: str = Field(description="文档编号")
    name: str = Field(description="文件名")
    version: int = Field(description="同名文件的第几版，从 1 起")
    sha256: str = Field(description="文件内容的 SHA-256")
    format: str = Field(description="格式")
    status: StatusName = Field(
        description="in_force 有效；pending 尚未施行；replaced 已被取代；repealed 已废止；"
        "expired 已过期；withdrawn 已撤下"
    )
    standing: StandingBody = Field(description="为什么是这个状态")
    corrected: list[str] = Field(description="metadata 中人工改正过的字段")
    ingested_at: str = Field(description="导入时间")
    characters: int = Field(description="字符数")
    clauses: int = Field(description="条款数")
    facts: int = Field(description="事实数")
    chunks: int = Field(description="检索段数")
    metadata: MetadataBody = Field(description="基本情况")


class MetadataCorrections(BaseModel):
    """要改正的基本情况：写出的字段才改，null 恢复文件中读到的。"""

    model_config = ConfigDict(extra="forbid")

    title: str | None = Field(None, max_length=200, description="标题，不能为空")
    issuer: str | None = Field(None, max_length=200, description="发文机关")
    number: str | None = Field(None, max_length=200, description="文号")
    issued: str | None = Field(None, max_length=20, description="印发日期，如 2024-02-07、2024-02 或 2024")
    effective: str | None = Field(None, max_length=20, description="施行日期")
    expires: str | None = Field(None, max_length=20, description="失效日期")
    places: list[str] | None = Field(None, max_length=10, description="地方，由大到小")
    years: list[int] | None = Field(None, max_length=50, description="管到的年份")
    kind: str | None = Field(None, max_length=200, description="文种")


class DocumentAmendment(BaseModel):
    """对一份文档的人工改正；再次导入同样的文件时保留。"""

    model_config = ConfigDict(extra="forbid")

    metadata: MetadataCorrections | None = Field(None, description="要改正的基本情况")
    status: Literal["in_force", "pending", "replaced", "repealed", "expired", "auto"] | None = Field(
        None, description="人工设定的状态；auto 按文件自动判断"
    )
    by: str = Field("", max_length=64, description="取代或废止它的文档的编号")
    reason: str = Field("", max_length=200, description="设定状态的理由")


class OutlineEntry(BaseModel):
    """条款树的一个节点；起止都是 text 中的位置。"""

    index: int = Field(description="序号，从 0 起")
    parent: int | None = Field(description="上一级的序号")
    kind: str = Field(description="类别：title、heading、item、paragraph、point（段内“一是”）、table_row、annex……")
    level: int = Field(description="层级")
    number: str = Field(description="编号，如“三、”")
    heading: str = Field(description="标题")
    path: list[str] = Field(description="由外到内的各级标题")
    start: int = Field(description="起点")
    end: int = Field(description="自身文字的终点（不含下级）")
    tree_end: int = Field(description="连同下级的终点")


class DocumentBody(DocumentRecordBody):
    """一份文档：原文、条款树和基本情况。"""

    text: str = Field(description="读入时的原文；各处的 start、end 都按它的 Unicode 字符计")
    outline: list[OutlineEntry] = Field(description="条款树，按先后排列")
    warnings: list[str] = Field(description="读入时的提醒")


class DocumentList(BaseModel):
    """文档清单。"""

    documents: list[DocumentRecordBody] = Field(description="各文档")
    total: int = Field(description="份数")
    index_version: str = Field(description="索引版本")


class IngestResult(BaseModel):
    """导入一个文件的结果。"""

    status: Literal["added", "updated", "unchanged"] = Field(
        description="added 新增；updated 换了新版；unchanged 内容没有变化"
    )
    document: DocumentRecordBody = Field(description="导入后的文档")
    warnings: list[str] = Field(description="读入时的提醒")
    seconds: float = Field(description="用时，秒")


class UploadStage(BaseModel):
    """一次导入正在做什么。"""

    stage: Literal["", "waiting", "reading", "encoding", "keeping", "indexing"] = Field(
        description="waiting 等前一份；reading 读取文字、结构和事实；encoding 计算向量；keeping 保存；indexing 更新索引"
    )
    file: str = Field(description="压缩包中正在处理的文件；单个文件的为空")
    done: int = Field(description="压缩包中已处理的文件数")
    total: int = Field(description="压缩包中的文件数；单个文件的为 0")


class FactList(BaseModel):
    """从文档读出的事实；各条的字段随 kind 而异，并都带 doc_id、title、path、text、sentence、start、end、url。

    指标的 statement 是事项说不清时带数字的原话；说得清的为空。
    """

    facts: list[dict[str, Any]] = Field(description="事实")
    total: int = Field(description="条数")
    index_version: str = Field(description="索引版本")


class CellBody(BaseModel):
    """表格的一格；行列从 0 起。"""

    row: int = Field(description="行")
    column: int = Field(description="列")
    start: int = Field(description="起点")
    end: int = Field(description="终点（不含）")
    row_span: int = Field(description="占几行")
    column_span: int = Field(description="占几列")
    header: bool = Field(description="是否表头")


class BlockBody(BaseModel):
    """原文的一段、一个标题或一张表。"""

    kind: Literal["paragraph", "heading", "table"] = Field(description="类别")
    start: int = Field(description="起点")
    end: int = Field(description="终点（不含）")
    level: int = Field(description="标题的层级，1 到 9；其余为 0")
    page: int | None = Field(description="所在页码，从 1 起；没有页码的格式为空")
    box: tuple[float, float, float, float] | None = Field(
        description="在页面上的左、上、右、下，按页宽页高的比例（0 到 1）；不知道时为空"
    )
    cells: list[CellBody] = Field(description="表格的各格")


class LayoutBody(BaseModel):
    """文档的版面，按先后排列。"""

    blocks: list[BlockBody] = Field(description="各段、标题和表")


class ExampleList(BaseModel):
    """可以这样问。"""

    examples: list[str] = Field(description="问题")
