"""Things of one kind of which none stands for another."""

from __future__ import annotations

import pytest

from ingest.errors import DataFileError
from retriever.unlike_things import of_unlike_thing, read_kinds

RULES = "第七条 养犬人应当为犬只办理登记。"


@pytest.mark.parametrize(
    ("asked", "held", "unlike"),
    [
        ("养猫要不要登记", RULES, True),
        ("养狗要不要登记", RULES, False),
        ("养猫养狗要不要登记", RULES, False),
        ("养猫要不要登记", f"宠物管理办法\n{RULES}", False),
        ("养花要不要登记", RULES, False),
        ("坐地铁要钱吗", "70周岁以上老人免费乘坐公交线路。", True),
        ("坐地铁要钱吗", "70周岁以上老人免费乘坐公共交通工具，含公交。", False),
    ],
)
def test_another_thing_of_the_kind_asked_about(asked, held, unlike):
    assert of_unlike_thing(asked, held.split("\n")[-1], held) == unlike


def test_a_line_without_a_colon_is_named(tmp_path):
    path = tmp_path / "unlike.txt"
    path.write_text("动物：猫、狗=犬\n猫、狗\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="第 2 行"):
        read_kinds(path)


def test_a_rule_on_dogs_is_no_answer_for_cats(hash_base):
    hash_base.add_bytes("条例.txt", f"柳河市养犬管理条例\n第一条 为了规范养犬行为，制定本条例。\n{RULES}\n".encode())
    assert hash_base.ask("柳河养猫要不要登记").status == "not_found"
    assert hash_base.ask("柳河养犬要不要登记").status == "answered"
