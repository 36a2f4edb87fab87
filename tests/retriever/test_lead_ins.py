"""Items of rules are told with the words that announce them; penalties with the item that they punish."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.knowledge_base import KnowledgeBase

RULES = """橡湖区电动自行车充电安全管理办法
第一章 停放
第一条 区应急管理局负责统筹协调，街道办事处负责日常巡查。
第二条 禁止下列行为：
（一）在疏散通道、楼梯间停放电动自行车；
（二）携带电动自行车或者蓄电池进入电梯轿厢；
（三）私拉电线为电动自行车充电。
第三条 申请充电棚建设补助的，应当符合下列条件：
（一）充电位不少于12个；
（二）与建筑物外墙的距离不小于6米。
第四条 有下列情形之一的，不予补助：
（一）占用绿地建设的；
（二）逾期未验收的。
第五条 申请补助应当提交下列材料：
（一）申请表一式两份；
（二）施工合同和发票复印件。
第二章 责任
第六条 违反本办法第二条规定的，由区消防救援大队责令改正；拒不改正的，对个人处500元以上1000元以下罚款。
第七条 本办法自2026年3月1日起施行。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of the rules, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("rules")) as base:
        base.add_bytes("橡湖.txt", RULES.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "announced", "item"),
    [
        ("橡湖区电动车能推进电梯吗", "禁止下列行为：", "进入电梯轿厢"),
        ("橡湖楼道里能放电瓶车吗", "禁止下列行为：", "楼梯间"),
        ("在橡湖可以飞线充电不", "禁止下列行为：", "私拉电线"),
        ("橡湖占了绿地建的充电棚有补助吗", "不予补助：", "占用绿地"),
        ("橡湖充电棚最少要几个充电位", "应当符合下列条件：", "不少于12个"),
        ("橡湖建充电棚要补助需要合同吗", "应当提交下列材料：", "施工合同"),
    ],
)
def test_an_item_is_told_with_what_announces_it(ask, question, announced, item):
    told = ask(question).answer
    assert announced in told
    assert item in told
    assert told.index(announced) < told.index(item)


def test_a_list_is_announced_once(ask):
    assert ask("橡湖哪些情形不给充电棚补助").answer.count("不予补助") == 1


def test_whether_one_may_apply_is_not_told_by_papers(ask):
    assert "申请表" not in ask("橡湖的充电棚补助还能再申请吗").answer


@pytest.mark.parametrize("question", ["橡湖把电瓶带进电梯罚多少", "橡湖携带电动自行车进入电梯轿厢有什么处罚"])
def test_a_penalty_names_the_item_that_it_punishes(ask, question):
    told = ask(question).answer
    assert "500元以上1000元以下罚款" in told
    assert "所指的第二条：禁止下列行为：携带电动自行车或者蓄电池进入电梯轿厢" in told
