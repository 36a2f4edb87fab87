"""Whole procedures and all that a rule forbids."""

from __future__ import annotations

import pytest

RULES = """# 岭东县农村客运补贴实施细则

一、补贴标准

每车每年补贴3.6万元。

二、办理程序

2.1申请。经营者每年3月向所在乡镇提出书面申请。
2.2初审。乡镇在5个工作日内核对班次并签署意见。
2.3公示。县交通运输局审核后公示7日。
2.4拨付。县财政局在公示无异议后拨付到账户。

三、严禁下列行为

（一）虚报班次；
（二）转让线路牌；
（三）擅自停运。

四、站点命名

命名分三步：
第一步，村委会提出名称；
第二步，乡镇审核；
第三步，县交通运输局公布。
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("细则.md", RULES.encode())
    return lambda question: hash_base.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "农村客运补贴怎么走流程",
        "我们想拿农村客运的补贴，从头到尾要走哪几步",
        "客运补贴怎么申请",
        "办农村客运补贴有哪些步骤",
    ],
)
def test_all_steps_are_told_in_their_order(ask, question):
    answer = ask(question)
    steps = [answer.find(word) for word in ("书面申请", "签署意见", "公示7日", "拨付到账户")]
    assert steps == sorted(steps)
    assert steps[0] >= 0
    assert "2.1" not in answer


def test_steps_named_by_their_order(ask):
    answer = ask("站点命名是什么程序")
    assert all(word in answer for word in ("提出名称", "乡镇审核", "公布"))
    assert "拨付" not in answer


@pytest.mark.parametrize(
    "question", ["农村客运哪些事是明令不准干的", "客运细则里不让干的都有哪些", "农村客运禁止哪些行为"]
)
def test_all_that_is_forbidden_is_told(ask, question):
    answer = ask(question)
    assert all(word in answer for word in ("虚报班次", "转让线路牌", "擅自停运"))


_SCHEME = """# 岭东县校车调度工作办法

一、总体要求

校车每天上下学各开一班。

二、推行“四步调度”工作法

1.收单。调度中心汇总乘车需求。
2.排车。提前1天排定车辆。
3.发车。驾驶员签到后发车。
4.回访。班次结束后抽查满意度。
"""


@pytest.mark.parametrize("question", ["“四步调度”到底怎么走，讲细点", "校车的四步调度怎么操作"])
def test_how_a_scheme_named_by_its_steps_goes_is_told_by_all_of_them(hash_base, question):
    hash_base.add_bytes("办法.md", _SCHEME.encode())
    answer = hash_base.ask(question).answer
    assert all(word in answer for word in ("收单", "提前1天", "发车", "抽查满意度"))
