"""Bodies of conversations and feedback as the OpenAPI description shows them."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from api.checks import check_characters, check_question
from api.schemas import FiltersBody, Request

MAX_TITLE = 100
MAX_REASON = 1000


class ChatRequest(Request):
    """提问：给出 `question`、`retry` 或两者。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "今年要新增多少公共停车泊位？", "conversation_id": ""}]}
    )

    conversation_id: str = Field("", max_length=64, description="接着哪段对话问；空为新的对话")
    question: str | None = Field(None, description="问题")
    retry: str | None = Field(
        None,
        max_length=64,
        description="重新回答哪一问（turn_id），给出 question 的改成这样问；其后的各问一并去掉",
    )
    filters: FiltersBody | None = Field(None, description="检索范围")
    mode: Literal["auto", "extractive", "generative"] = Field("auto", description="同 /api/v1/ask")

    @field_validator("question")
    @classmethod
    def _question_is_sound(cls, question: str | None) -> str | None:
        if question is not None:
            check_question(question, "question")
        return question

    @model_validator(mode="after")
    def _something_is_asked(self) -> Self:
        if self.question is None and self.retry is None:
            raise ValueError("字段“question”与“retry”至少填一个")
        return self


class ConversationChange(Request):
    """对一段对话的改动，只写要改的。"""

    title: str | None = Field(None, max_length=MAX_TITLE, description="名称")
    pinned: bool | None = Field(None, description="是否置顶")

    @field_validator("title")
    @classmethod
    def _title_is_sound(cls, title: str | None) -> str | None:
        if title is None:
            return None
        if not title.strip():
            raise ValueError("“title”不能为空，请写出名称")
        check_characters(title, "title")
        return " ".join(title.split())

    @model_validator(mode="after")
    def _something_changes(self) -> Self:
        if self.title is None and self.pinned is None:
            raise ValueError("没有要改的内容，请写出“title”或“pinned”")
        return self


class FeedbackRequest(Request):
    """对一个答案的评价。"""

    verdict: Literal["right", "wrong"] = Field(description="right 答得对；wrong 有问题")
    reason: str = Field("", max_length=MAX_REASON, description="理由")

    @field_validator("reason")
    @classmethod
    def _reason_is_sound(cls, reason: str) -> str:
        check_characters(reason, "reason")
        return reason.strip()


class ConversationBody(BaseModel):
    """一段对话。"""

    conversation_id: str = Field(description="对话编号")
    title: str = Field(description="名称，默认为第一问")
    created_at: str = Field(description="开始的时间")
    updated_at: str = Field(description="最近一问的时间")
    turns: int = Field(description="问了几次")
    filters: dict[str, Any] = Field(description="最近所用的检索范围")
    pinned: bool = Field(description="是否置顶")
    share_id: str = Field(description="只读链接 /shared/{share_id} 的编号；没有分享的为空")
    excerpt: str = Field(description="搜索时，所找文字在问答中的前后文；在名称中或没有搜索的为空")


class TurnBody(BaseModel):
    """一问一答。"""

    turn_id: str = Field(description="编号")
    conversation_id: str = Field(description="所在的对话")
    question: str = Field(description="问题")
    status: Literal["pending", "answered", "not_found", "refused", "stopped", "failed"] = Field(
        description="pending 没有答完；stopped 由提问者停止；failed 出错；其余同 /api/v1/ask"
    )
    asked_at: str = Field(description="提问的时间")
    answer: dict[str, Any] = Field(description="答案，字段同 /api/v1/ask；没有答完时不全")
    verdict: Literal["right", "wrong", ""] = Field(description="评价")
    reason: str = Field(description="评价的理由")


class ConversationList(BaseModel):
    """对话清单，置顶的在前，其次最近的在前。"""

    conversations: list[ConversationBody] = Field(description="各段对话")


class ConversationDetail(ConversationBody):
    """一段对话和其中的问答。"""

    messages: list[TurnBody] = Field(description="各问各答，按先后排列")


class SharedConversation(BaseModel):
    """别人分享的一段对话，只读。"""

    title: str = Field(description="名称")
    created_at: str = Field(description="开始的时间")
    messages: list[TurnBody] = Field(description="分享时已有的各问各答")


class FeedbackBody(BaseModel):
    """一条评价。"""

    turn_id: str = Field(description="问答编号")
    verdict: Literal["right", "wrong"] = Field(description="right 答得对；wrong 有问题")
    reason: str = Field(description="理由")
    said_at: str = Field(description="评价的时间")
    question: str = Field(description="问题")
    answer: dict[str, Any] = Field(description="答案")


class FeedbackList(BaseModel):
    """各人的评价，最近的在前。"""

    feedback: list[FeedbackBody] = Field(description="评价")
    right: int = Field(description="答得对的条数")
    wrong: int = Field(description="有问题的条数")
