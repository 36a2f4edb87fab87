"""Tables with section rows, merged numbers and notes: what they list is counted and told once."""

from __future__ import annotations

import pytest

LIST = """# 浏川市2026年民生实事项目清单

| 序号 | 项目名称 | 建设内容 | 计划投资（万元） |
|---|---|---|---|
| （一）教育卫生类 | （一）教育卫生类 | （一）教育卫生类 | （一）教育卫生类 |
| 1 | 中小学学位扩容 | 新建浏水中学初中部，新增学位1200个，配套建设操场、食堂和学生宿舍各一处 | 18600 |
| 1 | 中小学学位扩容 | 改扩建东门小学，新增学位810个，同步改造校门口道路和家长等候区 | 18600 |
| 2 | 基层医疗能力提升 | 为12个乡镇卫生院配置DR或彩超，培训乡村医生460名，每名集中培训不少于12天 | 3150 |
| （二）城乡建设类 | （二）城乡建设类 | （二）城乡建设类 | （二）城乡建设类 |
| 3 | 老旧小区改造 | 改造老旧小区31个、惠及4268户，更新管网，同步补建充电和停车设施 | 12400 |
| 4 | 口袋公园建设 | 新建口袋公园14个，新增绿道11.6公里，公园均设置健身步道和直饮水点 | 1680 |
| 注：投资含上级补助 | 注：投资含上级补助 | 注：投资含上级补助 | 注：投资含上级补助 |
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("清单.md", LIST.encode())
    return lambda question: hash_base.ask(question).answer


def test_entries_are_counted_once_without_sections_and_notes(ask):
    answer = ask("浏川市2026年民生实事一共定了几项")
    assert "共4项" in answer
    assert "注：" not in answer
    assert len(answer) < 300


def test_a_section_row_is_a_group(ask):
    answer = ask("民生实事里城乡建设这一类包括哪几个项目")
    assert "共2项" in answer
    assert all(name in answer for name in ("老旧小区改造", "口袋公园建设"))
    assert "学位" not in answer
