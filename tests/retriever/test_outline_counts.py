"""Counts of what the outline of a document holds: numbers that run on, things of one kind, rows of a table."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from retriever.answerers.runs import asks_for_numbering
from retriever.knowledge_base import KnowledgeBase

PLAN = """云滩市海岸线整治三年方案
一、形势分析
（一）岸线萎缩趋势
潮位逐年升高。
（二）客流集中趋势
夏季客流集中。
（三）管护分散趋势
管护力量分散。
二、重点工作
以清岸护滩工程为抓手，改善面貌。
（一）清岸护滩
1.清理浮标。清理旧浮标40个。
2.拆除棚屋。拆除违建棚屋9处。
（二）修复沙滩
3.补沙养滩。补沙3万方。
4.种植沙生植物。种植2公顷。
5.巡查养护。每周巡查1次。
三、工作专班
下设工作组：
1.清理组。负责清理。
2.养护组。负责养护。
3.宣传组。负责宣传。
"""


@pytest.fixture(scope="module")
def coast(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("coast"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩市海岸线整治三年方案.txt", PLAN.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云滩海岸线整治方案从头编到尾，一共几条", ["共5项", "第1项至第5项"]),
        ("云滩方案里任务编号编到第几条了", ["共5项"]),
        ("云滩方案分析形势时归纳出几个趋势，名字也报一下", ["共3个趋势", "客流集中趋势"]),
        ("云滩专班底下设几个组，都叫什么", ["共3个组", "养护组"]),
        ("云滩清岸护滩那块有几条", ["共2项", "拆除棚屋"]),
    ],
)
def test_counts_of_the_outline(coast, question, told):
    answer = coast.ask(question)
    assert answer.status == "answered"
    check_answer(answer, coast)
    for words in told:
        assert words in answer.answer


def test_a_number_that_the_outline_does_not_hold_is_not_made_up(coast):
    assert "共" not in coast.ask("云滩方案要建几个码头").answer


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("方案从第一条编到第几条", True),
        ("那张清单上一共几项", True),
        ("第几条讲养犬", False),
        ("编一份通知要多久", False),
    ],
)
def test_numbering_asked_for(question, asked):
    assert asks_for_numbering(question) is asked
