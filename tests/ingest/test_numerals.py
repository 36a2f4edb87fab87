import pytest

from ingest.numerals import item_number, parse_number, to_chinese


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3000", 3000), ("3,000", 3000), ("4.7", 4.7), ("1.5万", 15000), ("２０", 20), ("2百万", 2_000_000),
        ("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三千二百", 3200),
        ("两万五千", 25000), ("一亿", 100_000_000), ("二〇二四", 2024),
        ("", None), ("若干", None), ("3家", None),
    ],
)  # fmt: skip
def test_parse_number(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("number", [*range(131), 200, 305, 1000, 1001, 1010, 9999, 10_000, 10_305])
def test_to_chinese_is_the_inverse(number):
    assert parse_number(to_chinese(number)) == number


def test_to_chinese_writes_as_people_do():
    assert [to_chinese(number) for number in (0, 10, 12, 20, 105, 110)] == [
        "零", "十", "十二", "二十", "一百零五", "一百一十"
    ]  # fmt: skip


def test_to_chinese_says_its_range():
    with pytest.raises(ValueError, match="-1"):
        to_chinese(-1)


@pytest.mark.parametrize(
    ("label", "digits"),
    [("17.", "17"), ("（三）", "3"), ("第十二条", "12"), ("2.1", "2.1"), ("③", "3"), ("——", ""), ("", "")],
)
def test_item_number(label, digits):
    assert item_number(label) == digits
