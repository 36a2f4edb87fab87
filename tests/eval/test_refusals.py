from __future__ import annotations

import pytest

from eval.refusals import is_refusal, refusal_words
from prompts.messages import message


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        ("根据已知信息，无法回答该问题。", True),
        ("\n\n很抱歉，所给资料中未 提及这一点。建议咨询区民政局。", True),
        ("[1]", True),
        ("新增60个[1]。另外，资料没有提到费用。", False),
        ("由区民政局负责。", False),
    ],
)
def test_first_sentence_decides(answer: str, refused: bool) -> None:
    assert is_refusal(answer) is refused


def test_own_refusal_is_known() -> None:
    assert is_refusal(message("not_found"))


def test_words_are_without_remarks() -> None:
    assert refusal_words()
    assert not any(word.startswith("#") for word in refusal_words())
