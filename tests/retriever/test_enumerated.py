"""Lists below headings and announcing sentences, found by what they list; answers that tell beside the point."""

from __future__ import annotations

import pytest

from retriever.answerers.enumerated import kinds_asked

GUIDE = """云杉市农机具购置补贴申请指南

一、受理条件
（一）种植大户
1.承包耕地50亩以上；
2.在本市连续种植满2年。
（二）不予受理情形
1.三年内骗取过补贴的；
2.机具未登记号牌的。

二、提交资料

| 序号 | 资料名称 | 要求 | 适用对象 |
|---|---|---|---|
| 1 | 农机补贴申请表 | 原件 | 全部 |
| 2 | 土地承包合同 | 复印件 | 种植大户 |

三、后续管理
（一）补贴资金在公示后30日内发放。
（二）机主有下列情形之一的，应当退回补贴：转卖机具的；改变机具用途的；连续两年闲置的。
（三）单身农机手年满20周岁可以申请驾驶培训。
"""
RULES = """云杉市农机会商规则

第一条 下列事项应当提交农机会商：
（一）年度购置计划；
（二）跨县作业调度。
第二条 下列事项不提交农机会商：
（一）乡镇职权范围内的事项；
（二）已有明确规定的事项。
第三条 会商由农机站召集，2027年作业面积达到9万亩，油耗较2024年下降6%。
"""


@pytest.fixture
def base(hash_base):
    for name, text in (("指南.md", GUIDE), ("规则.txt", RULES)):
        hash_base.add_bytes(name, text.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("农机具补贴要带哪些资料", ["农机补贴申请表", "土地承包合同"], ["闲置"]),
        ("什么情况下农机补贴不给受理", ["骗取过补贴", "未登记号牌"], ["申请表"]),
        ("哪些情形要把农机补贴退回去", ["转卖机具", "改变机具用途", "闲置"], ["骗取"]),
        ("哪些事不能拿到农机会商上议", ["乡镇职权", "明确规定"], ["购置计划"]),
        ("哪些事项必须提交农机会商", ["购置计划", "跨县作业"], ["乡镇职权"]),
    ],
)
def test_the_list_of_what_is_asked_is_told_in_full(base, question, told, untold):
    answer = base.ask(question)
    assert answer.status == "answered"
    assert all(item in answer.answer for item in told)
    assert not any(item in answer.answer for item in untold)


def test_a_list_of_other_things_does_not_answer(base):
    assert "申请表" not in base.ask("农机会商要带哪些资料").answer


def test_a_year_that_is_only_measured_from_tells_nothing(base):
    assert base.ask("2024年云杉市农机作业面积是多少").status != "answered"


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("申请要交哪些材料", ("材料",)),
        ("什么人才可以申请", ("条件",)),
        ("哪些情形会被取消资格", ("情形",)),
        ("办理分几个步骤", ("步骤",)),
        ("哪个部门负责", ()),
        ("补贴多少钱", ()),
    ],
)
def test_the_kind_of_things_asked_for(question, kinds):
    assert kinds_asked(question)[: len(kinds)] == kinds
    assert bool(kinds_asked(question)) == bool(kinds)


FLOOD = """云杉市林火应急预案

1 总则
1.1 编制目的
为有效应对林火，制定本预案。
2 应急响应
2.1 响应分级

| 响应等级 | 启动条件 | 决定启动人 |
|---|---|---|
| Ⅱ级 | 连续无雨15天以上 | 副总指挥 |
| Ⅰ级 | 连续无雨25天以上；或者火场超过90公顷 | 总指挥 |

2.2 响应行动
2.2.1 Ⅱ级响应
副总指挥值守，派出3个工作组。
2.2.2 Ⅰ级响应
总指挥坐镇，封山停业，每2小时报送一次火情。
"""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("林火一级响应要连续多少天无雨才启动", "25天", "15天"),
        ("要是启动一级响应，云杉市林火会采取哪些动作", "封山停业", "3个工作组"),
        ("林火二级响应由谁决定启动", "副总指挥", "90公顷"),
        ("林火Ⅱ级响应的启动条件是什么", "15天", "25天"),
    ],
)
def test_a_level_is_told_from_its_part_and_its_row(hash_base, question, told, untold):
    hash_base.add_bytes("预案.md", FLOOD.encode())
    answer = hash_base.ask(question)
    assert told in answer.answer
    assert untold not in answer.answer


def test_steps_told_in_one_paragraph_below_their_heading(hash_base):
    text = "云杉市果树认养指南\n一、认养对象\n本市居民均可认养果树。\n二、办理步骤\n"
    text += "第一步，到果园登记；第二步，果园管理员核实；第三步，签订认养书并缴费。\n三、期限\n认养期为一年。\n"
    hash_base.add_bytes("认养指南.txt", text.encode())
    answer = hash_base.ask("果树认养的办理步骤有哪些").answer
    assert all(step in answer for step in ("登记", "核实", "认养书"))
