from __future__ import annotations

import pytest

from eval.matching import normalise, strip_markers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("长 者，餐厅。", "长者餐厅"),
        ("ＡＢ１２％", "ab12%"),
        ("98.1%，5‰", "98.1%5‰"),
        ("1.优化 2．5", "1优化2.5"),
        ("1. 2024年", "12024年"),
        ("15—20分钟", "15-20分钟"),
        ("15～20分钟", "15-20分钟"),
        ("15 至 20分钟", "15-20分钟"),
        ("2023年10月——2024年3月", "2023年10月-2024年3月"),
        ("社区—小区-楼栋", "社区小区楼栋"),
        ("至少1次", "至少1次"),
        ("「党建+」", "党建+"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text).text == expected


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("25", "2025年"),
        ("25", "1.25"),
        ("25", "25.5"),
        ("10元", "1.0元"),
        ("10元", "110元"),
        ("0元", "1.0元"),
        ("1万", "2.1万"),
        ("100台", "1100台"),
        ("000台", "3,000台"),
        ("98", "98.1%"),
        ("四项", "十四项"),
        ("十项", "二十项"),
        ("二百", "二百万"),
        ("", "全文"),
        ("，。", "，。"),
    ],
)
def test_does_not_stand_in_a_longer_number(part: str, text: str) -> None:
    assert not normalise(text).contains(part)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("25", "2025年增至25个"),  # the second place counts
        ("25", "5，25，100"),
        ("100个", "25，100个"),  # a full-width comma parts two numbers
        ("3000台", "3,000台"),
        ("1.0元", "由0.8元调至1.0元"),
        ("2024年", "①2024年"),
        ("2024年", "1. 2024年"),
        ("85%", "2020 85%"),
        ("1-2个", "１～２个"),
        ("30%", "达到 30％ 以上"),
        ("四项", "统一四项"),
        ("三年", "力争通过三年"),
        ("40", "共40。"),
    ],
)
def test_stands_in_the_text(part: str, text: str) -> None:
    assert normalise(text).contains(part)


def test_strip_markers_leaves_other_brackets() -> None:
    assert strip_markers("新增60个[1][12]，沪〔2024〕2号[a]") == "新增60个，沪〔2024〕2号[a]"
