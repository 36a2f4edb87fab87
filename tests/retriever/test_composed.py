"""The general way: sentences that together answer where no special way does, and other readings of a question."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

PLAN = """云桥区2025年社区治理行动方案
为推进社区治理，根据《云桥区城市更新条例》和《云桥区社区建设规划》，制定本方案。
一、重点任务
1.建设邻里服务站。做优邻里服务站议事协商、便民缝补、图书借阅、健康驿站、亲子活动等功能，方便居民就近办事。（责任单位：区民政局、区商务委）
2.修缮历史建筑。统筹推进梧桐公寓、永安里、海棠坊等3处历史建筑修缮，留住城市记忆。（责任单位：区房管局）
3.管好派驻机构。派驻街镇的机构纳入街镇统一考核，人员由街镇统一调配。（责任单位：区委编办）
4.培育社区队伍。发展公益类队伍，组织医生、教师进社区义诊助学。发展服务类队伍，组织家政、维修师傅上门。发展互助类队伍，组织邻里合唱团、健步队。（责任单位：区民政局）
5.推广“晨光工作法”，提升调解水平。（责任单位：区司法局）
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of one plan; what is answered is cited, and its figures stand there."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("composed"), encoder=HashEmbedder()) as base:
        base.add_bytes("方案.txt", PLAN.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("邻里服务站 功能几块", ("议事协商", "亲子活动")),
        ("历史建筑修缮的是哪三处", ("梧桐公寓", "永安里", "海棠坊")),
        ("社区队伍分了哪三种", ("公益类", "服务类", "互助类")),
        ("历史建筑修缮归哪几家", ("区房管局",)),
        ("派驻街镇的机构咋管", ("统一考核",)),
    ],
)
def test_what_no_special_way_answers_is_composed(ask, question, told):
    answer = ask(question)
    assert answer.status == "answered"
    assert all(word in answer.answer for word in told), answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "历史建筑修缮的是哪五处",  # three are listed
        "晨光工作法是哪三步",  # used, never explained
        "晨光工作法是怎么运作的",
        "邻里服务站交给了哪家公司",
        "邻里服务站的预约电话是多少",
    ],
)
def test_what_the_sentences_do_not_hold_is_not_composed(ask, question):
    assert ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("议事厅谁当核心", "居民小组为核心"),
        ("议事要走几步", "三个步骤"),
    ],
)
def test_core_and_counted_steps_are_read_from_a_sentence(tmp_path, question, told):
    text = (
        "云桥区邻里议事办法\n一、组织\n建立以居民小组为核心，楼组长为骨干，物业共同参加的议事厅。\n"
        "二、程序\n规范议事，按照“提出议题、开会商量、张榜公布”三个步骤开展议事。"
    )
    with KnowledgeBase.open(tmp_path / "base", encoder=HashEmbedder()) as base:
        base.add_bytes("议事.txt", text.encode())
        assert told in base.ask(question).answer
