"""Ages and bands of ages."""

import pytest

from retriever.answerers.ages import bands_of_ages, fits_age, narrowness


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("90岁老人每月津贴多少", "80至89周岁每人每月60元", False),
        ("90岁老人每月津贴多少", "90至99周岁每人每月120元", True),
        ("103岁老人每月津贴多少", "100周岁以上每人每月500元", True),
        ("16岁能办吗", "不满16周岁的由监护人代办", False),
        ("60岁以上老人有多少", "65周岁及以上老年人健康管理率", False),
        ("60岁以上老人有多少", "60周岁及以上人口14万人", True),
        ("九十多岁的呢", "90至99周岁每人每月120元", True),
        ("80多岁的呢", "90至99周岁每人每月120元", False),
        ("80多岁的呢", "年满80周岁的每餐补贴2元", True),
        ("70岁老人津贴多少", "百岁老人每人每月500元", False),
        ("老人津贴多少", "80至89周岁每人每月60元", None),
        ("90岁老人津贴多少", "每人每月60元", None),
    ],
)
def test_the_band_that_holds_an_age(question, text, fits):
    assert fits_age(question, text) is fits


def test_the_narrower_band_is_meant():
    assert narrowness("85岁老人", "80岁以上500元") < narrowness("85岁老人", "70岁以上300元")
    assert bands_of_ages("70岁以上300元，80岁以上500元") == 2
