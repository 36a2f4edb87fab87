"""Bodies of requests and responses as the OpenAPI description shows them."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from api.checks import MAX_QUESTION, check_characters, check_question
from retriever.datatypes import Filters

MAX_EARLIER_TURN = 20_000
MAX_MESSAGES = 100
MAX_FILTER_VALUES = 200


class Request(BaseModel):
    """A request's body: a field with a misspelt name is an error, not a default."""

    model_config = ConfigDict(extra="forbid")


class FiltersBody(Request):
    """检索范围；空数组表示不限。"""

    doc_ids: list[str] = Field([], max_length=MAX_FILTER_VALUES, description="只在这些文档中找")
    places: list[str] = Field(
        [], max_length=MAX_FILTER_VALUES, description="只在这些地方的文档中找，如“黄浦区”"
    )
    years: list[int] = Field([], max_length=MAX_FILTER_VALUES, description="只在管到这些年份的文档中找")


def filters_of(body: FiltersBody | None) -> Filters | None:
    """The filters as the knowledge base takes them."""
    if body is None:
        return None
    return Filters(tuple(body.doc_ids), tuple(body.places), tuple(body.years))


class MessageBody(Request):
    """对话中的一轮。"""

    role: Literal["user", "assistant", "system"] = Field(description="谁说的")
    content: str = Field(max_length=MAX_EARLIER_TURN, description="内容")


class AskRequest(Request):
    """提问：`question` 与 `messages` 二选一。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "停车难今年怎么解决，要新增多少车位，谁负责"},
                {
                    "messages": [
                        {"role": "user", "content": "今年要新增多少公共停车泊位？"},
                        {"role": "assistant", "content": "新增公共停车泊位……[1]"},
                        {"role": "user", "content": "由谁负责？"},
                    ],
                    "filters": {"places": ["黄浦区"], "years": [2024]},
                },
            ]
        }
    )

    question: str | None = Field(None, description=f"问题，1 到 {MAX_QUESTION} 个字符")
    messages: list[MessageBody] | None = Field(
        None, max_length=MAX_MESSAGES, description="整段对话，最后一轮须是用户的问题"
    )
    filters: FiltersBody | None = Field(None, description="检索范围")
    mode: Literal["auto", "extractive", "generative"] = Field(
        "auto",
        description="extractive 只摘原文；generative 用语言模型行文，没有配置时返回 422；"
        "auto 由系统选，没有配置语言模型时只摘原文",
    )

    @field_validator("question")
    @classmethod
    def _question_is_sound(cls, question: str | None) -> str | None:
        if question is not None:
            check_question(question, "question")
        return question

    @model_validator(mode="after")
    def _one_way_of_asking(self) -> Self:
        if (self.question is None) == (self.messages is None):
            raise ValueError("字段“question”与“messages”须填一个，且只能填一个")
        if self.messages is not None:
            if not self.messages or self.messages[-1].role != "user":
                raise ValueError("字段“messages”的最后一轮须是用户的问题（role 为 user）")
            for index, message in enumerate(self.messages):
                field = f"messages[{index}].content"
                if message.role == "user":
                    check_question(message.content, field)
                else:
                    check_characters(message.content, field)
        return self


class SearchRequest(Request):
    """查找段落。"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": "停车泊位", "k": 5}]})

    query: str = Field(description=f"要找的内容，1 到 {MAX_QUESTION} 个字符")
    k: int = Field(10, ge=1, le=100, description="最多给出几段，1 到 100")
    filters: FiltersBody | None = Field(None, description="检索范围")

    @field_validator("query")
    @classmethod
    def _query_is_sound(cls, query: str) -> str:
        check_question(query, "query")
        return query


class CitationBody(BaseModel):
    """一处出处。"""

    n: int = Field(description="答案中的编号，从 1 起")
    doc_id: str = Field(description="文档编号")
    title: str = Field(description="文档标题")
    issuer: str = Field(description="发文机关，不知道时为空")
    number: str = Field(description="文号，不知道时为空")
    path: list[str] = Field(description="所在章节，由外到内")
    text: str = Field(description="所引原文，一字不改")
    start: int = Field(description="在文档 text 中的起点，按 Unicode 字符计，从 0 起")
    end: int = Field(description="在文档 text 中的终点（不含）")
    url: str = Field(description="打开文档并标出所引原文的地址")
    page: int | None = Field(default=None, description="所在页码，从 1 起；没有页码的格式没有此项")
    box: tuple[float, float, float, float] | None = Field(
        default=None,
        description="所引各段在该页上的左、上、右、下，按页宽页高的比例（0 到 1）；不知道时没有此项",
    )
    doc_status: Literal["in_force", "pending", "replaced", "repealed", "expired", "withdrawn"] = Field(
        description="文档现在的状态，同文档清单的 status"
    )


class AskResponse(BaseModel):
    """答案。"""

    answer: str = Field(description="答案，[1] 这样的编号指向 citations")
    status: Literal["answered", "not_found", "refused"] = Field(
        description="answered 已答；not_found 文档里没有；refused 不属于本系统回答的范围"
    )
    citations: list[CitationBody] = Field(description="出处")
    facts: list[dict[str, Any]] = Field(description="答案所依据的事实，字段随 kind 而异")
    question: str = Field(description="结合上文补全后的问题")
    suggestions: list[str] = Field(description="可以接着问的问题")
    index_version: str = Field(description="作答时的索引版本")
    took_ms: float = Field(description="用时，毫秒")
    generated: Literal["none", "yes", "fallback"] = Field(
        "none", description="none 摘自原文；yes 由语言模型行文，已逐句核对；fallback 语言模型未能作答，改摘原文"
    )
    nearest: CitationBody | None = Field(None, description="没有找到时，最接近的原文；不是答案的出处")
    notice: str = Field("", description="需要知道的事：generated 为 fallback 时的原因；问“今年”而文件是别的年度的")


class SearchHitBody(BaseModel):
    """找到的一段。"""

    doc_id: str = Field(description="文档编号")
    title: str = Field(description="文档标题")
    path: list[str] = Field(description="所在章节，由外到内")
    text: str = Field(description="原文")
    start: int = Field(description="在文档 text 中的起点")
    end: int = Field(description="在文档 text 中的终点（不含）")
    score: float = Field(description="相似度，越大越近，只在同一次结果内可比")
    url: str = Field(description="打开文档并标出此段的地址")


class SearchResponse(BaseModel):
    """查找的结果，最近的在前。"""

    hits: list[SearchHitBody] = Field(description="找到的段落")
    index_version: str = Field(description="索引版本")
    took_ms: float = Field(description="用时，毫秒")


class FieldError(BaseModel):
    """一个字段的错误。"""

    field: str = Field(description="字段，整个正文有误时为空")
    detail: str = Field(description="错在哪里、怎么改")


class Problem(BaseModel):
    """错误说明（RFC 9457）。"""

    type: str = Field("about:blank", description="错误类别")
    title: str = Field(description="错误的名称")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="错在哪里、怎么办")
    instance: str = Field(description="所请求的路径")
    errors: list[FieldError] = Field([], description="各字段的错误")
