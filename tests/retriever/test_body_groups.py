"""Bodies asked for by what they do: their groups, numbers of members, tables of duties, who approves and supervises."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "云溪县河道采砂整治工作方案.md"
TEXT = """# 云溪县河道采砂整治工作方案

一、组织领导

建立县河道采砂整治联席会议制度，由分管水利的副县长担任召集人，成员单位包括县水利局、县公安局、县交通运输局。

建立县渔港防风联席会议制度，联席会议由副县长召集，成员由县渔业局、县气象局、县海事处等14家单位组成，办公室设在县渔业局。

（一）巡河执法组：由县公安局牵头，县水利局、县交通运输局参加，负责夜间巡查和查处非法采砂。

（二）河岸修复组：由县水利局牵头，县林业局参加，负责复绿受损河岸。

二、工作措施

动用应急治理资金的，由县水利局提出方案，报县人民政府批准。砂石料场的扬尘由县生态环境局监督。

镇（街道）水利站负责河段日常巡查、群众劝导和情况上报。

三、部门职责

| 部门 | 主要职责 | 配合单位 |
| --- | --- | --- |
| 县商务局 | 规范砂石交易市场；清理无照经营摊点 | 县税务局 |
| 县交通运输局 | 查处砂石车辆超限运输 | 县公安局 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over an invented plan whose bodies stand in groups, sentences and a table of duties."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("bodies"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(question):
            answer = base.ask([Message("user", question)])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("县水利局在哪几个组", ["巡河执法组", "河岸修复组", "牵头单位"], []),
        ("县林业局在哪个组", ["河岸修复组"], ["巡河执法组"]),
        ("采砂整治联席会议谁召集、哪些部门参加", ["副县长", "县公安局", "县交通运输局"], ["县林业局"]),
        ("采砂整治联席会议成员单位有几家", ["3家"], []),
        ("渔港防风联席会议有多少个单位参加", ["共14家", "县海事处等14家"], ["3家"]),
        ("巡河执法组谁牵头谁参加", ["县公安局", "县交通运输局"], ["县林业局"]),
        ("动用应急治理资金要谁批准", ["县人民政府"], []),
        ("砂石料场扬尘由谁监督", ["县生态环境局"], []),
        ("无照经营的砂石摊点哪个部门清理", ["县商务局"], []),
        ("县商务局要做什么", ["砂石交易市场"], ["超限"]),
        ("镇街水利站要干些什么活", ["日常巡查"], []),
    ],
)
def test_bodies_by_what_they_do(ask, question, told, untold):
    answer = ask(question)
    assert answer.status == "answered"
    assert all(part in answer.answer for part in told), answer.answer
    assert not any(part in answer.answer for part in untold), answer.answer
