"""Lists by the noun asked for, stages by their place, years spoken by digits, what only people can say."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase
from retriever.question_wording import without_manner, years_in_figures

PLAN = """云桥街道楼道管家试点方案
一、工作任务
1.理顺楼道管理。围绕楼道堆物整治，落实楼长巡查制度、堆物清理公示制度、邻里评分制度，推动楼道环境改善。（责任单位：城管办、各社区）
2.规范楼道充电。先后印发了《云桥街道楼道充电管理办法》《云桥街道充电桩选址导则》等规章制度，保障充电安全。（责任单位：平安办）
二、实施步骤
1.摸底阶段（2025年1月—2025年3月）。摸清楼道底数，建立台账。
2.推广阶段（2025年4月—2025年9月）。在全街道推开楼道管家。
3.验收阶段（2025年10月—2025年12月）。组织验收，通报结果。
附件：楼道管家重点任务清单
1.建立楼长队伍。（责任单位：平安办、各社区）
2.清理楼道堆物。（责任单位：城管办、各社区）
3.设置充电点位。（责任单位：城管办、平安办）
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask the last of some user turns over one invented plan."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("nouns"), encoder=HashEmbedder()) as base:
        base.add_bytes("楼道.txt", PLAN.encode())

        def run(*turns):
            answer = base.ask([Message("user", turn) for turn in turns])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


def test_things_of_the_noun_asked_for_are_listed(ask):
    told = ask("楼道堆物整治要落实哪几个制度").answer
    assert all(name in told for name in ("楼长巡查制度", "堆物清理公示制度", "邻里评分制度"))


def test_papers_are_listed_by_their_titles(ask):
    told = ask("楼道充电先后印发过哪些文件").answer
    assert "楼道充电管理办法" in told
    assert "充电桩选址导则" in told


@pytest.mark.parametrize("question", ["最后一个阶段是几月到几月", "第三阶段的起止时间"])
def test_a_stage_by_its_place(ask, question):
    assert "2025年10月—2025年12月" in ask(question).answer


def test_the_last_stage_of_those_told_before_is_told_whole(ask):
    told = ask("楼道管家试点分几个阶段", "最后那一步叫啥，主要干点什么").answer
    assert "验收阶段" in told
    assert "通报结果" in told


def test_the_tasks_of_a_body_in_a_list_are_counted(ask):
    assert "共3项" in ask("平安办在重点任务清单里是几项任务的责任单位").answer


def test_advice_is_no_matter_of_documents(ask):
    assert ask("你觉得我适合去当楼长吗").status == "not_found"


def test_years_by_digits_and_the_manner_of_telling():
    assert years_in_figures("二零二四年的任务") == "2024年的任务"
    assert years_in_figures("二零二五工程") == "2025工程"
    assert without_manner("要建几个示范小区?市里的和省里的分别说") == "要建几个示范小区"
    assert without_manner("分别说说牵头单位") == "分别说说牵头单位"


@pytest.mark.parametrize("question", ["楼道底数在哪个阶段摸清", "建立台账是哪个阶段的事"])
def test_where_something_stands_is_told_by_the_stage(ask, question):
    assert "摸底阶段" in ask(question).answer


def test_fewer_papers_than_a_question_counts_are_not_those(ask):
    assert ask("楼道充电印发的是哪六个文件").status == "not_found"
