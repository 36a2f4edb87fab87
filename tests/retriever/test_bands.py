"""Rules in bands of a quantity, and the quantities that people name."""

from __future__ import annotations

import pytest

from retriever.answerers.quantities import band_of, quantities_in

RULES = """# 松河县农产品冷藏设施补贴办法

一、补贴标准

库容满100吨不满300吨的，每座补贴4万元；库容300吨以上不足600吨的，每座补贴9万元；库容600吨以上的，每座补贴15万元。

二、检查

（一）检查得分90分以上的，次年免检；
（二）检查得分75分以上不足90分的，限期一个月整改；
（三）检查得分不足75分的，取消资格。

三、租金

| 面积（平方米） | 每月租金 | 押金 |
|---|---|---|
| 100以下 | 12元 | 1000元 |
| 101—300 | 10元 | 2000元 |
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("办法.md", RULES.encode())
    return lambda question: hash_base.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("我家冷库能放450吨，库容补贴能拿多少", "9万元", "15万元"),
        ("库容二百吨的冷库补贴几万", "4万元", "9万元"),
        ("检查得分82分会怎么处理", "限期一个月", "免检"),
        ("检查只得了60分，后果是什么", "取消资格", "免检"),
    ],
)
def test_the_band_that_holds_the_quantity(ask, question, told, untold):
    answer = ask(question)
    assert told in answer
    assert untold not in answer


@pytest.mark.parametrize(
    ("text", "unit", "inside", "outside"),
    [
        ("室温低于18℃不低于16℃的", "℃", (16, 17.9), (18, 15)),
        ("面积100—200平方米", "平方米", (100, 200), (99, 201)),
        ("超过10层的", "层", (11,), (10,)),
        ("不满3年", "年", (2,), (3,)),
        ("50人以下", "人", (50,), (51,)),
    ],
)
def test_limits_belong_to_a_band_as_it_says(text, unit, inside, outside):
    band = band_of(text, unit)
    assert all(band.holds(number) for number in inside)
    assert not any(band.holds(number) for number in outside)


def test_years_of_the_calendar_are_no_quantities():
    assert quantities_in("2026年的补贴") == []
    assert ("℃", 15.0, "十五度") in quantities_in("屋里十五度")
