from __future__ import annotations

import pytest

from prompts.sentences import SentenceStream, plain_marks

TEXTS = [
    "新增20个[1]。由区交通局牵头[2][3]。",
    "新增20个。[1]由区交通局牵头。 [2]",
    "新增20个。[1,2]\n\n由区交通局牵头[3]\n完",
    "1. 新增20个[1]\n2. 由区交通局牵头[2]",
    "称为“甲。乙！”的制度[1]。下一句[2]！？",
    "<think>先想一想。\n再说[9]。</think>\n新增20个[1]。",
    "没有句号",
    "",
]


def cut(text, size):
    stream = SentenceStream()
    found = [sentence for at in range(0, len(text), size) for sentence in stream.feed(text[at : at + size])]
    return [*found, *([rest] if (rest := stream.finish()) else [])]


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_do_not_matter(text):
    whole = cut(text, max(len(text), 1))
    for size in (1, 2, 3, 7):
        assert cut(text, size) == whole
    assert "".join(whole).strip() == text.rpartition("</think>")[2].strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (TEXTS[0], ["新增20个[1]。", "由区交通局牵头[2][3]。"]),
        (TEXTS[1], ["新增20个。[1]", "由区交通局牵头。 [2]"]),
        (TEXTS[4], ["称为“甲。乙！”的制度[1]。", "下一句[2]！", "？"]),
        (TEXTS[5], ["新增20个[1]。"]),
    ],
)
def test_marks_belong_to_the_sentence_before_them(text, sentences):
    assert [sentence.strip() for sentence in cut(text, 4)] == sentences


def test_a_sentence_comes_as_soon_as_it_is_complete():
    stream = SentenceStream()
    assert stream.feed("新增20个。") == []
    assert stream.feed("[1") == []
    assert stream.feed("]") == []
    assert stream.feed("由") == ["新增20个。[1]"]


def test_a_thought_that_never_ends_is_no_answer():
    assert cut("<think>新增20个[1]。由区交通局牵头[2]。", 5) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("甲[1,2]", "甲[1][2]"),
        ("甲【1、12】。", "甲[1][12]。"),
        ("甲[原文3]", "甲[3]"),
        ("清府办〔2025〕9号[1]", "清府办〔2025〕9号[1]"),
        ("数组[a,b]", "数组[a,b]"),
    ],
)
def test_marks_in_other_forms(text, plain):
    assert plain_marks(text) == plain
