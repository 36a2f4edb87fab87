"""Bodies that stand above their tasks: section rows and rows of titles are cited with the task."""

from __future__ import annotations

import pytest

LIST = """# 临溪县2026年民生实事责任清单

| 序号 | 事项 | 会同部门 | 何时办结 |
|---|---|---|---|
| 县卫生健康局 |  |  |  |
| 1 | 新增普惠托位300个 | 县教育局 | 11月底前 |
| 2 | 乡镇卫生院配备急救车 | 县财政局 | 9月底前 |
| 县水利局 |  |  |  |
| 3 | 改造农村供水管网80公里 | 县财政局 | 10月底前 |
"""


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("清单.md", LIST.encode())
    return hash_base


def test_the_section_row_is_cited_with_the_task(base):
    answer = base.ask("改造农村供水管网由谁负责")
    assert "县水利局" in answer.answer
    assert "县卫生健康局" not in answer.answer
    assert any("县水利局" in citation.text for citation in answer.citations)


def test_tasks_below_the_section_row_are_those_of_its_body(base):
    answer = base.ask("县卫生健康局负责哪些任务").answer
    assert "普惠托位" in answer
    assert "急救车" in answer
    assert "供水管网" not in answer
