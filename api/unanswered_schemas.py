"""Unanswered questions as the OpenAPI description shows them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class UnansweredBody(BaseModel):
    """一个没有找到答案的问题；不记是谁问的，电话、证件号码等已遮去。"""

    question_id: int = Field(description="编号")
    question: str = Field(description="问题，最近一次的写法")
    times: int = Field(description="问过几次")
    first_asked: str = Field(description="第一次的时间")
    last_asked: str = Field(description="最近一次的时间")
    done: bool = Field(description="是否已处理")


class UnansweredList(BaseModel):
    """没有找到答案的问题，未处理的在前，问得多的在前。"""

    questions: list[UnansweredBody] = Field(description="各个问题")
    open: int = Field(description="未处理的个数")
    done: int = Field(description="已处理的个数")


class DoneMark(BaseModel):
    """处理情况。"""

    model_config = ConfigDict(extra="forbid")

    done: bool = Field(description="是否已处理")
