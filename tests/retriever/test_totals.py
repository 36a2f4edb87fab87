"""The row of sums of a table that shares something out."""

from __future__ import annotations

import pytest

NOTICE = """# 澜川县2026年就业目标任务分解表

| 乡镇 | 城镇新增就业（人） | 创业担保贷款（万元） |
|---|---|---|
| 澜川镇 | 640 | 2100 |
| 石桥镇 | 310 | 900 |
| 茶园乡 | 75 | 260 |
| 合计 | 1025 | 3260 |
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("分解表.md", NOTICE.encode())
    return lambda question: hash_base.ask(question).answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("澜川县城镇新增就业要达到多少", "1025"),
        ("全县城镇新增就业一共多少人", "1025"),
        ("创业担保贷款全县目标多少", "3260"),
        ("澜川镇城镇新增就业多少", "640"),
        ("石桥镇的创业担保贷款任务多少", "900"),
    ],
)
def test_the_whole_or_the_share_that_is_named(ask, question, figure):
    answer = ask(question)
    assert figure in answer
    assert sum(other in answer for other in ("1025", "3260", "640", "310", "900")) == 1
