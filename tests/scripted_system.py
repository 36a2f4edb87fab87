"""A question set of a few lines and a system that gives prepared answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.datatypes import Question
from eval.systems import AskError
from retriever.datatypes import Answer, AnswerStatus, Citation, Message


def question(id: str = "a", **changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": id,
        "type": "target",
        "q": "新增多少",
        "must": (("60个",),),
        "must_not": (),
        "cite": ("新增停车位60个", "责任单位：区建管委"),
        "answerable": True,
    }
    return Question(**{**fields, **changes})


def answer(text: str, *, status: AnswerStatus = "answered", cited: Sequence[str] = ()) -> Answer:
    citations = tuple(
        Citation(n, "d", "方案", "", "", ("17.设施",), passage, 0, len(passage), "")
        for n, passage in enumerate(cited, start=1)
    )
    return Answer(text, status, citations, (), "", (), "v1", 0.0)


HOPELESS = question("z", type="unanswerable", must=(), cite=(), answerable=False)
RIGHT = answer("新增60个[1]", cited=["新增停车 位60个;"])
UNBORNE = answer("新增60个和7台[1]", cited=["新增停车位60个"])
REFUSAL = answer("未找到2024年的内容", status="not_found")


class ScriptedSystem:
    """Gives its answers in turn and keeps what it was asked."""

    name = "scripted"

    def __init__(self, *answers: Answer | AskError, cites: bool = True, passages: Sequence[str] | None = None) -> None:
        self._answers = list(answers)
        self.cites = cites
        self._passages = passages
        self.asked: list[Sequence[Message]] = []

    def ask(self, messages: Sequence[Message]) -> Answer:
        self.asked.append(messages)
        given = self._answers.pop(0)
        if isinstance(given, AskError):
            raise given
        return given

    def search(self, question: str, *, k: int) -> tuple[str, ...] | None:
        return None if self._passages is None else tuple(self._passages[:k])

    def describe(self) -> Mapping[str, Any]:
        return {"index_version": "v1"}
