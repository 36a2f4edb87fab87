"""Several things asked at once: aspects in a row, something of each thing in a list, one place of two that is known."""

from __future__ import annotations

import pytest

from retriever.aspects_asked import aspects_asked
from retriever.each_told import asked_of_each

PLAN = """澜石区2025年社区服务提升实施方案

一、重点任务

（一）改善居住环境

1.更新老旧电梯。全年更新老旧电梯36台，完成120台安全评估。（责任单位：区市场监管局、区住建局）

2.新建口袋公园。新建口袋公园5座，改造绿地8处。（责任单位：区园林局）

3.增加停车泊位。新增公共停车位700个，推动错时共享。（责任单位：区公安分局、区城管局）

二、实施步骤

1.动员部署阶段（2025年3月）。印发方案，召开动员会，明确任务分工。

2.组织实施阶段（2025年4月—2025年10月）。对照清单逐项推进，每月通报进度。

3.总结评估阶段（2025年11月）。开展评估，总结推广经验。

三、组织保障

推动无物业小区建立自管委、物管委，健全物业联动机制和定期会商制度，做到全覆盖。

附件：重点工作清单

| 序号 | 工作事项 | 责任科室 |
|---|---|---|
| 1 | 健全物业联动机制和定期会商制度 | 物业管理科 |
| 2 | 编制社区服务设施规划图册并公开 | 规划科 |
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("方案.md", PLAN.encode())
    return lambda question: hash_base.ask(question).answer


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("查一下口袋公园的数量和责任单位", ("口袋公园的数量", "口袋公园的责任单位")),
        (
            "澜石口袋公园、停车泊位：单位，数量",
            ("澜石口袋公园的责任单位", "澜石口袋公园的数量", "澜石停车泊位的责任单位", "澜石停车泊位的数量"),
        ),
        ("方案第3项任务的目标、举措", ("方案第3项任务的内容", "方案第3项任务的举措")),
        ("更新几台电梯？口袋公园那条的责任单位、时限呢", ("更新几台电梯", "口袋公园的责任单位", "口袋公园的时限")),
        ("高龄津贴的申请条件、标准和流程", ("高龄津贴的申请条件", "高龄津贴的标准", "高龄津贴的流程")),
        ("口袋公园的数量", ()),
        ("哪个区的标准、条件更高", ()),
    ],
)
def test_aspects_in_a_row_are_questions_of_their_own(question, asked):
    assert aspects_asked(question, {"澜石"}) == asked


def test_each_aspect_is_answered_and_what_is_not_written_is_said(ask):
    answer = ask("澜石口袋公园的数量、责任单位和完成时限")
    assert "5座" in answer
    assert "区园林局" in answer
    assert "完成时限：文件没有写明" in answer


def test_each_task_of_a_list_with_its_bodies(ask):
    lines = ask("改善居住环境有哪几项任务，每项的责任单位是谁").splitlines()
    assert "36台" not in lines[0]
    for name, body in (("电梯", "区市场监管局"), ("口袋公园", "区园林局"), ("停车泊位", "区公安分局")):
        assert any(name in line and body in line for line in lines)


def test_each_stage_with_its_time_and_work(ask):
    answer = ask("实施步骤分几个阶段，每个阶段是什么时间、干什么")
    assert "2025年3月" in answer
    assert "召开动员会" in answer
    assert "总结推广经验" in answer


@pytest.mark.parametrize("question", ["电梯更新多少台，由谁负责", "分几步走", "每年更新多少台电梯"])
def test_nothing_is_asked_of_each(question):
    assert asked_of_each(question) is None


def test_one_place_of_two_that_no_document_speaks_of(ask):
    answer = ask("澜石区和静安区2025年口袋公园哪个多，各建几座")
    assert "5座" in answer
    assert "不涉及静安区" in answer


def test_the_bodies_stand_in_the_list_that_repeats_the_measure(ask):
    assert "物业管理科" in ask("没有物业的小区准备怎么办，这事哪些科室负责")


def test_who_tells_of_itself_is_not_asked_about(ask):
    assert "口袋公园" in ask("我们区园林局最近天天加班，今年口袋公园要建几座")


@pytest.mark.parametrize("question", ["澜石方案里“增加停车泊位”讲了什么", "方案第3项讲了什么"])
def test_an_item_named_by_its_heading_or_number_is_told(ask, question):
    answer = ask(question)
    assert "700个" in answer
    assert "错时共享" in answer
    assert "电梯" not in answer


def test_who_does_what_is_named_by_its_heading(ask):
    assert "区园林局" in ask("“新建口袋公园”这条由谁负责")
