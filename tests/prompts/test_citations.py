from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.citations import CitedText, cite, marks, parse, strip_marks


@pytest.mark.parametrize(
    ("numbers", "expected"), [((), ""), ((1,), "[1]"), ((3, 1), "[1][3]"), ((2, 2, 1), "[1][2]"), ((10, 9), "[9][10]")]
)
def test_marks_are_ascending_and_single(numbers, expected):
    assert marks(numbers) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], ""),
        ([CitedText("新增620个。", (1,))], "新增620个[1]。"),
        ([CitedText("新增620个", (2, 1))], "新增620个[1][2]"),
        ([CitedText("甲；", (1,)), CitedText("乙。", (2,))], "甲[1]；乙[2]。"),
        ([CitedText("共2项：\n", ()), CitedText("1. 甲", (1,))], "共2项：\n1. 甲[1]"),
        ([CitedText("对吗？", (1,)), CitedText("对！", (1,))], "对吗[1]？对[1]！"),
    ],
)
def test_cite(parts, expected):
    assert cite(parts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("没有出处", [CitedText("没有出处", ())]),
        ("甲[1]。乙[2][3]；丙", [CitedText("甲。", (1,)), CitedText("乙；", (2, 3)), CitedText("丙", ())]),
        ("甲 [1] [2]。", [CitedText("甲。", (1, 2))]),
        ("甲【1】乙［2］", [CitedText("甲", (1,)), CitedText("乙", (2,))]),
        ("甲[1][1]", [CitedText("甲", (1,))]),
        ("〔2025〕9号[1]", [CitedText("〔2025〕9号", (1,))]),
        ("[2025]9号", [CitedText("[2025]9号", ())]),
        ("[甲]", [CitedText("[甲]", ())]),
    ],
)
def test_parse(text, expected):
    assert parse(text) == expected


def test_strip_marks():
    assert strip_marks("甲[1][12]。乙【3】") == "甲。乙"
    assert strip_marks("[2025]9号") == "[2025]9号"


WORDS = st.text(
    st.characters(exclude_characters="[]［］【】。；！？", exclude_categories=("Z", "Cc", "Cs")),
    min_size=1,
)
ENDS = st.sampled_from(["", "。", "；", "！", "？"])
NUMBERS = st.lists(st.integers(1, 999), min_size=1, max_size=5, unique=True).map(sorted).map(tuple)
CITED = st.builds(lambda words, end, numbers: CitedText(words + end, numbers), WORDS, ENDS, NUMBERS)


@given(parts=st.lists(CITED, max_size=6), rest=st.just("") | WORDS)
def test_parsing_is_the_inverse_of_citing(parts, rest):
    parts += [CitedText(rest, ())] if rest else []
    assert parse(cite(parts)) == parts
    assert strip_marks(cite(parts)) == "".join(part.text for part in parts)


@given(text=st.text(max_size=80) | st.text("甲乙[]【】［］0123456789。；", max_size=40))
def test_parsing_any_text_keeps_its_words(text):
    words = "".join(part.text for part in parse(text))
    assert "".join(words.split()) == "".join(strip_marks(text).split())
