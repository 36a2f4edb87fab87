"""Two documents of one place beside each other: what each tells of itself, where one asks which has it longer."""

from __future__ import annotations

import pytest

LANES = """# 青溪县巷道照明实施方案

发布日期：2025年3月5日

为方便居民夜间出行，制定本方案。

本方案自发布之日起施行，有效期至2027年12月31日。
"""
WELLS = """# 青溪县古井保护办法

2025年6月1日

第一条 为保护古井，制定本办法。

第二条 本办法自2025年7月1日起施行，有效期5年。
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青溪的巷道照明方案和古井保护办法，哪个有效期更长", ("2027年12月31日", "5年")),
        ("青溪古井保护办法和巷道照明方案哪份施行日期更晚", ("2025年7月1日", "发布之日")),
    ],
)
def test_what_is_asked_of_two_documents_is_told_of_both(hash_base, question, told):
    hash_base.add_bytes("方案.md", LANES.encode())
    hash_base.add_bytes("办法.md", WELLS.encode())
    answer = hash_base.ask(question).answer
    assert [part for part in told if part not in answer] == []
