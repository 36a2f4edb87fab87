"""Notices that give tasks to the bodies they address, and who reports on them."""

from __future__ import annotations

import pytest

from ingest.datatypes import Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

NOTICE = """云栖区人民政府办公室
关于对热线诉求办理情况的督办通知

各有关单位：
　　近期，热线集中反映供暖、停车问题。现将交办事项通知如下。

　　区城管局：
　　1. 医院周边违停乱象，会同交警二大队整治，20日内见效。
　　2. 对退费难开展摸排，请区市场监管局协助，5月10日前报结果。

　　区人社局、区住建局（两部门共同办理）：
　　滨河花园项目拖欠工资问题，务必支付到位。

　　区自来水公司：
　　二次供水设施清洗消毒一遍。

　　请各承办单位将进展报区政府督查室（联系人：孟欣）。逾期未办结的，由区纪委监委启动问责。
"""


def told() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    facts = parse(load_bytes("a.txt", NOTICE.encode()), name="a.txt").facts
    return [(fact.subject[:6], fact.bodies, fact.supporting) for fact in facts if isinstance(fact, Responsibility)]


def test_what_stands_below_an_addressed_body_is_its_task() -> None:
    assert told()[:4] == [
        ("医院周边违停", ("区城管局",), ("交警二大队",)),
        ("对退费难开展", ("区城管局",), ("区市场监管局",)),
        ("滨河花园项目", ("区人社局", "区住建局"), ()),
        ("二次供水设施", ("区自来水公司",), ()),
    ]


def test_those_who_have_tasks_report_and_whom_to_ask_has_none() -> None:
    assert [(bodies, supporting) for _, bodies, supporting in told()[4:]] == [
        (("各承办单位",), ()),
        (("区纪委监委",), ()),
    ]


@pytest.mark.parametrize(
    ("sentence", "bodies", "supporting"),
    [
        ("区资源分局据此拿出选址建议方案。", ("区资源分局",), ()),
        ("请区审计局适时介入，对2023年以来的补贴开展专项审计。", ("区审计局",), ()),
        ("各牵头单位请于4月15日前将实施细则送区政府办公室。", ("各牵头单位",), ()),
        ("托管机构由区教育局主管，区消防大队、区卫健局按职责协管。", ("区教育局",), ("区消防大队", "区卫健局")),
        ("办公场所只保留党组织、自治组织等4块标牌。", None, None),
    ],
)
def test_other_ways_of_giving_tasks(
    sentence: str, bodies: tuple[str, ...] | None, supporting: tuple[str, ...] | None
) -> None:
    text = f"关于工作的会议纪要\n\n会议明确如下任务。\n1. {sentence}\n"
    facts = parse(load_bytes("a.txt", text.encode()), name="a.txt").facts
    told = [(each.lead or each.bodies, each.supporting) for each in facts if isinstance(each, Responsibility)]
    assert told == ([(bodies, supporting)] if bodies else [])
