"""Tasks below the stage that their paragraph opens with, in a document that its title alone tells to be orders."""

from __future__ import annotations

from ingest.datatypes import Deadline, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

TEXT = """# 青山县防汛备汛工作安排

## 一、分步走

1.3月1日—4月15日为清淤期。县住建局组织清掏雨水井460座；各街道把背街小巷的清理任务落实到社区。

## 二、联合整治

“三合一”场所由县消防救援大队牵头，会同公安、文旅、教育等部门，开展为期两个月的清零行动。
"""


def test_tasks_of_a_stage_are_due_in_it() -> None:
    facts = parse(load_bytes("a.md", TEXT.encode()), name="a.md").facts
    dues = {fact.subject[:4]: fact.due for fact in facts if isinstance(fact, Deadline)}
    assert dues["组织清掏"] == "3月1日—4月15日"


def test_fields_called_in_are_those_who_help() -> None:
    facts = parse(load_bytes("a.md", TEXT.encode()), name="a.md").facts
    last = [fact for fact in facts if isinstance(fact, Responsibility)][-1]
    assert (last.lead, last.supporting) == (("县消防救援大队",), ("公安", "文旅", "教育"))
    assert not last.subject.startswith("等")
