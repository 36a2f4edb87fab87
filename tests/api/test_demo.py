from __future__ import annotations

import pytest

from api.cli import main
from api.commands.demo import QUESTIONS, DemoQuestion, fault
from retriever.datatypes import Answer, Citation

ASKED = DemoQuestion("多少", "新增多少泊位？", ("120个",))
ABSENT = DemoQuestion("文件里没有", "票价是多少？")


def answer(text: str, *cited: str, status: str = "answered") -> Answer:
    citations = tuple(
        Citation(n, "a" * 16, "方案", "", "", (), words, 0, len(words), "/documents/a")
        for n, words in enumerate(cited, start=1)
    )
    return Answer(text, status, citations, (), "", (), "", 0.0)


@pytest.mark.parametrize(
    ("asked", "given", "complaint"),
    [
        (ASKED, answer("新增120个[1]。", "全年新增泊位120个。"), ""),
        (ASKED, answer("没有找到。", status="not_found"), "没有答出"),
        (ASKED, answer("新增120个。"), "没有出处"),
        (ASKED, answer("新增90个[1]。", "全年新增泊位120个。"), "答案里没有120个"),
        (ASKED, answer("新增120个[1]。", "全年新增泊位90个。"), "所引原文里没有120个"),
        (ABSENT, answer("没有找到。", status="not_found"), ""),
        (ABSENT, answer("3元[1]。", "票价3元。"), "却作了答"),
    ],
)
def test_faults_are_told(asked: DemoQuestion, given: Answer, complaint: str) -> None:
    assert complaint in fault(asked, given)
    assert bool(fault(asked, given)) == bool(complaint)


@pytest.mark.thorough  # `make demo` is part of the whole check
def test_demonstration_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    captured = capsys.readouterr()
    assert "0 处不合格" in captured.err
    assert all(asked.question in captured.out for asked in QUESTIONS)
    assert sum(bool(asked.must) for asked in QUESTIONS) >= 6
