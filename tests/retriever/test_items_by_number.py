"""Items that a question names by number: what they say, who does them and by when, one or several."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.items_asked import items_asked
from retriever.knowledge_base import KnowledgeBase

PLAN = """云梓区口袋公园建设实施方案
一、总体要求
1. 坚持便民。公园建在家门口。
2. 坚持节约。利用边角地。
二、重点任务
1. 摸清底数。排查边角地块20处。（责任单位：区规资局，完成时间：2024年3月前）
2. 编制图则。编制口袋公园设计图则。（责任单位：区绿化局，完成时间：2024年5月前）
3. 开工建设。建设口袋公园12座。（责任单位：区绿化局、各街道，完成时间：2024年10月前）
4. 建立认养。推行居民认养。（责任单位：各街道，完成时间：2024年12月前）
"""
STORY = "云梓区口袋公园建设经验\n\n云梓区建成口袋公园3座，20名志愿者参与认养。\n"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over a plan and a report of one place."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("items"), encoder=HashEmbedder()) as base:
        base.add_bytes("云梓区口袋公园建设实施方案.txt", PLAN.encode())
        base.add_bytes("云梓区口袋公园建设经验.txt", STORY.encode())

        def run(question):
            answer = base.ask([Message("user", question)])
            check_answer(answer, base)
            check_figures(answer)
            return answer.answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("云梓区第3项讲什么", ["12座"], ["3座", "边角地"]),
        ("云梓区第2项什么时候完成", ["2024年5月前"], ["3月", "10月"]),
        ("云梓区第3项谁负责", ["区绿化局", "各街道"], ["区规资局"]),
        ("云梓区方案第4项", ["认养"], ["志愿者"]),
        ("云梓区第2项和第4项谁负责", ["第2项", "区绿化局", "第4项", "各街道"], ["区规资局"]),
        ("哪些任务只有一个单位负责", ["共3项", "摸清底数", "编制图则", "建立认养"], ["开工建设"]),
        ("由两个以上单位负责的任务有哪些", ["共1项", "开工建设", "各街道"], ["摸清底数"]),
        ("云梓区第1到3项都是什么", ["20处", "设计图则", "12座"], ["便民", "节约"]),
    ],
)
def test_items_by_number(ask, question, told, untold):
    answer = ask(question)
    assert all(words in answer for words in told)
    assert not any(words in answer for words in untold)


@pytest.mark.parametrize(
    "question", ["第3项谁负责", "15到20分钟生活圈", "第2项和第3项有什么区别", "第1至30项都是什么"]
)
def test_one_item_and_what_is_set_beside_another_are_asked_as_one(question):
    assert items_asked(question) == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [("居民认养是方案的第几项", "第4项 建立认养"), ("各街道有几项任务", "第4项（建立认养）")],
)
def test_which_number_a_thing_has(ask, question, told):
    assert told in ask(question)
