"""Times: periods asked for from month to month, the asked stretch of a long task, bare months of steps."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

PLAN = """云滩市石桥修缮三年方案
一、工作目标
1.2031年3月至2032年2月。围绕石桥测绘、构件编号、石料储备、匠人培训、游船改线、夜间照明、桥头绿化、护栏加固、桥面铺装、河道疏浚、碑刻保护等重点，推进档案建设，确保通过中期验核。
2.2032年3月至2033年2月。重点推进整修，确保顺利通过国家评定。
二、工作步骤
（一）集中整修阶段（2031年5月至2031年11月）
2031年9月底前，集中整修第一批石桥。
三、评审安排
4月组织专家评审；5月中旬公示，公示期7天。
"""


@pytest.fixture(scope="module")
def bridges(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("bridges"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩市石桥修缮三年方案.txt", PLAN.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云滩石桥集中整修是几月到几月", "2031年5月至2031年11月"),
        ("云滩石桥修缮什么时候中期验核", "2031年3月至2032年2月（…确保通过中期验核）"),
        ("云滩石桥国家评定排在哪个时间段", "2032年3月至2033年2月"),
        ("云滩石桥评审结果什么时候公示", "5月中旬"),
    ],
)
def test_times_of_stages_and_steps(bridges, question, told):
    answer = bridges.ask(question)
    assert answer.status == "answered"
    check_answer(answer, bridges)
    assert told in answer.answer


_GRANT = """云滩市护林补贴发放办法
一、发放
护林员伤残补贴自审定批准的次月起计发。伤残补贴按季发放，每季度末月20日前发放到位。
"""


def test_from_when_on_is_no_date_until_which(hash_base):
    hash_base.add_bytes("办法.txt", _GRANT.encode())
    assert "次月起计发" in hash_base.ask("护林员伤残补贴从什么时候开始算钱").answer
