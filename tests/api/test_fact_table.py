from __future__ import annotations

import pytest

from api.fact_table import fact_words, facts_csv

TARGET = {"kind": "target", "value": "10", "unit": "个", "comparator": "", "period": "", "attribute": ""}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "10个"),
        ({"comparator": "以上"}, "10个以上"),
        ({"comparator": "不少于", "period": "每年"}, "不少于10个，每年"),
        ({"attribute": "约束性"}, "10个，约束性"),
    ],
)
def test_targets_in_words(changes: dict[str, str], words: str) -> None:
    assert fact_words({**TARGET, **changes}) == words


def test_other_kinds_in_words() -> None:
    duty = {"kind": "responsibility", "lead": ("甲局",), "bodies": (), "supporting": ("乙局", "丙局")}
    assert fact_words(duty) == "牵头 甲局；配合 乙局、丙局"
    assert fact_words({"kind": "deadline", "due": "2024年8月前"}) == "2024年8月前"
    assert fact_words({"kind": "member", "role": "组长", "post": ""}) == "组长"
    assert fact_words({"kind": "definition", "meaning": "某义"}) == "某义"
    assert fact_words({"kind": "enumeration", "parts": ("一", "二")}) == "一、二"


def test_a_cell_is_never_a_formula() -> None:
    row = {**TARGET, "item": "1", "subject": '=HYPERLINK("x")', "title": "t", "path": [], "text": "x", "url": "/"}
    assert "'=HYPERLINK" in facts_csv([row])
