from __future__ import annotations

from collections.abc import Sequence

import pytest

from eval.systems import AskError, LibrarySystem
from retriever.datatypes import Answer, Message, SearchHit
from retriever.errors import QuestionError

QUESTION = [Message("user", "新增多少")]


class _Base:
    index_version = "v3"

    def ask(self, question: Sequence[Message]) -> Answer:
        raise QuestionError("问题为空")

    def search(self, query: str, *, k: int) -> list[SearchHit]:
        return [SearchHit("d", "方案", (), f"{query}{number}", 0, 1, 1.0, "") for number in range(k)]


def test_library_errors_are_told() -> None:
    system = LibrarySystem(_Base(), settings={"corpus": "c"})
    with pytest.raises(AskError, match="问题为空"):
        system.ask(QUESTION)
    assert system.describe() == {"corpus": "c", "index_version": "v3"}


def test_search_gives_the_texts_of_the_passages() -> None:
    assert LibrarySystem(_Base(), settings={}).search("车位", k=2) == ("车位0", "车位1")
