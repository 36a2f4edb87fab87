"""Tables of figures: the figure where row and column cross, the rows that meet a condition."""

import pytest

SHARED_OUT = (
    "# 青禾县2026年村道整修分乡镇任务表\n\n"
    "| 序号 | 乡镇 | 村道硬化（公里） | 危桥改造（座） | 包联单位 |\n|---|---|---|---|---|\n"
    "| 1 | 白杨镇 | 12.5 | 0 | 县发改局 |\n"
    "| 2 | 石门乡 | 30 | 3 | 县水利局 |\n"
    "| 3 | 柳泉镇 | 8 | 2 | 县林业局 |\n"
    "| 4 | 云岭乡 | 21 | 0 | 团县委 |\n"
    "| 合计 |  | 71.5 | 5 |  |\n"
)


@pytest.fixture
def shared_out(hash_base):
    hash_base.add_bytes("青禾县2026年村道整修分乡镇任务表.md", SHARED_OUT.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held", "absent"),
    [
        ("石门乡村道硬化任务几公里", ["30"], ["12.5", "21"]),
        ("柳泉危桥改造要改几座", ["柳泉镇", "2"], ["石门乡"]),
        ("哪几个乡镇没有危桥改造任务", ["白杨镇", "云岭乡"], ["石门乡", "柳泉镇"]),
        ("村道硬化最长的是哪个乡镇", ["石门乡", "30"], ["云岭乡", "合计"]),
        ("哪些乡镇村道硬化超过20公里", ["石门乡", "云岭乡"], ["白杨镇", "柳泉镇"]),
        ("哪些乡镇村道硬化不超过21公里", ["白杨镇", "柳泉镇", "云岭乡"], ["石门乡"]),
        ("哪些乡镇村道硬化超过21公里", ["石门乡"], ["白杨镇", "柳泉镇", "云岭乡"]),
    ],
)
def test_rows_and_columns_of_figures(shared_out, question, held, absent):
    answer = shared_out.ask(question)
    assert all(part in answer.answer for part in held)
    assert not any(part in answer.answer for part in absent)
    assert answer.citations


def test_a_column_that_is_not_there_is_not_made_up(shared_out):
    assert shared_out.ask("石门乡路灯安装任务几盏").status == "not_found"
