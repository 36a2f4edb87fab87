"""Tables that people draw in plain text."""

from __future__ import annotations

import re

import pytest

from ingest.datatypes import Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

_BOXED = """松涛县任务分工表

┌──┬──────┬────┐
│序号│任务│牵头单位│
├──┼──────┼────┤
│1│新建食堂│县民政局│
├──┼──────┼────┤
│2│改造菜场│县商务局│
└──┴──────┴────┘
"""
_PLUS = """松涛县任务分工表

+------+----------+----------+
| 序号 | 任务     | 牵头单位 |
+======+==========+==========+
| 1    | 新建食堂 | 县民政局 |
+------+----------+----------+
| 2    | 改造菜场 | 县商务局 |
+------+----------+----------+
"""
_SPACED = """松涛县任务分工表

序号   任务         牵头单位
1      新建食堂     县民政局
2      改造菜场     县商务局
"""


@pytest.mark.parametrize("text", [_BOXED, _PLUS, _SPACED])
def test_drawn_tables_are_read_by_their_header(text: str) -> None:
    parsed = parse(load_bytes("分工.txt", text.encode()), name="分工.txt")
    facts = [fact for fact in parsed.facts if isinstance(fact, Responsibility)]
    assert [(fact.subject, fact.lead) for fact in facts] == [("新建食堂", ("县民政局",)), ("改造菜场", ("县商务局",))]
    assert not re.search("──|--", parsed.clean.text)


def test_names_lined_up_with_spaces_are_no_table() -> None:
    text = "领导小组名单\n\n组  长：  林青岚  县长\n副组长：  赵一鸣  副县长\n成  员：  孙小河  县民政局局长\n"
    assert all(block.kind == "paragraph" for block in load_bytes("名单.txt", text.encode()).blocks)


def test_a_rule_between_paragraphs_stays_where_it_is() -> None:
    text = "松涛县通知\n\n--------\n\n各镇人民政府：\n"
    assert len(load_bytes("通知.txt", text.encode()).blocks) == 3
